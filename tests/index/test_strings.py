from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.strings import ABSENT, Sought, Strings, sought

Texts = st.lists(st.text(alphabet="ab\n数", max_size=4), unique=True)


@settings(deadline=None)
@given(Texts, Texts)
def test_a_list_like_any_other(texts: list[str], others: list[str]) -> None:
    strings = Strings.stored(Strings.of(texts).arrays())
    assert list(strings) == texts
    assert len(strings) == len(texts)
    assert [strings[at] for at in range(-len(texts), len(texts))] == [*texts, *texts]
    assert strings[1:3] == texts[1:3]
    expected = [texts.index(text) if text in texts else ABSENT for text in others]
    assert strings.find(sought(others)).tolist() == expected
    assert [text in strings for text in others] == [text in texts for text in others]


def test_beyond_the_end() -> None:
    with pytest.raises(IndexError):
        Strings.of(["a"])[1]


def test_texts_of_one_hash_are_told_apart() -> None:
    strings = Strings.of(["a", "b", "c"])
    same = Strings(strings.blob, strings.starts, np.full(3, 7, np.uint64), strings.order)
    wanted = Sought([b"b", b"d", b"a"], np.full(3, 7, np.uint64))
    assert same.find(wanted).tolist() == [1, ABSENT, 0]


def test_hashes_are_part_of_the_format() -> None:
    assert sought(["cloud", ""]).hashes.tolist() == [5018044521357725273, 13020603013274838756]
