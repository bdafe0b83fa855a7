"""Figures as a table that can be sorted and searched; each row leads to its source."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from qa.model import Figure
from ui.components import words
from ui.state import DOCUMENT_PAGE, place_query, source_address

COLUMNS = ("Measure", "Of", "Period", "Figure", "Source", "Status", "Document", "Section")
ROW, TALLEST = 35, 620  # pixels


def table(figures: Iterable[Figure], titles: dict[str, str]) -> None:
    """Draw the figures, one a row; a click on a row leads to its source."""
    shown = list(figures)
    rows = [row(figure, titles) for figure in shown]
    chosen = st.dataframe(
        rows,
        on_select="rerun",
        selection_mode="single-cell",
        hide_index=True,
        height=min(TALLEST, ROW * (len(rows) + 1) + 3),
        column_order=[*COLUMNS, *(["Warnings"] if any(figure.warnings for figure in shown) else [])],
        column_config={
            "Measure": st.column_config.TextColumn(width="medium"),
            "Of": st.column_config.TextColumn(width="medium", help="Segment, product or subsidiary"),
            "Period": st.column_config.TextColumn(width="medium"),
            "Source": st.column_config.LinkColumn(
                display_text="Open", help="The figure's place in the document", width="small"
            ),
            "Warnings": st.column_config.TextColumn(help="What had to be mended, or is not in sight"),
        },
    )
    for at, _ in chosen.selection.cells:
        lead_to(shown[at])


def lead_to(figure: Figure) -> None:
    """Show a figure's source."""
    source = figure.source
    if source:
        query = place_query(source.doc, (source.start, source.end), source.marks)
        st.switch_page(DOCUMENT_PAGE, query_params=query)


def row(figure: Figure, titles: dict[str, str]) -> dict[str, str]:
    """One figure as words."""
    source = figure.source
    labels = source.marks if source else ()
    return {
        "Measure": figure.metric,
        "Of": figure.subject or "",
        "Period": words.period(figure.period) if figure.period else "",
        "Figure": words.quantity(figure),
        "Status": figure.status,
        "Document": titles.get(source.doc, source.doc) if source else "",
        "Section": source.section if source else "",
        "Source": source_address(place_query(source.doc, (source.start, source.end), labels)) if source else "",
        "Warnings": "; ".join(figure.warnings),
    }
