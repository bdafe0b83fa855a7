"""Which words of a line answer: an example a line of ``examples/cutting.jsonl``, and what holds of any text."""

from __future__ import annotations

from typing import Any

import pytest

from qa.cutting import answering
from qa.inquiry import Inquiry
from qa.model import FiscalCalendar
from qa.question import parse
from qa.words import in_words
from tests.qa.shelved import examples, shelf_of


@pytest.mark.parametrize("example", examples("cutting.jsonl"), ids=lambda example: example["question"])
def test_the_words_that_answer(example: dict[str, Any]) -> None:
    text = example["text"]
    start, end = answering(parse(example["question"]), text, FiscalCalendar())
    assert text[start:end] == example["answers"]


@pytest.mark.parametrize("text", ["", " ", "...", "• ", "(1) ", "a", "|", "\t|\t", "The the the", "X" * 3000])
@pytest.mark.parametrize("question", ["who?", "when did it open?", "why?", "how is it made?", "what does it include?"])
def test_any_text_is_cut_within_its_bounds(question: str, text: str) -> None:
    start, end = answering(parse(question), text, FiscalCalendar())
    assert 0 <= start <= end <= len(text)


def test_an_answer_in_words_holds_its_exact_words() -> None:
    made = in_words(Inquiry("which yard is for wooden hulls?", shelf_of("aoba.txt")), 0.0)
    assert made is not None
    assert made.spans[0] in made.text
    assert made.spans[0] != made.text
