"""For which time a line speaks: a company that had events in the fiscal year 2031, told in February 2032."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.line_times import day_of, times
from qa.lines import Line
from qa.model import Document, FiscalCalendar
from qa.question import parse
from tests.qa.shelved import shelf_of

YEAR = FiscalCalendar(last_month=3, named_for="start", evidence="FY31 (31/4~32/3)")
BOATS = replace(shelf_of("aoba.txt").document("aoba.txt"), calendar=YEAR, date=date(2032, 2, 12))


def line(text: str, *above: str) -> Line:
    return Line("aoba.txt", 0, len(text), text, above, "row")


@pytest.mark.parametrize(
    ("text", "above", "day"),
    [
        ("12/18 New Pier to Open", "FY31", date(2031, 12, 18)),
        ("1/7 New Pier to Open", "FY31", date(2032, 1, 7)),
        ("2/30 New Pier to Open", "FY31", None),
        ("12/18 New Pier to Open", "Piers", None),
        ("12/18", "FY31", None),
        ("New Pier to Open", "FY31", None),
    ],
)
def test_an_event_has_its_day_from_the_heading_of_its_year(text: str, above: str, day: date | None) -> None:
    found = day_of(line(text, above), BOATS)
    assert (found and found.start) == day


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("what was announced on 18 December 2031?", "12/18 New Pier to Open", "12/19 New Boat to Sail"),
        ("what was announced in December 2031?", "12/18 New Pier to Open", "11/18 New Boat to Sail"),
        ("what was announced between November 2031 and January 2032?", "12/18 New Pier", "6/1 New Boat"),
    ],
)
def test_an_event_speaks_for_the_time_around_its_day(question: str, better: str, worse: str) -> None:
    asked = parse(question)
    one, other = (times(asked, line(text, "FY31"), BOATS)["period"] for text in (better, worse))
    assert one > other


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which piers are named in the February 2032 deck?", 1.0),
        ("which piers does it name (deck of Feb 2032)?", 1.0),
        ("which piers are named in the winter 2032 slides?", 1.0),
        ("which piers are named in the 3Q FY2031 presentation?", 1.0),
        ("which piers are named in the 2032 company profile?", 1.0),
        ("which piers are named in the December 2031 report?", 0.6),
        ("which piers are named in the May 2031 deck?", 0.0),
        ("which piers did they report for February 2030?", 0.5),
        ("which piers are there?", 0.5),
    ],
)
def test_a_document_is_known_by_when_it_came_out(question: str, told: float) -> None:
    assert times(parse(question), line("New Pier", "Piers"), BOATS)["told"] == told


def test_nothing_is_told_of_a_document_without_a_date() -> None:
    undated: Document = replace(BOATS, date=None)
    assert times(parse("piers in the May 2031 deck"), line("New Pier", "Piers"), undated)["told"] == 0.5


def test_what_dates_the_document_is_no_period_asked_for() -> None:
    asked = parse("which piers were shown at the February 2032 investor conference?")
    found = times(asked, line("piers in June 2031", "Piers in FY30"), BOATS)
    assert found["period"] == found["period above"] == 0.5


@pytest.mark.parametrize(("text", "told"), [("In 3Q31 orders fell.", True), ("In 2Q31 orders fell.", False)])
def test_what_was_so_on_a_day_is_told_of_the_quarter_that_it_closed(text: str, told: bool) -> None:
    found = times(parse("why were orders down at the end of December 2031?"), line(text), BOATS)["period"]
    assert (found > 0.7) == told
