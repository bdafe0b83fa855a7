"""Numerals: every run of digits in a text, and those that state no quantity, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from qa.knowledge import lexicon

Reason = Literal[
    "date or period",
    "length of time",
    "page number",
    "heading or list number",
    "ordinal",
    "reference",
    "footnote mark",
    "code or name",
    "telephone number",
    "address",
    "web address",
    "ratio or day",
    "ratio or time of day",
    "threshold",
    "base of a rate",
    "unit line",
    "markup",
]
"""What a numeral that is left out is, instead of a quantity."""

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
"""Digits, with the points and commas inside of them."""

_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?:[1-4]Q|Q[1-4]|[12]H|H[12]|9M|(?:1st|2nd|3rd|4th)[\s-](?:quarter|half))(?!\w)", re.IGNORECASE
)
_WORD = r"[^\W\d_]{1,40}"
_IN_WORD = re.compile(
    rf"(?P<before>{_WORD})-?{NUMERAL.pattern}|(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+-?(?P<after>{_WORD})"
)


class Aside(NamedTuple):
    """A stretch [start, end) of a text whose digits state no quantity, and why."""

    start: int
    end: int
    reason: Reason

    def moved(self, offset: int) -> Aside:
        """The same stretch in a text that begins ``offset`` characters earlier."""
        return Aside(self.start + offset, self.end + offset, self.reason)


def asides(text: str) -> Iterator[Aside]:
    """What the reader of quantities passes over wherever it stands: digits in words, telephone numbers, list numbers,
    parts of years without the year."""
    for match in _IN_WORD.finditer(text):
        if not _measures(match):
            yield Aside(*match.span(), "code or name")
    for match in lexicon.NOT_A_QUANTITY.finditer(text):
        yield Aside(*match.span(), cast("Reason", str(match.lastgroup).replace("_", " ")))
    for match in _PART_OF_YEAR.finditer(text):
        yield Aside(*match.span(), "date or period")


def _measures(match: re.Match[str]) -> bool:
    """Whether the letters at a numeral are a currency, a scale or a unit: "JPY12", "12bn"."""
    before, after = match["before"], match["after"]
    return bool(lexicon.currency(before) if before else lexicon.unit(after) or lexicon.scale(after) > 1)
