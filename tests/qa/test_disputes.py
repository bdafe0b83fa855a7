"""What is answered where documents contradict themselves: misprints, restatements and wrong labels in made-up ones."""

from __future__ import annotations

import pytest

from qa.answer import one_figure
from qa.inquiry import Inquiry
from qa.model import Answer
from qa.prospects import Prospects
from qa.question import parse
from tests.qa.shelved import shelf_of

SHELF = "yamabuki_release.txt", "yamabuki_deck.txt"


def asked(question: str, docs: list[str] | None = None) -> Answer:
    return Prospects(Inquiry(question, shelf_of(*SHELF), docs)).at(0)


def test_a_misprint_gives_way_and_both_places_are_cited() -> None:
    made = asked("operating income for April to September 2041")
    assert [figure.printed for figure in made.figures] == ["367"]
    [note] = made.notes
    assert "JPY 376 million in yamabuki_release.txt (Highlights)" in note
    assert "the first is better supported: borne out by arithmetic; stated in 3 places, the other in 1." in note
    assert all(any(printed in passage.text for passage in made.citations) for printed in ("367", "376"))


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("operating income in 1H41 according to the highlights page", "376"),
        ("what was operating income in 1H41 really, not only on the highlights page?", "367"),
        ("gross profit in 1H41", "1.40"),
        ("gross profit in 1H41 as first reported", "1,440"),
        ("net cash used in financing activities in 1H41", "130"),
    ],
)
def test_the_better_supported_is_given_unless_another_is_asked_for(question: str, printed: str) -> None:
    assert asked(question).figures[0].printed == printed


def test_only_what_the_documents_asked_state_is_weighed() -> None:
    made = asked("gross profit in 1H41", ["yamabuki_release.txt"])
    assert made.figures[0].printed == "1,440"
    assert not made.notes


def test_every_version_is_given_where_all_are_asked_for() -> None:
    made = asked("What two different values are given for operating income in 1H41?")
    assert [figure.printed for figure in made.figures] == ["367", "376"]
    assert "376" in made.text


def test_a_failing_check_is_noted_and_nothing_where_nothing_is_amiss() -> None:
    [note] = asked("total current assets as of September 30, 2041").notes
    assert "add up to JPY 2,400 million" in note
    assert not asked("revenues in 1H42").notes


@pytest.mark.parametrize(
    "question",
    [
        "Operating income in 1H41: the table says 367, the highlights 376, which is right?",
        "What was operating income in 1H41? One slide seems to say JPY 376 million.",
        "The highlights say 376 and others 367: what was operating income in 1H41?",
    ],
)
def test_what_is_said_of_prints_is_no_part_of_what_is_asked_about(question: str) -> None:
    assert [term.name for term in parse(question).terms] == ["operating income"]
    assert asked(question).figures[0].printed == "367"


def test_a_number_in_a_question_without_a_dispute_stays() -> None:
    names = {
        word
        for term in parse("How many of the 4 new subsidiaries, which have 30 staff, made a loss?").terms
        for word in term.words
    }
    assert {"staff", "subsidiary"} <= names


def test_what_the_statements_say_is_better_supported_than_a_summary() -> None:
    made = asked_of_group("net income per share in FY2050")
    assert [figure.printed for figure in made.figures] == ["44.14"]
    assert "the first is better supported: stated in the financial statements." in made.notes[0]


def test_both_are_given_where_the_question_says_that_there_are_two() -> None:
    made = asked_of_group("By how many drivers did crews rise in FY2051 - two different increases are given, which?")
    assert {figure.printed for figure in made.figures} == {"23", "18"}
    likeliest = Inquiry(made.question, shelf_of("group.txt")).candidates[0].probability
    assert attempt_of(made.question).confidence > likeliest
    assert len(asked_of_group("By how many drivers did crews rise in FY2051?").figures) == 1


def attempt_of(question: str) -> Answer:
    made = one_figure(Inquiry(question, shelf_of("group.txt")), 0.0)
    assert made is not None
    return made


def asked_of_group(question: str) -> Answer:
    return Prospects(Inquiry(question, shelf_of("group.txt"))).at(0)


def test_versions_that_contradict_each_other_make_one_answer_surer_together() -> None:
    inquiry = Inquiry("operating income for April to September 2041", shelf_of(*SHELF))
    made = one_figure(inquiry, 0)
    assert made
    assert made.confidence > inquiry.candidates[0].probability + 0.2
