"""What a library holds at one time: one generation of its folder, read as far as it is asked for, and how the next one
is written. What did not change is linked from one to the next and neither read nor written again."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from index import Damaged, Encoder, LocalEngine, Store
from index.hold import Hold
from qa.kept import CATALOGUE, DOCUMENTS, Card, Catalogue, Kept, Refusal, kept_in, link_all
from qa.lines import Line
from qa.model import Document, Figure
from qa.progress import Progress
from qa.shelf import Engines, Findings, Shelf
from qa.turnover import Turnover

FORMAT = 9
"""Of the library's folder, and of what reading and indexing make of a file."""
FINDINGS = "findings.json"
REMEDY = "'kessan index' builds it anew from the documents that it keeps"

_FINDINGS: TypeAdapter[Findings] = TypeAdapter(Findings)


class Reading(NamedTuple):
    """A document and the figures that it states."""

    document: Document
    figures: list[Figure]


@dataclass(frozen=True)
class Holdings:
    """A generation at ``path`` (None: nothing was written yet), kept from removal by ``hold`` while it is in use.

    ``known`` has the readings of documents by their keys as far as they were needed.
    """

    path: Path | None = None
    hold: Hold | None = field(default=None, repr=False)
    catalogue: Catalogue = field(default_factory=Catalogue)
    engines: Engines = field(default_factory=lambda: Engines(*(LocalEngine.build([], None) for _ in Engines._fields)))
    known: dict[str, Reading] = field(default_factory=dict, repr=False)

    def kept(self, card: Card) -> Kept:
        """What is kept of a document."""
        assert self.path is not None
        return kept_in(self.path, card)

    @cached_property
    def shelf(self) -> Shelf:
        """All that can be asked, in memory; raises ``index.Damaged``."""
        with _uncollected():
            readings = [self._reading(card) for card in self.catalogue.cards]
        figures = [figure for reading in readings for figure in reading.figures]
        documents = [reading.document for reading in readings]
        kept = partial(_lines, [self.kept(card) for card in self.catalogue.cards], self.hold)
        return Shelf(documents, figures, self.engines, self._findings(), kept)

    def _reading(self, card: Card) -> Reading:
        if card.key not in self.known:
            kept = self.kept(card)
            try:
                self.known[card.key] = Reading(kept.document(), kept.figures())
            except (OSError, ValueError) as error:
                raise Damaged(kept.folder, card.name, "can't be read", REMEDY) from error
        return self.known[card.key]

    def _findings(self) -> Findings | None:
        return _FINDINGS.validate_json((self.path / FINDINGS).read_bytes()) if self.path and self.is_compared else None

    def goes_with(self, encoder: Encoder | None) -> bool:
        """Whether the vectors are those of an encoder; without one, those that are there will do."""
        return encoder is None or all(engine.goes_with(encoder) for engine in self.engines)

    @property
    def is_compared(self) -> bool:
        """Whether what comparing all figures finds is kept with them."""
        return self.path is not None and (self.path / FINDINGS).exists()


def _lines(documents: Sequence[Kept], _hold: Hold | None) -> list[Line]:
    """The lines of some documents, which somebody holds for as long as these may be wanted."""
    with _uncollected():
        return [line for kept in documents for line in kept.lines()]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spares the search for garbage while many values are made that all stay: it would take two thirds of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def opened(store: Store, encoder: Encoder | None) -> Holdings:
    """What the library in a store holds; raises ``index.Absent`` and ``index.Damaged``."""
    generation = store.read()
    try:
        catalogue = Catalogue.read(generation.path)
        engines = Engines(*(LocalEngine.open(generation.path / name, encoder) for name in Engines._fields))
    except (OSError, ValueError) as error:
        raise Damaged(generation.path, CATALOGUE, "can't be read", REMEDY) from error
    return Holdings(generation.path, generation.hold, catalogue, engines)


# -- changing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """What is to be different: the documents that are ``new`` (or read anew), the cards of those that have ``moved``,
    the names of those that are ``gone``, and the files ``refused``. The paths in ``well`` are of files that need no
    longer be among the refused."""

    new: Sequence[Kept] = ()
    moved: Sequence[Card] = ()
    gone: Collection[str] = ()
    refused: Sequence[Refusal] = ()
    well: Collection[str] = ()

    @property
    def names(self) -> set[str]:
        """The documents of which nothing stays as it was."""
        return {*self.gone, *(kept.card.name for kept in self.new)}

    def of(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue afterwards."""
        names = catalogue.by_name
        moved = [card for card in self.moved if card.name in names and names[card.name].key == card.key]
        settled = {*self.well, *(kept.card.path for kept in self.new)}
        refusals = [one for one in (*catalogue.refusals, *self.refused) if one.path not in settled]
        left = [one for one in refusals if Path(one.path).name not in self.gone and Path(one.path).exists()]
        return catalogue.with_cards([*moved, *(kept.card for kept in self.new)], self.gone).with_refusals(left)


def written(
    folder: Path, before: Holdings, change: Change, encoder: Encoder | None, progress: Progress, *, compare: bool
) -> Holdings:
    """Fills the folder of the next generation: what is held after a change. Where ``compare`` asks for it, all figures
    are compared, and the findings kept with them."""
    catalogue = change.of(before.catalogue)
    staged = {kept.card.key: kept.folder for kept in change.new}
    held = [kept_in(folder, card) for card in catalogue.cards]
    (folder / DOCUMENTS).mkdir()
    for kept in held:
        if kept.card.key in staged:
            staged[kept.card.key].rename(kept.folder)
        else:
            link_all(before.kept(kept.card).folder, kept.folder)
    catalogue.write(folder)
    new = [kept for kept in held if kept.card.key in staged]
    gone = [before.kept(card) for card in before.catalogue.cards if card.name in change.names]
    engines = Turnover(new, gone, held).of(before.engines, encoder, progress)
    for name, engine in engines._asdict().items():
        engine.save(folder / name, before.path / name if before.path else None)
    known = {card.key: before.known[card.key] for card in catalogue.cards if card.key in before.known}
    after = Holdings(folder, Hold(folder, shared=True, wait=True), catalogue, engines, known)
    if compare:
        (folder / FINDINGS).write_bytes(_FINDINGS.dump_json(after.shelf.findings))
    return after
