"""Sentences: where they end, and where their clauses break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.periods import Mention

LONGEST = 1000
"""Characters after which a sentence without an end is cut at a blank, so that reading takes linear time."""

_ABBREVIATIONS = (
    "approx", "Inc", "No", "Co", "Ltd", "Corp", "vs", "ex", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep",
    "Sept", "Oct", "Nov", "Dec", "U.S", "i.e", "e.g", "Bldg", "St", "Mr", "Ms", "Dr", "Max", "max", "Min", "min",
)  # fmt: skip
_NOT_ABBREVIATED = "".join(rf"(?<!\b{re.escape(form)})" for form in _ABBREVIATIONS)
_END = re.compile(
    r"。[”\"’)」]*"
    rf"|(?:{_NOT_ABBREVIATED}\.|[!?])[”\"’)]*"  # a full stop, and what closes after it
    r"(?:\s+(?=[^a-z\s])|$)"  # the next sentence begins with a capital, digit or mark
    r"|\n\s*\n"
)
_BREAK = re.compile(
    r"[;()（）]|,(?!\d)|\s-+>\s"
    r"|\b(?:but|while|whereas|compared (?:to|with)|due to|mainly|respectively|excluding|including)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of the sentences in ``text``; ends stand after the full stop."""
    at = 0
    for match in _END.finditer(text):
        yield from _short(text, at, match.start() + len(match.group().rstrip()))
        at = match.end()
    yield from _short(text, at, len(text))


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without blank ends, in parts of at most ``LONGEST`` characters."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        cut = blank if blank > start else start + LONGEST
        yield from _short(text, start, cut)
        start = cut
    inner = text[start:end].strip()
    if inner:
        first = text.index(inner[0], start)
        yield first, first + len(inner)


def breaks(text: str, start: int, end: int, mentions: Sequence[Mention] = ()) -> list[tuple[int, int]]:
    """The [start, end) of the commas, brackets and conjunctions that part clauses in ``text[start:end]``, without
    those inside of the names of periods."""
    found = (match.span() for match in _BREAK.finditer(text, start, end))
    return [(first, last) for first, last in found if not any(m.start <= first < m.end for m in mentions)]
