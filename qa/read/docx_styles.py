"""What the styles of a Word document say of its paragraphs: which are headings, items of lists, bold, centred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)")
_LISTED = re.compile(r"list [a-z]+ ([1-9])")
_CONTENTS = re.compile(r"toc \d|table of figures")
_OFF = ("0", "false", "off", "none")
_BODY = 9  # the outline level of what is no heading
_DEEPEST = 20  # styles that may be based on each other


class Style(NamedTuple):
    """The level of a heading and of an item of a list, None for anything else; and whether a paragraph is a line of
    the table of contents."""

    heading: int | None
    listed: int | None
    contents: bool


class Styles:
    """The styles by id, each found by what it is based on."""

    def __init__(self, styles: Element) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iterfind(f"{_W}style")}
        normal = (style for style in self._styles.values() if style.get(f"{_W}default") in ("1", "true"))
        self._default = next((one.get(f"{_W}styleId") for one in normal if one.get(f"{_W}type") == "paragraph"), None)

    def of(self, paragraph: Element) -> Style:
        """What a paragraph is by its own word, else by its style's; the title is a heading of level 0."""
        chain = list(self._chain(paragraph))
        names = [_value(style.find(f"{_W}name")).lower() for style in chain[1:]]
        named = next((match for name in names if (match := _HEADING.fullmatch(name))), None)
        outline = next((found for one in chain if (found := _value(one.find(f"{_W}pPr/{_W}outlineLvl")))), "")
        heading = int(named[1]) if named else int(outline) + 1 if outline.isdecimal() and int(outline) < _BODY else None
        heading = 0 if "title" in names[:1] else heading
        contents = any(_CONTENTS.fullmatch(name) for name in names)
        return Style(None if contents else heading, self._listed(chain), contents)

    def is_bold(self, paragraph: Element) -> bool:
        """Whether every word of a paragraph is in bold type."""
        styled = self._says(paragraph, f"{_W}rPr/{_W}b")
        runs = [
            run for run in paragraph.iter(f"{_W}r") if any((text.text or "").strip() for text in run.iter(f"{_W}t"))
        ]
        marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
        return bool(runs) and all(styled if mark is None else _is_on(mark) for mark in marks)

    def is_centred(self, paragraph: Element) -> bool:
        """Whether a paragraph is set in the middle."""
        found = (one.find(f"{_W}pPr/{_W}jc") for one in self._chain(paragraph))
        return next((_value(one) == "center" for one in found if one is not None), False)

    def _says(self, paragraph: Element, path: str) -> bool:
        found = (style.find(path) for style in list(self._chain(paragraph))[1:])
        return next((_is_on(one) for one in found if one is not None), False)

    def _listed(self, chain: list[Element]) -> int | None:
        """The level of an item of a list; a number of 0 takes a paragraph out of its style's list."""
        found = [(one, numbered) for one in chain if (numbered := one.find(f"{_W}pPr/{_W}numPr")) is not None]
        if not found or _value(found[0][1].find(f"{_W}numId")) == "0":
            return None
        holder, numbered = found[0]
        level = _value(numbered.find(f"{_W}ilvl"))
        named = _LISTED.fullmatch(_value(holder.find(f"{_W}name")).lower())
        return int(level) if level.isdecimal() else int(named[1]) - 1 if named else 0

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        """A paragraph, its style, and those that this is based on."""
        yield paragraph
        name = _value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or self._default
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style.find(f"{_W}basedOn"))


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val") or ""


def _is_on(mark: Element) -> bool:
    return _value(mark) not in _OFF
