"""Addresses lead to the place that they were made for."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.ui.fake import ANSWERS, DECK
from ui.components.markup import Mark
from ui.evidence import supporting
from ui.state import Place, evidence_query, place, source_address


def test_an_address_leads_back_to_its_place() -> None:
    query = evidence_query(supporting(ANSWERS["island"])[0])
    address = urlsplit(source_address(query))
    found = place(dict(parse_qsl(address.query)))
    assert address.path == "document"
    assert found
    assert DECK[found.marks[0].start : found.marks[0].end] == "(12)"
    assert [DECK[mark.start : mark.end] for mark in found.marks[1:]] == ["Island route", "2Q14"]
    assert found.at == DECK.index("(12)")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, None),
        ({"at": "5"}, None),
        ({"doc": "a"}, Place("a")),
        ({"doc": "a", "at": "5"}, Place("a", 5)),
        (
            {"doc": "a", "at": "5-9", "with": "1-2,x,3-4"},
            Place("a", 5, (Mark(5, 9), Mark(1, 2, "label"), Mark(3, 4, "label"))),
        ),
        ({"doc": "a", "at": "9-5"}, Place("a", 9)),
        ({"doc": "a", "at": "-1"}, Place("a")),
        ({"doc": "a", "at": "9" * 99}, Place("a")),
    ],
)
def test_what_cannot_be_read_is_left_out(query: dict[str, str], found: Place | None) -> None:
    assert place(query) == found


def test_operands_of_a_computed_figure_come_first_and_each_alone() -> None:
    found = supporting(ANSWERS["half"])
    assert [(piece.letter, DECK[slice(*piece.place)]) for piece in found] == [("a", "1,250"), ("b", "1,312")]


def test_figures_of_one_passage_share_a_card() -> None:
    (found,) = supporting(ANSWERS["northern"])
    assert [DECK[m.start : m.end] for m in found.marks if m.kind == "value"] == ["1,250", "1,312"]


def test_a_figure_outside_of_every_citation_is_shown_all_the_same() -> None:
    answer = ANSWERS["island"].model_copy(update={"citations": (ANSWERS["why"].citations[0],)})
    assert [piece.doc for piece in supporting(answer)] == ["release.txt", "deck.txt"]
