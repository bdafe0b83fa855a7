"""Histories: figures of one thing in a line of comparable points, merged and in order, gaps and conflicts in sight."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qa.history import History, histories, kind_of, one_history
from qa.identity import line_of
from qa.model import Document, Figure, FiscalCalendar, Period, Source
from tests.qa.made import figure
from tests.qa.shelved import shelf_of

CALENDAR = FiscalCalendar(3, "start")


def document(name: str, company: str = "Hoshi Kites Inc.") -> Document:
    return Document(name, "", name, company, None, CALENDAR, (), "")


DOCUMENTS = (
    document("spring.txt"),
    document("autumn.txt", "HOSHI KITES CO., LTD."),
    document("rival.txt", "Kaze Kites Inc."),
)


def months(first: tuple[int, int], last: tuple[int, int]) -> Period:
    end = date(last[0] + last[1] // 12, last[1] % 12 + 1, 1).toordinal() - 1
    return Period(start=date(*first, 1), end=date.fromordinal(end))


def quarter(number: int, year: int = 2031) -> Period:
    return months((year, 3 * number - 2), (year, 3 * number))


HALF, YEAR = months((2031, 4), (2031, 9)), months((2031, 4), (2032, 3))
NINE = months((2031, 4), (2031, 12))


def revenue(value: float, period: Period, doc: str = "spring.txt", at: int = 0, **more: Any) -> Figure:
    source = Source(doc=doc, start=at, end=at + 3, section="Results")
    fields = {"metric": "Revenue", "subject": None, "printed": f"{value:,}", "qualifier": None, "context": ("Revenue",)}
    return figure(str(int(value * 10**6)), period=period, source=source, **{**fields, **more})


def lines(*figures: Figure) -> list[History]:
    return histories(figures, DOCUMENTS)


def values(history: History) -> list[list[int]]:
    return [[int(f.value / 10**6) for f in point.figures] for point in history.points]


def test_one_thing_in_several_documents_is_one_line_in_order_of_time() -> None:
    [line] = lines(
        revenue(130, quarter(3), "autumn.txt", metric="Net sales"),
        revenue(100, quarter(1)),
        revenue(120, quarter(2), metric="Total revenues"),
    )
    assert values(line) == [[100], [120], [130]]
    assert [point.period.label for point in line.points] == ["4Q30", "1Q31", "2Q31"]
    assert (line.kind, line.unit, line.status, line.stated) == ("quarter", "JPY", "actual", line.points)


@pytest.mark.parametrize(
    "other",
    [
        {"period": HALF},
        {"period": NINE},
        {"period": YEAR},
        {"unit": "USD"},
        {"unit": "%"},
        {"status": "target"},
        {"metric": "Operating income", "context": ("Operating income",)},
        {"subject": "Box kites"},
        {"doc": "rival.txt"},
    ],
    ids=str,
)
def test_what_cannot_be_compared_is_in_no_one_line(other: dict[str, Any]) -> None:
    alike = [revenue(100, quarter(1)), revenue(120, quarter(2))]
    assert len(lines(*alike, revenue(130, quarter(3)))[0].stated) == 3
    [line] = lines(*alike, revenue(130, **{"period": quarter(3), **other}))
    assert values(line) == [[100], [120]]


def test_cumulative_and_single_quarters_make_a_line_each() -> None:
    cumulative = [revenue(300, NINE), revenue(280, months((2030, 4), (2030, 12)))]
    single = [revenue(100, quarter(number)) for number in (1, 2, 3)]
    assert {line.kind: len(line.stated) for line in lines(*cumulative, *single)} == {"quarter": 3, "nine months": 2}


def test_years_that_end_in_different_months_do_not_follow_one_another() -> None:
    assert lines(revenue(400, YEAR), revenue(410, months((2032, 1), (2032, 12)))) == []


def test_what_is_stated_several_times_is_one_point_with_every_source() -> None:
    exact = revenue(1204.6, quarter(1), "autumn.txt", printed="1,204.6")
    round_one = revenue(1200, quarter(1), printed="1.2", scale=10**9)
    [line] = lines(round_one, exact, revenue(1300, quarter(2)))
    assert line.points[0].figures == (exact, round_one)
    assert not line.points[0].rivals


def test_a_conflict_is_shown_and_the_better_supported_value_leads() -> None:
    lone, twice = revenue(999.25, quarter(1)), [revenue(100, quarter(1)), revenue(100, quarter(1), "autumn.txt")]
    [line] = lines(lone, *twice, revenue(120, quarter(2)))
    assert set(line.points[0].figures) == set(twice)
    assert line.points[0].rivals == (lone,)


def test_a_period_left_out_is_a_gap_with_its_name() -> None:
    [line] = lines(revenue(100, quarter(1)), revenue(110, quarter(2)), revenue(140, quarter(1, 2032)))
    assert values(line) == [[100], [110], [], [], [140]]
    assert [point.period.label for point in line.points] == ["4Q30", "1Q31", "2Q31", "3Q31", "4Q31"]
    assert line.points[2].period == Period(start=date(2031, 7, 1), end=date(2031, 9, 30), label="2Q31")


@pytest.mark.parametrize(
    ("days", "stated"),
    [
        ([(2031, 3, 31), (2031, 6, 30), (2031, 12, 31)], [1, 1, 0, 1]),
        ([(2029, 3, 31), (2030, 3, 31), (2033, 3, 31)], [1, 1, 0, 0, 1]),
        ([(2031, 3, 31), (2031, 5, 15), (2031, 12, 31)], [1, 1, 1]),
        ([(1031, 3, 31), (2031, 4, 30)], [1, 1]),
    ],
)
def test_points_in_time_have_the_rhythm_in_which_they_are_stated(
    days: list[tuple[int, int, int]], stated: list[int]
) -> None:
    figures = [revenue(100, Period(start=date(*day), end=date(*day)), metric="Order backlog") for day in days]
    [line] = lines(*figures)
    assert (line.kind, [len(point.figures) for point in line.points]) == ("instant", stated)


def test_changes_against_the_year_and_the_quarter_before_are_apart() -> None:
    def change(value: str, header: str, number: int) -> Figure:
        period, context = quarter(number), ("Revenue", header)
        return revenue(float(value), period, unit="%", status="change", scale=1, context=context)

    [line] = lines(change("5", "YoY", 1), change("6", "YoY", 2), change("1", "QoQ", 3))
    assert len(line.stated) == 2


def test_a_label_that_names_no_metric_is_of_the_one_above_it() -> None:
    sold = revenue(1, HALF, metric="Box kites", context=("Box kites", "Revenue by product"))
    spent = revenue(1, HALF, metric="Box kites", context=("Box kites", "Cost of sales by product"))
    prose = revenue(1, HALF, metric="revenue by product", subject="box kites", context=("revenue by product",))
    of_sold, of_spent, of_prose = (line_of(one, DOCUMENTS[0]) for one in (sold, spent, prose))
    assert of_sold == of_prose != of_spent


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        (quarter(1), "quarter"),
        (HALF, "half"),
        (NINE, "nine months"),
        (YEAR, "year"),
        (months((2031, 5), (2031, 5)), "month"),
        (months((2031, 5), (2031, 6)), "2 months"),
        (Period(start=date(2031, 5, 2), end=date(2031, 5, 8)), "7 days"),
        (Period(start=date(2031, 5, 31), end=date(2031, 5, 31)), "instant"),
    ],
)
def test_kinds_of_period(period: Period, kind: str) -> None:
    assert kind_of(period) == kind


def test_an_answer_is_a_line_only_where_its_figures_can_be_compared() -> None:
    first, second = revenue(100, quarter(1)), revenue(120, quarter(2), metric="Sales of kites")
    line = one_history([second, first], CALENDAR)
    assert line is not None
    assert values(line) == [[100], [120]]
    for others in ([], [first], [first, revenue(5, HALF)], [first, revenue(5, quarter(2), unit="USD")]):
        assert one_history(others, CALENDAR) is None
    assert one_history([first, second.model_copy(update={"period": None})], CALENDAR) is None


def test_a_document_read_whole() -> None:
    shelf = shelf_of("aoba.txt")
    found = {(line.metric, line.kind): line for line in histories(shelf.figures, shelf.documents)}
    assert [int(point.figures[0].value / 10**6) for point in found["Operating Income", "quarter"].points] == [
        50, -60, 71, 83, 95, 104,
    ]  # fmt: skip
    assert [point.period.label for point in found["Total Revenues", "half"].points] == ["1H30", "1H31"]


def test_stretches_of_days_have_no_gaps() -> None:
    ends = date(2031, 3, 31), date(2032, 3, 31), date(2033, 9, 30)
    told = [figure(period=Period(start=date.fromordinal(end.toordinal() - 44), end=end)) for end in ends]
    made = one_history(told, CALENDAR)
    assert made
    assert [point.period.end for point in made.points] == [*ends]
