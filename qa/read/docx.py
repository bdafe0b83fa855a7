"""Word documents into a manuscript: the body in order, its headings by their styles. It has no pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.read import charts
from qa.read.archive import vet
from qa.read.docx_styles import Styles
from qa.read.flow import Flow, write_flow
from qa.read.manuscript import Limits, Manuscript
from qa.read.rows import Entry
from qa.read.writer import Writer, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({_FALLBACK, *(f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "instrText"))})
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The paragraphs, lists and tables of the body. The words of a text box follow the paragraph that holds it; what
    tracked changes delete is left out."""
    from docx.package import Package

    vet(path, limits)
    part = Package.open(str(path)).main_document_part
    writer = Writer(path, limits)
    body = _Body(path, part, limits)
    write_flow(writer, list(body.blocks(part.document.element.body)))
    for name in body.missing:
        writer.warn(f"the chart {name} is not in the file")
    return writer.manuscript(part.core_properties.title or "")


class _Body:
    """The body of a document, and what reading it needs at every depth."""

    def __init__(self, path: Path, part: Any, limits: Limits) -> None:
        self._path, self._part, self._limits = path, part, limits
        self._styles = Styles(part.styles.element)
        self._cells = 0
        self.missing: list[str] = []
        """The charts that the file names and does not hold."""

    def blocks(self, holder: Element) -> Iterator[Flow]:
        """The blocks in a body, a cell or a text box, those inside of wrappers too."""
        for element in holder:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag not in _LEFT_OUT:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Flow]:
        text = _text(paragraph)
        style = self._styles.of(paragraph)
        if text.strip():
            yield self._block(paragraph, text, style.heading, style.listed)
        for inner in _inside(paragraph):
            if inner.tag == f"{W}txbxContent":
                yield from self.blocks(inner)
            elif inner.tag in charts.CHARTS:
                yield from self._chart(inner)

    def _block(self, paragraph: Element, text: str, heading: int | None, listed: int | None) -> Flow:
        if heading is not None:
            return Flow("heading", text, heading)
        if listed is not None:
            return Flow("bullet", text.replace("\t", " "), listed)
        if "\t" in text.strip() and not self._styles.of(paragraph).contents:
            return Flow("tabbed", text)
        bold, centred = self._styles.is_bold(paragraph), self._styles.is_centred(paragraph)
        return Flow("paragraph", text.replace("\t", " "), strong=bold, centred=centred)

    def _chart(self, named: Element) -> Iterator[Flow]:
        from docx.oxml.parser import parse_xml

        part = self._part.related_parts.get(named.get(_RELATED))
        if part is None:
            self.missing.append(named.get(_RELATED, ""))
            return
        chart = parse_xml(part.blob)
        title = charts.title_of(chart)
        if title:
            yield Flow("paragraph", title)
        yield Flow("table", rows=charts.rows_of(chart))

    # -- tables --------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Flow]:
        """A table; one that holds others, or has one column, is there for the layout: its cells follow each other."""
        single = all(len(list(_within(row, f"{W}tc"))) < 2 for row in _within(table, f"{W}tr"))
        if not single and next(table.iterfind(f".//{W}tc//{W}tbl"), None) is None:
            yield Flow("table", rows=self._rows(table))
            return
        for cell in _within(table, f"{W}tc"):
            yield from self.blocks(cell)

    def _rows(self, table: Element) -> list[list[Entry]]:
        """The cells of a table, merged ones repeated."""
        rows: list[list[Entry]] = []
        for row in _within(table, f"{W}tr"):
            above = rows[-1] if rows else []
            cells = [Entry("")] * self._counted(row.find(f"{W}trPr/{W}gridBefore"))
            for cell in _within(row, f"{W}tc"):
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merged is not None and merged.get(f"{W}val") != "restart" and len(cells) < len(above)
                entry = above[len(cells)] if goes_on else Entry(tidy(" ".join(map(_text, cell.iter(f"{W}p")))))
                cells += [entry] * max(self._counted(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
            rows.append(cells)
        return rows

    def _counted(self, element: Element | None) -> int:
        """The number that an element gives, 0 without one; so many cells must be within the limit."""
        value = "" if element is None else element.get(f"{W}val", "")
        count = int(value) if value.isdecimal() else 0
        self._cells += max(count, 1)
        self._limits.check(self._path, "cells", self._cells)
        return count


# -- text --------------------------------------------------------------------------------------------------


def _text(paragraph: Element) -> str:
    """A paragraph's own words, without those of text boxes in it; tabs and line breaks as such."""
    return "".join(_SIGNS.get(found.tag) or _said(found) for found in _inside(paragraph))


def _said(element: Element) -> str:
    return (element.text or "") if element.tag == f"{W}t" else ""


def _inside(element: Element) -> Iterator[Element]:
    """What stands in a paragraph, in order, but not inside of text boxes or of what is left out."""
    waiting = list(reversed(element))
    while waiting:
        found = waiting.pop()
        if found.tag not in _LEFT_OUT:
            yield found
            if found.tag != f"{W}txbxContent":
                waiting += reversed(found)


def _within(holder: Element, tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row or table, in wrappers or not, and not those of tables inside."""
    waiting = list(reversed(holder))
    while waiting:
        found = waiting.pop()
        if found.tag == tag:
            yield found
        elif found.tag not in _LEFT_OUT and found.tag != f"{W}tbl":
            waiting += reversed(found)
