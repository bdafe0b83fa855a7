"""What may be answered to a question, and whether that is sure enough to be said.

An answer is given where its probability reaches a threshold t, which bounds the risk of each answer by 1 - t (the
reject rule of Chow 1970, "On optimum recognition error and reject tradeoff").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from qa.answer import attempts, why_not
from qa.confidence import SILENCE, THRESHOLD, calibrated
from qa.inquiry import Inquiry
from qa.model import Answer, Passage
from qa.readings import readings

PASSAGES = 10
"""Ranked passages that go with every answer."""


class Prospects:
    """The answers that may be given to an inquiry, each surer than the one before, made as they are needed.

    Iterating gives those that some threshold would let through, the one for the lowest thresholds first; their
    ``confidence`` is the probability that they are right. ``made`` are attempts by name of their way (None: those of
    every way for the question's shape); ``scale`` makes a way's own confidence such a probability.
    """

    def __init__(
        self,
        inquiry: Inquiry,
        made: Iterable[tuple[str, Answer]] | None = None,
        scale: Callable[[str, float], float] = calibrated,
    ) -> None:
        self._inquiry = inquiry
        self._coming = iter(attempts(inquiry) if made is None else made)
        self._scale = scale
        self._known: list[Answer] = []

    def __iter__(self) -> Iterator[Answer]:
        yield from self._known
        for way, made in self._coming:
            sure = round(self._scale(way, made.confidence), 4)
            if not self._known or sure > self._known[-1].confidence:
                self._known.append(made.model_copy(update={"confidence": sure}))
                yield self._known[-1]

    def at(self, threshold: float = THRESHOLD) -> Answer:
        """The first answer that is at least as probable as ``threshold``, else what is missing."""
        for made in self:
            if made.confidence >= threshold:
                return self._told(made.model_copy(update={"passages": self._passages(made.citations)}))
        doubtful = self._known[-1].confidence if self._known else 0.0
        silence = Answer(
            question=self._inquiry.typed,
            status="not_found",
            text=why_not(self._inquiry),
            confidence=round(self._scale(SILENCE, 1 - doubtful), 4),
            passages=self._passages(()),
        )
        return self._told(silence)

    def _passages(self, cited: Sequence[Passage]) -> tuple[Passage, ...]:
        return tuple(self._inquiry.passages(PASSAGES, cited))

    def _told(self, made: Answer) -> Answer:
        """An answer to the question as it was typed, with notes on how it was read."""
        notes = (*made.notes, *readings(self._inquiry, made))
        return made.model_copy(update={"question": self._inquiry.typed, "notes": notes})
