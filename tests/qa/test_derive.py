"""What follows from stated figures: each line of the examples is a test, and what holds of every derived figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import say
from qa.answer import attempts, one_figure
from qa.derive import computation, implication
from qa.formulas import computed, defined_in, definitions, spoken
from qa.inquiry import Inquiry
from qa.model import Answer, FiscalCalendar, Period
from qa.operations import calculations
from qa.question import parse
from qa.spans import partitions, year_after
from tests.qa.shelved import examples, shelf_of

WAYS = {"computation": computation, "implication": implication}
THRESHOLD = 0.4
EXAMPLES = examples("derive.jsonl")
APRIL_CALENDAR = FiscalCalendar(3, "start")


def answered(example: dict[str, Any]) -> Answer | None:
    return WAYS[example["way"]](Inquiry(example["question"], shelf_of("minato.txt")), THRESHOLD)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["question"])
def test_what_is_derived(example: dict[str, Any]) -> None:
    made = answered(example)
    if example["value"] is None:
        assert made is None, example["why"]
        return
    assert made is not None
    figure = made.figures[0]
    assert figure.derivation is not None
    assert (float(figure.value), figure.unit) == (example["value"], example["unit"])
    assert figure.derivation.formula == example["formula"]
    assert [one.printed for one in figure.derivation.inputs] == example["printed"]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e["value"] is not None], ids=lambda e: e["question"])
def test_a_derived_figure_is_what_its_operands_make_and_cites_them_all(example: dict[str, Any]) -> None:
    made = answered(example)
    assert made is not None
    figure = made.figures[0]
    assert figure.derivation is not None
    assert (figure.source, figure.printed) == (None, "")
    assert computed(figure.derivation.formula, [one.value for one in figure.derivation.inputs]) == figure.value
    text = shelf_of("minato.txt").document("minato.txt").text
    for operand in figure.derivation.inputs:
        assert operand.source is not None
        assert text[operand.source.start : operand.source.end] == operand.printed
        assert any(p.start <= operand.source.start < p.end for p in made.citations)
        assert f"{operand.metric}, {say.when(operand.period)}" in made.text


def test_what_is_stated_beats_what_is_computed() -> None:
    question = "percentage change in orders of kayaks from 2Q41 to 2Q42"
    made = computation(Inquiry(question, shelf_of("kayaks.txt")), THRESHOLD)
    assert made is not None
    assert [(figure.printed, figure.derivation) for figure in made.figures] == [("24.7", None)]


def test_a_percentage_that_is_cut_off_rather_than_rounded_is_stated_all_the_same() -> None:
    question = "percentage change in orders of dinghies from 2Q41 to 2Q42"
    made = computation(Inquiry(question, shelf_of("kayaks.txt")), THRESHOLD)
    assert made is not None
    assert [(figure.printed, figure.derivation) for figure in made.figures] == [("26.1", None)]


def test_a_rough_result_is_said_to_be_approximate() -> None:
    made = implication(Inquiry("orders of canoes in 2Q41", shelf_of("kayaks.txt")), THRESHOLD)
    assert made is not None
    assert (made.figures[0].value, made.figures[0].qualifier) == (Decimal(800 * 10**6), "approx")


def test_an_operation_has_an_operand_for_each_letter() -> None:
    for example in EXAMPLES:
        for calculation in calculations(example["question"], APRIL_CALENDAR):
            if calculation.every:
                continue
            letters = {ch for ch in calculation.formula if ch.isalpha()}
            assert sorted(letters) == list("abcdefghij"[: len(calculation.operands)])


@pytest.mark.parametrize(
    ("question", "formula", "operands"),
    [
        (
            "Freight over 1H41, both quarters added",
            "a + b",
            ("Freight, April to June 2041", "Freight, July to September 2041"),
        ),
        (
            "freight 1h41 (1q+2q)",
            "a + b",
            ("freight, April to June 2041", "freight, July to September 2041"),
        ),
        (
            "By what percentage did the company lower its sales forecast for FY2041?",
            "(a - b) / b * 100",
            ("sales for revised target, FY2041", "sales for original target, FY2041"),
        ),
        (
            "What did Minato pay per Kisaragi share?",
            "a / b",
            ("Minato cost of acquisition Kisaragi ?", "Minato number of shares acquired Kisaragi ?"),
        ),
        (
            "Foot the two quarters: freight in 1H41, in millions",
            "a + b",
            ("freight in, April to June 2041", "freight in, July to September 2041"),
        ),
        (
            "Borrowings plus rent paid at June 30, 2041 - what do they add up to?",
            "a + b",
            ("Borrowings, June 30, 2041", "rent paid at June 30, 2041"),
        ),
        ("adjusted EBITDA margin in 1H41", "a / b * 100", ("adjusted ebitda  in 1H41", "revenue  in 1H41")),
        (
            "gross margin ratio in 1H41, gross profit over sales",
            "a / b * 100",
            ("in gross profit, 1H41", "in sales, 1H41"),
        ),
    ],
)
def test_what_each_operand_is_asked_for(question: str, formula: str, operands: tuple[str, ...]) -> None:
    made = next(calculations(question, APRIL_CALENDAR))
    assert (made.formula, made.operands) == (formula, operands)


def test_a_change_in_a_year_runs_between_two_days_or_two_years() -> None:
    question = "By what percentage did contracts grow in the year to September 30, 2041?"
    starts = [made.operands[1].rpartition(", ")[0::2] for made in calculations(question, APRIL_CALENDAR)]
    assert [end for _, end in starts] == ["2040", "October 2039 to September 2040"]


def test_what_is_computed_beats_what_is_stated_much_rounder() -> None:
    question = "percentage change in orders of rafts from 2Q41 to 2Q42"
    made = computation(Inquiry(question, shelf_of("kayaks.txt")), THRESHOLD)
    assert made is not None
    assert [(round(figure.value, 1), figure.printed) for figure in made.figures] == [(Decimal("5.9"), "")]


def test_what_never_held_a_part_answers_as_it_stands_without_it() -> None:
    question = "Harbour kiosks: what was upkeep other than staffing in 1H41?"
    made = computation(Inquiry(question, shelf_of("minato.txt")), THRESHOLD)
    assert made is not None
    assert [(figure.printed, figure.derivation) for figure in made.figures] == [("850", None)]


def test_the_period_of_a_sum_is_all_that_was_added() -> None:
    made = computation(Inquiry("total freight in 1H40 and 1H41 together", shelf_of("minato.txt")), THRESHOLD)
    assert made is not None
    assert made.figures[0].period == Period(start=date(2040, 4, 1), end=date(2041, 9, 30))


@given(st.lists(st.integers(1, 10**12), min_size=2, max_size=2))
def test_a_formula_is_exact_arithmetic(values: list[int]) -> None:
    a, b = map(Decimal, values)
    assert computed("a - b", [a, b]) == a - b
    assert abs(computed("(a - b) / b * 100", [a, b]) * b - (a - b) * 100) <= abs(a - b) * Decimal("1e-20")


def test_division_by_zero_is_an_error_and_no_answer() -> None:
    with pytest.raises(ZeroDivisionError):
        computed("a / b", [Decimal(1), Decimal(0)])


def test_a_formula_may_hold_nothing_but_arithmetic() -> None:
    with pytest.raises(ValueError, match="no formula"):
        computed("abs(a)", [Decimal(1)])


@pytest.mark.parametrize("question", ["Take sales less costs: what is left?", "from sales and costs", "taking out"])
def test_a_question_may_begin_with_how_to_come_by_the_answer(question: str) -> None:
    assert computation(Inquiry(question, shelf_of("kayaks.txt")), 1.0) is None


def test_a_formula_in_words() -> None:
    assert spoken("(a - b) / b * 100", ["JPY 9", "JPY 6"]) == "(JPY 9 − JPY 6) / JPY 6"


def test_every_definition_is_found_by_each_of_its_names() -> None:
    for definition in definitions():
        for name in definition.names:
            found = defined_in(f"what was the {name} in 2041")
            assert found is not None
            assert (found[0], found[1].group()) == (definition, name)


@pytest.mark.parametrize("calendar", [APRIL_CALENDAR, FiscalCalendar(12, "end"), FiscalCalendar(6, "end")])
def test_the_parts_of_a_stretch_make_it_up_to_the_day(calendar: FiscalCalendar) -> None:
    start = date(2041, calendar.last_month % 12 + 1, 1)
    year = Period(start=start, end=year_after(Period(start=start, end=start)).start.replace(day=1))
    year = year.model_copy(update={"end": date.fromordinal(year.end.toordinal() - 1)})
    made = [*partitions(year, calendar)]
    assert [formula for formula, _ in made] == ["a + b", "a + b", "a + b + c + d"]
    for formula, parts in made:
        days = computed(formula, [Decimal(part.days) for part in parts])
        assert days == year.days


def test_no_parts_are_made_of_what_is_no_stretch_of_a_fiscal_year() -> None:
    assert not [*partitions(Period(start=date(2041, 5, 1), end=date(2041, 7, 31)), APRIL_CALENDAR)]


def test_operands_of_one_thing_are_of_one_grain() -> None:
    question = "rental business: average revenue of 1Q40, 2Q40, 3Q40 and 4Q40"
    made = computation(Inquiry(question, shelf_of("pumps.txt")), THRESHOLD)
    assert made is not None
    derivation = made.figures[0].derivation
    assert derivation is not None
    assert [one.printed for one in derivation.inputs] == ["106", "123", "125", "164"]


def test_a_sum_that_one_label_states_is_not_added_up() -> None:
    question = "What were capital leases at June 30, 2041, current and noncurrent obligations together?"
    assert computation(Inquiry(question, shelf_of("pumps.txt")), 0.0) is None


@pytest.mark.parametrize("example", examples("operations.jsonl"), ids=lambda example: example["question"])
def test_what_is_asked_to_be_calculated_and_of_what(example: dict[str, Any]) -> None:
    made = next(calculations(example["question"], APRIL_CALENDAR))
    assert made.formula == example["formula"]
    assert [*made.statuses] == example.get("statuses", [])
    assert [sorted(term.name for term in parse(one).terms) for one in made.operands] == example["about"]


@pytest.mark.parametrize(
    "question",
    [
        "Of the goodwill at June 30, 2041, how much came from Kisaragi?",
        "How much of the group's freight costs over April-September 2041 came from Kisaragi?",
        "What portion of freight costs in 1H41 came from Kisaragi, in yen?",
        "gross margin % of ticket sales in 1H41",
        "the operating income aimed for in FY2041 after cutting the outlook",
        "How many times did the company pay a dividend in FY2041?",
        "net income per share in FY2041",
        "How did freight move over March, June and September 2041?",
        "How did freight change from 1Q41 and then over 2Q41?",
        "What explanation is given for the rise in freight between March and June 2041?",
        "To what does the company attribute the increase in freight in 1Q41?",
    ],
)
def test_what_is_no_calculation(question: str) -> None:
    assert not [made for made in calculations(question, APRIL_CALENDAR) if made.name not in definition_names()]


def definition_names() -> set[str]:
    return {definition.names[0] for definition in definitions()}


def test_a_change_that_goes_against_what_the_question_takes_for_granted_is_doubted() -> None:
    shelf = shelf_of("minato.txt")
    fell, rose = "short-term borrowings", "long-term borrowings"
    asked = "How much more were {} at September 30, 2041 than at March 31, 2041?"
    assert computation(Inquiry(asked.format(rose), shelf), THRESHOLD) is not None
    assert computation(Inquiry(asked.format(fell), shelf), THRESHOLD) is None


def test_operands_of_one_place_bear_each_other_out() -> None:
    shelf = shelf_of("minato.txt")
    asked = "short-term borrowings plus {} at September 30, 2041"
    plain, slangy, named = (
        computation(Inquiry(asked.format(words), shelf), 0.0)
        for words in ("long-term borrowings", "long-term borrowings rolled over", "the Zyxwin long-term borrowings")
    )
    assert plain is not None
    assert slangy is not None
    assert named is not None
    assert plain.confidence > slangy.confidence > named.confidence


def test_an_operand_of_what_is_asked_is_no_answer_to_it() -> None:
    question = "short-term borrowings plus long-term borrowings less cash at September 30, 2041"
    inquiry = Inquiry(question, shelf_of("minato.txt"))
    alone = one_figure(inquiry, 0.0)
    told = dict(attempts(inquiry))["one_figure"]
    assert alone is not None
    assert told.confidence < alone.confidence
