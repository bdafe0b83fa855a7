"""What a question sets against what it asks for is no part of it; what it takes off is."""

from __future__ import annotations

import pytest

from qa.contrasts import meant
from qa.question import parse


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("sales in 3Q31, the quarter rather than the half", "sales in 3Q31, the quarter"),
        ("sales in 3Q31 (not the nine months)", "sales in 3Q31"),
        ("I don't want the nine-month number: what were sales in 3Q31?", "what were sales in 3Q31?"),
        ("what was actually sold, as opposed to planned, in FY2031?", "what was actually sold, in FY2031?"),
        ("interest paid in FY2031 (not the expense in the income statement)", "interest paid in FY2031"),
        ("sales under repairs rather than under boats in 3Q31", "sales under repairs in 3Q31"),
        ("sales in 3Q31, not the half year", "sales in 3Q31"),
        ("sales in 3Q31, the three months alone and not since April", "sales in 3Q31, the three months"),
    ],
)
def test_a_contrast_is_left_out(question: str, kept: str) -> None:
    assert meant(question) == kept
    assert parse(question).text == kept


@pytest.mark.parametrize(
    "question",
    [
        "sales in 3Q31 (not including repairs)",
        "sales, not counting repairs, in 3Q31",
        "why did sales not rise in 3Q31?",
        "which yards were not opened in FY2031?",
        "I don't want to wait.",
        "",
    ],
)
def test_what_is_taken_off_or_denied_stays(question: str) -> None:
    assert meant(question) == question


def test_a_plan_that_is_set_against_the_result_is_not_asked_for() -> None:
    assert parse("boats actually sold in FY2031, as opposed to targeted").status == "actual"
