"""The place in which a question says that something is told: "per the Stock Exchange form", "the June 2007 deck"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KIND = (
    r"(?:decks?|presentations?|releases?|reports?|forms?|filings?|documents?|slides?|handouts?|disclosures?"
    r"|announcements?|booklets?|brochures?|pages?|commentary|commentaries)"
)
_THE = r"(?:the|its|their|this|that)\s+"
_WORDS = r"(?:[\w&'’.-]+\s+){0,6}?"
_TOLD = r"(?:told|stated|given|shown|printed|reported|disclosed|published|said)"
_BY = rf"(?:according to|(?:as )?{_TOLD} (?:in|on|by)|per|under)\s+(?:a\s+|{_THE})?"
_FIGURE = r"(?:figure|number|amount|sum)"
_SAYS = r"(?:gives?|says?|shows?|states?|prints?|reports?)"
_OVER = r"(?=\s*(?:[^\w\s]|$)|\s+(?:of|for|to|from|in|on|at|by|with|and|what|how|was|were|is|are|did|does|has|had)\b)"
_PLACE = re.compile(
    rf",?\s*\b(?:{_BY}|(?:in|on|by|from)\s+{_THE})(?P<place>{_WORDS}{_KIND}){_OVER}"
    rf"|\b{_THE}(?P<saying>{_WORDS}{_KIND})\s+{_SAYS}\b"
    rf"|,?\s*\b(?:what|which)\s+{_FIGURE}(?:\s+(?:do|does|did))?\s+(?:['’]s\s+)?(?P<giving>{_WORDS}{_KIND})\s+{_SAYS}\b",
    re.IGNORECASE,
)


_DOCUMENT = rf"(?:{_KIND}|profile|briefing|conference|newsletter|news|lists?)"
_BEFORE_ONE = re.compile(rf"['’]?s?,?\s+(?:[a-z&'’-]+\s+){{0,3}}?{_DOCUMENT}\b", re.IGNORECASE)
_AFTER_ONE = re.compile(
    rf"\b{_DOCUMENT}(?:\s+of\s+(?:[a-z]+\s+){{1,2}})?(?:,|\s+(?:of|from|in|dated))?\s+$", re.IGNORECASE
)

_ERRAND = re.compile(
    r"^\s*(?:just )?for (?:the|our|my|an?) (?:[\w&'’-]+ ){0,4}?"
    r"(?:files?|records?|memo|notes?|minutes|model|spreadsheet|article|briefing|report|slides?)\s*[:,–—]\s+(?=\S)",
    re.IGNORECASE,
)
"""What somebody needs an answer for; it says nothing of what is asked."""


def dates_a_document(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) of a question, which name a period, say from when a document is: "the February
    2031 results deck", "(deck of May 2031)"."""
    return bool(_BEFORE_ONE.match(text, end) or _AFTER_ONE.search(text[:start]))


def places_named(text: str) -> Iterator[tuple[int, int, str]]:
    """The [start, end) of the words by which a question names a document or a part of one, and what it calls it."""
    for found in _PLACE.finditer(text):
        yield found.start(), found.end(), found["place"] or found["saying"] or found["giving"]


def placeless(text: str) -> str:
    """A question without the places that it names (a full stop stands in for each), and without what it is asked for:
    "for the audit file: …"."""
    return _PLACE.sub(" . ", _ERRAND.sub("", text))
