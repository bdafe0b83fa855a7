"""Every figure that the documents state, with filters."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qa.library import Library
from qa.model import Figure
from ui import load
from ui.components import figures as component
from ui.components import page, words

STATUSES = {"actual": "results", "target": "targets", "change": "changes"}


def draw() -> None:
    """The whole page."""
    st.set_page_config(layout="wide")
    library = load.library_or_notice()
    if library is None:
        return
    page.title("Figures", "Every number that the documents state, with what it means and where it stands.")
    titles = {document.name: document.title or document.name for document in library.documents}
    found = chosen(library, titles)
    st.html(f'<div class="k-soft">{words.count(len(found), "figure")}</div>')
    component.table(found, titles)


def chosen(library: Library, titles: dict[str, str]) -> Sequence[Figure]:
    """The figures that the filters let through."""
    metric, period, docs, unit, status = st.columns([2, 1.4, 2, 1, 1.2])
    measure = metric.text_input("Measure", key="metric", bind="query-params", placeholder="revenue, headcount …")
    when = period.text_input("Period", key="period", bind="query-params", placeholder="2Q11, Sep 2011 …")
    names = docs.multiselect("Documents", list(titles), key="docs", format_func=titles.__getitem__, placeholder="All")
    try:
        found = library.figures(metric=measure or None, period=when or None, docs=names or None)
    except ValueError as error:
        page.notice(str(error))
        return ()
    units = sorted({figure.unit for figure in found})
    kind = unit.selectbox("Unit", units, index=None, key="unit", placeholder="All")
    state = status.selectbox("Status", list(STATUSES), index=None, key="status", placeholder="All")
    return [f for f in found if kind in (None, f.unit) and state in (None, f.status)]


draw()
