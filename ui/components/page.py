"""What every page begins with, and the notices that any page may show."""

from __future__ import annotations

from html import escape
from pathlib import Path
from zlib import crc32

import streamlit as st

STYLE = Path(__file__).with_name("style.css")
SCRIPT = Path(__file__).with_name("reveal.js").read_text(encoding="utf-8")


def sheet() -> None:
    """The style sheet; drawn once a run, before anything else."""
    st.html(STYLE)


def reveal(what: str) -> None:
    """Bring the marked places into view, once for each ``what`` that is shown.

    The script is our own; of what is shown it gets a checksum, so that another answer makes it run again.
    """
    st.html(f"<script>{SCRIPT}// {crc32(what.encode())}\n</script>", unsafe_allow_javascript=True)


def title(words: str, about: str = "") -> None:
    """The page's title, and a sentence about it."""
    st.html(f'<div class="k-page"><h1>{escape(words)}</h1>{f"<p>{escape(about)}</p>" if about else ""}</div>')


def hero(words: str, about: str) -> None:
    """The first thing that a visitor reads."""
    st.html(f'<div class="k-page k-hero"><h1>{escape(words)}</h1><p>{escape(about)}</p></div>')


def heading(words: str) -> None:
    """The quiet heading of a part of the page."""
    st.html(f'<h2 class="k-heading">{escape(words)}</h2>')


def notice(words: str) -> None:
    """One line that says what is wrong and what to do."""
    st.html(f'<div class="k-notice" role="alert">{escape(words)}</div>')


def facts(headings: list[str], rows: list[list[str]], numbers: frozenset[int] = frozenset()) -> None:
    """A plain table; ``rows`` hold cells as HTML, ``numbers`` the columns that stand to the right.

    On a narrow screen every row becomes a list of its cells, each with its heading.
    """
    side = ['class="k-number"' if column in numbers else "" for column in range(len(headings))]
    head = "".join(f"<th {s}>{escape(h)}</th>" for h, s in zip(headings, side, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f'<td {s} data-label="{escape(h)}">{cell}</td>' for h, s, cell in zip(headings, side, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    st.html(f'<div class="k-facts"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')
