from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse

Rankings = st.dictionaries(st.sampled_from("xyz"), st.lists(st.sampled_from("abcdefgh"), unique=True))


def test_the_formula_of_the_paper() -> None:
    fused = dict(fuse({"one": ["a", "b"], "two": ["b", "c"]}))
    assert fused == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 62})


def test_weights_multiply() -> None:
    fused = dict(fuse({"one": ["a"], "two": ["b"]}, {"one": 0.25}, k=9))
    assert fused == pytest.approx({"a": 0.025, "b": 0.1})


def test_a_ranking_that_weighs_nothing_changes_no_order() -> None:
    fused = fuse({"one": ["b", "a"], "two": ["a", "b"]}, {"two": 0.0})
    assert [key for key, _ in fused] == ["b", "a"]


def test_nothing_to_fuse() -> None:
    assert fuse({}) == []
    assert fuse({"one": []}) == []


@given(Rankings)
def test_every_key_comes_once_and_scores_fall(rankings: dict[str, list[str]]) -> None:
    fused = fuse(rankings)
    assert sorted(key for key, _ in fused) == sorted({key for ranking in rankings.values() for key in ranking})
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.integers(1, 4))
def test_rankings_that_agree_are_kept(ranking: list[str], times: int) -> None:
    assert [key for key, _ in fuse({str(number): ranking for number in range(times)})] == ranking
