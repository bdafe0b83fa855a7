"""Names that documents give to things, as they introduce them: 'Aoba Global Solutions ("Aoba-Global")', 'cloud
computing service "Aoba Sora"', 'Aoba Sora (Cloud Service)'.

Two phrases that a document introduces as the same thing may stand for each other in a question, and so may an
abbreviation that needs no introduction ("CFO") and its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from qa.knowledge import sections, words
from qa.model import Document
from qa.tables import plain
from qa.vocabulary import folded_words

Phrase = tuple[str, ...]

_QUOTE = '["“”]'
_START = r"(?<![\w.&'’/-])"  # a name begins where a word does
_WORD = r"[\w'’/-]+\s+"
_CAPITAL = r"[A-Z][\w.&'’/-]*[,\s]+"

_DEFINED = re.compile(  # Harbor Global Solutions ("Harbor-Global")
    rf"{_START}(?P<long>(?:{_CAPITAL}){{1,6}}|(?:{_WORD}){{1,4}})\(\s*{_QUOTE}(?P<short>[^\"“”]{{2,30}}){_QUOTE}"
)
_NAMED = re.compile(  # cloud computing service "Harbor Sky"
    rf"{_START}(?P<long>(?:{_WORD}){{2,5}}){_QUOTE}(?P<short>[A-Z][^\"“”]{{1,30}}){_QUOTE}"
)
_EXPLAINED = re.compile(  # Harbor Sky (cloud service)
    rf"{_START}(?P<short>[A-Z][\w-]*(?:\s+[A-Z][\w-]*){{0,3}})\s*\((?P<long>[A-Za-z][\w-]*(?:\s+[\w-]+){{1,4}})\)"
)
_ABBREVIATED = re.compile(  # automated teller machines (ATMs)
    rf"{_START}(?P<long>(?:[A-Za-z][\w-]+\s+){{1,5}})\((?P<short>[A-Z]{{2,6}}s?)\)"
)
_KIND = re.compile(
    r"\b(?:services?|business|platform|systems?|cent(?:er|re)|network|solutions?|product|brand|group)$",
    re.IGNORECASE,
)


def aliases(documents: Iterable[Document]) -> list[tuple[Phrase, Phrase]]:
    """Pairs of phrases, as folded words, that some document introduces as names of one thing."""
    found: Counter[tuple[Phrase, Phrase]] = Counter()
    for document in documents:
        found.update(_pairs(document.text))
    return [pair for pair, _ in found.most_common()]


def abbreviations() -> list[tuple[Phrase, Phrase]]:
    """Pairs of phrases, as folded words: what the field abbreviates everywhere, and the words written out."""
    lines = (line.partition("=") for line in sections("abbreviations.txt")[""])
    return [(folded_words(short), folded_words(long)) for short, _, long in lines]


def _pairs(text: str) -> Iterator[tuple[Phrase, Phrase]]:
    for pattern, needs_kind in ((_DEFINED, False), (_NAMED, True), (_EXPLAINED, True), (_ABBREVIATED, False)):
        for match in pattern.finditer(text):
            long = _noun_phrase(match["long"])
            if needs_kind and not (long and _KIND.search(long)):
                continue
            if pattern is _ABBREVIATED and not _abbreviates(match["short"], long):
                continue
            pair = folded_words(match["short"]), folded_words(long)
            if pair[0] and len(pair[1]) > 1 and pair[0] != pair[1]:
                yield pair


def _noun_phrase(before: str) -> str:
    """The words right before a name that describe it, back to the last word that can't."""
    breaks = words("breaks") | words("function")
    kept = list(takewhile(lambda w: w.lower().strip(",") not in breaks, reversed(plain(before).split())))
    return " ".join(reversed(kept)).strip(" ,.")


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of an abbreviation are the initials of the words before it."""
    letters = short.removesuffix("s").lower()
    initials = "".join(word[0] for word in long.lower().split())
    return initials.endswith(letters)
