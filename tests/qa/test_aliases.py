"""Names that documents introduce for one thing."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.aliases import abbreviations, aliases
from qa.model import Document
from qa.postings import Postings, names_of
from qa.question import parse
from qa.read.text import read_text
from qa.vocabulary import folded_words
from tests.qa.examples import cases


def document(text: str) -> Document:
    """A document of one text."""
    return replace(read_text("made.txt", "x"), text=text)


@pytest.mark.parametrize("case", cases("aliases"))
def test_aliases(case: dict[str, Any]) -> None:
    means = [(folded_words(short), folded_words(long)) for short, long in case["means"]]
    assert aliases([document(case["text"])]) == means


def test_names_introduced_more_often_come_first() -> None:
    twice = document('Quay Global Tours ("QGT") and Quay Global Tours ("QGT")')
    once = document('Harbor Global Tours ("HGT")')
    assert [short for short, _ in aliases([once, twice])] == [("qgt",), ("hgt",)]


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    assert all(len(pair) == 2 for pair in aliases([document(text)]))


@pytest.mark.parametrize("unit", ["A", "Ab ", "(A", '"A ', "a-"])
def test_time_grows_with_the_text(unit: str) -> None:
    began = time.process_time()
    aliases([document(unit * (60_000 // len(unit)))])
    assert time.process_time() - began < 2


def test_what_the_field_abbreviates_needs_no_introduction() -> None:
    postings = Postings([["Chief Financial Officer"], ["Chief Clerk"]], names_of(abbreviations()))
    met = postings.match(parse("who is the CFO?").spoken).coverage
    assert met[0] > 0.8
    assert met[1] < 0.2


def test_a_word_of_a_name_is_no_slip_though_the_documents_only_abbreviate_it() -> None:
    postings = Postings([["our CFO"], ["the chief office"]], names_of(abbreviations()))
    assert postings.match(parse("who is the chief financial officer?").spoken).coverage[0] > 0.8
