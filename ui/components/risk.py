"""Risk against coverage: a chart of what every threshold leads to, and a table of some of them."""

from __future__ import annotations

import streamlit as st

from qa.risk import Point, RiskCurve
from qa.scoreboard import OF, STATED_RISKS, points_shown
from ui.components import page

HEIGHT = 280  # pixels
HEADINGS = ["Answered when", "Answered", "Wrong of these", "Wrong of all", ""]


def chart(curve: RiskCurve, threshold: float) -> None:
    """Draw the share of wrong answers over the share of questions answered, with the threshold in force marked."""
    drawn = [mark(point, "") for point in curve.points if point.risk is not None]
    here = curve.at(threshold)
    if here.risk is not None:
        drawn.append(mark(here, "in force"))
    st.vega_lite_chart(
        spec(drawn), height=HEIGHT, alt="Share of wrong answers over the share answered; the table below has it too"
    )


def mark(point: Point, name: str) -> dict[str, object]:
    """One point, with what it tells when it is pointed at."""
    return {
        "coverage": point.coverage,
        "risk": point.risk,
        "name": name,
        "At least so sure": f"{point.threshold:.0%}",
        "Answered": percent(point.coverage),
        "Wrong of these": percent(point.risk),
    }


def percent(share: float | None) -> str:
    """A share in percent; a dash where nothing was answered."""
    return "–" if share is None else f"{share:.1%}"


def spec(drawn: list[dict[str, object]]) -> dict[str, object]:
    """The chart in Vega-Lite's words. Its data are in it: nothing is fetched to draw it."""
    shares = {"type": "quantitative", "axis": {"format": "%"}}
    told = [{"field": field, "type": "nominal"} for field in ("At least so sure", "Answered", "Wrong of these")]
    here = {"filter": {"field": "name", "equal": "in force"}}
    point = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    name = {"type": "text", "align": "right", "dx": -9, "dy": -9, "fontSize": 12}
    return {
        "data": {"values": drawn},
        "encoding": {
            "x": {"field": "coverage", **shares, "title": "questions answered", "scale": {"domainMin": 0}},
            "y": {"field": "risk", **shares, "title": "answers wrong", "scale": {"domainMin": 0}},
            "tooltip": told,
        },
        "layer": [
            {"mark": {"type": "line", "interpolate": "step-before"}, "encoding": {"order": {"field": "coverage"}}},
            {"transform": [here], "mark": point},
            {"transform": [here], "mark": name, "encoding": {"text": {"field": "name"}}},
        ],
    }


def table(curve: RiskCurve, threshold: float) -> None:
    """Draw the thresholds in tenths, the one in force, and those that keep within a stated risk."""
    rows = [row(point, "in force" if point.threshold == threshold else "") for point in points_shown(curve, threshold)]
    for of, limit in STATED_RISKS:
        kept = curve.within(limit, of)
        if kept:
            rows.append(row(kept, f"keeps the wrong ones within {limit:.0%} of {OF[of]}"))
    page.facts(HEADINGS, rows, frozenset(range(1, 4)))


def row(point: Point, what: str) -> list[str]:
    """One threshold as cells of HTML."""
    return [
        f"{point.threshold:.0%} sure or more",
        percent(point.coverage),
        percent(point.risk),
        percent(point.wrong),
        what,
    ]
