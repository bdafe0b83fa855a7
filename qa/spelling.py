"""Mistyped words of a question, mended to words of the field and of the documents: "qaurter" is "quarter".

A word is mistyped where nobody knows it: not the field's vocabulary, not the documents, not the language. It is read
as the one everyday word that is within a slip or two of it (optimal string alignment: a letter left out, put in,
changed, or swapped with its neighbour; Damerau 1964, "A technique for computer detection and correction of spelling
errors"). Names are left as they are: a word written with a capital becomes nothing but a month, and nothing becomes
a word that documents write with a capital only.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.tokens import singular
from qa.knowledge import sections
from qa.shorthand import written_out

SHORTEST = 5  # letters of a word that is mended; shorter ones are too like others
LONG = 9  # letters from which on two slips are mended, where the words of the language are known
_WORD = re.compile(r"(?<![\w\-'’.&/@#])[^\W\d_]{5,}(?![\w\-&/@]|[.'’](?!s\b)\w)")
_WRITTEN = re.compile(r"[a-z]{3,}")
_BEFORE_A_NAME = re.compile(r" [A-Z]")
_BEFORE_A_NUMBER = re.compile(r",? ?\d")
_MONTHS = frozenset(name.lower() for name in month_name if len(name) >= SHORTEST)
_ASKING = """quarter quarterly quarters calendar fiscal spring summer autumn winter january february march april june
 july august september october november december compare compared comparison largest smallest highest lowest excluding
 except without versus forecast guidance revised original initial latest recent first second third fourth through
 between before after during until employees headcount
 percent percentage proportion fraction portion difference average exceed altogether stems subtract deduct divide
 divided multiple excess surplus date dates saving savings outstrip combined jointly"""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its mistyped words mended, and each of them as (typed, read)."""

    text: str
    slips: tuple[tuple[str, str], ...] = ()


class Spelling:
    """The words that some documents and the field know, and what a word that neither knows was meant to be.

    ``written`` are the words of the documents in lower case; ``common`` gives the common words of the language,
    empty where none are at hand, and is called once, when a word is first in doubt.
    """

    def __init__(self, written: Collection[str], common: Callable[[], frozenset[str]] = frozenset) -> None:
        self._written = written
        self._common = common
        self.meant = lru_cache(maxsize=4096)(self._meant)

    def mended(self, text: str) -> Mended:
        """A text with its mistyped words mended and its shorthand written out."""
        text = written_out(text)
        slips: list[tuple[str, str]] = []

        def mend(word: re.Match[str]) -> str:
            typed = word.group()
            proper = not typed.islower() and bool(word.start() or _BEFORE_A_NAME.match(text, word.end()))
            read = self.meant(typed.lower(), proper)
            if not read or (proper and not _BEFORE_A_NUMBER.match(text, word.end())):
                return typed
            read = read.capitalize() if typed[0].isupper() else read
            slips.append((typed, read))
            return read

        return Mended(_WORD.sub(mend, text), tuple(slips))

    def _meant(self, word: str, proper: bool) -> str:
        """What a word was meant to be, "" where it is a word itself or nothing is near enough."""
        if self._is_known(word):
            return ""
        for targets in (_MONTHS,) if proper else (field_words(), self._everyday):
            slips = 2 if len(word) >= LONG and self._language else 1
            near = _near(word, targets, slips) or _near(singular(word), targets, slips)
            if near:
                return near.removesuffix("?")
        return ""

    def _is_known(self, word: str) -> bool:
        single = singular(word)
        known = (field_words(), self._written)
        return any(word in of or single in of for of in known) or bool({word, single} & self._language)

    @cached_property
    def _language(self) -> frozenset[str]:
        return self._common()

    @cached_property
    def _everyday(self) -> frozenset[str]:
        """The words of the documents that the language has too: no names."""
        return frozenset(word for word in self._language.intersection(self._written) if len(word) >= SHORTEST)


def _near(word: str, targets: Collection[str], slips: int) -> str:
    """The target that is nearest to a word, "" where none is near, "?" where several are and differ in sense."""
    of_length = [one for one in targets if one[0] == word[0] and abs(len(one) - len(word)) <= slips]
    found = process.extract(word, of_length, scorer=OSA.distance, processor=None, score_cutoff=slips, limit=8)
    least = [one for one, distance, _ in found if distance == found[0][1]]
    senses = {singular(one) for one in least}
    return "" if not senses else "?" if len(senses) > 1 else min(least, key=lambda one: (len(one), one))


@cache
def field_words() -> frozenset[str]:
    """The words that the field and asking rest on, from the files of knowledge."""
    lines = [line for name in ("words.txt", "metrics.txt") for of in sections(name).values() for line in of]
    found = {word for line in lines for word in _WRITTEN.findall(line.lower().partition("|")[0])}
    return frozenset(word for word in found | set(_ASKING.split()) if len(word) >= SHORTEST)
