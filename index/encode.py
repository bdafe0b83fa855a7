"""Texts to unit vectors that lie close together when the texts mean something close.

Two ways of serving one model: onnxruntime, quick to start and to run, and sentence-transformers, the reference, which
takes any model and ten seconds to import. ``index.models`` finds the model and picks the way.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

TOKENS = 512
"""Tokens a call of onnxruntime, padding among them: the fastest of 128 to 2048 on two cores."""
REFERENCE_BATCH = 16
"""Texts a call of sentence-transformers, likewise."""
OVERLAP = 48
"""Tokens that neighbouring windows of a long text share, so that a sentence or two stand whole in one of them."""

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with how many texts are done and how many there are."""


class Encoder(Protocol):
    """What dense search needs of a model. Vectors of different ``identity`` must not be compared."""

    def __hash__(self) -> int:
        """Tells one loaded model from another."""

    @property
    def identity(self) -> str:
        """The model's name and the hash of its weights."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def windows(self, text: str) -> list[str]:
        """``text`` in overlapping stretches that the model sees whole; a text that fits comes back alone."""

    @property
    def words(self) -> frozenset[str]:
        """The whole words that the model's vocabulary has, in lower case: the common words of its languages."""

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions). What goes beyond the model's window is not seen."""


class OnnxEncoder:
    """The model that ``index.export`` wrote to ``folder``."""

    def __init__(self, folder: Path) -> None:
        settings = json.loads((folder / "encoder.json").read_bytes())
        self.identity = str(settings["identity"])
        self.dimensions = int(settings["dimensions"])
        self.window = int(settings["window"])
        self._padding = int(settings["padding"])
        self._tokenizer_file = folder / "tokenizer.json"
        self._tokenizer = tokenizer_from(self._tokenizer_file)
        self._tokenizer.enable_truncation(self.window)
        self._session = session_for(folder / "model.onnx")

    def windows(self, text: str) -> list[str]:
        """See Encoder."""
        room = self.window - self._splitter.num_special_tokens_to_add(False)
        return windows(text, self._splitter.encode(text, add_special_tokens=False).offsets, room)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See Encoder."""
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(rows), self.dimensions), np.float32)
        done = 0
        for batch in by_length(rows):
            ids, mask = padded([rows[row] for row in batch], self._padding)
            vectors[batch] = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            done += len(batch)
            if progress:
                progress(done, len(rows))
        return vectors

    @cached_property
    def words(self) -> frozenset[str]:
        """See Encoder."""
        return whole_words(self._tokenizer.get_vocab())

    @cached_property
    def _splitter(self) -> Tokenizer:
        return tokenizer_from(self._tokenizer_file)


class ReferenceEncoder:
    """Any model of sentence-transformers, served by it."""

    def __init__(self, model: SentenceTransformer, identity: str) -> None:
        self._model = model
        self.identity = identity
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self.window = int(model.max_seq_length or 512)

    def windows(self, text: str) -> list[str]:
        """See Encoder. A tokenizer that doesn't tell where its tokens stand has no windows."""
        tokenizer = self._model.tokenizer
        if not tokenizer.is_fast:
            return [text]
        offsets = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        return windows(text, offsets["offset_mapping"], self.window - tokenizer.num_special_tokens_to_add())

    @cached_property
    def words(self) -> frozenset[str]:
        """See Encoder."""
        return whole_words(self._model.tokenizer.get_vocab())

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See Encoder."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), 4 * REFERENCE_BATCH):
            chunk = list(texts[start : start + 4 * REFERENCE_BATCH])
            vectors[start : start + len(chunk)] = self._model.encode(
                chunk, batch_size=REFERENCE_BATCH, normalize_embeddings=True, show_progress_bar=False
            )
            if progress:
                progress(start + len(chunk), len(texts))
        return vectors


class Remembering:
    """An encoder that encodes no text twice as long as it lives: for texts that several engines index."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    @property
    def identity(self) -> str:
        """See Encoder."""
        return self._encoder.identity

    @property
    def dimensions(self) -> int:
        """See Encoder."""
        return self._encoder.dimensions

    @property
    def words(self) -> frozenset[str]:
        """See Encoder."""
        return self._encoder.words

    def windows(self, text: str) -> list[str]:
        """See Encoder."""
        return self._encoder.windows(text)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See Encoder. ``progress`` counts the texts that are encoded."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known |= zip(fresh, self._encoder.encode(fresh, progress), strict=True)
        return np.stack([self._known[text] for text in texts])


def whole_words(vocabulary: Iterable[str]) -> frozenset[str]:
    """The entries of a model's vocabulary that are words of letters and not pieces of words, in lower case.

    >>> sorted(whole_words(["profit", "##able", "[CLS]", "7", "▁cash"]))
    ['cash', 'profit']
    """
    entries = (entry.removeprefix("▁") for entry in vocabulary)
    return frozenset(entry.lower() for entry in entries if entry.isalpha())


def windows(text: str, offsets: Sequence[tuple[int, int]], size: int, overlap: int = OVERLAP) -> list[str]:
    """``text`` in stretches of at most ``size`` tokens, which stand at ``offsets``.

    Neighbours share ``overlap`` tokens, though never more than half of what they hold.

    >>> windows("a b c d e", [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)], size=3, overlap=1)
    ['a b c', 'c d e']
    """
    if len(offsets) <= size:
        return [text]
    overlap = min(overlap, size // 2)
    starts = range(0, len(offsets) - overlap, size - overlap)
    return [text[offsets[start][0] : offsets[min(start + size, len(offsets)) - 1][1]] for start in starts]


def by_length(rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Batches of positions in ``rows``, the longest first, so that little is spent on padding; of ``TOKENS`` at most,
    or a row."""
    order = sorted(range(len(rows)), key=lambda row: -len(rows[row]))
    start = 0
    while start < len(order):
        size = max(1, TOKENS // max(1, len(rows[order[start]])))
        yield order[start : start + size]
        start += size


def padded(rows: Sequence[Sequence[int]], padding: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids of equal length and the mask of the real ones, each of shape (rows, longest row)."""
    ids = np.full((len(rows), max(map(len, rows))), padding, np.int64)
    mask = np.zeros_like(ids)
    for position, row in enumerate(rows):
        ids[position, : len(row)] = row
        mask[position, : len(row)] = 1
    return ids, mask


def session_for(file: Path) -> InferenceSession:
    """The ONNX graph in ``file``, ready to run on the processors that this process may use."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = processors()
    return InferenceSession(file, options, providers=["CPUExecutionProvider"])


def tokenizer_from(file: Path) -> Tokenizer:
    """The tokenizer in ``file``, without the truncation and padding that it may have been saved with."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
