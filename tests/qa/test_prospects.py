"""Prospects: every answer that some threshold would let through, each made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.confidence import SILENCE
from qa.inquiry import Inquiry
from qa.model import Answer
from qa.prospects import Prospects
from tests.qa.made import answer, figure
from tests.qa.shelved import shelf_of

WAYS = {"first": 0.3, "worse": 0.2, "better": 0.7}


def made(asked: list[str]) -> Iterator[tuple[str, Answer]]:
    for way, confidence in WAYS.items():
        asked.append(way)
        yield way, answer(figure(source=None), confidence=confidence, text=way, citations=())


def prospects(asked: list[str]) -> Prospects:
    inquiry = Inquiry("operating income in 2Q31", shelf_of("aoba.txt"))
    return Prospects(inquiry, made(asked), lambda _, confidence: confidence)


@pytest.mark.parametrize(
    ("threshold", "said", "tried"),
    [(0.0, "first", 1), (0.3, "first", 1), (0.31, "better", 3), (0.7, "better", 3), (0.71, "", 3)],
)
def test_the_first_answer_that_is_sure_enough_is_given_and_no_way_tried_beyond(
    threshold: float, said: str, tried: int
) -> None:
    asked: list[str] = []
    given = prospects(asked).at(threshold)
    assert given.status == ("answered" if said else "not_found")
    assert given.text == said or not said
    assert given.confidence == (pytest.approx(0.3) if not said else WAYS[said])
    assert asked == [*WAYS][:tried]
    assert given.passages


def test_a_silence_has_a_scale_of_its_own() -> None:
    inquiry = Inquiry("operating income in 2Q31", shelf_of("aoba.txt"))
    doubted = Prospects(inquiry, made([]), lambda way, confidence: confidence / 2 if way == SILENCE else confidence)
    assert doubted.at(0.71).confidence == pytest.approx((1 - WAYS["better"]) / 2)
    assert doubted.at(0.7).confidence == WAYS["better"]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("operating income of Susukida in 2Q31", "Susukida"),
        ("operating income of Susukida Marine in 2Q31", "Susukida, Marine"),
        ("operating income of Aoba Marine in 2Q31", ""),
        ("operating income of 73.0 in 2Q31", ""),
        ("wages of the crew in 2Q31", ""),
    ],
)
def test_a_silence_names_what_nothing_speaks_of(question: str, named: str) -> None:
    silence = Prospects(Inquiry(question, shelf_of("aoba.txt"))).at(1.0)
    assert silence.text.startswith("Not in these documents")
    assert ("nothing in them speaks of" in silence.text) == bool(named)
    assert not named or f"speaks of {named}." in silence.text


def test_every_way_is_tried_once_however_often_one_looks() -> None:
    asked: list[str] = []
    known = prospects(asked)
    assert known.at(0.5).text == "better"
    assert known.at(0.1).text == "first"
    assert [one.text for one in known] == ["first", "better"]
    assert [one.text for one in known] == ["first", "better"]
    assert asked == [*WAYS]


def test_ways_and_scale_of_its_own() -> None:
    inquiry = Inquiry("operating income in 2Q31", shelf_of("aoba.txt"))
    [*all_of_them] = Prospects(inquiry)
    assert len(all_of_them) > 0
    assert Prospects(inquiry).at(0.0).figures == all_of_them[0].figures
    assert Prospects(inquiry).at(1.0).status == "not_found"


@pytest.mark.parametrize(
    ("question", "names"), [("did Zulu buy Kisaragi in 2Q31?", "Zulu"), ("what did Kisaragi pay in 2Q31?", "")]
)
def test_only_names_that_no_line_has_are_said_to_be_unheard_of(question: str, names: str) -> None:
    silence = Prospects(Inquiry(question, shelf_of("aoba.txt")), ()).at(1.0)
    assert (f"nothing in them speaks of {names}." in silence.text) if names else "speaks of" not in silence.text
