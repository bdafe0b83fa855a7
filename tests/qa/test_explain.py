"""What an explanation says: the slots, the candidates, and why the runner-up lost."""

from __future__ import annotations

from qa.explain import explanation
from qa.inquiry import Inquiry
from tests.qa.shelved import shelf_of


def test_an_explanation_names_slots_winner_and_why_the_runner_up_lost() -> None:
    lines = explanation(Inquiry("operating profit in 2Q31", shelf_of("aoba.txt"))).split("\n")
    assert "about      operating income" in lines
    assert any(line.startswith("period     2Q31, July to September 2031") for line in lines)
    figures = lines[lines.index("figures, likeliest first") + 1 :]
    assert "JPY 104 million" in figures[0]
    assert "behind the first by" in figures[4]
