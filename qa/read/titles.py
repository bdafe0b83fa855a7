"""Slide titles that nothing marks, told by layout.

A title stands alone in title case, comes after finished content and before new content. Each of these weighs
something, and so do words that name a part of a report; a line needs :data:`TITLE_WEIGHT` to be a title. What speaks
against one outright is settled first: a line that recurs names a chart, a line right under a title is its subtitle.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from qa.knowledge import sections
from qa.read.layout import Piece, plain
from qa.read.marks import CHAPTER, Heading, is_line, outline_number, tidy
from qa.read.metadata import identifies

TITLE_WEIGHT = 3
TITLE_WEIGHT_IN_OUTLINE = 5
COVER_PIECES = 12

_SERIES = re.compile(r"(?P<base>.*?)\s?\((?P<number>\d{1,2})\)")
_GERUND = re.compile(r"[A-Z]\w+ing\s+[a-z]")
_WORD = re.compile(r"[^\W\d_][\w&'’-]*")
_AMOUNT = re.compile(r"\d[,.]\d|\d/\d+$|(?:JPY|USD|EUR|[$¥€£])\s?\d|\b(?:million|billion|thousand)\b|[=<>@\t]|https?:")
_CLOSING = re.compile(r"\(?(?:sources?|notes?|\*)\b|.*(?:\.\.\.|…|\betc\.?)$", re.IGNORECASE)
_ARTICLES = ("a ", "an ", "the ")
_STOPS = (".", ",", ":", ";", "。", "、", "：")


def with_titles(pieces: Sequence[Piece], marked: Sequence[Heading]) -> list[Heading]:
    """Marked headings and, between them, the titles that layout shows."""
    by_piece = {heading.first: heading for heading in marked}
    outline = next((heading.first for heading in marked if outline_number(heading.title)[0]), len(pieces))
    labels, in_series = _labels(pieces), _within_series(pieces)
    found: list[Heading] = []
    for at in range(_cover_end(pieces, by_piece), len(pieces)):
        if at in by_piece:
            found.append(by_piece[at])
        elif at in in_series or plain(pieces[at].text).lower() in labels or (found and at <= found[-1].last):
            continue
        elif is_title(pieces, at, found, in_outline=at > outline):
            found.append(Heading(at, at, tidy(pieces[at].text), CHAPTER))
    return found


def is_title(pieces: Sequence[Piece], at: int, found: Sequence[Heading], in_outline: bool = False) -> bool:
    """Whether a line titles a slide, given the headings before it; numbered slides leave room only for a table's."""
    if not _has_shape(pieces[at]) or _is_subtitle(pieces, at, found):
        return False
    weight = _own_weight(tidy(pieces[at].text)) + _weight_before(pieces, at, found) + _weight_after(pieces, at)
    if in_outline:
        return weight >= TITLE_WEIGHT_IN_OUTLINE and _heads(pieces, at, "table")
    return weight >= TITLE_WEIGHT


def _cover_end(pieces: Sequence[Piece], marked: dict[int, Heading]) -> int:
    """The first piece after the names, dates and addresses that a document opens with."""
    end = 0
    for at, piece in enumerate(pieces[:COVER_PIECES]):
        if at in marked or piece.kind in ("bullet", "table", "heading"):
            break
        if len(piece.text) <= 120 and any(identifies(plain(line)) for line in piece.text.split("\n")):
            end = at + 1
    return end


def _labels(pieces: Sequence[Piece]) -> frozenset[str]:
    """Lines that recur: they name charts and what is drawn in them, where a title stands once."""
    paragraphs = (piece.text.split("\n") for piece in pieces if piece.kind == "paragraph")
    lines = Counter(plain(line).lower() for paragraph in paragraphs for line in paragraph)
    return frozenset(line for line, count in lines.items() if count > 1)


def _within_series(pieces: Sequence[Piece]) -> frozenset[int]:
    """Pieces between "Words (1)" and "Words (2)": parts of a series follow each other, so no title lies between."""
    last_base, last_number, last_at = "", 0, 0
    within: set[int] = set()
    for at, piece in enumerate(pieces):
        match = _SERIES.fullmatch(piece.text) if is_line(piece) else None
        if match is None:
            continue
        if match["base"] == last_base and int(match["number"]) == last_number + 1:
            within.update(range(last_at + 1, at))
        last_base, last_number, last_at = match["base"], int(match["number"]), at
    return frozenset(within)


def _has_shape(piece: Piece) -> bool:
    """A short line that opens like a title, ends without a stop and states no amount."""
    text = tidy(piece.text)
    if not is_line(piece) or not 0 < len(text) <= 100 or len(text.split()) > 12 or text.endswith(_STOPS):
        return False
    opens = (text[0].isupper() or text[0].isdigit()) and any(letter.isalpha() for letter in text)
    return opens and not (_AMOUNT.search(text) or _CLOSING.match(text) or outline_number(text)[0])


def _is_subtitle(pieces: Sequence[Piece], at: int, found: Sequence[Heading]) -> bool:
    """Whether the line stands right under the slide's title, or is the like of a line that does."""
    if not found:
        return False
    under = found[-1].last + 1
    if at == under and not pieces[at].after_picture:
        return not _is_short(found[-1].title)
    if at == under or not _has_shape(pieces[under]):
        return False
    same_lead = _words(pieces[under].text)[:1] == _words(pieces[at].text)[:1]
    return same_lead or (_heads(pieces, under, "bullet") and _heads(pieces, at, "bullet"))


def _heads(pieces: Sequence[Piece], at: int, kind: str) -> bool:
    """Whether the next piece is of a kind, with no picture between."""
    return at + 1 < len(pieces) and pieces[at + 1].kind == kind and not pieces[at + 1].after_picture


def _own_weight(text: str) -> int:
    """What a line's case and words say by themselves; a line of one or two words needs more to back it."""
    words = _words(text)
    naming = sum(word in _class_of("naming") for word in words)
    weight = _case_weight(text) + min(naming, 1) + bool(_GERUND.match(text)) - text.lower().startswith(_ARTICLES)
    return weight - (2 - (naming == len(words)) if _is_short(text) else 0)


def _weight_before(pieces: Sequence[Piece], at: int, found: Sequence[Heading]) -> int:
    """A title comes after something finished: a picture, a table, a list, a note, a sentence, a divider."""
    if at == 0 or pieces[at].after_picture or (found and found[-1].last == at - 1):
        return 1
    before = pieces[at - 1]
    if before.kind == "unit":
        return 0
    return 1 if before.kind != "paragraph" or _CLOSING.match(before.text) or _is_prose(before.text) else -1


def _weight_after(pieces: Sequence[Piece], at: int) -> int:
    """A title comes before content, a unit line or a table most of all; a line between two pictures is a caption."""
    if at + 1 == len(pieces):
        return 0
    after = pieces[at + 1]
    if after.kind in ("unit", "table", "furniture"):
        return 2
    if after.after_picture:
        return -1 if pieces[at].after_picture else 1
    return int(after.kind == "bullet" or _is_prose(after.text))


@cache
def _class_of(name: str) -> frozenset[str]:
    """A class of words from ``headings.txt``."""
    return frozenset(" ".join(sections("headings.txt")[name]).split())


def _words(text: str) -> list[str]:
    """The words that carry meaning, in lower case."""
    return [word.lower() for word in _large_words(text)]


def _large_words(text: str) -> list[str]:
    """The words that title case gives a capital."""
    return [word for word in _WORD.findall(text) if word.lower() not in _class_of("small")]


def _is_short(text: str) -> bool:
    return len(_words(text)) <= 2


def _case_weight(text: str) -> int:
    """2 where three words in four or more have a capital, 1 where most do."""
    words = _large_words(text)
    capitals = sum(word[0].isupper() for word in words)
    if 4 * capitals >= 3 * len(words):
        return 2
    return int(2 * capitals > len(words))


def _is_prose(text: str) -> bool:
    """Whether a paragraph says something rather than labels something."""
    words = text[:400].split()
    return "\n" in text or len(words) >= 10 or text.endswith(".") or (len(words) >= 4 and not _case_weight(text))
