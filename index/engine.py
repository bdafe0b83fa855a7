"""Search over entries: what an engine is, and the one that lives in a folder on this machine."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index import arrays
from index.dense import Dense
from index.encode import Encoder, Progress, Vectors
from index.facets import Where
from index.fuse import fuse
from index.lexical import Lexical
from index.segment import Embed, Entry, Mask, Part, Positions, Segment, settled
from index.strings import ABSENT, sought

DEPTH = 100
"""How far down each ranking is read before the rankings are fused."""
WEIGHTS: Mapping[str, float] = {"lexical": 1.0, "dense": 0.35}
RANK_CONSTANT = 20
"""With these two, 1,668 questions on 278 excerpts of annual reports found their passage among the first ten for 84.4 %,
by words alone for 83.1 %, with equal weights and the paper's constant of 60 for 77.6 %; hit@1: 46.5, 49.8 and 41.6 %.
"""
FORMAT = 2
ABOUT, REMOVED = "engine.json", "removed.safetensors"


class Hit(NamedTuple):
    """An entry that was found. Scores compare within one search only."""

    key: str
    score: float


class Engine(Protocol):
    """What every engine does; ``tests/index/conformance.py`` holds each one to it."""

    def search(self, query: str, k: int, where: Where | None = None) -> list[Hit]:
        """The ``k`` entries that answer ``query`` best, best first, out of those that ``where`` lets through."""

    def rankings(self, query: str, k: int, where: Where | None = None) -> dict[str, list[str]]:
        """The rankings that ``search`` fuses, by name, each of at most ``k`` keys, best first."""


@dataclass(frozen=True, eq=False)
class LocalEngine:
    """Entries in BM25 postings and, where there is an ``encoder``, in faiss indexes of vectors.

    An engine never changes; :meth:`changed` makes another that shares with it what stays. Its entries are in a few
    segments, the large ones first, O(log n) of them, and a segment's entries that were removed are noted beside it.
    What it finds, and how high, is what one built of the same entries in the same order would find: scores count all
    entries that are left, and no others. Among equals the entry that was added first comes first.

    Within the engine an entry is known by its place: its position in its segment, counted on from one to the next.
    ``identity`` is that of the encoder that made the vectors, None without vectors; ``encoder`` makes those of
    queries, None where only words are searched. ``weights`` are those of the rankings "lexical" and "dense" in the
    fusion.
    """

    parts: Sequence[Part]
    lexical: Lexical
    dense: Dense | None
    identity: str | None
    encoder: Encoder | None
    weights: Mapping[str, float]

    @classmethod
    def build(
        cls,
        entries: Iterable[Entry],
        encoder: Encoder | None,
        reuse: LocalEngine | None = None,
        progress: Progress | None = None,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> LocalEngine:
        """An engine over ``entries``; raises ValueError when two have the same key.

        Texts that ``reuse`` holds with vectors of the same encoder aren't encoded again. ``progress`` counts the
        windows of text that are encoded.
        """
        return cls.of([], None, encoder, weights).extended([*entries], reuse, progress)

    @classmethod
    def of(
        cls, parts: Sequence[Part], identity: str | None, encoder: Encoder | None, weights: Mapping[str, float]
    ) -> LocalEngine:
        """An engine over the entries of some parts, which have different keys."""
        lexical = Lexical([(part.segment.postings, part.removed) for part in parts])
        windows = [(p.segment.windows, len(p.segment), p.mask) for p in parts if p.segment.windows is not None]
        return cls(parts, lexical, Dense(windows) if windows else None, identity if parts else None, encoder, weights)

    # -- changing ------------------------------------------------------------------------------------------

    def changed(
        self,
        add: Iterable[Entry] = (),
        remove: Collection[str] = (),
        remove_where: Where | None = None,
        progress: Progress | None = None,
    ) -> LocalEngine:
        """The engine without the entries whose key is in ``remove`` or that meet ``remove_where`` (such as
        ``{"doc": ["deck.txt"]}``), and with those to ``add`` after all others. This one stays as it is.

        An entry is replaced by removing its key and adding it. A key that isn't held is removed in vain. Texts that
        were encoded before aren't encoded again, those of removed entries included. Takes time and, when saved, room
        for what is added, and now and then for what it is merged with: an entry is written O(log n) times in all.

        Raises ValueError for a key that is there already or comes twice, and where the vectors of ``add`` would be
        of another encoder than those that are there (see :meth:`goes_with`).
        """
        gone = self._gone(remove, remove_where)
        parts = [part.without(mask) for part, mask in zip(self.parts, self._by_part(gone), strict=True)]
        left = self.of([part for part in parts if len(part)], self.identity, self.encoder, self.weights)
        return left.extended([*add], self, progress)

    def goes_with(self, encoder: Encoder | None) -> bool:
        """Whether entries with vectors of ``encoder`` (without vectors: None) can be added to those that are there;
        if not, :meth:`build` makes the engine anew."""
        return not len(self) or self.identity == (encoder.identity if encoder else None)

    def extended(self, entries: Sequence[Entry], known: LocalEngine | None, progress: Progress | None) -> LocalEngine:
        """The engine with ``entries`` after all others, its parts settled; texts that ``known`` has are not encoded."""
        keys = [entry.key for entry in entries]
        if len(set(keys)) < len(keys):
            raise ValueError(f"two entries have the key {repeated(keys)!r}")
        held = np.flatnonzero(self.places(keys) != ABSENT)
        if len(held):
            raise ValueError(f"there is an entry with the key {keys[held[0]]!r} already")
        if not entries:
            return self.of(settled(self.parts), self.identity, self.encoder, self.weights)
        if not self.goes_with(self.encoder):
            raise ValueError("the vectors of the entries that are there are of another encoder; build the engine anew")
        fresh = Part(Segment.build(entries, embedding(self.encoder, known, progress)))
        identity = self.encoder.identity if self.encoder else None
        return self.of(settled([*self.parts, fresh]), identity, self.encoder, self.weights)

    def _gone(self, remove: Collection[str], where: Where | None) -> Mask:
        gone = np.zeros(self.lexical.size, np.bool_) if where is None else self._mask(where)
        places = self.places(remove)
        gone[places[places != ABSENT]] = True
        return gone

    # -- contents ------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many entries there are."""
        return sum(map(len, self.parts))

    @property
    def keys(self) -> list[str]:
        """The keys of the entries, in the order in which they were added; read from disk each time."""
        return [key for part in self.parts for key in part.keys]

    def holds(self, keys: Collection[str]) -> list[bool]:
        """For each of ``keys`` whether there is an entry with it."""
        return [place != ABSENT for place in self.places(keys).tolist()]

    @property
    def words(self) -> Collection[str]:
        """The tokens of the texts."""
        return self.lexical.words

    def places(self, keys: Collection[str]) -> Positions:
        """The place of the entry with each of ``keys``, ABSENT where there is none."""
        wanted, places, first = sought(keys), np.full(len(keys), ABSENT, np.int64), 0
        for part in self.parts:
            found = part.find(wanted)
            places = np.where(found == ABSENT, places, first + found)
            first += len(part.segment)
        return places

    def keys_at(self, places: Positions) -> list[str]:
        """The keys of the entries at ``places``."""
        firsts = np.cumsum([0, *(len(part.segment) for part in self.parts)])
        numbers = np.searchsorted(firsts, places, side="right") - 1
        found: dict[int, str] = {}
        for number in np.unique(numbers).tolist():
            of = places[numbers == number]
            found |= zip(of.tolist(), self.parts[number].segment.keys.at(of - firsts[number]), strict=True)
        return [found[place] for place in places.tolist()]

    def _mask(self, where: Where) -> Mask:
        return np.concatenate([np.empty(0, np.bool_), *(part.segment.facets.mask(where) for part in self.parts)])

    def _by_part(self, mask: Mask) -> list[Mask]:
        return np.split(mask, np.cumsum([len(part.segment) for part in self.parts])[:-1]) if self.parts else []

    # -- searching -----------------------------------------------------------------------------------------

    def search(self, query: str, k: int, where: Where | None = None) -> list[Hit]:
        """See Engine: both rankings, fused by weighted reciprocal rank."""
        rankings = self.rankings(query, max(k, DEPTH), where)
        return [Hit(key, score) for key, score in fuse(rankings, self.weights, RANK_CONSTANT)[: max(k, 0)]]

    def rankings(self, query: str, k: int, where: Where | None = None) -> dict[str, list[str]]:
        """See Engine: "lexical", and "dense" where there are vectors and the encoder that made them."""
        allowed = self._mask(where) if where else None
        found = {"lexical": self.lexical.search(query, k, allowed)[0]}
        if self.dense is not None and self.encoder is not None and query.strip():
            found["dense"] = self.dense.texts(vector_of(query, self.encoder), k, allowed)
        return {name: self.keys_at(places) for name, places in found.items()}

    def nearest_keys(self, texts: Sequence[str], k: int) -> list[list[tuple[str, float]]]:
        """For each text the ``k`` windows nearest in meaning: the keys of their entries, with the cosines, best first;
        nothing where there are no vectors."""
        if self.dense is None or self.encoder is None or not texts:
            return [[] for _ in texts]
        found = (self.dense.search(vector, k) for vector in self.encoder.encode(texts))
        return [list(zip(self.keys_at(places), cosines.tolist(), strict=True)) for places, cosines in found]

    def cosines(self, text: str, keys: Sequence[str]) -> NDArray[np.float64]:
        """How near each of some entries is in meaning to ``text``: the cosine of its best window; 0 for a key that
        isn't held, and where there are no vectors."""
        found = np.zeros(len(keys))
        if self.dense is None or self.encoder is None or not text.strip():
            return found
        places = self.places(keys)
        held = places != ABSENT
        found[held] = self.dense.products(vector_of(text, self.encoder), places[held])
        return found

    def vectors_by_digest(self, identity: str, digests: NDArray[np.uint64]) -> dict[bytes, Vectors]:
        """The vectors of texts, shape (windows, dimensions), by the bytes of their digest; of ``digests``, shape
        (texts, 2), those that are held, even by a removed entry; none when another encoder made them."""
        found: dict[bytes, Vectors] = {}
        wanted = {row.tobytes() for row in digests}
        for segment in (part.segment for part in self.parts if self.identity == identity):
            positions = np.flatnonzero(np.isin(segment.digests[:, 0], digests[:, 0]))
            if segment.windows is not None and len(positions):
                vectors, starts = segment.windows.of_texts(positions)
                held = (row.tobytes() for row in segment.digests[positions])
                found |= {key: of for key, of in zip(held, np.split(vectors, starts[1:]), strict=True) if key in wanted}
        return found

    # -- on disk -------------------------------------------------------------------------------------------

    def save(self, folder: Path, before: Path | None = None) -> None:
        """Writes the engine into ``folder``, made if need be; ``index.store`` makes that atomic.

        ``before`` is where an earlier engine was saved, as in the generation before: what they share is linked from
        there and not written again (``index.store.link``).
        """
        folder.mkdir(parents=True, exist_ok=True)
        for part in self.parts:
            part.segment.save(folder, before)
        arrays.save(folder / REMOVED, {part.segment.name: part.removed for part in self.parts})
        names = [part.segment.name for part in self.parts]
        about = {"format": FORMAT, "encoder": self.identity, "segments": names}
        (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None, weights: Mapping[str, float] = WEIGHTS) -> LocalEngine:
        """The engine that ``save`` wrote. Vectors of another encoder than ``encoder`` aren't used.

        Files are mapped and not read, in time O(segments). Raises ValueError when the folder's format is another,
        OSError when a file is missing.
        """
        about = json.loads((folder / ABOUT).read_bytes())
        if about["format"] != FORMAT:
            raise ValueError(f"{folder}: index format {about['format']}, and this program reads {FORMAT}")
        removed = arrays.opened(folder / REMOVED)
        parts = [Part(Segment.open(folder / name), removed[name]) for name in about["segments"]]
        opened = cls.of(parts, about["encoder"], None, weights)
        return replace(opened, encoder=encoder if opened.goes_with(encoder) else None)


@lru_cache(maxsize=64)
def vector_of(text: str, encoder: Encoder) -> Vectors:
    """The vector of a text that is asked; the last ones are remembered, since one question asks several engines."""
    vector: Vectors = encoder.encode([text])[0]
    return vector


def embedding(encoder: Encoder | None, known: LocalEngine | None, progress: Progress | None) -> Embed | None:
    """How a segment gets its vectors: by ``encoder``, or from an engine that has them already."""
    if encoder is None:
        return None

    def embed(embedded: Sequence[Sequence[str]], digests: NDArray[np.uint64]) -> tuple[Vectors, Positions]:
        held = known.vectors_by_digest(encoder.identity, digests) if known else {}
        return vectors_of(embedded, [row.tobytes() for row in digests], encoder, held, progress)

    return embed


def vectors_of(
    embedded: Sequence[Sequence[str]],
    digests: Sequence[bytes],
    encoder: Encoder,
    known: Mapping[bytes, Vectors],
    progress: Progress | None,
) -> tuple[Vectors, Positions]:
    """Vectors of all windows of the texts of entries, shape (rows, dimensions), and the entry that each row belongs to.

    Entries whose digest is in ``known`` aren't encoded, and of equal ones only one is.
    """
    fresh = {
        key: [window for text in texts for window in encoder.windows(text)]
        for key, texts in zip(digests, embedded, strict=True)
        if key not in known
    }
    vectors = dict(known)
    if fresh:
        encoded = encoder.encode([window for stretch in fresh.values() for window in stretch], progress)
        cuts = np.cumsum([len(stretch) for stretch in fresh.values()])[:-1]
        vectors |= zip(fresh, np.split(encoded, cuts), strict=True)
    parts = [vectors[key] for key in digests]
    return np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(part) for part in parts])


def repeated(keys: Sequence[str]) -> str:
    """The first of ``keys`` that comes a second time."""
    seen: set[str] = set()
    return next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]
