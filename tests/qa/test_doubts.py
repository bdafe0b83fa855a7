"""What speaks against an answer: it is another kind of thing than the question asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qa.doubts import DOUBTED, confidence
from qa.inquiry import Inquiry
from qa.model import Answer, Derivation, Figure, Passage, Period
from tests.qa.made import answer, figure
from tests.qa.shelved import shelf_of

DAY = Period(start=date(2031, 9, 30), end=date(2031, 9, 30))


def doubted(question: str, made: Answer) -> bool:
    sure = confidence(Inquiry(question, shelf_of("aoba.txt")), made)
    assert sure in (made.confidence, round(made.confidence * DOUBTED, 4))
    return sure < made.confidence


def of(*figures: Figure, text: str = "so much") -> Answer:
    return answer(*figures, text=text, citations=())


@pytest.mark.parametrize(
    ("question", "unit", "against"),
    [
        ("What were kayaks in percent of sales?", "JPY", True),
        ("What were kayaks in percent of sales?", "%", False),
        ("What was the rate of return in 2Q31?", "JPY", False),
        ("What portion of sales came from kayaks, in yen?", "%", True),
        ("What were sales of kayaks in yen?", "JPY", False),
        ("How many kayaks were sold in 2Q31?", "JPY", True),
        ("How many kayaks were sold in 2Q31?", "kayaks", False),
        ("How much is the chairman paid in a year?", "%", True),
        ("How much of sales was spent on repairs?", "%", False),
    ],
)
def test_another_unit_than_is_asked_for_in_so_many_words(question: str, unit: str, against: bool) -> None:
    assert doubted(question, of(figure(unit=unit))) == against


@pytest.mark.parametrize(
    ("question", "more", "against"),
    [
        ("By how much did payables come down in 2Q31?", {"period": DAY}, True),
        ("How many people did headcount grow by in 2Q31?", {"unit": "people", "period": DAY}, True),
        ("By how many did subscriptions grow in 2Q31?", {"unit": "subscriptions"}, False),
        ("By how much did payables come down in 2Q31?", {"period": DAY, "status": "change"}, False),
        ("What did payables come down to in 2Q31?", {"period": DAY}, False),
        ("What was actually sold in 2Q31?", {"status": "target"}, True),
        ("What was sold in 2Q31?", {"status": "target"}, False),
        ("research and development by itself in 2Q31", {"context": ("SG&A/R&D",)}, True),
        ("research and development by itself in 2Q31", {"context": ("Research and development",)}, False),
        ("SG&A/R&D in 2Q31", {"context": ("SG&A/R&D",)}, False),
    ],
)
def test_another_kind_of_figure(question: str, more: dict[str, Any], against: bool) -> None:
    assert doubted(question, of(figure(**more))) == against


def test_a_difference_that_was_computed_is_a_change() -> None:
    worked_out = figure(derivation=Derivation(formula="a - b", inputs=(figure(), figure())), period=DAY)
    assert not doubted("By how much did payables come down in 2Q31?", of(worked_out))


@pytest.mark.parametrize(("text", "against"), [("Sales fell.", True), ("Sales fell by 3%.", False)])
def test_words_without_the_percentage_that_is_asked_for(text: str, against: bool) -> None:
    assert doubted("By what percent did sales change in 2Q31?", of(text=text)) == against


# -- another of its kind -----------------------------------------------------------------------------------


def cited(words: str) -> Passage:
    """The passage of the yards' document that has some words."""
    return next(p for p in shelf_of("yards.txt").passages.values() if words in p.text)


@pytest.mark.parametrize(
    ("question", "words", "against"),
    [
        ("power capacity of the Fumizuki yard", "750 kVA", True),
        ("power capacity of the Hazuki yard", "750 kVA", False),
        ("power capacity of the Kannazuki yard", "750 kVA", False),
        ("power capacity of the Minato Docks yard", "750 kVA", False),
        ("what crane stands in Fumizuki", "750 kVA", True),
        ("power capacity of the Fumizuki staff", "750 kVA", False),
    ],
)
def test_a_place_that_speaks_of_another_yard(question: str, words: str, against: bool) -> None:
    """The third name is nowhere, which is said otherwise; the fourth is the company's own."""
    made = answer(citations=(cited(words),))
    assert (confidence(Inquiry(question, shelf_of("yards.txt")), made) < made.confidence) == against
