"""Names of periods that share words: the year of a later one ("June and September 2011", "the first and second
quarters"), or all but the year with an earlier one ("at December 31, 2019 and 2018")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from qa.periods import Mention

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,2}(?!\d))?"
_PART = r"[1-4]q|q[1-4]|[12]h|h[12]|(?:first|second|third|fourth|1st|2nd|3rd|4th)(?:[\s-]+(?:quarter|half))?"
_NAME = re.compile(rf"\b(?:{_MONTH}|{_PART})(?!\w)", re.IGNORECASE)
_JOIN = r"(?:\s*[,;/&]\s*(?:(?:and|then)\s+)?|\s+(?:and|then)\s+)(?:(?:at|in|for|on|of|the|as)\s+|end[\s-]+)*"
_RANGE = r"\s*(?:\(\s*)?(?:to|through(?:\s+to)?|thru|till|until|up\s+to|[-–—~〜～])\s*(?:(?:the|end|of)\s+)*"
_MONTHLY = re.compile(_MONTH, re.IGNORECASE)
_EARLIER = re.compile(rf"(?:\b(?:{_MONTH}|{_PART})(?!\w)(?:{_JOIN}|{_RANGE}))+$", re.IGNORECASE)

_YEAR = re.compile(r"(?:19|20)\d\d$")
_CLOSING = re.compile(rf"\b(?P<month>{_MONTH})\s+(?:fiscal\s+)?year[\s-]?ends?\W*$", re.IGNORECASE)
_DATED = rf"(?:{_MONTH}|{_PART})(?:\s+(?:19|20)\d\d)?"
_CHAIN = re.compile(rf"\b{_DATED}(?:\s+to\s+{_DATED}){{2,}}(?!\w)", re.IGNORECASE)
_TO = re.compile(r"\bto\b", re.IGNORECASE)
LEAD = 12
"""Characters before the name of a period that may be part of its sense: "the end of"."""

JOINED = re.compile(_JOIN, re.IGNORECASE)
"""What stands between two names of a list."""
RANGED = re.compile(_RANGE, re.IGNORECASE)
"""What stands between the first and the last of a range."""


def with_stations(text: str) -> str:
    """A text with commas between the names of a chain, each where it was: "from March to June to September 2031" stops
    at three times, and is no range."""
    return _CHAIN.sub(lambda chain: _TO.sub(", ", chain.group()), text)


def with_sharers(text: str, mentions: Iterable[Mention], read: Callable[[str], Iterable[Mention]]) -> Iterator[Mention]:
    """The mentions of a text, each after those before it that take its year; ``read`` reads one spelt out."""
    shared = ""
    last: Mention | None = None
    for mention in mentions:
        yield from _sharing(text, mention, read)
        joined = last is not None and bool(JOINED.fullmatch(text[last.end : mention.start]))
        if not (joined and shared and mention.kind == "bare year"):
            shared = _before_year(text, mention, last.end if last else 0)
        last = _with_year(shared, mention, text, read)
        yield last


def _before_year(text: str, mention: Mention, since: int) -> str:
    """The words that a period's name has before its year, which later years may share; "" where it has none."""
    closing = _CLOSING.search(text, since, mention.start)
    if mention.kind == "bare year" and closing:
        return f"end of {closing['month']} "
    year = _YEAR.search(text, mention.start, mention.end)
    named = mention.kind != "bare year" and year
    return text[max(since, mention.start - LEAD) : year.start()] if named and year else ""


def _with_year(shared: str, mention: Mention, text: str, read: Callable[[str], Iterable[Mention]]) -> Mention:
    """A bare year as the name that it shares words with: "2018" after "December 31, 2019" is "December 31, 2018"."""
    if not shared or mention.kind != "bare year":
        return mention
    spelt = shared + text[mention.start : mention.end]
    meant = next((one for one in read(spelt) if one.end == len(spelt)), mention)
    return replace(meant, start=mention.start, end=mention.end)


def _sharing(text: str, mention: Mention, read: Callable[[str], Iterable[Mention]]) -> Iterator[Mention]:
    earlier = _EARLIER.search(text, 0, mention.start)
    own = _NAME.search(text, mention.start, mention.end)
    if not (earlier and own):
        return
    for name in _NAME.finditer(text, earlier.start(), mention.start):
        named = _spelt_like(name.group(), own.group())
        for shared in read(text[mention.start : own.start()] + named + text[own.end() : mention.end]):
            if shared.kind == mention.kind:
                yield replace(shared, start=name.start(), end=name.end())


def _spelt_like(name: str, full: str) -> str:
    """An ordinal with what it counts: "first" before "second quarter" is "first quarter"."""
    _, _, counted = full.partition(" ")
    return f"{name} {counted}" if counted.isalpha() and " " not in name and not _MONTHLY.match(name) else name
