"""Every figure that the documents state, with filters: as a table, or over time."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qa.export import as_csv, as_xlsx
from qa.filters import NO_UNIT
from qa.history import histories
from qa.library import Library
from qa.model import Figure
from ui import load
from ui.components import figures as component
from ui.components import history, page, words

STATUSES = {"actual": "results", "target": "targets", "change": "changes"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE, TIME = "Table", "Over time"


def draw() -> None:
    """The whole page."""
    library = load.library_or_notice()
    if library is None:
        return
    page.title("Figures", "Every number that the documents state, with what it means and where it stands.")
    titles = {document.name: document.title or document.name for document in library.documents}
    found = chosen(library, titles)
    if not found:
        return
    if above(found) == TIME:
        over_time(library, found, titles)
    else:
        component.table(found, titles)


def chosen(library: Library, titles: dict[str, str]) -> list[Figure]:
    """The figures that the filters let through. The filters are in the address, both ways."""
    with st.container(key="filters"):
        metric, subject, period, docs, unit, status = st.columns([1.6, 1.6, 1.4, 1.8, 1, 1.1])
    filters = {
        "metric": metric.text_input("Measure", key="metric", bind="query-params", placeholder="revenue, headcount …"),
        "subject": subject.text_input("Subject", key="subject", bind="query-params", placeholder="Segment, product …"),
        "period": period.text_input("Period", key="period", bind="query-params", placeholder="2Q11, Sep 2011 …"),
        "unit": unit.selectbox("Unit", units(library), index=None, key="unit", placeholder="All", bind="query-params"),
        "status": status.selectbox(
            "Status",
            list(STATUSES),
            index=None,
            key="status",
            placeholder="All",
            format_func=STATUSES.__getitem__,
            bind="query-params",
        ),
    }
    names = docs.multiselect("Documents", list(titles), key="docs", format_func=titles.__getitem__, placeholder="All")
    try:
        found = library.figures(docs=names or None, **{name: text or None for name, text in filters.items()})
    except ValueError as error:
        page.notice(str(error))
        return []
    if not found:
        page.notice("No figure meets all of these filters.")
    return found


def units(library: Library) -> list[str]:
    """The units of all figures."""
    return sorted({figure.unit or NO_UNIT for figure in library.figures()})


def above(found: list[Figure]) -> str:
    """How many figures there are, the way to see them, and ways to take them along; gives the way chosen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<div class="k-soft">{words.count(len(found), "figure")}</div>')
        st.space("stretch")
        view = st.segmented_control(
            "View", [TABLE, TIME], default=TABLE, key="view", bind="query-params", label_visibility="collapsed"
        )
        with st.container(horizontal=True, width="content"):
            take("CSV", partial(as_csv, found), "figures.csv", "text/csv")
            take("XLSX", partial(as_xlsx, found), "figures.xlsx", XLSX)
    return view or TABLE


def take(label: str, content: partial[str] | partial[bytes], file: str, mime: str) -> None:
    """A button that writes the figures to a file once it is clicked."""
    icon = ":material/download:"
    st.download_button(label, content, file, mime, key=f"take-{label}", on_click="ignore", type="tertiary", icon=icon)


def over_time(library: Library, found: list[Figure], titles: dict[str, str]) -> None:
    """One line of the figures found, chosen among those that they make, the longest first."""
    lines = histories(found, library.documents)
    if not lines:
        page.notice("None of these figures is stated for two or more periods. Widen the filters.")
        return
    labels = [f"{history.name(line)} ({words.count(len(line.stated), 'point')})" for line in lines]
    number = st.selectbox("Line", range(len(lines)), format_func=labels.__getitem__, label_visibility="collapsed")
    history.chart(lines[number], titles)
    history.table(lines[number], titles)


draw()
