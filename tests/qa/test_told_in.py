"""Places that questions name: said of a document, and nothing else."""

from __future__ import annotations

import pytest

from qa.told_in import placeless, places_named


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("shares held in March 2031, per the Minato Stock Exchange form", "Minato Stock Exchange form"),
        ("cost cuts, as told in the February 2031 deck", "February 2031 deck"),
        ("the June 2031 deck gives two increases", "June 2031 deck"),
        ("According to the latest report, what are sales?", "latest report"),
        ("By how much did stocks fall, according to the cash flow page?", "cash flow page"),
        ("Net pay-down of loans - what figure does the chairman's commentary give?", "the chairman's commentary"),
    ],
)
def test_a_place_is_named(text: str, place: str) -> None:
    assert [named for _, _, named in places_named(text)] == [place]
    assert place not in placeless(text)


@pytest.mark.parametrize("text", ["sales per share in 2Q31", "sales in the deck chair segment", "in the year reported"])
def test_no_place_is_named(text: str) -> None:
    assert placeless(text) == text


def test_what_somebody_needs_it_for_is_left_out() -> None:
    assert placeless("For the yearly audit file: what did the yard cost?") == "what did the yard cost?"
    assert placeless("For the file: what?") != placeless("for the file servers: what?")
