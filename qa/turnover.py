"""How the search engines follow documents that come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index import Encoder, Entry, LocalEngine, Remembering
from qa.kept import Kept
from qa.progress import Count, Progress, counting
from qa.shelf import Engines

SHARED = ("labels", "words")
"""The engines whose entries several documents may have in common; each entry of the others is one document's."""


class Turnover(NamedTuple):
    """The documents that are ``new``, those that are ``gone`` (the old state of a new one is), and ``all`` that there
    are afterwards."""

    new: Sequence[Kept]
    gone: Sequence[Kept]
    all: Sequence[Kept]

    def of(self, engines: Engines, encoder: Encoder | None, progress: Progress) -> Engines:
        """The engines afterwards; one is built anew where its vectors are of another encoder. A text that several index
        is encoded once."""
        once = Remembering(encoder) if encoder else None
        after = {
            name: self._of(name, replace(engine, encoder=once), once, counting(f"{name} embedded", progress))
            for name, engine in engines._asdict().items()
        }
        return Engines(**{name: replace(engine, encoder=encoder) for name, engine in after.items()})

    def _of(self, name: str, engine: LocalEngine, encoder: Encoder | None, count: Count) -> LocalEngine:
        if not len(engine) or not engine.goes_with(encoder):
            return LocalEngine.build(_entries(self.all, name), encoder, progress=count)
        if name in SHARED:
            return self._of_shared(name, engine, count)
        where = {"doc": [kept.card.name for kept in self.gone]} if self.gone else None
        return engine.changed(_entries(self.new, name), remove_where=where, progress=count)

    def _of_shared(self, name: str, engine: LocalEngine, count: Count) -> LocalEngine:
        """Only what no other document has goes, and only what none had comes."""
        gone = {entry.key for entry in _entries(self.gone, name)}
        stays = {entry.key for entry in _entries(self.all, name)} if gone else set()
        new = _entries(self.new, name)
        held = engine.holds([entry.key for entry in new])
        add = [entry for entry, is_held in zip(new, held, strict=True) if not is_held]
        return engine.changed(add, gone - stays, progress=count)


def _entries(documents: Sequence[Kept], name: str) -> list[Entry]:
    """What is indexed of some documents in an engine, each key once."""
    return [*{entry.key: entry for kept in documents for entry in kept.entries(name)}.values()]
