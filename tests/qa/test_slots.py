"""How well figures agree with questions, slot by slot: what fits better must weigh more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.bind import MIN_PERIOD
from qa.model import Figure, FiscalCalendar, Period, Status
from qa.question import Asked, parse
from qa.slots import IN_MONTH, agreement, base_fit, base_of, status_fit, unit_fit
from tests.qa.made import figure
from tests.qa.shelved import shelf_of

CALENDAR = FiscalCalendar(3, "start")
DAY, MONTH, QUARTER, HALF, YEAR = (
    Period(start=start, end=date(2031, 9, 30))
    for start in (date(2031, 9, 30), date(2031, 9, 1), date(2031, 7, 1), date(2031, 4, 1), date(2030, 10, 1))
)


def asked(question: str) -> tuple[Asked, ...]:
    return parse(question).periods(CALENDAR)


@pytest.mark.parametrize(
    ("question", "kind", "better", "worse"),
    [
        ("2Q31", "flow", QUARTER, HALF),
        ("1H31", "flow", HALF, QUARTER),
        ("2Q31", "stock", DAY, HALF),
        ("September 2031", "flow", MONTH, QUARTER),
        ("September 2031", "stock", DAY, QUARTER),
        ("2Q31", "flow", QUARTER, None),
        ("2Q31", "flow", None, Period(start=date(2030, 7, 1), end=date(2030, 9, 30))),
    ],
)
def test_the_period_asked_for_agrees_better(
    question: str, kind: str, better: Period | None, worse: Period | None
) -> None:
    assert agreement(asked(question), better, kind) > agreement(asked(question), worse, kind)


def test_another_period_is_no_candidate_and_an_unknown_one_may_be() -> None:
    assert agreement(asked("3Q31"), QUARTER) < MIN_PERIOD <= agreement(asked("3Q31"), None)


def test_any_of_several_periods_will_do_and_none_asked_tells_nothing() -> None:
    assert agreement(asked("1Q31 and 2Q31"), QUARTER) == 1
    assert agreement((), QUARTER) == agreement((), None) == 0.5


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("sales in 2Q31", "JPY", "%"),
        ("sales in 2Q31", "JPY", "USD"),  # the document's main currency is the yen
        ("sales in US dollars in 2Q31", "USD", "JPY"),
        ("operating margin in 2Q31", "%", "JPY"),
        ("how many boats", "boats", "JPY"),
        ("how many boats", "boats", "engines"),
        ("how many boats", "engines", "MW"),
    ],
)
def test_the_unit_asked_for_fits_better(question: str, better: str, worse: str) -> None:
    fits = [unit_fit(parse(question), unit, unit == "JPY") for unit in (better, worse)]
    assert fits[0] > fits[1]


STATUSES: tuple[Status, ...] = ("actual", "target", "change")


@pytest.mark.parametrize(
    ("question", "best"), [("sales", "actual"), ("sales target", "target"), ("sales growth", "change")]
)
def test_the_status_asked_for_fits_best(question: str, best: str) -> None:
    fits = {status: status_fit(parse(question), status) for status in STATUSES}
    assert max(fits, key=lambda status: fits[status]) == best


def changed(text: str, header: str = "") -> tuple[Figure, str]:
    """A change that a text states as "8", and what it is measured against."""
    document = replace(shelf_of("aoba.txt").document("aoba.txt"), text=text)
    at = text.index("8")
    source = {"doc": "aoba.txt", "start": at, "end": at + 1, "section": "Sales"}
    found = figure("8", "%", status="change", printed="8", source=source, context=("sales", header))
    return found, base_of(found, document)


def test_what_a_change_is_measured_against() -> None:
    assert changed("Sales rose 8% YoY.")[1] == "YoY"
    assert changed("Sales rose 8% quarter-on-quarter.")[1] == "QoQ"
    assert changed("Sales rose 8%.", header="QoQ")[1] == "QoQ"
    assert changed("Sales rose 8%.")[1] == ""
    question = parse("sales growth YoY")
    assert base_fit(question, "YoY") > base_fit(question, "") > base_fit(question, "QoQ")


def test_a_day_told_roughly_may_be_missed_by_some_days() -> None:
    counted = Period(start=date(2031, 8, 12), end=date(2031, 8, 12))
    assert agreement(asked("ships in service mid august 2031"), counted) == IN_MONTH
    assert agreement(asked("ships in service on August 15, 2031"), counted) == 0


def test_what_a_day_opens_with_is_what_the_day_before_closed_with() -> None:
    opening = asked("cash at the very start of April 2031")
    assert agreement(opening, Period(start=date(2031, 4, 1), end=date(2031, 4, 1))) == 1


@pytest.mark.parametrize(
    ("question", "kind", "told", "fits"),
    [
        ("market value at the end of May 2031", "stock", Period(start=date(2031, 5, 29), end=date(2031, 5, 29)), True),
        ("market value at the end of May 2031", "stock", Period(start=date(2031, 5, 19), end=date(2031, 5, 19)), False),
        ("graduates hired in spring 2031", "", Period(start=date(2031, 4, 1), end=date(2031, 4, 30)), True),
        ("graduates hired in spring 2031", "flow", Period(start=date(2031, 4, 1), end=date(2031, 4, 30)), False),
        ("graduates hired in the June 2031 quarter", "", Period(start=date(2031, 4, 1), end=date(2031, 4, 30)), False),
        ("ships at the end of 2031", "count", Period(start=date(2031, 12, 31), end=date(2031, 12, 31)), True),
        ("ships at the end of FY2031", "count", Period(start=date(2031, 12, 31), end=date(2031, 12, 31)), False),
    ],
)
def test_times_told_roughly(question: str, kind: str, told: Period, fits: bool) -> None:
    assert (agreement(asked(question), told, kind) >= MIN_PERIOD) is fits


def test_what_is_counted_under_the_name_of_a_year_was_counted_at_its_end() -> None:
    question = parse("bandwidth under contract at the end of fiscal 2031")
    year = Period(start=date(2031, 4, 1), end=date(2032, 3, 31))
    asked_for = question.periods(CALENDAR)
    assert question.kind == "count"
    assert agreement(asked_for, year, question.kind) > agreement(asked_for, year, "stock")
