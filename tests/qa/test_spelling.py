"""Mistyped words: mended where only one everyday word is near, and names left alone."""

from __future__ import annotations

import time

import pytest

from qa.inquiry import Inquiry
from qa.prospects import Prospects
from qa.spelling import Mended, Spelling
from tests.qa.shelved import examples, shelf_of

WRITTEN = {"kayak", "harbour", "aoba", "minato", "uzuki", "vessel", "shipyard", "shipyards", "takao"}
COMMON = frozenset({"harbour", "vessel", "shipyards", "wages", "marsh", "staple", "plant", "shipyard"})
SPELLING = Spelling(WRITTEN, lambda: COMMON)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("revenue in the secnd qaurter", "revenue in the second quarter"),
        ("Revnue in Septmber 2031", "Revenue in September 2031"),
        ("opertaing incmoe", "operating income"),
        ("harbuor dues", "harbour dues"),
        ("how many vesels?", "how many vessel?"),
        ("depreciaton and amortizaton", "depreciation and amortization"),
    ],
)
def test_mended(typed: str, read: str) -> None:
    assert SPELLING.mended(typed).text == read


@pytest.mark.parametrize(
    "text",
    [
        "revenue of Aobo in 2Q31",  # a name near a name
        "revenue of aobo in 2Q31",
        "sales of Kayac Ltd",
        "what did Marsh pay?",
        "who is Octobur?",
        "Harbuor House dues",  # written as a name is
        "wages at the plant",
        "staple goods",
        "x-quartr and quartr-x and quartr2",
        "Minatu, Uzuko and Takaa",
        "",
    ],
)
def test_left_alone(text: str) -> None:
    assert SPELLING.mended(text) == Mended(text)


@pytest.mark.parametrize("name", ["questions.jsonl", "derive.jsonl", "listing.jsonl", "series.jsonl"])
def test_rightly_written_questions_stay_even_where_the_language_is_unknown(name: str) -> None:
    texts = [example["question"] for example in examples(name)]
    assert [Spelling(()).mended(text).text for text in texts] == texts


def test_no_word_becomes_one_of_two_that_are_as_near() -> None:
    words = {"barge", "badge"}
    assert Spelling(words, lambda: frozenset(words)).mended("bagge") == Mended("bagge")
    assert Spelling({"barge"}, lambda: frozenset(words) - {"badge"}).mended("bagge").text == "barge"


def test_what_was_mended_is_noted_and_the_question_stays_as_typed() -> None:
    made = Prospects(Inquiry("opertaing income in 2Q31", shelf_of("aoba.txt"))).at()
    assert made.question == "opertaing income in 2Q31"
    assert "“opertaing” is read as “operating”." in made.notes


def test_a_question_is_mended_fast() -> None:
    text = "Revnue and opertaing incmoe of the shipyrads in the secnd qaurter of 2031"
    SPELLING.mended(text)
    started = time.process_time()
    for _ in range(20):
        Spelling(WRITTEN, lambda: COMMON).mended(text)
    assert (time.process_time() - started) / 20 < 0.02
