"""Conflicts and failing checks as cards: what is stated, each figure one click from its place in the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from qa.checks import Failure
from qa.conflicts import Conflict
from qa.discrepancies import what
from qa.model import Figure
from ui.components import words
from ui.state import place_query, source_address

KINDS = {"conflict": "stated in two ways", "restatement": "restated"}
CHECKS = {
    "total": "does not add up",
    "change": "change does not follow",
    "ratio": "ratio does not follow",
    "direction": "changes go opposite ways",
    "label": "row under another's label",
}


def conflict(found: Conflict, titles: Mapping[str, str]) -> str:
    """One conflict: the better supported version first, and why; where nothing tells, none is called better."""
    better, *others = found.versions
    parts = [_figures("Stated" if found.unsettled else "Better supported", better, titles)]
    parts += [_figures("Also stated", version, titles) for version in others]
    return _card(KINDS[found.kind], what(found), found.why, "".join(parts))


def failure(found: Failure, titles: Mapping[str, str]) -> str:
    """One failing check: what it says, and the figures that it is about."""
    return _card(CHECKS[found.check], found.words, "", _figures("Printed", found.figures, titles))


def corroboration(figures: Sequence[Figure], titles: Mapping[str, str]) -> None:
    """Draw where else a figure is stated, where it is."""
    if figures:
        st.html(f'<div class="k-card">{_figures("Also stated", figures, titles)}</div>')


def cards(bodies: Iterable[str]) -> None:
    """Draw them one below the other."""
    for body in bodies:
        with st.container(border=True):
            st.html(body)


def _card(kind: str, about: str, why: str, body: str) -> str:
    note = f'<div class="k-soft">{escape(why)}</div>' if why else ""
    head = f'<div><b>{escape(about)}</b><span class="k-tag">{escape(kind)}</span></div>'
    return f'<div class="k-card">{head}{note}{body}</div>'


def _figures(heading: str, figures: Iterable[Figure], titles: Mapping[str, str]) -> str:
    rows = "".join(f"<li>{_figure(figure, titles)}</li>" for figure in figures)
    return f'<div class="k-soft">{escape(heading)}</div><ul>{rows}</ul>'


def _figure(figure: Figure, titles: Mapping[str, str]) -> str:
    source = figure.source
    if source is None:
        return escape(words.quantity(figure))
    address = source_address(place_query(source.doc, (source.start, source.end), source.marks))
    place = " · ".join(part for part in (titles.get(source.doc, source.doc), source.section) if part)
    return (
        f'<a href="{escape(address)}" target="_self">{escape(words.quantity(figure))}</a> '
        f'<span class="k-where">{escape(place)}</span>'
    )
