"""A plain dollar is the one that the document declares."""

from __future__ import annotations

import pytest

from qa.dollars import declared_dollar
from qa.figures import figures
from qa.read.text import read_text


@pytest.mark.parametrize(
    ("text", "dollar"),
    [
        ("All amounts are in Canadian dollars unless otherwise noted. Sales of US$5 million and US$6 million.", "CAD"),
        ("(in thousands of Singapore dollars)", "SGD"),
        ("Expressed in Hong Kong dollars", "HKD"),
        ("Revenue of A$5 million, costs of $4 million", "AUD"),
        ("Presented in U.S. dollars. Sales in Canada were C$5 million.", "USD"),
        ("Sales of S$5 million and US$6 million", "USD"),
        ("Sales of $5 million", "USD"),
        ("Sales of JPY 5 million", "USD"),
    ],
)
def test_which_dollar_is_declared(text: str, dollar: str) -> None:
    assert declared_dollar(text) == dollar


def test_a_plain_dollar_is_the_declared_one_and_an_american_one_is_not() -> None:
    text = (
        "Quay Ferries Ltd.\n\nResults\n\nAll amounts are in Canadian dollars.\n\n"
        "- Sales of $5 million\n- Loans of US$6 million\n\n\t2031\t2030\nCash\t$1,204\t$998\n"
    )
    units = {figure.printed: figure.unit for figure in figures(read_text("made.txt", text))}
    assert units == {"5": "CAD", "6": "USD", "1,204": "CAD", "998": "CAD"}
