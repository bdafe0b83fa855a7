"""The documents of a library as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from qa.model import Document, Figure
from ui.components import page, words
from ui.state import source_address

HEADINGS = ["Document", "Company", "Date", "Fiscal year", "Sections", "Figures"]


def catalogue(documents: Sequence[Document], figures: Iterable[Figure]) -> None:
    """Draw one row a document, the newest first; its title leads to it."""
    counts = Counter(figure.source.doc for figure in figures if figure.source)
    newest = sorted(documents, key=lambda document: (document.date is None, str(document.date or "")), reverse=True)
    dated = [d for d in newest if d.date] + [d for d in newest if not d.date]
    page.facts(HEADINGS, [row(document, counts[document.name]) for document in dated], frozenset({4, 5}))


def row(document: Document, figures: int) -> list[str]:
    """One document as cells of HTML."""
    address = escape(source_address({"doc": document.name}))
    title = f'<a href="{address}" target="_self">{escape(document.title or document.name)}</a>'
    calendar = words.fiscal(document.calendar, document.date)
    return [
        f'{title}<div class="k-where">{escape(document.name)}</div>{unread(document)}',
        escape(document.company),
        day(document.date) if document.date else "",
        f'<span title="{escape(document.calendar.evidence)}">{escape(calendar)}</span>',
        f"{len(document.sections):,}",
        f"{figures:,}",
    ]


def unread(document: Document) -> str:
    """What of a document could not be read, folded."""
    lines = "".join(f"<div>{escape(line)}</div>" for line in document.warnings)
    about = words.count(len(document.warnings), "warning")
    return f'<details class="k-where"><summary>{about}</summary>{lines}</details>' if lines else ""


def day(value: date) -> str:
    """A date that stays on one line."""
    return f'<span class="k-day">{value:%b} {value.day}, {value.year}</span>'
