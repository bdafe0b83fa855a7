"""What speaks for a line beside its words and its times: on made-up rows and sentences."""

from __future__ import annotations

import pytest

from qa.line_signs import label, moves_alike, still
from qa.lines import Line
from qa.postings import Postings
from qa.question import parse


def line(text: str, kind: str = "row") -> Line:
    return Line("boats.txt", 0, len(text), text, (), kind)


def labelled(question: str, one: Line) -> float:
    return label(Postings([(one.text,)], {}).match(parse(question).spoken), one)


def test_a_row_speaks_of_what_it_is_labelled() -> None:
    asked = "why was the revenue target lowered?"
    own, other = line("Revenue | 73 | fewer boats"), line("Operating income | 4 | lower revenue")
    assert labelled(asked, own) > 0.5
    assert labelled(asked, other) == 0
    assert labelled(asked, line("Boats | 3 | lower revenue")) == 0.5
    assert labelled(asked, line("Revenue fell", "bullet")) == 0.5


@pytest.mark.parametrize(
    ("question", "text", "alike"),
    [
        ("which costs rose?", "Rents increased QoQ", 1.0),
        ("which costs came down?", "Rents increased QoQ", 0.0),
        ("which costs came down?", "Rents were down 3% QoQ", 1.0),
        ("which costs came down?", "Rents of JPY 3 million", 0.5),
        ("which costs rose or fell?", "Rents increased QoQ", 0.5),
        ("who set up the yard?", "Rents were down 3%", 0.5),
    ],
)
def test_which_way_things_moved(question: str, text: str, alike: float) -> None:
    assert moves_alike(parse(question), line(text)) == alike


def test_words_of_movement_name_nothing() -> None:
    said = parse("which rents rose sequentially at the yard?").spoken
    assert {"rose", "sequentially"} & {term.name for term in said}
    assert [term.name for term in still(said)] == ["rent", "yard"]
