"""Words of a PDF's page and their boxes, from the characters that PDFium finds.

A PDF places characters, and says little of words: a blank may be drawn or only left, in the wrong place or none. So it
is the distance between two characters that parts words. Words are told in a view: the page turned so that they read
from left to right, in points from its top left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, pi
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from pypdfium2 import PdfPage, PdfTextPage

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""
Floats = NDArray[np.float64]

GAP = 0.2  # of the type size: where no blank is drawn, what parts two words
GAP_OF_BLANK = 0.06  # what a blank must leave free to count as one
RAISED = 0.12  # how far off the line above or below a character begins another word
_BACK = -0.5  # how far back a character may stand, as accents do
_FORCED_BOLD, _ITALIC = 1 << 18, 1 << 6  # of a PDF font's flags
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_SLANTED = re.compile(r"italic|oblique", re.IGNORECASE)
_LEADERS = re.compile(r"[.…·]{4,}|_{3,}|…{2,}")
_LETTERS = {
    "\x02": "-",  # PDFium's mark for a hyphen at the end of a line
    "\u00ad": "-",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}
_SPELT = str.maketrans(_LETTERS)


class Word(NamedTuple):
    """A word and its box; ``base`` is the base line it stands on, ``size`` that of its type.

    ``apart`` tells a word with a blank set before it, ``raised`` a mark that stands above the line in smaller type, as
    a footnote's does.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    apart: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A page as a viewer shows it, ``width`` by ``height`` points, and the clockwise quarter turns of some words."""

    width: float
    height: float
    turn: int = 0

    def shown(self, box: Box) -> Box:
        """Where on the page as shown a box of this view lies."""
        x0, top, x1, bottom = box
        if self.turn == 1:
            return (self.width - bottom, x0, self.width - top, x1)
        if self.turn == 2:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.turn == 3:
            return (top, self.height - x1, bottom, self.height - x0)
        return box

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the page once its words read from left to right."""
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)


def views_of(page: PdfPage) -> list[tuple[View, list[Word]]]:
    """The words of a page in the order in which they were set, by the way they are turned; most words first."""
    text = page.get_textpage()
    try:
        letters = _Letters.of(page, text)
        turned = [(letters.view(turn), list(letters.words(turn))) for turn in letters.turns]
    finally:
        text.close()
    found = [(view, [word for word in words if _on_page(word, view)]) for view, words in turned]
    return sorted(((view, words) for view, words in found if words), key=lambda each: -len(each[1]))


def _on_page(word: Word, view: View) -> bool:
    """Whether any of a word shows: what was cut off is not read."""
    width, height = view.extent
    return word.x1 > 0 and word.bottom > 0 and word.x0 < width and word.top < height


@dataclass(frozen=True, slots=True)
class _Letters:
    """The characters of a page that leave a mark, in the order in which they were set.

    ``at`` are their places in PDFium's text, ``blank`` whether a blank stands before each. ``boxes`` are theirs and
    ``before`` those of the characters before them, in the page's own coordinates: left, top, right, bottom; y goes up.
    """

    text: PdfTextPage
    page: PdfPage
    letters: str
    at: NDArray[np.int64]
    blank: NDArray[np.bool_]
    boxes: Floats
    before: Floats
    sizes: Floats
    origins: Floats
    turned: NDArray[np.int64]

    @staticmethod
    def of(page: PdfPage, text: PdfTextPage) -> _Letters:
        codes, boxes = _characters(text)
        shown = "".join(chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else "?" for code in codes)
        marks = np.array([not (mark.isspace() or (mark < " " and mark != "\x02")) for mark in shown], dtype=bool)
        letters = "".join(mark for mark, leaves in zip(shown, marks, strict=True) if leaves)
        kept = np.ones(len(letters), dtype=bool)
        for leader in _LEADERS.finditer(letters):
            kept[leader.start() : leader.end()] = False
        at = np.flatnonzero(marks)[kept]
        letters = "".join(letter for letter, stays in zip(letters, kept, strict=True) if stays)
        blank = np.diff(at, prepend=-1) > 1
        runs = _runs(text, at, boxes[at])
        return _Letters(text, page, letters, at, blank, boxes[at], boxes[np.maximum(at - 1, 0)], *runs)

    @property
    def turns(self) -> list[int]:
        return sorted({int(turn) for turn in self.turned})

    def view(self, turn: int) -> View:
        """The page turned for the words that are turned so in the page's own coordinates."""
        width, height = self.page.get_size()
        return View(width, height, (turn + self.page.get_rotation() // 90) % 4)

    def words(self, turn: int) -> Iterator[Word]:
        """The words that are turned so."""
        mine = np.flatnonzero(self.turned == turn)
        boxes, base, size = self._read(self.boxes, mine, turn), self._base(mine, turn), self.sizes[mine]
        edges = [0, *(np.flatnonzero(self._parted(mine, turn, boxes, base)) + 1).tolist(), len(mine)]
        faces = _Faces(self.text)
        for first, end in pairwise(edges):
            letters = self.letters[mine[first] : mine[end - 1] + 1].translate(_SPELT)
            box = boxes[first:end]
            (x0, top), (x1, bottom) = box[:, :2].min(axis=0).tolist(), box[:, 2:].max(axis=0).tolist()
            face = faces.at(int(self.at[mine[first]]))
            apart = bool(self.blank[mine[first]])
            yield Word(letters, x0, top, x1, bottom, float(base[first]), float(size[first]), *face, apart)

    def _parted(self, mine: NDArray[np.int64], turn: int, boxes: Floats, base: Floats) -> NDArray[np.bool_]:
        """Whether a word ends before each letter but the first."""
        size = self.sizes[mine][1:]
        gaps = (boxes[1:, 0] - boxes[:-1, 2]) / size
        of_blank = (boxes[1:, 0] - self._read(self.before, mine, turn)[1:, 0]) / size
        parted: NDArray[np.bool_] = (
            (np.diff(mine) > 1)
            | (np.abs(np.diff(base)) > RAISED * size)
            | (gaps > GAP)
            | (gaps < _BACK)
            | (self.blank[mine][1:] & (np.maximum(gaps, of_blank) > GAP_OF_BLANK))
        )
        return parted

    def _read(self, boxes: Floats, mine: NDArray[np.int64], turn: int) -> Floats:
        """Boxes (x0, top, x1, bottom) with the page turned back."""
        left, low, right, high = self.page.get_bbox()
        x0, y1, x1, y0 = boxes[mine].T
        sides = (
            (x0 - left, high - y1, x1 - left, high - y0),
            (high - y1, right - x1, high - y0, right - x0),
            (right - x1, y0 - low, right - x0, y1 - low),
            (y0 - low, x0 - left, y1 - low, x1 - left),
        )
        return np.column_stack(sides[turn])

    def _base(self, mine: NDArray[np.int64], turn: int) -> Floats:
        """Base lines with the page turned back."""
        left, low, right, high = self.page.get_bbox()
        x, y = self.origins[mine].T
        bases: tuple[Floats, ...] = (high - y, right - x, y - low, x - left)
        return bases[turn]


def _characters(text: PdfTextPage) -> tuple[list[int], Floats]:
    """The code and the box of each character."""
    count, handle = text.count_chars(), text.raw
    codes = [pdfium.FPDFText_GetUnicode(handle, at) for at in range(count)]
    boxes = (pdfium.FS_RECTF * count)()
    for at, box in enumerate(boxes):
        pdfium.FPDFText_GetLooseCharBox(handle, at, box)
    return codes, np.frombuffer(boxes, dtype=np.float32).reshape(count, 4).astype(np.float64)


def _runs(text: PdfTextPage, at: NDArray[np.int64], boxes: Floats) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Size, origin and turn of each character; asked of PDFium only where a box is not as high as the one before."""
    sizes, origins, turned = np.ones(len(at)), np.zeros((len(at), 2)), np.zeros(len(at), dtype=np.int64)
    same = np.all(np.abs(np.diff(boxes[:, (1, 3)], axis=0, prepend=np.nan)) < 0.01, axis=1)
    edges = [*np.flatnonzero(~same).tolist(), len(at)]
    for first, end in pairwise(edges):
        sizes[first:end], origins[first:end], turned[first:end] = _set_type(text, int(at[first]))
    return sizes, origins, turned


def _set_type(text: PdfTextPage, at: int) -> tuple[float, tuple[float, float], int]:
    """The size of a character on the page, its origin, and by how many quarters clockwise it is turned."""
    matrix, x, y = pdfium.FS_MATRIX(), c_double(), c_double()
    pdfium.FPDFText_GetMatrix(text.raw, at, byref(matrix))
    pdfium.FPDFText_GetCharOrigin(text.raw, at, byref(x), byref(y))
    size = pdfium.FPDFText_GetFontSize(text.raw, at) * float(np.hypot(matrix.c, matrix.d))
    return abs(size) or 1.0, (x.value, y.value), round(-atan2(matrix.b, matrix.a) / (pi / 2)) % 4


class _Faces:
    """Which characters are bold and which italic, by the fonts of a page."""

    def __init__(self, text: PdfTextPage) -> None:
        self._text = text
        self._known: dict[int | None, tuple[bool, bool]] = {}

    def at(self, place: int) -> tuple[bool, bool]:
        """Whether a character is set in bold and in italic type."""
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(self._text.raw, place))
        key = cast(font, c_void_p).value
        if key not in self._known:
            self._known[key] = _face(font) if key else (False, False)
        return self._known[key]


def _face(font: Any) -> tuple[bool, bool]:
    """Whether a font is bold and italic, as its name or its flags say."""
    letters = create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, letters, 256)
    name, flags = letters.value.decode("utf-8", "replace"), pdfium.FPDFFont_GetFlags(font)
    return bool(flags & _FORCED_BOLD or _BOLD.search(name)), bool(flags & _ITALIC or _SLANTED.search(name))
