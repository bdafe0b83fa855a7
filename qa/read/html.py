"""Web pages into a manuscript: what a person sees of them, in order. They have no pages.

Written for results as they are filed: tables inside of tables that are there for the layout, columns that hold nothing
but a currency sign or a bracket, headings that only bold type shows, and facts hidden for machines (inline XBRL).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qa.read.flow import Flow, write_flow
from qa.read.html_tables import is_layout, marked_lines, rows_of
from qa.read.html_text import is_hidden, name_of, style_of, words_of
from qa.read.manuscript import Limits, Manuscript, Unreadable
from qa.read.text import LONGEST
from qa.read.writer import Writer

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_CHARSET = re.compile(rb"<\?xml[^>]*\sencoding\s*=\s*[\"']([\w.:-]+)|charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes among which a page declares its charset
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype|[a-z][a-z0-9]*)[^<]*>", re.IGNORECASE)
_WINDOWS = frozenset(["iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"])  # Encoding Standard, section 4.2
_COLUMN = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
_INDENT = 20  # blanks beyond which a line set in columns begins with an empty one


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The headings, paragraphs, lists and tables that are seen; lines that run along page breaks are furniture."""
    limits.check(path, "characters", path.stat().st_size / LONGEST)
    root = _parsed(path, _decoded(path.read_bytes()))
    writer = Writer(path, limits)
    write_flow(writer, list(_Page(path, limits).blocks(root)))
    title = next((words_of(found) for found in root.iter("title")), "")
    return writer.manuscript(title)


def _parsed(path: Path, text: str) -> Element:
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    if "\0" in text or not _MARKUP.search(text):
        raise Unreadable(f"{path}: no web page, for there is no markup in it; give it the suffix of what it is")
    if _ENTITIES.search(text):
        raise Unreadable(f"{path}: declares entities, as XML entity bombs do; save it as a plain web page")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise Unreadable(f"{path}: no text in it; give a file that has some") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(f"{path}: elements nested too deeply to read; save it anew from a browser")
    return root


def _decoded(data: bytes) -> str:
    """The text by the byte order mark, else by the charset that the page declares, else as UTF-8 or Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data, 0, _HEAD)
    name = (declared[1] or declared[2]).decode("ascii").lower() if declared else "utf-8"
    for encoding in ("cp1252" if name in _WINDOWS else name, "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


class _Page:
    """A page while it is walked through: the line being put together, and in which type it is set."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._cells = 0
        self._said: list[tuple[str, bool]] = []  # words, and whether they are bold
        self._bold = [False]
        self._centred = [False]
        self._lists = 0
        self._item = False  # the line opens an item of a list

    def blocks(self, root: Element) -> Iterator[Flow]:
        """The blocks of the page in order. Elements are walked through without recursion, however deep they nest."""
        from lxml.etree import iterwalk

        walk = iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = name_of(element)
            if event == "end":
                yield from self._leave(element, name)
            elif is_hidden(element):
                self._bold.append(self._bold[-1])
                self._centred.append(self._centred[-1])
                walk.skip_subtree()
            elif (name == "table" and not is_layout(element)) or _HEADING.fullmatch(name) or name == "pre":
                yield from self._whole(element, name)
                self._enter(element, name)
                walk.skip_subtree()
            else:
                yield from self._opened(element, name)
        yield from self._line()

    def _opened(self, element: Element, name: str) -> Iterator[Flow]:
        if name in BLOCKS:
            yield from self._line()
        if _breaks(element, "before") or (name == "hr" and _breaks(element, "after")):
            yield Flow("break")
        self._enter(element, name)
        self._item = self._item or name == "li"
        self._lists += name in ("ul", "ol")
        self._said.append(("\n" if name == "br" else element.text or "", self._bold[-1]))

    def _enter(self, element: Element, name: str) -> None:
        style = style_of(element) if element.get("style") else {}
        weight = style.get("font-weight", "")
        bold = weight.startswith("bold") or (weight[:3].isdecimal() and int(weight[:3]) >= 600)
        self._bold.append(bold if weight else self._bold[-1] or name in ("b", "strong", "th"))
        align = style.get("text-align") or (element.get("align") or "").lower()
        self._centred.append(align == "center" if align else self._centred[-1] or name == "center")

    def _leave(self, element: Element, name: str) -> Iterator[Flow]:
        if name in BLOCKS:
            yield from self._line()
        self._lists -= name in ("ul", "ol")
        self._bold.pop()
        self._centred.pop()
        if _breaks(element, "after") and name != "hr":
            yield Flow("break")
        self._said.append((element.tail or "", self._bold[-1]))

    def _line(self) -> Iterator[Flow]:
        """The block that the words so far make; an empty line in it parts paragraphs."""
        said, item, self._said = self._said, self._item, []
        text = "".join(words.replace("\n", " ") if words != "\n" else words for words, _ in said)
        if not text.strip():
            return
        self._item = False
        strong = all(bold for words, bold in said if words.strip())
        for words in re.split(r"\n[^\S\n]*\n", text):
            if not words.strip():
                continue
            if item:
                yield Flow("bullet", words, max(self._lists - 1, 0))
            else:
                yield Flow("paragraph", words, strong=strong, centred=self._centred[-1])

    # -- what is taken as a whole --------------------------------------------------------------------------

    def _whole(self, element: Element, name: str) -> Iterator[Flow]:
        yield from self._line()
        heading = _HEADING.fullmatch(name)
        if heading:
            words = words_of(element)
            if words:
                yield Flow("heading", words, int(heading[1]))
        elif name == "pre":
            yield from _typed(element)
        else:
            yield from self._table(element)

    def _table(self, table: Element) -> Iterator[Flow]:
        rows = rows_of(table, self._count)
        lines = marked_lines(rows)
        if not lines:
            yield Flow("table", rows=rows)
        for line in lines:
            yield Flow("paragraph", line)

    def _count(self, cells: int) -> None:
        self._cells += cells
        self._limits.check(self._path, "cells", self._cells)


def _breaks(element: Element, side: str) -> bool:
    """Whether a new page begins before or after an element."""
    style = element.get("style") or ""
    return f"page-break-{side}" in style and style_of(element).get(f"page-break-{side}", "") in (
        "always",
        "left",
        "right",
    )


def _typed(element: Element) -> Iterator[Flow]:
    """Lines set by a typewriter: those in columns, parted by two blanks or more, and paragraphs of the others."""
    paragraph: list[str] = []
    for line in [*"".join(element.itertext()).split("\n"), ""]:
        columns = _COLUMN.sub("\t", line.rstrip())
        tabbed = "\t" in columns.strip()
        if paragraph and (tabbed or not line.strip()):
            yield Flow("paragraph", "\n".join(paragraph))
            paragraph = []
        if tabbed:
            indent = len(line) - len(line.lstrip())
            yield Flow("tabbed", ("\t" if indent > _INDENT else "") + columns.strip())
        elif line.strip():
            paragraph.append(line)
