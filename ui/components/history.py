"""A history: a chart of what documents state of one thing over time, and a table that leads from each point to where
it stands."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from itertools import chain

import streamlit as st

from qa.history import History, Point
from qa.model import Figure
from ui.components import page, words
from ui.components.answer import linked
from ui.state import place_query, source_address

HEIGHT = 300  # pixels
DIGITS = 10
"""The largest value is at least so many of what the values are counted in: 1,144 million rather than 1.144 billion."""
LEVEL = 6
"""Periods up to which their names are set level."""
AGREED, RIVAL = "stated", "stated otherwise"
HEADINGS = ["Period", "Figure", "Document", "Also stated", "Stated otherwise"]


def chart(history: History, titles: dict[str, str]) -> None:
    """Draw the points, joined where no period lies between them; each tells its value, period and documents."""
    scale = words.natural_scale(max(abs(point.figures[0].value) for point in history.stated) / DIGITS)
    rows = [*chain.from_iterable(rows_of(point, scale, titles) for point in history.points)]
    st.vega_lite_chart(
        spec(rows, axis(history, scale), [point.period.label for point in history.points]),
        height=HEIGHT,
        alt=f"{name(history)}: {words.count(len(history.stated), 'point')}; the table below has them all",
    )


def name(history: History) -> str:
    """What a history is of: "Operating income · quarters · JPY"."""
    subject = f" · {history.subject}" if history.subject and history.subject != history.metric else ""
    kind = {"half": "halves", "instant": "points in time"}.get(history.kind, f"{history.kind}s".replace("ss", "s"))
    status = [] if history.status == "actual" else [f"{history.status}s"]
    return " · ".join([words.capital(history.metric) + subject, kind, *status, *filter(None, [history.unit])])


def axis(history: History, scale: int) -> str:
    """What the values are counted in: "¥ billion", "%", "contracts"."""
    unit = words.SYMBOLS.get(history.unit, history.unit)
    return " ".join(filter(None, [unit, words.SCALES.get(scale, "")]))


def rows_of(point: Point, scale: int, titles: dict[str, str]) -> list[dict[str, object]]:
    """What the chart draws of one period: the value agreed on, and every other; an empty one for a gap."""
    if not point.figures:
        return [{"period": point.period.label, "value": None, "is": AGREED}]
    agreed = mark(point, point.figures, AGREED, scale, titles)
    return [agreed, *(mark(point, [figure], RIVAL, scale, titles) for figure in point.rivals)]


def mark(point: Point, figures: Iterable[Figure], kind: str, scale: int, titles: dict[str, str]) -> dict[str, object]:
    """One point, with what it tells when it is pointed at."""
    first, *more = figures
    return {
        "period": point.period.label,
        "value": float(first.value / Decimal(scale)),
        "is": kind,
        "Figure": words.quantity(first),
        "Period": words.period(point.period),
        "Stated in": "; ".join(documents([first, *more], titles)),
    }


def documents(figures: Iterable[Figure], titles: dict[str, str]) -> list[str]:
    """The documents that state some figures, each once."""
    return list(dict.fromkeys(titles.get(f.source.doc, f.source.doc) for f in figures if f.source))


def spec(rows: list[dict[str, object]], counted: str, order: list[str]) -> dict[str, object]:
    """The chart in Vega-Lite's words. Its data are in it: nothing is fetched to draw it."""
    names = {"labelOverlap": "greedy", "labelAngle": 0 if len(order) <= LEVEL else -90}
    x = {"field": "period", "type": "ordinal", "sort": order, "title": None, "axis": names}
    y = {"field": "value", "type": "quantitative", "title": counted, "scale": {"zero": True}}
    agreed = {"filter": {"field": "is", "equal": AGREED}}
    line = {"type": "line", "invalid": "break-paths-show-domains"}
    return {
        "data": {"values": rows},
        "encoding": {"x": x, "y": y},
        "layer": [{"transform": [agreed], "mark": line}, dots(rivals=any(row["is"] == RIVAL for row in rows))],
    }


def dots(*, rivals: bool) -> dict[str, object]:
    """The layer of points, with a legend where there are rivals."""
    legend = {"orient": "top"} if rivals else None
    colour = {"field": "is", "type": "nominal", "sort": [AGREED, RIVAL], "title": None, "legend": legend}
    shape = {**colour, "scale": {"domain": [AGREED, RIVAL], "range": ["circle", "diamond"]}}
    told = [{"field": field, "type": "nominal"} for field in ("Figure", "Period", "Stated in")]
    return {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {"color": colour, "shape": shape, "tooltip": told},
    }


def table(history: History, titles: dict[str, str]) -> None:
    """Draw every period with its value, which leads to its source, and where else it stands, or that it's a gap."""
    rows = [row(point, titles) for point in history.points]
    kept = [column for column in range(len(HEADINGS)) if any(row[column] for row in rows)]
    page.facts(
        [HEADINGS[column] for column in kept], [[row[column] for column in kept] for row in rows], frozenset({1})
    )


def row(point: Point, titles: dict[str, str]) -> list[str]:
    """One period as cells of HTML."""
    when = escape(words.period(point.period))
    if not point.figures:
        return [when, '<span class="k-soft">not stated</span>', "", "", ""]
    first, *more = point.figures
    there = escape("; ".join(documents([first], titles)))
    return [when, linked(first), there, also(more), "<br>".join(linked(figure) for figure in point.rivals)]


def also(figures: Iterable[Figure]) -> str:
    """Links to the other places that state the same."""
    sources = [figure.source for figure in figures if figure.source]
    places = [(place_query(s.doc, (s.start, s.end), s.marks), s.section) for s in sources]
    return "<br>".join(
        f'<a href="{escape(source_address(query))}" target="_self">{escape(section or "see it")}</a>'
        for query, section in places
    )
