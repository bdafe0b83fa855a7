"""Entries that are kept together and never change; what is removed from them is noted beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import arrays
from index.arrays import Array, prefixed, under
from index.dense import Windows
from index.facets import Facets
from index.lexical import Postings
from index.store import link
from index.strings import ABSENT, Sought, Strings

COLUMNS, VECTORS = "columns.safetensors", "vectors.faiss"

Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: a ``key`` of its own, the ``text`` that is searched, and ``facets`` to narrow by.

    ``meanings`` are the texts whose vectors are kept, where those are others: an entry is as near in meaning as the
    nearest of them.
    """

    key: str
    text: str
    facets: Mapping[str, str] = field(default_factory=dict)
    meanings: Sequence[str] = ()

    @property
    def embedded(self) -> Sequence[str]:
        """The texts whose vectors are kept."""
        return self.meanings or (self.text,)


Embed = Callable[[Sequence[Sequence[str]], NDArray[np.uint64]], tuple[Vectors, NDArray[np.integer[Any]]]]
"""From the texts of entries and their digests to the vectors of all their windows and the entry of each."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Entries in columns, each known by its position from 0: ``digests``, shape (entries, 2), stand for what
    was embedded of them.

    Two segments of one ``name`` hold the same.
    """

    name: str
    keys: Strings
    digests: NDArray[np.uint64]
    facets: Facets
    postings: Postings
    windows: Windows | None

    @classmethod
    def build(cls, entries: Sequence[Entry], embed: Embed | None) -> Segment:
        """The segment of ``entries``, of which no two have the same key; without vectors where nothing embeds."""
        meanings = [entry.embedded for entry in entries]
        digests = digests_of(meanings)
        windows = Windows.build(*embed(meanings, digests)) if embed else None
        keys, facets = Strings.of(entry.key for entry in entries), Facets.build([entry.facets for entry in entries])
        return cls.of(keys, digests, facets, Postings.build([entry.text for entry in entries]), windows)

    @classmethod
    def merged(cls, parts: Sequence[Part]) -> Segment:
        """The entries that are left of some parts, one after another."""
        left = [(part.segment, part.left) for part in parts]
        windows = [(one.windows, mask) for one, mask in left if one.windows is not None]
        return cls.of(
            Strings.of(key for part in parts for key in part.keys),
            np.concatenate([one.digests[mask] for one, mask in left]),
            Facets.merged([(one.facets, mask) for one, mask in left]),
            Postings.merged([(one.postings, mask) for one, mask in left]),
            Windows.merged(windows) if len(windows) == len(left) else None,
        )

    @classmethod
    def of(
        cls, keys: Strings, digests: NDArray[np.uint64], facets: Facets, postings: Postings, windows: Windows | None
    ) -> Segment:
        """A segment, named for what it holds."""
        unnamed = cls("", keys, digests, facets, postings, windows)
        return replace(unnamed, name=unnamed.sha256())

    def __len__(self) -> int:
        return len(self.keys)

    # -- on disk -------------------------------------------------------------------------------------------

    def columns(self) -> dict[str, Array]:
        """All that it holds but the vectors, by name."""
        own: dict[str, Array] = {"digests": self.digests}
        if self.windows is not None:
            own["owners"] = self.windows.owners
        own |= prefixed("keys", self.keys.arrays())
        own |= prefixed("facets", self.facets.arrays())
        return own | prefixed("postings", self.postings.arrays())

    def sha256(self) -> str:
        """The hash of all that it holds, in 32 hexadecimal digits."""
        total = hashlib.sha256()
        for name, column in sorted(self.columns().items()):
            total.update(f"{name} {column.dtype} {column.shape} ".encode())
            total.update(np.ascontiguousarray(column).data)
        if self.windows is not None:
            total.update(self.windows.vectors().data)
        return total.hexdigest()[:32]

    def save(self, folder: Path, before: Path | None) -> None:
        """Writes it into ``folder`` under its name; what ``before`` has under that name is linked and not written."""
        target, known = folder / self.name, before / self.name if before else None
        if target.exists():
            return
        target.mkdir(parents=True)
        if known is not None and known.is_dir():
            for file in known.iterdir():
                link(file, target / file.name)
            return
        arrays.save(target / COLUMNS, self.columns())
        if self.windows is not None:
            self.windows.save(target / VECTORS)

    @classmethod
    def open(cls, folder: Path) -> Segment:
        """The segment that ``save`` wrote as ``folder``; all is mapped, nothing read. Raises OSError."""
        of = arrays.opened(folder / COLUMNS)
        keys, postings = Strings.stored(under("keys", of)), Postings.stored(under("postings", of))
        windows = Windows.open(folder / VECTORS, of["owners"]) if "owners" in of else None
        return cls(folder.name, keys, of["digests"], Facets.stored(len(keys), under("facets", of)), postings, windows)


@dataclass(frozen=True, eq=False)
class Part:
    """A segment without the entries at the positions ``removed``, which ascend."""

    segment: Segment
    removed: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))

    def __len__(self) -> int:
        return len(self.segment) - len(self.removed)

    @cached_property
    def left(self) -> Mask:
        """True for each entry of the segment that is left."""
        left = np.ones(len(self.segment), np.bool_)
        left[self.removed] = False
        return left

    @property
    def mask(self) -> Mask | None:
        """``left``, or None where nothing was removed."""
        return self.left if len(self.removed) else None

    @property
    def keys(self) -> Iterable[str]:
        """The keys of the entries that are left."""
        return compress(self.segment.keys, self.left) if len(self.removed) else self.segment.keys

    def find(self, keys: Sought) -> Positions:
        """The position of each of ``keys``, ABSENT where no entry that is left has it."""
        found = self.segment.keys.find(keys)
        found[~self.left[found]] = ABSENT  # where ABSENT is the last position, it stays ABSENT or becomes it
        return found

    def without(self, gone: Mask) -> Part:
        """The same without the entries where ``gone``, shape (entries of the segment,), is true."""
        left = self.left & ~gone
        return self if left.sum() == len(self) else Part(self.segment, np.flatnonzero(~left).astype(np.int32))


def settled(parts: Iterable[Part]) -> list[Part]:
    """Some parts, in order, with neighbours merged until each has at least twice the entries of the next, so that n
    entries are in at most log2(n) + 1 parts; what is half empty is written anew, and nothing is kept of an empty one.

    Over its life an entry is rewritten about as often as that. Source: Bentley & Saxe 1980, "Decomposable searching
    problems I: static-to-dynamic transformation" (the logarithmic method).
    """
    groups: list[list[Part]] = []
    for part in filter(len, parts):
        groups.append([part])
        while len(groups) > 1 and sum(map(len, groups[-2])) < 2 * sum(map(len, groups[-1])):
            last = groups.pop()
            groups[-1] += last
    return [group[0] if stands(group) else Part(Segment.merged(group)) for group in groups]


def stands(group: Sequence[Part]) -> bool:
    """Whether a group of parts is one, and not half empty."""
    return len(group) == 1 and 2 * len(group[0]) > len(group[0].segment)


def digests_of(embedded: Iterable[Sequence[str]]) -> NDArray[np.uint64]:
    """What stands for the texts of each entry when asking whether they were encoded before, shape (entries, 2)."""
    found = b"".join(hashlib.sha256("\0".join(texts).encode()).digest()[:16] for texts in embedded)
    return np.frombuffer(found, "<u8").reshape(-1, 2)
