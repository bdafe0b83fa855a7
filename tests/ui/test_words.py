"""Figures and periods as a person would say them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from qa.model import Figure, FiscalCalendar, Period
from ui.components import words


def figure(value: str, unit: str, printed: str, scale: int = 1, qualifier: str | None = None) -> Figure:
    return Figure(value=Decimal(value), unit=unit, printed=printed, scale=scale, qualifier=qualifier)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (figure("250000000", "JPY", "250", 10**6, "over"), "over ¥250 million"),
        (figure("2600000000", "JPY", "2.6", 10**9), "¥2.6 billion"),
        (figure("82400000000", "JPY", "82.40", 10**9), "¥82.40 billion"),
        (figure("-111000000", "JPY", "(111)", 10**6), "−¥111 million"),
        (figure("47207319000", "JPY", "47,207,319", 10**3), "¥47,207,319 thousand"),
        (figure("1600000000", "JPY", "1.600", 10**6), "¥1,600 million"),
        (figure("-2.35", "USD", "△2.35"), "−$2.35"),
        (figure("3000000", "CHF", "3", 10**6), "CHF 3 million"),
        (figure("30000000000", "JPY", "300", 10**8), "¥30 billion"),
        (figure("37.7", "%", "37.7", 1, "approx"), "about 37.7%"),
        (figure("-33.333333", "%", "", 1), "−33.33%"),
        (figure("2.1", "pt", "2.1"), "2.1 points"),
        (figure("1953", "employees", "1,953"), "1,953 employees"),
        (figure("1500", "JPY/share", "1,500"), "¥1,500 per share"),
        (figure("78.5", "JPY/USD", "78.50"), "¥78.50 per USD"),
        (figure("0", "JPY", "-", 10**6), "¥0 million"),
    ],
)
def test_quantity(made: Figure, said: str) -> None:
    assert words.quantity(made) == said


@pytest.mark.parametrize(
    ("start", "end", "label", "said"),
    [
        (date(2014, 9, 1), date(2014, 9, 30), "Sep. 2014", "September 2014"),
        (date(2014, 7, 1), date(2014, 9, 30), "2Q14", "July to September 2014 (2Q14)"),
        (date(2014, 4, 1), date(2015, 3, 31), "FY2014", "April 2014 to March 2015 (FY2014)"),
        (date(2014, 9, 30), date(2014, 9, 30), "September 30, 2014", "as of September 30, 2014"),
        (date(2014, 9, 30), date(2014, 9, 30), "", "as of September 30, 2014"),
        (date(2014, 7, 1), date(2014, 9, 30), "Three Months Ended September 30, 2014", "July to September 2014"),
    ],
)
def test_period(start: date, end: date, label: str, said: str) -> None:
    assert words.period(Period(start=start, end=end, label=label)) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.97, "Very likely right · 97%"),
        (0.82, "Likely right · 82%"),
        (0.5, "More likely right than not · 50%"),
        (0.2, "Unsure · 20%"),
    ],
)
def test_confidence(probability: float, said: str) -> None:
    assert words.confidence(probability) == said


@pytest.mark.parametrize(
    ("metric", "subject", "said"),
    [
        ("monthly revenue", "freight", "Monthly revenue · freight"),
        ("revenue", None, "Revenue"),
        ("Freight revenue", "freight", "Freight revenue"),
        ("WAN services", "Network services:", "WAN services · Network services"),
    ],
)
def test_subject(metric: str, subject: str | None, said: str) -> None:
    assert words.subject_of(figure("1", "JPY", "1").model_copy(update={"metric": metric, "subject": subject})) == said


def test_fiscal_year_by_example() -> None:
    assert words.fiscal(FiscalCalendar(3, "start"), date(2014, 11, 7)) == "FY2014: April 2014 to March 2015"
    assert words.fiscal(FiscalCalendar(3, "start"), date(2014, 2, 7)) == "FY2013: April 2013 to March 2014"
    assert words.fiscal(FiscalCalendar(3, "end"), date(2014, 11, 7)) == "FY2015: April 2014 to March 2015"
    assert words.fiscal(FiscalCalendar(12, "end"), date(2014, 12, 31)) == "FY2014: January to December 2014"
    assert words.fiscal(FiscalCalendar(6), None) == "ends in June"
