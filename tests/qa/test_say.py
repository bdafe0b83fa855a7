"""What an answer says: amounts with their scale, sign and qualifier; periods; several figures; cut text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from qa import say
from qa.knowledge import sections
from qa.model import Period
from tests.qa.made import SEPTEMBER, figure

AMOUNTS = [  # value, unit, scale, printed, qualifier, as it is said
    ("250000000", "JPY", 10**6, "250", "over", "over JPY 250 million"),
    ("-60000000", "JPY", 10**6, "(60)", None, "JPY -60 million"),
    ("-1500", "USD", 10**3, "△1.5", None, "USD -1.5 thousand"),
    ("1234.50", "USD", 1, "1,234.50", None, "USD 1,234.50"),
    ("50000000", "INR", 10**7, "5", None, "INR 5 crore"),
    ("250000", "INR", 10**5, "2.5", "approx", "approximately INR 2.5 lakh"),
    ("-3.5", "%", 1, "(3.5)%", None, "-3.5%"),
    ("1953", "personnel", 1, "1,953", "under", "less than 1,953 personnel"),
    ("2000000", "tickets", 10**6, "2", None, "2 million tickets"),
    ("7", "", 1, "7", None, "7"),
    ("12.3456", "%", 1, "", None, "12.35%"),
]


@pytest.mark.parametrize(("value", "unit", "scale", "printed", "qualifier", "said"), AMOUNTS)
def test_amounts(value: str, unit: str, scale: int, printed: str, qualifier: str | None, said: str) -> None:
    assert say.amount(figure(value, unit, scale=scale, printed=printed, qualifier=qualifier)) == said


def test_there_is_a_word_for_every_scale_and_qualifier_that_is_read() -> None:
    def canonical(heading: str) -> set[str]:
        return {line.partition("=")[0].strip() for line in sections("units.txt")[heading]}

    assert {int(scale) for scale in canonical("scale") | canonical("short scale")} <= say.SCALES.keys()
    assert canonical("qualifier") <= say.QUALIFIERS.keys()


def test_a_period_has_the_name_that_the_document_gave_it_where_that_says_more() -> None:
    quarter = Period(start=date(2031, 7, 1), end=date(2031, 9, 30), label="2Q31")
    assert say.when(quarter) == "2Q31, July to September 2031"
    assert say.when(SEPTEMBER) == "September 2031"
    assert say.when(None) == ""


def test_several_figures_are_told_apart_by_period_or_by_label() -> None:
    june = Period(start=date(2031, 6, 1), end=date(2031, 6, 30))
    sales, earlier = figure(), figure("180000000", printed="180", qualifier=None, period=june)
    assert say.several([sales, earlier]) == "September 2031: over JPY 250 million; June 2031: JPY 180 million"
    orders = figure("9000000", printed="9", qualifier=None, metric="orders")
    assert say.several([sales, orders]) == "sales: over JPY 250 million; orders: JPY 9 million"


@pytest.mark.parametrize(("text", "limit", "cut"), [("a few words", 11, "a few words"), ("a few words", 8, "a few…")])
def test_text_is_cut_between_words(text: str, limit: int, cut: str) -> None:
    assert say.clipped(text, limit) == cut


def test_a_figure_without_period_and_label_is_its_amount() -> None:
    bare = figure(str(Decimal(250_000_000)), metric="", period=None)
    assert say.sentence(bare) == "over JPY 250 million"
    assert say.sentence(figure()) == "over JPY 250 million (sales; September 2031)"
