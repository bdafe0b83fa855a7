"""Files on their way into the library, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from qa.progress import in_words
from ui.state import ASK_PAGE, docs_query, source_address
from ui.upload import Outcome, Result, Upload

SAID: dict[Outcome, str] = {
    "added": "Added",
    "updated": "Updated",
    "unchanged": "Already there",
    "failed": "Could not be read",
}
LISTED = 12
"""Names that are shown of a long list while it is read."""


def running(upload: Upload) -> None:
    """Draw how far an upload has come: a bar, and each file, read or waiting."""
    step = upload.step
    share, said = (step.done / step.total, in_words(step)) if step and step.total else (0.0, "Reading …")
    st.progress(min(share, 1.0), text=escape(said[:1].upper() + said[1:]))
    read = set(upload.read)
    waiting = [name for name in upload.names if name not in read]
    shown = [*upload.read, *waiting][max(len(upload.read) - LISTED // 2, 0) :][:LISTED]
    rows = "".join(
        f'<li>{escape(name)}<span class="k-soft">{"Read" if name in read else "Waiting"}</span></li>' for name in shown
    )
    st.html(f'<ul class="k-files" role="status">{rows}</ul>')


def finished(upload: Upload, titles: Mapping[str, str]) -> None:
    """Draw what came of each file, failures first, and the way to ask about those that are there, by their titles."""
    ordered = sorted(upload.results, key=lambda result: result.outcome != "failed")
    st.html(f'<ul class="k-files" role="status">{"".join(map(row, ordered))}</ul>')
    docs = list(dict.fromkeys(titles[result.doc] for result in upload.results if result.doc in titles))
    if docs:
        label = "Ask about it" if len(docs) == 1 else f"Ask about these {len(docs)} documents"
        st.page_link(ASK_PAGE, label=label, icon=":material/arrow_forward:", query_params=docs_query(docs))


def row(result: Result) -> str:
    """One file as HTML: its name leads to the document."""
    address = escape(source_address({"doc": result.doc}))
    name = f'<a href="{address}" target="_self">{escape(result.name)}</a>' if result.doc else escape(result.name)
    about = "".join(f'<div class="k-where">{escape(line)}</div>' for line in result.about)
    kind = "k-failed" if result.outcome == "failed" else "k-soft"
    return f'<li><div>{name}{about}</div><span class="{kind}">{SAID[result.outcome]}</span></li>'


def listed(lines: Iterable[str]) -> None:
    """Draw lines, one below the other."""
    st.html(f'<ul class="k-files">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>')
