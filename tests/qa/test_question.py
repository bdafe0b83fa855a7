"""Questions read into slots: each line of the examples names the slots that it is about."""

from __future__ import annotations

from typing import Any

import pytest

from qa.model import FiscalCalendar
from qa.question import MAX_LENGTH, NoQuestion, Question, parse
from tests.qa.shelved import examples

APRIL_CALENDAR = FiscalCalendar(3, "start")


def slot(question: Question, name: str) -> Any:
    if name == "terms":
        return [term.name for term in question.terms]
    if name == "periods":
        periods = (asked.period for asked in question.periods(APRIL_CALENDAR))
        return [f"{period.start}/{period.end}" for period in periods]
    return getattr(question, name)


@pytest.mark.parametrize("example", examples("questions.jsonl"), ids=lambda example: example["question"])
def test_slots(example: dict[str, Any]) -> None:
    question = parse(example["question"])
    wanted = {name: value for name, value in example.items() if name != "question"}
    assert {name: slot(question, name) for name in wanted} == wanted


@pytest.mark.parametrize("text", ["", " \n\t", "a" * (MAX_LENGTH + 1)])
def test_what_is_no_question(text: str) -> None:
    with pytest.raises(NoQuestion, match="ask"):
        parse(text)


def test_spaces_tell_nothing() -> None:
    assert parse("  net  sales\nin 2Q31 ") == parse("net sales in 2Q31")


def test_a_period_is_read_through_the_calendar_that_is_given() -> None:
    question = parse("sales in 2Q31")
    assert question.dated
    assert "2Q31" not in question.bare
    ends = [str(question.periods(FiscalCalendar(month, "end"))[0].period.end) for month in (12, 3)]
    assert ends == ["2031-06-30", "2030-09-30"]
