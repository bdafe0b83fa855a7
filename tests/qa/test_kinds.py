"""What kind of thing a question wants, and which lines hold one; an example a line of ``examples/kinds.jsonl``."""

from __future__ import annotations

from typing import Any

import pytest

from qa.kinds import NO_KIND, asks_several, holds, items_in, kind_wanted
from qa.question import parse
from tests.qa.shelved import examples, shelf_of

BOATS = shelf_of("aoba.txt").document("aoba.txt")


@pytest.mark.parametrize("example", examples("kinds.jsonl"), ids=lambda example: example["question"])
def test_kinds(example: dict[str, Any]) -> None:
    question = parse(example["question"])
    kind = kind_wanted(question)
    assert kind == example["kind"]
    held, lacks = (holds(kind, question, example[name], BOATS) for name in ("held", "lacks"))
    assert held > lacks if kind else held == lacks == NO_KIND


def test_a_year_says_less_of_a_date_than_a_day() -> None:
    question = parse("on what date was the company founded?")
    of = [holds("date", question, text, BOATS) for text in ("in 1990", "in March 1990", "on March 3, 1990")]
    assert of == sorted(of)
    assert of[0] < of[1] < of[2]
    assert of[0] < 0.2 < NO_KIND


def test_the_period_asked_for_is_no_answer_to_when() -> None:
    question = parse("when is the dividend for June 2031 paid?")
    assert holds("date", question, "the dividend for June 2031", BOATS) == 0
    assert holds("date", question, "paid on July 2, 2031", BOATS) == 1


def test_a_name_that_the_question_has_is_no_answer() -> None:
    question = parse("which company bought Hakone Yards Inc.?")
    assert holds("organisation", question, "sale of Hakone Yards Inc.", BOATS) == 0
    assert holds("organisation", question, "sold by Aoba Boats Inc.", BOATS) == 0


@pytest.mark.parametrize("asked", ["what is the company's own approach?", "what does the company rely on?"])
def test_what_a_company_has_or_does_is_no_organisation(asked: str) -> None:
    assert kind_wanted(parse(asked)) != "organisation"


@pytest.mark.parametrize(("text", "count"), [("oars", 1), ("oars and sails", 2), ("oars, sails, and masts", 3)])
def test_things_listed(text: str, count: int) -> None:
    assert items_in(text) == count


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("which yards were opened in 2031?", True),
        ("names of the new ferries", True),
        ("list the harbours", True),
        ("which yard is leased?", False),
        ("what is this business?", False),
        ("why did sales fall?", False),
    ],
)
def test_several_things_are_asked_for_in_the_plural(text: str, several: bool) -> None:
    assert asks_several(parse(text)) is several


def test_a_row_of_values_names_no_organisation() -> None:
    question = parse("the main lenders in 2031")
    assert kind_wanted(question) == "organisation"
    assert not holds("organisation", question, "EQUITY OF PARTNERS | 31 | (9)", BOATS)
    assert holds("organisation", question, "Lenders | Kamo Bank | Hato Trust", BOATS)
