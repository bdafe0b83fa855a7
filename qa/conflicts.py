"""Conflicts: facts that documents state in versions that do not agree, the better supported one first.

Versions are in conflict where they look like versions of one number; where some table or sentence gives both, it tells
them apart, and they are two facts under one label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Literal

from qa.checks import Audit
from qa.facts import MOST, Facts, Spot, Version, spot
from qa.model import Figure, Value
from qa.rounding import digits, resemble

Kind = Literal["conflict", "restatement"]
_STATEMENTS = re.compile(
    r"\b(?:statements? of (?:\w+ ){0,3}?(?:income|operations|earnings|profit|cash flows?|financial position)"
    r"|income statements?|balance sheets?|cash flow statements?)\b",
    re.IGNORECASE,
)
UNSETTLED = "nothing tells which is right"


class Conflict(Value):
    """Figures that state one fact differently: the better supported version first, and ``why`` it is that.

    Each version holds the figures that agree, the most precise print first. A "restatement" is what a later document
    gives otherwise than an earlier one; any other is a "conflict", within one document probably a misprint.
    """

    kind: Kind
    versions: tuple[tuple[Figure, ...], ...]
    why: str

    @property
    def better(self) -> Figure:
        """The most precise print of the better supported version."""
        return self.versions[0][0]

    @property
    def unsettled(self) -> bool:
        """Whether nothing speaks for one version more than for another."""
        return self.why == UNSETTLED


class Fact(Value):
    """What is stated of one thing besides a figure: those that agree with it, and the conflict that it is part of."""

    corroborating: tuple[Figure, ...] = ()
    conflict: Conflict | None = None


class Conflicts:
    """The conflicts among some facts, and the one that any figure is part of.

    ``audited`` gives what checking the facts found; it is asked only where versions are in conflict.
    """

    def __init__(self, facts: Facts, audited: Callable[[], Audit]) -> None:
        self._facts = facts
        self._audited = audited

    @cached_property
    def all(self) -> tuple[Conflict, ...]:
        """Every conflict, in reading order of the better versions."""
        found = (conflict for versions in self._facts.all() for conflict in self._disputed(versions))
        return tuple(sorted(found, key=lambda conflict: _place(conflict.better)))

    def fact_of(self, figure: Figure) -> Fact:
        """What else the documents state of a figure's fact; nothing for a figure that is none of theirs."""
        found = next(self._disputed(self._facts.beside(figure)), None)
        own = self._facts.version_of(figure)
        beside = tuple(other for other in own if other.source != figure.source)
        return Fact(corroborating=beside, conflict=found if found and tuple(own) in found.versions else None)

    def _disputed(self, versions: Sequence[Version]) -> Iterator[Conflict]:
        """The conflict among the versions of a fact, where two or more are versions of one number."""
        if not 1 < len(versions) <= MOST:
            return
        together = _printed_together(figure for version in versions for figure in version)
        odds = [pair for pair in combinations(versions, 2) if _at_odds(*pair, together)]
        best = max((version for pair in odds for version in pair), key=self._support, default=None)
        rivals = [other for pair in odds if best in pair for other in pair if other is not best]
        if best:
            yield self._conflict([best, *sorted(rivals, key=self._support, reverse=True)])

    def _conflict(self, versions: Sequence[Version]) -> Conflict:
        latest = [max(map(self._date, version)) for version in versions]
        documents = [{_doc(figure) for figure in version} for version in versions]
        kind: Kind = "conflict"
        dated = date.min not in latest and len(set(latest)) == len(versions)
        if dated and sum(map(len, documents)) == len(set().union(*documents)):
            kind = "restatement"
            versions = [version for _, version in sorted(zip(latest, versions, strict=True), key=_first, reverse=True)]
        why = f"stated by the later document, of {max(latest)}" if kind == "restatement" else self._why(versions)
        return Conflict(kind=kind, versions=tuple(map(tuple, versions)), why=why)

    def _support(self, version: Version) -> tuple[bool, bool, int, bool, int]:
        """What speaks for a version: arithmetic, no failing check, how many places state it, whether the statements
        themselves do, and how often it is stated."""
        sound, doubted = _among(version, self._audited().borne_out), _among(version, self._audited().doubted)
        places = places_of(version)
        stated = any(_STATEMENTS.search(section) for _, section in places)
        return sound, not doubted, len(places), stated, len(version)

    def _why(self, versions: Sequence[Version]) -> str:
        support = [self._support(version) for version in versions]
        sound, undoubted, places, stated, _ = zip(*support, strict=True)
        reasons = ["borne out by arithmetic"] if sound[0] and not any(sound[1:]) else []
        reasons += ["the other fails a check"] if undoubted[0] and not any(undoubted[1:]) else []
        most = max(places[1:])
        reasons += [f"stated in {places[0]} places, the other in {most}"] if places[0] > most else []
        reasons += ["stated in the financial statements"] if stated[0] and not any(stated[1:]) else []
        return "; ".join(reasons) or UNSETTLED

    def _date(self, figure: Figure) -> date:
        """When the document of a figure was published; the earliest day there is where it doesn't say."""
        return self._facts.documents[_doc(figure)].date or date.min


def _among(version: Version, spots: Collection[Spot]) -> bool:
    return any(figure.source and spot(figure.source) in spots for figure in version)


def places_of(version: Version) -> set[tuple[str, str]]:
    """The sections that state a version: each is a source of its own."""
    return {(figure.source.doc, figure.source.section) for figure in version if figure.source}


def _first(pair: tuple[date, Version]) -> date:
    return pair[0]


def _doc(figure: Figure) -> str:
    return figure.source.doc if figure.source else ""


def _place(figure: Figure) -> tuple[str, int]:
    return (figure.source.doc, figure.source.start) if figure.source else ("", 0)


def _at_odds(one: Version, other: Version, together: Iterable[Collection[str]]) -> bool:
    """Whether two versions look like one number and no place gives both, which would tell them apart."""
    first, second = ({digits(figure) for figure in version} for version in (one, other))
    apart = any(not first.isdisjoint(of) and not second.isdisjoint(of) for of in together)
    return resemble(one[0], other[0]) and not apart


def _printed_together(figures: Iterable[Figure]) -> list[set[str]]:
    """The digits that each table, and each sentence, gives for one fact where it gives several."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for figure in figures:
        found[_setting(figure)].add(digits(figure))
    return [of for of in found.values() if len(of) > 1]


def _setting(figure: Figure) -> tuple[str, ...]:
    """The sentence in which a figure stands, or the section for one in a table."""
    assert figure.source
    sentence = next((part for part in figure.context[1:4] if figure.printed in part), "")
    return figure.source.doc, figure.source.section, sentence
