"""What surrounds a number: targets announced, things counted, periods and measures in force."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures import figures
from qa.read.text import read_text
from qa.scope import (
    announces_target,
    counted_in,
    currency_of,
    measure_in_passing,
    measure_of_prose,
    period_in,
    section_periods,
)


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("FY2031 Financial Target", True),
        ("Target of Consolidated Financial Results for FY2031", True),
        ("Financial Results and Target for FY2031", False),
        ("Historical revenue and FY31 target", False),
        ("Number of projects", False),
        ("Revenue", False),
    ],
)
def test_targets(text: str, announced: bool) -> None:
    assert announces_target(text) is announced


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Number of Contracts", "contracts"),
        ("# of rental boats", "boats"),
        ("number of full-time personnel", "personnel"),
        ("subscription contracts", "contracts"),
        ("Contracts revenue", ""),
        ("Revenue", ""),
    ],
)
def test_what_is_counted(text: str, noun: str) -> None:
    assert counted_in(text) == noun


def test_currency() -> None:
    assert currency_of("EUR 5, then € 6, against $ 7") == "EUR"
    assert currency_of("five boats") == ""


DECK = """Minato Boats Inc.

# Results for 1H31

## Ferries

YoY = 2Q31 compared to 2Q30

- up 5% YoY

## Kayaks

- up 6% YoY

# Target for FY2032

- JPY 5 million
"""


def test_periods_of_sections() -> None:
    document = read_text("made.txt", DECK)
    named = {
        section.title: period and period.label
        for section, period in zip(document.sections, section_periods(document), strict=True)
    }
    assert named["Ferries"] == "2Q31"
    assert named["Kayaks"] == "2Q31"
    assert named["Target for FY2032"] == "FY2032"


def test_a_range_wins_over_its_name_and_takes_it_as_label() -> None:
    document = read_text("made.txt", DECK)
    period = period_in("1Q31 (31/4~31/6)", document)
    assert period
    assert (period.start.isoformat(), period.end.isoformat(), period.label) == ("2031-04-01", "2031-06-30", "1Q31")


def test_measures_of_text() -> None:
    document = read_text("made.txt", "Minato Boats Inc.\n\nResults\n\nAll amounts are stated in thousands.\n")
    passing = [measure_in_passing(document, section) for section in document.sections]
    assert [measure.scale for measure in passing if measure] == [1000]
    text = "Minato Boats Inc.\n\nResults\n\n- boats: JPY 5 million\n\n- kayaks: JPY 7 million{}\n"
    for more, scale in (("", 10**6), (" or $ 3", None)):
        document = read_text("made.txt", text.format(more))
        assert [m.scale for s in document.sections if (m := measure_of_prose(document, s))] == (
            [scale] if scale else []
        )


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    document = read_text("made.txt", text)
    assert isinstance(announces_target(text), bool)
    assert isinstance(counted_in(text), str)
    assert isinstance(currency_of(text), str)
    assert len(section_periods(document)) == len(document.sections)


def test_a_month_in_a_title_holds_for_that_section_alone() -> None:
    document = read_text("made.txt", "Minato Boats Inc.\n\n# Results for 2Q31\n\n# Docks in May 2031\n\n# Ferries\n")
    named = [period and period.label for period in section_periods(document)]
    assert named[-3:] == ["2Q31", "May 2031", "2Q31"]


def test_a_balance_sheet_is_of_the_last_day_and_its_changes_of_the_period() -> None:
    text = "Minato Boats Inc.\n\n# Results for 2Q31\n\n# Balance sheets\n\n- Cash: JPY 5 million (up JPY 2 million)\n"
    level, change = figures(read_text("made.txt", text))
    assert level.period
    assert change.period
    assert (str(level.period.start), str(level.period.end)) == ("2031-06-30", "2031-06-30")
    assert (change.status, str(change.period.start)) == ("change", "2031-04-01")
