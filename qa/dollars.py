"""Dollars: whose they are. "$" is the U.S. dollar, unless the document declares another and this place doesn't."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qa.knowledge import lexicon
from qa.model import Document, Figure

DOLLARS = frozenset({"USD", "CAD", "AUD", "HKD", "SGD", "TWD", "NZD"})
_NAMED = re.compile(rf"(?<![a-z]){lexicon.CURRENCY}", re.IGNORECASE)
_DECLARED = re.compile(
    r"\b(?:in|unit:|currency(?:\s+is)?|means?|refers?\s+to|references\s+to)\s+"
    rf"(?:(?:the|of|thousands|millions|billions)\s+){{0,3}}(?P<named>{lexicon.CURRENCY})",
    re.IGNORECASE,
)
_PLAIN = frozenset({"$", "dollars"})  # forms that leave open whose dollar it is
_AMERICAN = re.compile(r"\bUS(?:D\b|\s?\$|\s+dollars?\b)|\bU\.\s?S\.", re.IGNORECASE)
_BEFORE = 12  # characters before a number in which its currency stands


def declared_dollar(text: str) -> str:
    """The dollar in which a document counts: the one that it most often declares ("in Singapore dollars"), else the
    only one that it names outright; "USD" where neither tells."""
    declared = Counter(_outright([match["named"] for match in _DECLARED.finditer(text)]))
    if declared:
        return declared.most_common(1)[0][0]
    named = set(_outright(_NAMED.findall(text)))
    return named.pop() if len(named) == 1 else "USD"


def _outright(forms: Sequence[str]) -> list[str]:
    """The dollars among written forms that say whose they are."""
    codes = (lexicon.currency(form) for form in forms if form.lower() not in _PLAIN)
    return [code for code in codes if code in DOLLARS]


def with_dollars(figures: Sequence[Figure], document: Document) -> list[Figure]:
    """The figures with each plain dollar as the one that the document declares. In the order given."""
    dollar = declared_dollar(document.text) if any(figure.unit == "USD" for figure in figures) else "USD"
    if dollar == "USD":
        return [*figures]
    plain = [figure.unit == "USD" and not _is_american(figure, document.text) for figure in figures]
    return [
        figure.model_copy(update={"unit": dollar}) if meant else figure
        for figure, meant in zip(figures, plain, strict=True)
    ]


def _is_american(figure: Figure, text: str) -> bool:
    """Whether the words that set a figure's unit name the U.S. dollar outright."""
    if not figure.source:
        return False
    start = figure.source.start
    marked = (text[first:last] for first, last in figure.source.marks)
    return any(_AMERICAN.search(words) for words in (text[max(0, start - _BEFORE) : start], *marked))
