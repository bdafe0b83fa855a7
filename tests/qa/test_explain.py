"""What an explanation says: the slots, the ways tried, the candidates, and why the runner-up lost."""

from __future__ import annotations

import pytest

from qa.explain import SLOTS, Explanation, explanation
from qa.inquiry import Inquiry
from qa.show_explanation import explanation_text
from tests.qa.shelved import shelf_of


@pytest.fixture(scope="module")
def made() -> Explanation:
    return explanation(Inquiry("operating profit in 2Q31", shelf_of("aoba.txt")), 0.0)


def test_it_names_what_was_read_from_the_question(made: Explanation) -> None:
    slots = {slot.name: slot.held for slot in made.slots}
    assert slots["about"] == "operating income"
    assert slots["period"].startswith("2Q31, July to September 2031")


def test_it_tells_how_well_each_candidate_fits_each_slot_and_why_the_runner_up_lost(made: Explanation) -> None:
    first, second, *_ = made.figures
    assert first.text.startswith("JPY 104 million")
    assert first.probability > second.probability
    assert set(first.slots) <= set(SLOTS.values())
    assert first.slots["words"] > second.slots["words"]
    assert first.why.startswith("ahead by ")
    assert second.why.startswith("behind the first by ")
    assert f"({second.slots['words']:.2f} against {first.slots['words']:.2f})" in second.why


def test_it_says_which_way_answered_or_that_none_was_sure_enough(made: Explanation) -> None:
    assert made.outcome.startswith(f"answered by way of {made.trials[0].way}")
    silent = explanation(Inquiry("operating profit in 2Q31", shelf_of("aoba.txt")), 1.0)
    assert silent.outcome.startswith("not answered: the surest way, ")
    assert silent.trials == made.trials
    assert explanation(Inquiry("???a", shelf_of())).outcome == "not answered: no way of answering found anything"


def test_as_text_it_has_all_of_that(made: Explanation) -> None:
    lines = explanation_text(made).split("\n")
    assert "about      operating income" in lines
    assert any(line.startswith("outcome    answered by way of ") for line in lines)
    figures = lines[lines.index("figures, likeliest first") + 1 :]
    assert "JPY 104 million" in figures[0]
    assert "words 1.00, period 1.00" in figures[2]
    assert "behind the first by" in figures[7]
