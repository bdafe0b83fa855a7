from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import singular, tokens


@pytest.mark.parametrize("word", ["2Q11", "FY2011", "JPY0.5", "37.7%", "IIJ-Global", "1,600", "R&D", "11/4", "1H"])
def test_words_are_kept_whole(word: str) -> None:
    assert tokens(f"({word}),")[0] == word.lower()
    assert word.lower() in tokens(f"about {word}.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JPY250 million", "250"),
        ("JPY1,600", "1600"),
        ("1,600", "1600"),
        ("JPY0.5 billion", "0.5"),
        ("37.7%", "37.7"),
        ("IIJ-Global", "Global"),
        ("FY2011", "2011"),
        ("120Gbps", "120"),
        ("revenues", "revenue"),
        ("contract", "Contracts"),
        ("companies", "company"),
        ("losses", "loss"),
        ("U.S. dollars", "US dollar"),
        ("company’s", "company"),
        ("１２３", "123"),
        ("ﾃﾞｰﾀｾﾝﾀｰ", "データ"),
        ("クラウドサービス売上高", "売上高"),
        ("売上", "売上高"),
        ("year-on-year", "year on year"),
        ("11/4~11/6", "11/6"),
        ("（1,879）", "1879"),
        ("△1,879", "1879"),
    ],
)
def test_two_ways_of_writing_meet(one: str, other: str) -> None:
    assert set(tokens(one)) & set(tokens(other))


@pytest.mark.parametrize(
    ("one", "other"), [("2Q11", "2Q12"), ("1,600", "1,601"), ("37.7%", "3.77%"), ("0.5", "5"), ("1H11", "1Q11")]
)
def test_different_figures_do_not_meet(one: str, other: str) -> None:
    assert not set(tokens(one)) & set(tokens(other))


def test_order_and_repetition_are_those_of_the_text() -> None:
    assert tokens("cloud IIJ-Global cloud") == ["cloud", "iij-global", "iij", "global", "cloud"]


@pytest.mark.parametrize("text", ["", " \t\n", "…!?", "▶ - •", "___"])
def test_a_text_without_words_has_no_tokens(text: str) -> None:
    assert tokens(text) == []


@pytest.mark.parametrize("word", ["gas", "business", "status", "is", "1s", "2q11s", "bus"])
def test_what_only_looks_like_a_plural_stays(word: str) -> None:
    assert singular(word) == word


@given(st.text())
def test_tokens_are_lower_case_and_without_space(text: str) -> None:
    for token in tokens(text):
        assert token
        assert token == token.lower()
        assert not any(character.isspace() for character in token)


@given(st.text(), st.text())
def test_a_line_break_separates(one: str, other: str) -> None:
    assert tokens(f"{one}\n{other}") == tokens(one) + tokens(other)
