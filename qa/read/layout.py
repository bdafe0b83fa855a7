"""Lines into pieces: the paragraphs, bullets, tables, unit lines and page furniture that a text is laid out in.

A piece is judged by its own characters and by the blank lines before it, never by what it is about. Text that was made
from slides leaves two or more empty lines where a picture stood; that gap is kept, because it tells where slides begin.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal, NamedTuple

from qa.model import BlockKind
from qa.pipes import piped

PieceKind = BlockKind | Literal["heading"]

PICTURE_GAP = 2
COVER_LINES = 12
_RANKED_GLYPHS = ("◆◇♦●○■□◼", "➤➢➔➣▶▷►▸≻≥>▪▫", "•・·‣⁃–")
_RANKS = {glyph: rank for rank, glyphs in enumerate(_RANKED_GLYPHS) for glyph in glyphs}
_DASH_RANK = 2

LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|ag|se|k\.k|n\.v|s\.a|group|holdings?)\b\.?)+$",
    re.IGNORECASE,
)
_BULLET = re.compile(
    rf"(?P<dash>[-*–](?=\s)|-(?=[A-Za-z\"“]))?\s*(?:\*\*)?(?P<glyph>[{re.escape(''.join(_RANKS))}](?!\s*$))?"
)
_NO_BULLET = re.compile(r"->|>=|≥\s*\d|[·–]\s")
HEADING_NUMBER = r"[IVXⅠ-Ⅻ]{1,5}\s?-\s?\d{1,3}\s?\."
"""What numbers a heading: "II-3."."""
_HEADING = re.compile(rf"#{{1,6}}\s+\S|{HEADING_NUMBER}")
_RULE = re.compile(r"(?:[-=_*]\s*){3,}$")
_PAGE_NUMBER = re.compile(r"(?:(?:page|p\.)\s?)?(?:- ?)?\d{1,3}(?: ?-| of \d{1,3})?$", re.IGNORECASE)
_SCALE_WORD = r"(?:thousands?|millions?|billions?|trillions?|千円|百万円|億円|十億円|千ドル|百万ドル)"
_STATED = (
    r"(?:all|amounts?|figures?|numbers?|values?|data|are|stated|expressed|presented|reported"
    r"|dollars?|yen|euros?|[A-Z]{3}|\S?[$€£¥])"
)
_EXCEPTED = r"(?:,?\s+(?:except|unless|other than)\b.{1,100})?"
_UNIT = re.compile(
    r"(?:[(（\[【]?(?:units?|単位)\s?[:：].{1,160}"
    rf"|[(（](?![^)）]*(?:less than|round))[^()（）\d]{{0,80}}{_SCALE_WORD}[^()（）\d]{{0,80}}[)）]"
    rf"|(?:{_STATED}\s+){{0,5}}in\s+{_SCALE_WORD}(?:\s+of\s+[^\d\s]+(?:\s[^\d\s]+)?)?{_EXCEPTED})$",
    re.IGNORECASE,
)
_UNIT_TAIL = re.compile(r"\((?:except|excluding|other than|unless)\b[^()]{1,120}\)$", re.IGNORECASE)
_WORDS_ONLY = re.compile(r"(?![IVX]+\s?\.)[^\W\d_][^\d:@<>(){}\[\]=]*")


class Line(NamedTuple):
    """One line that isn't blank, ``document[start:end]``: stripped, but whole in a table, where a tab opens a cell.

    ``indent`` counts the blanks before its words, ``gap`` the empty lines before it (1 for a line of blanks).
    """

    kind: PieceKind
    start: int
    text: str
    indent: int
    gap: int

    @property
    def end(self) -> int:
        """Where the line ends in the document."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines that belong together; ``indent`` and ``gap`` are its first line's."""

    kind: PieceKind
    start: int
    end: int
    text: str
    indent: int = 0
    gap: int = 0

    @property
    def after_picture(self) -> bool:
        """Whether the text left room for a picture right before this piece."""
        return self.gap >= PICTURE_GAP


class Mark(NamedTuple):
    """What opens a bullet: a dash or not, and a glyph of its own ("" for a plain dash)."""

    dashed: bool
    glyph: str


def pieces_of(text: str, breaks: Sequence[int] = (), furniture: Iterable[tuple[int, int]] = ()) -> list[Piece]:
    """Cut ``text`` into its pieces, in order; only blank space lies between them.

    No piece goes on across one of the ``breaks`` (offsets, in order), and every line in one of the [start, end) of
    ``furniture`` is page furniture, whatever it looks like.
    """
    groups: list[list[Line]] = []
    running = [start for stretch in furniture for start in stretch]
    for found in _lines(text):
        line = found._replace(kind="furniture") if bisect_right(running, found.start) % 2 else found
        broken = groups and bisect_right(breaks, line.start) > bisect_right(breaks, groups[-1][-1].start)
        if groups and not line.gap and not broken and _continues(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_piece(text, group) for group in groups]


def bullet_mark(text: str) -> Mark | None:
    """What opens ``text`` as a bullet; None where it is no bullet."""
    match = _BULLET.match(text)
    if match is None or not (match["dash"] or match["glyph"]) or (not match["dash"] and _NO_BULLET.match(text)):
        return None
    return Mark(bool(match["dash"]), match["glyph"] or "")


def plain(line: str) -> str:
    """A line without emphasis marks and with single spaces, for comparing."""
    return " ".join(line.replace("*", " ").split())


def _lines(text: str) -> Iterator[Line]:
    """The lines that aren't blank; only a line feed ends a line, so offsets stay the text's own."""
    parts = text.split("\n")
    headers = _running_headers(parts)
    rows = piped(parts)
    start = gap = run = 0
    opened = False
    for number, part in enumerate(parts):
        words = part.strip()
        if words:
            kind = "table" if number in rows else _kind(part, words, headers if opened else frozenset())
            indent = len(part) - len(part.lstrip())
            if kind == "table":
                yield Line(kind, start, part.removesuffix("\r"), indent, gap)
            else:
                yield Line(kind, start + indent, words, indent, gap)
            opened, gap, run = True, 0, 0
        else:
            run = run + 1 if part in ("", "\r") else 0
            gap = max(gap, run, 1)
        start += len(part) + 1


def _kind(line: str, words: str, headers: frozenset[str]) -> PieceKind:
    if "\t" in line:
        return "table"
    if _HEADING.match(words):
        return "heading"
    if _RULE.match(words) or words in headers:
        return "furniture"
    if _UNIT.match(words):
        return "unit"
    return "bullet" if bullet_mark(words) else "paragraph"


def _continues(group: list[Line], line: Line) -> bool:
    """Whether a line without a blank line before it goes on with the lines above."""
    kind = group[0].kind
    if line.kind == "table":
        return kind == "table"
    if kind == "unit":
        return bool(_UNIT_TAIL.match(line.text))
    return line.kind == "paragraph" and kind in ("paragraph", "bullet")


def _piece(text: str, group: list[Line]) -> Piece:
    first, start, end = group[0], group[0].start, group[-1].end
    is_page_number = first.kind == "paragraph" and _PAGE_NUMBER.match(text[start : min(end, start + 20)])
    kind: PieceKind = "furniture" if is_page_number and len(group) == 1 else first.kind
    return Piece(kind, start, end, text[start:end], first.indent, first.gap)


def _running_headers(lines: list[str]) -> frozenset[str]:
    """Short lines that recur on their own and name what the first page names: what decks print on every slide."""
    shown = [" ".join(line.split()) for line in lines if len(line) <= 80]
    cover = islice(takewhile(lambda line: "\t" not in line and len(line) <= 120, filter(str.strip, lines)), COVER_LINES)
    names = {" ".join(line.split()) for line in cover}
    names |= {LEGAL_FORM.sub("", name) for name in names}
    return frozenset(name for name, count in Counter(shown).items() if count > 1 and name in names and _wordy(name))


def _wordy(name: str) -> bool:
    """Whether a line is two words or more and no figures: nothing that opens a list, a link or a note."""
    return bool(_WORDS_ONLY.fullmatch(name)) and len(name.split()) > 1


def levels_of(pieces: Iterable[Piece]) -> Iterator[int]:
    """The nesting depth of each piece of one section: by indent, and where indents agree by the rank of its glyph."""
    above: list[_Open] = []
    for piece in pieces:
        mark = bullet_mark(piece.text) if piece.kind == "bullet" else None
        if mark is None:
            yield 0
            continue
        while above and above[-1].indent > piece.indent:
            above.pop()
        rank = _rank(mark, [bullet for bullet in above if bullet.indent == piece.indent])
        while above and (above[-1].indent, above[-1].rank) >= (piece.indent, rank):
            above.pop()
        yield len(above)
        above.append(_Open(piece.indent, rank, mark))


class _Open(NamedTuple):
    """A bullet under which further ones may stand."""

    indent: int
    rank: int
    mark: Mark


def _rank(mark: Mark, beside: Sequence[_Open]) -> int:
    """The rank of a mark among the open bullets ``beside`` it, at the same indent.

    A plain dash beside dashed glyphs has lost its own and ranks with them; elsewhere it ranks below every glyph. But
    where a plain dash came first, a glyph without a dash is a mark of the inner level.
    """
    if not mark.glyph:
        return beside[-1].rank if beside and beside[-1].mark.dashed else _DASH_RANK
    rank = _RANKS[mark.glyph]
    outer = beside[0].mark if beside else mark
    inner = outer.dashed and not outer.glyph and not mark.dashed
    return _DASH_RANK + 1 if inner and 0 < rank <= _DASH_RANK else rank
