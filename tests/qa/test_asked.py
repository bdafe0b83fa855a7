"""Questions in many wordings: those that reading was made by, and how it does on those that it was not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qa.asked_periods import asked_periods
from qa.model import FiscalCalendar
from qa.period_parts import OPERATORS
from tests.asked import asked, is_held_out, misread

EXAMPLES = asked()
HELD_OUT = [example for example in EXAMPLES if is_held_out(example)]


def _case(example: dict[str, Any]) -> Any:
    """One example; ``beyond`` says why it is not read rightly."""
    marks = [pytest.mark.xfail(reason=example["beyond"])] if "beyond" in example else []
    return pytest.param(example, marks=marks, id=example["question"][:60])


@pytest.mark.parametrize("example", [_case(one) for one in EXAMPLES if not is_held_out(one)])
def test_slots(example: dict[str, Any]) -> None:
    assert not misread(example)


def test_wordings_that_nobody_looked_at() -> None:
    read = [example for example in HELD_OUT if not misread(example)]
    assert len(read) >= 0.9 * len(HELD_OUT)


def test_every_operator_has_an_example() -> None:
    texts = [example["question"] for example in EXAMPLES]
    used = {part for part in OPERATORS if any(_used(part.pattern, text) for text in texts)}
    assert used == set(OPERATORS)


def _used(pattern: Any, text: str) -> bool:
    return any(pattern.search(text, 0, end) for end in range(len(text)))


@pytest.mark.parametrize("text", ["this may rise to 30 in 2031"])
def test_what_is_not_relative(text: str) -> None:
    calendar = FiscalCalendar(3, "start")
    assert asked_periods(text, calendar, date(2031, 11, 8)) == asked_periods(text, calendar)
