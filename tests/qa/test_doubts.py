"""What speaks against an answer: it is another kind of thing than the question asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa import say
from qa.doubts import DOUBTED, confidence
from qa.inquiry import Inquiry
from qa.model import Answer, Derivation, Figure, Passage, Period
from tests.qa.made import answer, figure
from tests.qa.shelved import shelf_of, shelf_saying

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
        ("By how much did payables come down in 2Q31?", {"metric": "Decrease in payables"}, False),
        ("By how much did payables come down in 2Q31?", {"metric": "Payables"}, True),
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


def printed(one: Figure) -> Answer:
    return of(one, text=say.sentence(one))


@pytest.mark.parametrize(
    ("question", "more", "against"),
    [
        ("Three awards were won in 2Q31. In what categories?", {"value": "3", "unit": "awards"}, True),
        ("How many awards were won in 2Q31, in three categories?", {"value": "5", "unit": "awards"}, False),
        ("How many clients paid half a million yen a month in 2Q31?", {"value": "500000"}, True),
        ("Net sales more than doubled in 2Q31 - what's behind it?", {}, True),
        ("Net sales swelled in 2Q31. Reason given?", {}, True),
        ("What were net sales in 2Q31?", {}, False),
        ("Add up the net sales of both quarters to September 2031", {}, True),
        ("What did the boats bring in, plus or minus, in 2Q31?", {}, False),
        ("What loss did Aoba Canoes make in 2Q31?", {"unit": "%", "context": ("Aoba", "Ownership")}, True),
        ("What stake is held in Aoba Canoes?", {"unit": "%", "context": ("Aoba", "Ownership")}, False),
        ("What did the group pay for Aoba Canoes?", {}, True),
        ("What did the group pay in tax?", {"metric": "income taxes paid"}, False),
        ("How many of the boats sold are kayaks?", {"value": "70", "unit": "boats"}, True),
        ("How many of the boats sold are kayaks?", {"value": "7", "unit": "boats", "metric": "kayaks"}, False),
        ("What was the loss of Aoba Canoes by itself in 2Q31?", {"metric": "losses of subsidiaries"}, True),
        ("What was the loss of Aoba Canoes by itself in 2Q31?", {"metric": "loss", "subject": "Aoba Canoes"}, False),
    ],
)
def test_a_figure_of_another_thing(question: str, more: dict[str, Any], against: bool) -> None:
    assert doubted(question, printed(figure(**more))) == against


def test_a_line_may_hold_what_the_question_says() -> None:
    line = of(figure("3", "awards"), text="We won 3 awards: for canoes, for kayaks and for service")
    assert not doubted("Three awards were won in 2Q31. In what categories?", line)


@pytest.mark.parametrize(("text", "against"), [("The boathouse is growing", True), ("It took JPY 3 million", False)])
def test_words_without_an_amount_where_a_cost_is_asked_for(text: str, against: bool) -> None:
    assert doubted("build cost of the boathouse", of(text=text)) == against


def test_a_name_that_is_printed_in_one_with_what_it_names(tmp_path: Path) -> None:
    text = "Kamo Ferries\n\n## The KXseries\n\n- runs on Tsuru engines\n\n## Docks\n\n- the KX dock is leased\n"
    shelf = shelf_saying(text, tmp_path / "ferries.txt")
    told = next(p for p in shelf.passages.values() if "Tsuru" in p.text)
    made = answer(citations=(told,))
    assert confidence(Inquiry("whose engine is under the KX ferry?", shelf), made) == made.confidence
