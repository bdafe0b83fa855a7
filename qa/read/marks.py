"""Headings that say so themselves: number signs, bold lines, outline numbers, reference marks, standard words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.knowledge import sections
from qa.read.layout import LEGAL_FORM, Piece

PART, CHAPTER, SLIDE = 1, 2, 3

_ROMAN = re.compile(r"(?P<roman>[IVX]{1,5})\s?(?:-\s?(?P<number>\d{1,3})\s?)?\.\s?\S")
_NUMERALS = {"I": 1, "V": 5, "X": 10}
_PART_NUMBER = re.compile(r"(?:[(（](?P<number>\d{1,2})[)）]|(?P<circled>[①-⑳]))\s?[^\W\d]")
_NUMBERED = re.compile(r"\d{1,2}\.\s")
_TAGS = re.compile(r"</?(?:b|i|u|em|strong|small|sup|sub|span|font|br)\b[^<>]{0,80}>", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\*\*[^*].*\*\*")
_BOLD_THROUGHOUT = re.compile(r"\*\*[^*]+\*\*")
_IN_BRACKETS = re.compile(r"[(\[].*[)\]]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading made of ``pieces[first : last + 1]``. Lower levels enclose higher ones.

    ``under`` names the chapter that an agenda announced and that may have no slide of its own.
    """

    first: int
    last: int
    title: str
    level: int
    under: str = ""


def tidy(text: str) -> str:
    """A heading's words as a person would write them: no marks, no tags, single spaces."""
    words = _TAGS.sub("", text.lstrip("#※ ").replace("**", " ").replace("*", ""))
    return " ".join(words.split())


def is_line(piece: Piece, longest: int = 120) -> bool:
    """Whether a piece is a paragraph of one short line."""
    return piece.kind == "paragraph" and len(piece.text) <= longest and "\n" not in piece.text


def is_aside(piece: Piece) -> bool:
    """Whether a lone line in brackets dates the heading above it."""
    return is_line(piece) and bool(_IN_BRACKETS.fullmatch(piece.text) and _YEAR.search(piece.text))


def is_bold(piece: Piece) -> bool:
    """Whether a short paragraph is set in bold throughout, notes in brackets aside."""
    if piece.kind != "paragraph" or len(piece.text) > 400 or not piece.text.startswith("**"):
        return False
    lines = [line.strip() for line in piece.text.split("\n")]
    all_bold = all(_BOLD_LINE.fullmatch(line) or _IN_BRACKETS.fullmatch(line) for line in lines)
    return all_bold or bool(_BOLD_THROUGHOUT.fullmatch(piece.text))


def signs(piece: Piece) -> int:
    """How many number signs open a Markdown heading; 0 for anything else."""
    return len(piece.text) - len(piece.text.lstrip("#")) if piece.kind == "heading" else 0


def outline_number(text: str) -> tuple[str, str]:
    """The roman chapter and the slide number of an outline heading, each "" where there is none."""
    match = _ROMAN.match(unicodedata.normalize("NFKC", text[:40]))
    return (match["roman"], match["number"] or "") if match else ("", "")


def marked_headings(pieces: Sequence[Piece]) -> list[Heading]:
    """The headings that marks give away, in order, none overlapping."""
    agenda = frozenset(_agenda(pieces))
    chapters = {outline_number(pieces[at].text)[0]: tidy(pieces[at].text) for at in sorted(agenda)}
    found: list[Heading] = []
    for at, piece in enumerate(pieces):
        if at in agenda or (found and at <= found[-1].last):
            continue
        heading = _outlined(pieces, at, chapters) or _marked_up(pieces, at, found)
        heading = heading or _standard(piece, at) or _numbered_part(pieces, at, found)
        if heading:
            found.append(heading)
    return found


def _agenda(pieces: Sequence[Piece]) -> Iterator[int]:
    """Chapters listed one right after another: they announce, and don't open."""
    values = [_value(outline_number(piece.text)[0]) if is_line(piece, 200) else 0 for piece in pieces]
    for at, value in enumerate(values):
        rises = at + 1 < len(values) and values[at + 1] == value + 1
        if value and (rises or (value > 1 and values[at - 1] == value - 1)):
            yield at


def _value(roman: str) -> int:
    digits = [_NUMERALS[letter] for letter in roman]
    return sum(-digit if after > digit else digit for digit, after in zip(digits, [*digits[1:], 0], strict=False))


def _outlined(pieces: Sequence[Piece], at: int, chapters: dict[str, str]) -> Heading | None:
    """ "II-4. Network Services" with the "(1) Revenues" below it, or a chapter "I . Summary" that an agenda lists."""
    piece = pieces[at]
    chapter, slide = outline_number(piece.text)
    if not chapter or (not slide and (chapter not in chapters or not is_line(piece, 200))):
        return None
    if not slide:
        return Heading(at, at, tidy(piece.text), CHAPTER)
    last = at + 1 if at + 1 < len(pieces) and _part_number(pieces[at + 1]) else at
    title = " ".join(tidy(part.text) for part in pieces[at : last + 1])
    return Heading(at, last, title, SLIDE, chapters.get(chapter, ""))


def _part_number(piece: Piece) -> int:
    """The n of a lone line "(n) Words" or of its circled form; 0 for anything else."""
    match = _PART_NUMBER.match(piece.text) if is_line(piece) else None
    return int(match["number"] or unicodedata.numeric(match["circled"])) if match else 0


def _numbered_part(pieces: Sequence[Piece], at: int, found: Sequence[Heading]) -> Heading | None:
    """ "(1) …" right after a numbered heading, and "(2) …" after "(1) …"."""
    number = _part_number(pieces[at])
    if not number or not found:
        return None
    opens = number == 1 and found[-1].last == at - 1 and _NUMBERED.match(found[-1].title)
    follows = number > 1 and _part_number(pieces[found[-1].last]) == number - 1
    return Heading(at, at, tidy(pieces[at].text), SLIDE) if opens or follows else None


def _marked_up(pieces: Sequence[Piece], at: int, found: Sequence[Heading]) -> Heading | None:
    """A line with number signs; or a bold paragraph, with the company's name above it and the dates below it."""
    piece = pieces[at]
    if signs(piece):
        return Heading(at, at, tidy(piece.text), signs(piece))
    lines = _bold_lines(piece)
    if not lines:
        return None
    first = at - 1 if at and is_bold(pieces[at - 1]) and not _bold_lines(pieces[at - 1]) else at
    last = at + 1 if at + 1 < len(pieces) and is_aside(pieces[at + 1]) else at
    title = " ".join([*lines, *(tidy(aside.text) for aside in pieces[at + 1 : last + 1])])
    return Heading(first, last, title, _bold_level(piece, title, at, found))


def _bold_lines(piece: Piece) -> list[str]:
    """The lines of a bold paragraph, without the company's name that a statement carries above its own."""
    lines = [tidy(line) for line in piece.text.split("\n")] if is_bold(piece) else []
    return [line for line in lines if line and not LEGAL_FORM.search(line)]


def _bold_level(piece: Piece, title: str, at: int, found: Sequence[Heading]) -> int:
    """Bold says little about rank: a heading right under another, or like one that was, or with a colon, is lower."""
    lead = piece.text.split("****")[0].strip("*")
    if lead.endswith(":") or _NUMBERED.match(title):
        return CHAPTER
    if found and found[-1].level == PART and found[-1].last == at - 1:
        return CHAPTER
    alike = found and found[-1].level == CHAPTER and found[-1].title.split()[:1] == title.split()[:1]
    return CHAPTER if alike else PART


@cache
def _standard_headings() -> frozenset[str]:
    return frozenset(sections("headings.txt")["standard"])


def _standard(piece: Piece, at: int) -> Heading | None:
    """A line that heads a part in anyone's material, or a short line after a reference mark."""
    if not is_line(piece, 80):
        return None
    referred = piece.text.startswith("※") and not piece.text.endswith((".", "。"))
    known = tidy(piece.text).lower().rstrip(":") in _standard_headings()
    return Heading(at, at, tidy(piece.text), CHAPTER) if referred or known else None
