"""Example questions come from the library and are tried before they are offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from qa.library import Library
from qa.model import Answer, Figure
from tests.ui.fake import FIGURES, FREIGHT, ISLAND, NOTHING, FakeLibrary, answered
from ui.examples import asked, examples, varied


class Knowing(FakeLibrary):
    """Answers every question with one figure."""

    def __init__(self, figure: Figure, confidence: float = 0.9) -> None:
        super().__init__()
        self.answer = answered("", figure, cited=[], confidence=confidence)

    def ask(self, question: str, *, docs: Sequence[str] | None = None, threshold: float = 0.5) -> Answer:
        return self.answer


class Silent(FakeLibrary):
    """Answers nothing."""

    def ask(self, question: str, *, docs: Sequence[str] | None = None, threshold: float = 0.5) -> Answer:
        return NOTHING


def offered(library: FakeLibrary) -> list[str]:
    return examples(cast(Library, library))


def test_a_question_is_made_of_subject_measure_and_period() -> None:
    assert asked(FREIGHT) == "What was freight monthly revenue in Sep. 2014?"


def test_only_questions_that_find_their_figure_are_offered() -> None:
    assert offered(Knowing(FREIGHT)) == ["What was freight monthly revenue in Sep. 2014?"]
    assert offered(Knowing(ISLAND)) == []
    assert offered(Knowing(FREIGHT, confidence=0.3)) == []
    assert offered(Silent()) == []


def test_every_measure_is_tried_once_and_what_has_no_plain_name_never() -> None:
    assert [figure.metric for figure in varied(FIGURES)] == ["revenue", "monthly revenue"]
