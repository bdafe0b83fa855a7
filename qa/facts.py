"""Facts: what figures in tables, prose and documents state together.

Figures of one identity (``qa.identity``) that agree within their rounding corroborate each other: they are a version
of the fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from qa.identity import Identity, identity
from qa.model import Document, Figure, Source
from qa.rounding import agree, round_alike, step

MOST = 6
"""Versions from which a label says too little to tell what it counts: nothing is concluded from them."""

Spot = tuple[str, int, int]
Version = Sequence[Figure]
Numbers = tuple[int | None, ...]
_Print = tuple[bool, Decimal]


class Facts:
    """The figures of some documents by the facts that they state; made in time linear in their number.

    With the ``numbers`` that these figures got before, what is stated beside one of them costs next to nothing.
    """

    def __init__(
        self, figures: Iterable[Figure], documents: Sequence[Document], numbers: Numbers | None = None
    ) -> None:
        self.figures = tuple(figures)
        self.documents = {document.name: document for document in documents}
        self._known = numbers
        self._versions: dict[int, list[list[Figure]]] = {}

    @cached_property
    def numbers(self) -> Numbers:
        """For each figure the number of the fact that it states; None where it says too little."""
        if self._known is not None:
            return self._known
        number: dict[Identity, int] = {}
        return tuple(number.setdefault(named, len(number)) if named else None for named in self._identities)

    @cached_property
    def _identities(self) -> list[Identity | None]:
        return [identity(f, self.documents[f.source.doc]) if f.source else None for f in self.figures]

    @cached_property
    def versions(self) -> dict[Identity, list[list[Figure]]]:
        """For each identity its versions: figures that agree, the most precise print first."""
        named = dict(zip(self.numbers, self._identities, strict=True))
        return {of: self._versions_of(number) for number, of in named.items() if number is not None and of}

    @cached_property
    def _members(self) -> dict[int, list[Figure]]:
        """The figures that state each fact, by its number."""
        found: dict[int, list[Figure]] = defaultdict(list)
        for number, figure in zip(self.numbers, self.figures, strict=True):
            if number is not None:
                found[number].append(figure)
        return found

    @cached_property
    def _number_at(self) -> dict[Spot, int | None]:
        return {spot(f.source): number for number, f in zip(self.numbers, self.figures, strict=True) if f.source}

    def _versions_of(self, number: int) -> list[list[Figure]]:
        if number not in self._versions:
            self._versions[number] = versions_of(self._members[number])
        return self._versions[number]

    def all(self) -> Iterator[list[list[Figure]]]:
        """The versions of each fact."""
        return map(self._versions_of, self._members)

    def beside(self, figure: Figure) -> list[list[Figure]]:
        """The versions of the fact that a figure states; none where it says too little, or is none of these."""
        number = self._number_at.get(spot(figure.source)) if figure.source else None
        return [] if number is None else self._versions_of(number)

    def placed(self) -> Iterator[tuple[Figure, Identity]]:
        """The figures that state a fact, each with its identity."""
        for named, found in self.versions.items():
            for version in found:
                yield from ((figure, named) for figure in version)

    def stated(self, named: Identity) -> list[Figure]:
        """What is stated of an identity: the most precise print of each version, that of the most figures first; none
        where there are too many."""
        found = self.versions.get(named, [])
        return [version[0] for version in sorted(found, key=len, reverse=True)] if len(found) <= MOST else []

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units in which levels are stated: the currencies, and "count"."""
        return tuple(sorted({named.unit for named in self.versions} - {"%", "pt"}))

    def version_of(self, figure: Figure) -> Version:
        """The figures that state what a figure states, itself among them; none for one that is none of these."""
        own = figure.source and spot(figure.source)
        found = (version for version in self.beside(figure) for f in version if f.source and spot(f.source) == own)
        return next(found, ())


def spot(source: Source) -> Spot:
    """Where a figure stands, as a key."""
    return source.doc, source.start, source.end


def _place(figure: Figure) -> tuple[str, int]:
    return (figure.source.doc, figure.source.start) if figure.source else ("", 0)


# -- versions ----------------------------------------------------------------------------------------------


def versions_of(members: Iterable[Figure]) -> list[list[Figure]]:
    """Figures of one identity put together where they agree; of more than ``MOST`` versions the rest is left out.

    The most precise prints come first. Each coarser one joins the first version that it agrees with, those that were
    cut off after those that were rounded: what one version prints to the same digit is the same.
    """
    found: list[dict[_Print, list[Figure]]] = []
    for at, alike in groupby(sorted(members, key=lambda f: (_print(f), _place(f))), key=_print):
        later = [figure for figure in alike if not _joins(found, at, figure, round_alike)]
        for figure in later:
            if not _joins(found, at, figure, agree) and len(found) <= MOST:
                found.append({at: [figure]})
    return [[figure for alike in version.values() for figure in alike] for version in found]


def _print(figure: Figure) -> _Print:
    """How precisely a figure is printed; one with a qualifier is less precise than any without."""
    return figure.qualifier is not None, step(figure)


def _joins(
    found: Iterable[dict[_Print, list[Figure]]], at: _Print, figure: Figure, how: Callable[[Figure, Figure], bool]
) -> bool:
    """Puts a figure, printed as precisely as ``at``, into the first version with all of whose prints it agrees."""
    own = next((version for version in found if all(how(alike[0], figure) for alike in version.values())), None)
    if own is not None:
        own.setdefault(at, []).append(figure)
    return own is not None
