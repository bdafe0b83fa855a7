"""The field's vocabulary: concepts, folded words, keys."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.knowledge import sections
from qa.vocabulary import concepts, fold, folded_words, keys, normal, placed_terms, terms, unattributed, written_words
from tests.qa.examples import cases


@pytest.mark.parametrize("case", cases("vocabulary"))
def test_terms(case: dict[str, Any]) -> None:
    assert [term.name for term in terms(case["text"])] == case["means"]


def said(text: str) -> frozenset[str]:
    """What a text says in terms of the field; at least one of them is a concept."""
    assert concepts(text), text
    return frozenset(term.name for term in terms(text))


@pytest.mark.parametrize("case", cases("wordings", having="same"))
def test_wordings_of_one_thing(case: dict[str, Any]) -> None:
    one, other = case["same"]
    assert said(one) == said(other)


@pytest.mark.parametrize("case", cases("wordings", having="apart"))
def test_wordings_of_two_things(case: dict[str, Any]) -> None:
    one, other = case["apart"]
    assert said(one) != said(other)


def test_no_phrase_stands_for_two_concepts() -> None:
    for line in sections("metrics.txt")[""]:
        name, _, others = line.partition("|")[0].partition("=")
        for form in (name, *others.split(", ")):
            assert [term.name for term in terms(form)] == [name.strip()], form


@pytest.mark.parametrize(
    ("word", "folded"), [("boats", "boat"), ("companies", "company"), ("HHB".lower(), "hb"), ("quay's", "quay")]
)
def test_folding(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_names_are_told_from_words() -> None:
    assert [term.proper for term in terms("Quay boats 3D")] == [True, False, True]


def test_keys_see_through_who_a_metric_is_attributable_to() -> None:
    assert "net income" in keys("Net income attributable to owners of Harbor")
    assert "harbor" in keys("Net income attributable to owners of Harbor")


def test_what_is_money() -> None:
    [money] = concepts("operating income")
    [count] = concepts("employees")
    [ratio] = concepts("operating margin")
    assert [concept.is_money for concept in (money, count, ratio)] == [True, False, False]
    assert ratio.base == "operating income"


@given(st.text(max_size=120))
def test_terms_are_placed_among_the_words(text: str) -> None:
    folded = folded_words(text)
    assert len(written_words(text)) == len(folded)
    assert all(start < end <= len(normal(text)) for start, end in written_words(text))
    for term, at in placed_terms(text):
        assert folded[at : at + len(term.words)] == term.words
    assert frozenset(folded) <= keys(text)


def test_keys_see_through_who_earnings_per_share_are_attributable_to() -> None:
    assert "earnings per share" in keys("Net Income attributable to Harbor per Share")
    assert unattributed("Net income attributable to noncontrolling interests").endswith("interests")
