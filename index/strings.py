"""Many texts in a few arrays, each found by its hash: a list that costs nothing to open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array

Positions = NDArray[np.int64]
ABSENT = -1


class Sought(NamedTuple):
    """Texts in UTF-8, and a number of 64 bits for each, the same in every process."""

    texts: Sequence[bytes]
    hashes: NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Strings(Sequence[str]):
    """Different texts, known by their position from 0.

    Text ``i`` is ``blob[starts[i] : starts[i + 1]]`` in UTF-8; ``hashes`` are those of all texts in ascending order,
    and ``order`` has the position that each belongs to.
    """

    blob: NDArray[np.uint8]
    starts: Positions
    hashes: NDArray[np.uint64]
    order: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """``texts``, of which no two are equal, in their order."""
        encoded, hashes = sought(texts)
        starts = np.fromiter(accumulate(map(len, encoded), initial=0), np.int64, len(encoded) + 1)
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts, hashes[order], order)

    @classmethod
    def stored(cls, arrays: Mapping[str, Array]) -> Strings:
        """What ``arrays`` gave."""
        return cls(arrays["blob"], arrays["starts"], arrays["hashes"], arrays["order"])

    def arrays(self) -> dict[str, Array]:
        """The arrays to store, by name."""
        return {"blob": self.blob, "starts": self.starts, "hashes": self.hashes, "order": self.order}

    def find(self, wanted: Sought) -> Positions:
        """The position of each of the texts ``wanted``, ABSENT where it isn't held."""
        found = np.full(len(wanted.texts), ABSENT, np.int64)
        places = np.searchsorted(self.hashes, wanted.hashes)
        near = self.hashes.take(places, mode="clip") == wanted.hashes if len(self) else ()
        for number in np.flatnonzero(near).tolist():
            found[number] = self._found(wanted.texts[number], wanted.hashes[number], int(places[number]))
        return found

    def _found(self, text: bytes, of: np.uint64, place: int) -> int:
        while place < len(self) and self.hashes[place] == of:
            position = int(self.order[place])
            if self._bytes(position) == text:
                return position
            place += 1
        return ABSENT

    def _bytes(self, position: int) -> bytes:
        return self.blob[self.starts[position] : self.starts[position + 1]].tobytes()

    def at(self, positions: NDArray[np.integer[Any]]) -> list[str]:
        """The texts at ``positions``."""
        spans = zip(self.starts[positions].tolist(), self.starts[positions + 1].tolist(), strict=True)
        content = self.blob.data
        return [str(content[first:last], "utf-8") for first, last in spans]

    def __len__(self) -> int:
        return len(self.hashes)

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[str]: ...
    def __getitem__(self, position: int | slice) -> str | Sequence[str]:
        if isinstance(position, slice):
            return [self[at] for at in range(*position.indices(len(self)))]
        return self._bytes(range(len(self))[position]).decode()

    def __iter__(self) -> Iterator[str]:
        content = self.blob.tobytes()
        return (content[first:last].decode() for first, last in pairwise(self.starts.tolist()))

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(sought([text]))[0] != ABSENT


def sought(texts: Iterable[str]) -> Sought:
    """``texts`` ready to be found in one list after another."""
    encoded = [text.encode() for text in texts]
    hashes = b"".join(blake2b(text, digest_size=8).digest() for text in encoded)
    return Sought(encoded, np.frombuffer(hashes, "<u8"))
