"""Words that people shorten as they type, written out: "qtrly rev fcst" is "quarterly revenue forecast"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from qa.knowledge import sections


def written_out(text: str) -> str:
    """A question with the shorthand in it (``shorthand.txt``) written out. What is written with a capital may be a
    name, unless it is the first word."""
    lower = text[:1].lower() + text[1:]
    return _pattern().sub(lambda short: _meanings()[short.group()], lower if _pattern().match(lower) else text)


@cache
def _meanings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in sections("shorthand.txt")[""]:
        shorts, _, meant = line.partition("=")
        found.update((short.strip(), meant.strip()) for short in shorts.split(","))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_meanings(), key=len, reverse=True)
    return re.compile(rf"(?<![\w.&/'’-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w&/'’-]|\.\w)")
