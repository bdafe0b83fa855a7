"""Labels: the noun phrase that the words around a number come down to.

"Our cloud service's monthly sales for Sep. 2031 were beyond expectations, reaching" is about "cloud service's monthly
sales": periods are taken out, the clause is cut at its verb, and words that say nothing at either edge are dropped.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from qa.cells import plain
from qa.knowledge import words
from qa.vocabulary import folded_class, terms

_MARKS = " ,.:;-–—=+*[]<>#&/'’◆◇➤➢>▶►●▪•■□≻≥“”\"・"
_EMPTY = re.compile(r"\(\s*\)|\s+(?=[,;:])")
_CONJUNCTION = re.compile(r"\b(?:and|which|that|who|while|but)\b|,", re.IGNORECASE)
_ENCLOSED = re.compile(r"\(([^()]*)\)")
_OPEN = re.compile(r"\([^()]*$")
_CLOSED = re.compile(r"^[^()]*\)")


@cache
def _verb() -> re.Pattern[str]:
    """A verb by which a clause states something of its subject, with its auxiliaries."""
    verbs = "|".join(sorted(words("stating"), key=len, reverse=True))
    return re.compile(rf"(?:(?<=\s)|^)(?:{verbs})(?:\s+(?:{verbs}))*(?=[\s,:]|$)", re.IGNORECASE)


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words without content at the beginning and at the end of a phrase."""
    lead = "|".join(sorted(words("leading"), key=len, reverse=True))
    trail = "|".join(sorted(words("leading") | words("trailing") | words("stating"), key=len, reverse=True))
    return (
        re.compile(rf"(?:(?:{lead})(?:[\s,:]+|$))+", re.IGNORECASE),
        re.compile(rf"(?:(?:^|[\s,:]+)(?:{trail}))+$", re.IGNORECASE),
    )


@lru_cache(maxsize=65536)
def trimmed(text: str) -> str:
    """``text`` as plain words, without marks and idle words at its edges."""
    lead, trail = _edges()
    bare = _EMPTY.sub("", plain(text)).strip(_MARKS)
    for _ in range(3):  # a mark may hide an idle word, and an idle word a mark
        enclosed = _ENCLOSED.fullmatch(bare)
        bare = enclosed[1] if enclosed else bare
        bare = _CLOSED.sub("", _OPEN.sub("", bare)) if bare.count("(") != bare.count(")") else bare
        start = lead.match(bare)
        bare = trail.sub("", bare[start.end() :] if start else bare).strip(_MARKS)
    return bare


@lru_cache(maxsize=65536)
def noun_phrase(text: str) -> str:
    """What a clause speaks of: the words before its verb, or after it where those alone name a metric."""
    bare = plain(text)
    verbs = list(_verb().finditer(bare))
    if not verbs:
        return trimmed(bare)
    told = trimmed(bare[verbs[-1].end() :])
    if any(term.concept for term in terms(told)):
        return told
    for place in range(len(verbs) - 1, -1, -1):
        clause = bare[verbs[place - 1].end() if place else 0 : verbs[place].start()]
        subject = trimmed(_last_clause(clause) if place else clause)
        if has_content(subject):
            return subject
    return told if has_content(told) else ""


def _last_clause(text: str) -> str:
    """What follows the first conjunction, where a clause begins anew; nothing where none does."""
    joined = _CONJUNCTION.search(text)
    return text[joined.end() :] if joined else ""


@lru_cache(maxsize=65536)
def has_content(text: str) -> bool:
    """True where ``text`` has words that could say what a number counts."""
    idle = folded_class("change") | folded_class("asking") | folded_class("time")
    return any(term.concept or (term.name not in idle and _says(term.name)) for term in terms(text))


def _says(name: str) -> bool:
    return len(name) > 1 and not name.isdigit()
