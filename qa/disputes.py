"""Disputes: what an answer says where the documents contradict the figure that it would give.

The better supported version is given, unless the question asks for another by the place or the time of its printing. A
number in a row that bears another's label gives way to one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, repeat
from typing import NamedTuple

from qa import say
from qa.bind import Candidate
from qa.conflicts import Conflict
from qa.facts import Version, spot
from qa.inquiry import Inquiry
from qa.model import Figure
from qa.shelf import Shelf
from qa.vocabulary import folded_words

NOTED = 2
"""Failing checks of which an answer's notes tell."""
_BOTH = re.compile(
    r"\b(?:both|two|different|conflicting|(?:contradict|disagree|discrepan|inconsisten)\w*)\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:two|several) (?:\w+ )?(?:different|conflicting|contradictory|inconsistent)\b"
    r"|\b(?:different|conflicting|contradictory|inconsistent) (?:\w+ )?(?:figures|numbers|values|amounts|counts)\b",
    re.IGNORECASE,
)
"""Says that there are several versions: "gives two different increases"."""
RIVAL = 0.1
"""How probable another version is at least, against the likeliest figure, where the question says that there is one."""
_FIRST = re.compile(r"\b(?:first|originally|initially|at first|before (?:the|its) restate\w*)\b", re.IGNORECASE)
_TRUE = re.compile(r"\b(?:right|correct|really|actually|true|truly)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:according to|in|on|by|from)\s+(?:the|its|their)\s+(?P<place>(?:[\w&'’-]+\s+){0,6}?"
    r"(?:decks?|presentations?|releases?|reports?|forms?|statements?|tables?|slides?|pages?|summary|filings?))\b",
    re.IGNORECASE,
)


class Settled(NamedTuple):
    """The figure to give, the most precise print of each version that contradicts it, and ``notes`` on both.

    ``asked`` is true where the question asks for every version.
    """

    figure: Figure
    others: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    asked: bool = False


def settled(same: Sequence[Figure], inquiry: Inquiry) -> Settled:
    """What to give where figures that state the same answer an inquiry: the first of them, or within the documents
    asked what is better supported."""
    figure, text = same[0], inquiry.question.text
    conflict, versions = _conflict_of(same, inquiry)
    if conflict is None or len(versions) < 2:
        rival = _rival(figure, inquiry) if _SEVERAL.search(text) else None
        return Settled(figure, (rival,), asked=True) if rival else _rightly_labelled(figure, inquiry)
    given = _wanted(versions, conflict, inquiry, same)
    best = figure if _holds_any(given, same) else given[0]
    others = tuple(version[0] for version in versions if version is not given)
    note = _both_ways((best, *others), conflict, given is versions[0])
    return Settled(best, others, (note,), bool(_BOTH.search(text)))


def backing(ranked: Sequence[Candidate], same: Sequence[Figure], inquiry: Inquiry) -> float:
    """The probability that figures which state the same, or a version that contradicts them, answer an inquiry: an
    answer tells of all versions."""
    _, versions = _conflict_of(same, inquiry)
    known = {spot(figure.source) for version in (same, *versions) for figure in version if figure.source}
    shares = (one.share for one in ranked if one.figure.source and spot(one.figure.source) in known)
    return max(ranked[0].probability, sum(shares))


def _conflict_of(same: Sequence[Figure], inquiry: Inquiry) -> tuple[Conflict | None, list[Version]]:
    """The conflict that any of some figures is part of, and its versions within the documents asked."""
    conflict = next(filter(None, (inquiry.shelf.conflicts.fact_of(one).conflict for one in same)), None)
    return conflict, _within(inquiry.docs, conflict.versions) if conflict else []


def _within(docs: Sequence[str] | None, versions: Iterable[Version]) -> list[Version]:
    """The versions as the documents named state them."""
    kept = ([f for f in version if docs is None or (f.source and f.source.doc in docs)] for version in versions)
    return [version for version in kept if version]


# -- which version -----------------------------------------------------------------------------------------


def _wanted(versions: Sequence[Version], conflict: Conflict, inquiry: Inquiry, bound: Sequence[Figure]) -> Version:
    """The version that a question asks for: the better supported where it asks for none, or which is right; where none
    is better supported the one whose words are nearest to the question's, that of the figures ``bound``."""
    text = inquiry.question.text
    if _TRUE.search(text):
        return versions[0]
    if conflict.kind == "restatement" and _FIRST.search(text):
        return versions[-1]
    said = frozenset(word for found in _PLACE.finditer(text) for word in folded_words(found["place"]))
    nearest = (_holds_any(version, bound) for version in versions) if conflict.unsettled else repeat(False)
    placed = (max(len(said & _place_words(f, inquiry.shelf)) for f in version) for version in versions)
    return max(zip(placed, nearest, versions, strict=False), key=lambda ranked: ranked[:2])[2]


def _holds_any(version: Version, figures: Iterable[Figure]) -> bool:
    return any(_is_at(one, other) for one in figures for other in version)


def _rival(figure: Figure, inquiry: Inquiry) -> Figure | None:
    """The likeliest other figure of the same unit, status and period, from another place and with another value."""
    least = RIVAL * inquiry.candidates[0].probability
    others = (c.figure for c in inquiry.candidates if c.probability >= least and _is_version(c.figure, figure))
    return next(others, None)


def _is_version(one: Figure, other: Figure) -> bool:
    """Whether two figures could state one thing otherwise, at different places."""
    apart = one.value != other.value and one.context[1:2] != other.context[1:2]
    return apart and (one.unit, one.status, _days(one)) == (other.unit, other.status, _days(other))


def _days(figure: Figure) -> tuple[date, date] | None:
    return (figure.period.start, figure.period.end) if figure.period else None


def _place_words(figure: Figure, shelf: Shelf) -> frozenset[str]:
    """The words by which one may speak of the place where a figure stands: its section, its document, the date."""
    if figure.source is None:
        return frozenset()
    document = shelf.document(figure.source.doc)
    dated = f"{document.date:%B %Y}" if document.date else ""
    return frozenset(folded_words(" ".join((figure.source.section, document.title, dated))))


def _rightly_labelled(figure: Figure, inquiry: Inquiry) -> Settled:
    """A figure, or where its row bears another's label what is stated under that label elsewhere, with the checks that
    either fails."""
    shelf = inquiry.shelf
    stated = shelf.facts.beside(figure)
    beside = _within(inquiry.docs, stated) if stated else [[figure]]
    failing = {failure.words: failure for one in chain([figure], *beside) for failure in shelf.failures_of(one)}
    sound = [version for version in beside if not any(map(shelf.failures_of, version))]
    best = max(sound, key=len)[0] if sound and shelf.is_mislabelled(figure) else figure
    return Settled(best, notes=tuple(f"A check fails: {failure.words}." for failure in [*failing.values()][:NOTED]))


# -- said --------------------------------------------------------------------------------------------------


def _both_ways(prints: Sequence[Figure], conflict: Conflict, better: bool) -> str:
    """That a number is stated in several ways, where each stands, and why the first or another is better supported."""
    stated = "Restated" if conflict.kind == "restatement" else "Stated in several ways"
    which = "the first" if better else say.amount(conflict.better)
    why = conflict.why if conflict.unsettled else f"{which} is better supported: {conflict.why}"
    return f"{stated}: {' and '.join(map(_placed, prints))}; {why}."


def _placed(figure: Figure) -> str:
    place = f" in {figure.source.doc} ({figure.source.section})" if figure.source else ""
    return f"{say.amount(figure)}{place}"


def _is_at(one: Figure, other: Figure) -> bool:
    return bool(one.source and other.source and spot(one.source) == spot(other.source))
