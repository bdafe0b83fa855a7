"""Tables: each step from tab-separated text to cells that know what they stand under."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.cells import has_number, is_period, is_value, number_in, opens_with_value, plain, tells_change
from qa.footing import compared_columns, parts_of_totals
from qa.headers import column_headers, header_count
from qa.model import Cell, FiscalCalendar, Table
from qa.row_groups import row_groups
from qa.tables import grid, values, why_unread

CALENDAR = FiscalCalendar(3, "start")


def table(*lines: str) -> Table:
    text = "\n".join(lines)
    return Table(0, len(text), grid(text, 0, len(text)))


# -- cells -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1,204",
        "(40)",
        "△5",
        "12.5%",
        "80.7% 18.9",
        "$ (0.66)",
        "JPY +1,014",
        "—",
        "702.5 Gbps",
        "<b>23,845</b>",
        "(12)%",
        "nil",
    ],
)
def test_values(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2031",
        "FY2031",
        "2031 (4)",
        "1Q31",
        "4Q",
        "March 31, 2031",
        "2030 – 2034",
        "$'000",
        "1Q31 (1 month)",
        "Sales",
        "IPv6",
    ],
)
def test_no_values(text: str) -> None:
    assert not is_value(text)


def test_words_that_open_with_a_value() -> None:
    assert opens_with_value("JPY 12 million (up 8.3 % YoY)")
    assert not opens_with_value("53 weeks")
    assert opens_with_value("about JPY 12 million")
    assert not opens_with_value("sold for JPY 12 million")
    assert not opens_with_value("2031 Target")


def test_a_nil_is_a_value_and_no_number() -> None:
    assert is_value("—")
    assert not has_number("—")
    assert number_in("—") == 0


def test_the_amount_in_a_cell() -> None:
    assert number_in("80.7% 18.9") == Decimal("18.9")
    assert number_in("12.5%") is None
    assert number_in("12.5%", percent=True) == Decimal("12.5")
    assert number_in("Sales") is None


def test_plain_words() -> None:
    assert plain("**Net sales** <sup>2</sup>") == "Net sales"
    assert plain("Net income per Share*") == "Net income per Share"
    assert plain("Revenue (1,2)") == "Revenue"
    assert plain("SG&amp;A") == "SG&A"
    assert plain("<For 9 months> 7.8%") == "<For 9 months> 7.8%"


def test_periods_alone() -> None:
    assert is_period("1Q31 (31/4~31/6)")
    assert not is_period("2031 sales of 5")


def test_headers_of_changes() -> None:
    assert all(map(tells_change, ("YoY", "Changes", "2031 vs. 2030", "Increase / (Decrease)")))
    assert not any(map(tells_change, ("2031", "Exchange rate", "Total")))


# -- grid and headers --------------------------------------------------------------------------------------


@given(st.lists(st.lists(st.sampled_from(("", " ", "a", " b ", "12")), min_size=1, max_size=4), min_size=1, max_size=5))
def test_cells_stand_where_they_say(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    for row in grid(text, 0, len(text)):
        for cell in row:
            assert text[cell.start : cell.end] == cell.text == cell.text.strip()


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("\t2031\t2030", "Sales\t5\t4"), 1),
        (("\t\tYears ended\t", "\t2031\t2030\t2029", "Sales\t5\t4\t3"), 2),
        (("(In millions)\t2031\t2030", "ASSETS:\t\t", "Cash\t5\t4"), 1),
        (("Sales\tJPY 5 million (up 3 %)", "Costs\tJPY 4 million"), 0),
        (("Sales\t5\t4", "Costs\t3\t2"), 0),
        (("\t2031\t2030", "\tJPY\tUSD"), 2),
    ],
)
def test_header_rows(lines: tuple[str, ...], count: int) -> None:
    assert header_count(table(*lines).rows, CALENDAR) == count


def headers(*lines: str) -> list[list[str]]:
    """The header texts of each value column, highest first."""
    rows = table(*lines).rows
    return [[cell.text for cell in reversed(of)] for of in column_headers(rows, max(map(len, rows)))[1:]]


def test_a_single_header_covers_all_columns() -> None:
    assert headers("\t\tYears ended\t", "\t2031\t2030\t2029") == [
        ["Years ended", year] for year in ("2031", "2030", "2029")
    ]


def test_a_header_covers_the_blanks_to_its_right() -> None:
    assert headers("\t2031\t\t2030\t", "\tSales\t%\tSales\t%") == [
        ["2031", "Sales"],
        ["2031", "%"],
        ["2030", "Sales"],
        ["2030", "%"],
    ]


def test_headers_lie_over_what_repeats() -> None:
    lines = ("\t\t2031\t\t\t2030\t", "\tHigh\tLow\tMean\tHigh\tLow\tMean")
    assert [of[0] for of in headers(*lines)] == ["2031"] * 3 + ["2030"] * 3


def test_words_that_go_on_below_stay_in_their_column() -> None:
    assert headers("\t\tLess than\tMore than", "\tTotal\t1 year\t1 year") == [
        ["Total"],
        ["Less than", "1 year"],
        ["More than", "1 year"],
    ]


# -- rows --------------------------------------------------------------------------------------------------


def groups(*lines: str) -> dict[str, list[str]]:
    rows = table(*lines).rows
    labels = {number: row[0] for number, row in enumerate(rows) if row[0].text}
    width = max(map(len, rows))
    found = row_groups(rows, labels, range(1, width))
    return {plain(rows[number][0].text): [plain(cell.text) for cell in of] for number, of in found.items()}


def test_sections_and_headings() -> None:
    found = groups("REVENUES:\t", "Boats:\t", "Kayaks\t12", "Total\t12", "Repairs\t5", "COSTS:\t", "Wages\t3")
    assert found == {
        "Kayaks": ["Boats:", "REVENUES:"],
        "Total": ["Boats:", "REVENUES:"],
        "Repairs": ["REVENUES:"],
        "Wages": ["COSTS:"],
    }


def test_bold_rows_head_plain_ones() -> None:
    found = groups("**Boats**\t31\t30", "Kayaks\t12\t13", "**Repairs**\t9\t8", "Hulls\t4\t3")
    assert (found["Kayaks"], found["Hulls"], found["Repairs"]) == (["Boats"], ["Repairs"], [])


def test_parts_stand_under_the_total_they_add_up_to() -> None:
    found = groups("Sales\t120\t130", "Boats\t90\t95", "Repairs\t30\t35", "Staff\t14\t15")
    assert (found["Boats"], found["Repairs"], found["Staff"]) == (["Sales"], ["Sales"], [])


def test_shares_stand_under_the_row_above() -> None:
    assert groups("Sales\t120\t130", "% of total\t5%\t6%", "YoY\t3%\t4%")["YoY"] == ["Sales"]


def test_a_heading_in_the_middle() -> None:
    assert groups("Assets\t12\t13", "\tLiabilities\t", "Loans\t4\t5")["Loans"] == ["Liabilities"]


# -- footing -----------------------------------------------------------------------------------------------


def amounts(*rows: tuple[int | str, ...]) -> list[dict[int, Decimal]]:
    return [{column: Decimal(amount) for column, amount in enumerate(row, start=1)} for row in rows]


def test_footing_allows_for_rounding_and_eliminations() -> None:
    rows = amounts(("100.0", "90.0"), ("60.1", "50.0"), ("45.0", "44.9"), ("5.0", "5.0"))
    assert parts_of_totals(["Sales", "North", "South", "Elimination"], rows) == {1: 0, 2: 0, 3: 0}


def test_chance_sums_in_one_column_do_not_foot() -> None:
    assert parts_of_totals(["A", "B", "C"], amounts((30, 30), (10, 11), (20, 25))) == {}
    assert parts_of_totals(["A", "B", "C"], amounts((30,), (10,), (20,))) == {}
    assert parts_of_totals(["A", "B", "C"], amounts((3, 3), (1, 1), (2, 2))) == {}


@given(st.lists(st.tuples(st.integers(11, 10**6), st.integers(11, 10**6)), min_size=2, max_size=11))
def test_every_sum_foots(parts: list[tuple[int, int]]) -> None:
    total = (sum(one for one, _ in parts), sum(other for _, other in parts))
    labels = ["Total", *("Part" for _ in parts)]
    assert parts_of_totals(labels, amounts(total, *parts)) == dict.fromkeys(range(1, len(parts) + 1), 0)


def test_changes_tell_what_they_compare() -> None:
    differences = amounts((788, 718, 70), (315, 365, -50), (54, 171, -117))
    assert compared_columns(differences, 3, [1, 2]) == (1, 2)
    growth = amounts(("23.4", "15.8", "48.1"), ("4.5", "3.0", "50.0"))
    assert compared_columns(growth, 3, [1, 2]) == (1, 2)
    assert compared_columns(amounts((1, 2, 9), (3, 4, 9)), 3, [1, 2]) is None


# -- readings ----------------------------------------------------------------------------------------------


def test_a_table_without_labels_is_not_read() -> None:
    side_by_side = table("3,627 (15.5%)\t3,686 (15.5%)", "120\t130")
    assert why_unread(side_by_side, CALENDAR) == "most of its rows have no label"
    assert list(values(side_by_side, CALENDAR)) == []


def test_headers_at_the_bottom() -> None:
    body = ("Sales\t1,204\t1,310", "Costs\t930\t940")
    readings = values(table(*body, "\t1Q31\t2Q31"), CALENDAR)
    assert [(reading.cell.text, reading.headers[0].text) for reading in readings][:2] == [
        ("1,204", "1Q31"),
        ("1,310", "2Q31"),
    ]
    askew = table("Sales\t1,204\t1,310\t5", "Costs\t930\t940", "\t1Q31\t2Q31")
    assert why_unread(askew, CALENDAR).startswith("its headers stand at the bottom")
    assert list(values(askew, CALENDAR)) == []


def test_references_to_notes_are_not_read() -> None:
    read = [reading.cell.text for reading in values(table("\tNote\t2031", "Debtors\t4\t411", "Cash\t5\t37"), CALENDAR)]
    assert read == ["411", "37"]


def test_new_headers_in_the_middle() -> None:
    readings = values(table("\t1Q31\t2Q31", "Sales\t1\t2", "\t3Q31\t4Q31", "Sales\t3\t4"), CALENDAR)
    assert [(reading.cell.text, reading.headers[0].text) for reading in readings] == [
        ("1", "1Q31"),
        ("2", "2Q31"),
        ("3", "3Q31"),
        ("4", "4Q31"),
    ]


def test_labels_in_two_columns() -> None:
    lines = ("\tCompany\tOwnership", "Subsidiaries\tKayak Works\t100%", "\tCanoe Works\t77.8%")
    readings = list(values(table(*lines), CALENDAR))
    assert [(r.label and r.label.text, [g.text for g in r.groups]) for r in readings] == [
        ("Kayak Works", ["Subsidiaries"]),
        ("Canoe Works", ["Subsidiaries"]),
    ]


def test_columns_of_changes_know_what_they_compare() -> None:
    lines = ("\tMarch 31, 2031\tJune 30, 2031\tChanges", "Cash\t13,314\t11,435\t(1,879)", "Stock\t601\t809\t+208")
    compared = [reading.compared for reading in values(table(*lines), CALENDAR) if reading.compared]
    later, earlier = compared[0]
    assert [later[0].text, earlier[0].text] == ["June 30, 2031", "March 31, 2031"]
    assert isinstance(later[0], Cell)
