"""Columns that have lost their merged headers find the period that they are of, by what bears it out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures import figures
from qa.model import Period
from qa.pairing import Column, paired
from qa.read.text import read_text

OLD, NEW = (Period(start=date(year, 4, 1), end=date(year + 1, 3, 31)) for year in (2029, 2030))
BEFORE = {1: Decimal(4_100_200), 2: Decimal(2_500_300), 3: Decimal(99_000)}
NOW = {1: Decimal(5_000_400), 2: Decimal(3_000_100), 3: Decimal(120_500)}


def translated(amounts: dict[int, Decimal], rate: int = 90) -> dict[int, Decimal]:
    return {row: round(amount / rate) + Decimal(0) for row, amount in amounts.items()}


def yen(amounts: dict[int, Decimal], over: int | None = None) -> Column:
    return Column("thousands of yen", "JPY", amounts, over)


def dollars(amounts: dict[int, Decimal], over: int | None = None) -> Column:
    return Column("thousands of u.s. dollars", "USD", amounts, over)


@pytest.mark.parametrize(
    ("periods", "columns", "way"),
    [
        ((OLD, NEW), (yen(BEFORE, 0), dollars(translated(NOW), 1), yen(NOW, 1)), (0, 1, 1)),
        ((NEW, OLD), (yen(NOW, 0), dollars(translated(NOW), 1), yen(BEFORE, 1)), (0, 0, 1)),
        ((NEW, OLD), (yen(NOW, 0), yen(BEFORE, 1), dollars(translated(NOW), 1)), (0, 1, 0)),
        ((NEW, OLD), (yen(NOW, 0), yen(BEFORE, 1), dollars({}, 1)), (0, 1, 0)),
        ((OLD, NEW), (yen(BEFORE), dollars(translated(NOW)), yen(NOW)), (0, 1, 1)),
        ((OLD, NEW), (yen(BEFORE), dollars(translated(BEFORE)), yen(NOW)), (0, 0, 1)),
    ],
)
def test_pairs(periods: tuple[Period, ...], columns: tuple[Column, ...], way: tuple[int, ...]) -> None:
    assert paired(periods, columns) == way


def test_columns_of_a_kind_are_of_different_periods() -> None:
    columns = [Column(kind, "", {}, over) for kind, over in (("sales", 0), ("%", 1), ("sales", 1), ("%", 1))]
    assert paired((OLD, NEW), columns) == (0, 0, 1, 1)


def test_nothing_tells_two_ways_apart() -> None:
    assert paired((OLD, NEW), [Column("", "", {}), Column("", "", {}), Column("", "", {})]) is None
    assert paired((OLD, NEW), [Column("", "", {})]) is None


@given(
    st.lists(st.integers(10**5, 10**8), min_size=3, max_size=8, unique=True),
    st.integers(50, 200),
    st.permutations([0, 1, 2]),
)
def test_a_translation_follows_its_amounts(amounts: list[int], rate: int, order: list[int]) -> None:
    now = {row: Decimal(amount) for row, amount in enumerate(amounts)}
    before = {row: Decimal(amount) for row, amount in enumerate(reversed(amounts))}
    before[0] += 77_777
    columns = [yen(before), yen(now), dollars(translated(now, rate))]
    mixed = [columns[place] for place in order]
    periods = (OLD, NEW) if order.index(0) < order.index(1) else (NEW, OLD)
    way = paired(periods, mixed)
    assert way is not None
    assert [periods[place] for place in way] == [(OLD, NEW, NEW)[place] for place in order]


@given(
    st.lists(
        st.builds(
            Column,
            st.sampled_from(("", "a", "b")),
            st.sampled_from(("", "JPY", "USD")),
            st.dictionaries(st.integers(0, 5), st.integers(-5, 10**6).map(Decimal), max_size=4),
            st.none() | st.integers(0, 3),
        ),
        max_size=14,
    ),
    st.integers(1, 5),
)
def test_every_way_is_whole(columns: list[Column], count: int) -> None:
    periods = [Period(start=date(2030 + year, 1, 1), end=date(2030 + year, 12, 31)) for year in range(count)]
    way = paired(periods, columns)
    assert way is None or (len(way) == len(columns) and set(way) == set(range(count)))


def years_of(*lines: str) -> dict[str, int]:
    """The year in which the period of each number ends."""
    found = figures(read_text("boats.txt", "Kita Boats Inc.\n\n" + "\n".join(lines) + "\n"))
    return {figure.printed: figure.period.end.year for figure in found if figure.period}


CURRENCIES = "\tThousands of yen\tThousands of U.S. dollars\tThousands of yen"


def test_a_table_with_the_latest_year_first() -> None:
    head = "\tYear ended March 31, 2031\tYear ended March 31, 2030\t"
    read = years_of(head, CURRENCIES, "Sales\t5,000,400\t55,560\t4,100,200", "Costs\t3,000,100\t33,334\t2,500,300")
    assert (read["5,000,400"], read["55,560"], read["4,100,200"]) == (2031, 2031, 2030)


def test_a_table_whose_periods_stand_above_it() -> None:
    above = "(Six months ended September 30, 2030 and September 30, 2031)"
    rows = ("Sales\t4,100,200\t55,560\t5,000,400", "Costs\t2,500,300\t33,334\t3,000,100")
    text = "\n".join(["Kita Boats Inc.", "", "Statement of income", "", above, "", CURRENCIES, *rows, ""])
    found = {f.printed: f.period for f in figures(read_text("boats.txt", text)) if f.period}
    spans = {printed: (str(period.start), str(period.end)) for printed, period in found.items()}
    assert spans["4,100,200"] == ("2030-04-01", "2030-09-30")
    assert spans["55,560"] == spans["5,000,400"] == ("2031-04-01", "2031-09-30")


def test_a_column_without_header_holds_changes_where_its_numbers_do() -> None:
    text = "Kita Boats Inc.\n\nUnit: JPY million\n\n\t1Q30\t1Q31\t\nSales\t410\t500\t90\nCosts\t250\t300\t50\n"
    status = {figure.printed: figure.status for figure in figures(read_text("boats.txt", text))}
    assert (status["410"], status["500"], status["90"]) == ("actual", "actual", "change")
