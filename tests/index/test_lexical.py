"""rank-bm25 is the oracle: with our inverse document frequency it must give the same scores to the last bit or two."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index import arrays
from index import lexical as module
from index.lexical import Lexical, Postings
from index.tokens import tokens

WORDS = ["cloud", "revenue", "JPY1,600", "2Q11", "37.7%", "IIJ-Global", "contracts", "売上高", "the", "of"]
Texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=12)


def oracle(texts: list[str]) -> BM25Okapi:
    """rank-bm25 over the same tokens, with the one difference that the module's docstring states."""
    model = BM25Okapi([tokens(text) for text in texts])
    for word in model.idf:
        n = sum(word in frequencies for frequencies in model.doc_freqs)
        model.idf[word] = math.log(1 + (len(texts) - n + 0.5) / (n + 0.5))
    return model


def lexical_of(texts: Iterable[str]) -> Lexical:
    """BM25 over ``texts`` in one piece."""
    return Lexical([(Postings.build(texts), np.empty(0, np.int64))])


def reopened(lexical: Lexical, file: Path) -> Lexical:
    """The same, from disk."""
    [(postings, removed)] = lexical.parts
    arrays.save(file, postings.arrays())
    return Lexical([(Postings.stored(arrays.opened(file)), removed)])


@given(Texts, st.lists(st.sampled_from([*WORDS, "unheard-of"]), max_size=6).map(" ".join))
def test_scores_are_those_of_rank_bm25(texts: list[str], query: str) -> None:
    if not any(tokens(text) for text in texts):
        return  # rank-bm25 divides by zero there
    expected = oracle(texts).get_scores(tokens(query))
    assert lexical_of(texts).scores(query) == pytest.approx(expected, rel=1e-12, abs=1e-15)


Parts = st.lists(
    st.lists(st.tuples(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.booleans()), max_size=7)
)


@settings(deadline=None)
@given(Parts, st.lists(st.sampled_from([*WORDS, "unheard-of"]), max_size=6).map(" ".join))
def test_scores_of_several_postings_are_those_of_one_over_the_texts_left(
    parts: list[list[tuple[str, bool]]], query: str
) -> None:
    left = [text for part in parts for text, kept in part if kept]
    if not any(tokens(text) for text in left):
        return
    masks = [np.array([kept for _, kept in part], np.bool_) for part in parts]
    postings = [Postings.build(text for text, _ in part) for part in parts]
    several = Lexical([(one, np.flatnonzero(~mask)) for one, mask in zip(postings, masks, strict=True)])
    merged = Lexical([(Postings.merged([*zip(postings, masks, strict=True)]), np.empty(0, np.int64))])
    expected = pytest.approx(oracle(left).get_scores(tokens(query)), rel=1e-12, abs=1e-15)
    assert several.scores(query)[np.concatenate(masks)] == expected
    assert not several.scores(query)[~np.concatenate(masks)].any()
    assert merged.scores(query) == expected
    assert set(several.words) == set(merged.words) == {token for text in left for token in tokens(text)}
    assert all((word in several.words) == (word in set(merged.words)) for word in tokens(" ".join(WORDS)))
    assert len(several.words) == len(merged.words)


@pytest.mark.parametrize("stretch", [1, 7, 1 << 14])
@pytest.mark.parametrize("narrow", [0, 8])
def test_how_postings_are_gone_through_makes_no_difference(
    stretch: int, narrow: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = random.Random(7)
    texts = [" ".join(generator.choices(WORDS, k=generator.randint(0, 9))) for _ in range(300)]
    expected = oracle(texts).get_scores(tokens("cloud 2Q11 the"))
    monkeypatch.setattr(module, "STRETCH", stretch)
    monkeypatch.setattr(module, "NARROW", narrow)
    lexical, allowed = lexical_of(texts), np.arange(300) % 7 == 3
    assert lexical.scores("cloud 2Q11 the") == pytest.approx(expected, rel=1e-12)
    assert lexical.scores("cloud 2Q11 the", allowed)[allowed] == pytest.approx(expected[allowed], rel=1e-12)
    places, scores = lexical.search("cloud 2Q11 the", 500, allowed)
    assert scores == pytest.approx(expected[places], rel=1e-12)
    assert sorted(places) == [int(place) for place in np.flatnonzero(allowed & (expected > 0))]


def test_a_larger_library_ranks_as_rank_bm25_does() -> None:
    generator = random.Random(7)  # of words with the frequencies of a language
    vocabulary = [f"w{number}x" for number in range(2000)]
    weights = [1 / (rank + 1) for rank in range(2000)]
    texts = [" ".join(generator.choices(vocabulary, weights, k=generator.randint(1, 120))) for _ in range(500)]
    lexical, model = lexical_of(texts), oracle(texts)
    for _ in range(20):
        query = " ".join(generator.choices(vocabulary, weights, k=6))
        positions, scores = lexical.search(query, 10)
        expected = model.get_scores(tokens(query))
        assert scores == pytest.approx(np.sort(expected)[::-1][: len(scores)], rel=1e-12)
        assert expected[positions] == pytest.approx(scores, rel=1e-12)


def test_a_word_in_every_text_still_counts() -> None:
    texts = ["cloud revenue", "cloud", "cloud cloud cost of much else"]
    assert (lexical_of(texts).scores("cloud") > 0).all()


def test_only_allowed_texts_that_share_a_word_are_found() -> None:
    lexical = lexical_of(["cloud", "cloud cloud", "network", "cloud network"])
    positions, scores = lexical.search("cloud", 10, np.array([True, False, True, True]))
    assert list(positions) == [0, 3]
    assert (scores > 0).all()
    assert len(lexical.search("cloud", 10, np.zeros(4, np.bool_))[0]) == 0


def test_equal_scores_come_in_order_of_position() -> None:
    assert list(lexical_of(["cloud"] * 50).search("cloud", 7)[0]) == list(range(7))


@pytest.mark.parametrize("texts", [[], [""], ["", "  "], ["cloud"]])
def test_degenerate_libraries(texts: list[str], tmp_path: Path) -> None:
    lexical = lexical_of(texts)
    assert lexical.scores("network").shape == (len(texts),)
    assert len(lexical.search("network", 3)[0]) == 0
    assert list(reopened(lexical, tmp_path / "postings").scores("cloud")) == list(lexical.scores("cloud"))


def test_reopened_postings_score_alike(tmp_path: Path) -> None:
    texts = ["Cloud revenue 売上高", "cloud \x85 contracts \u2028 37.7%", "network"]
    lexical = lexical_of(texts)
    opened = reopened(lexical, tmp_path / "postings")
    for query in ("cloud", "売上高", "37.7% of contracts"):
        assert list(opened.scores(query)) == list(lexical.scores(query))
