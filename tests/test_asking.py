"""The benchmark of an ask's parts: each second is booked once, to the innermost part."""

from __future__ import annotations

import time

import pytest

from benchmarks.asking import PARTS, Clock, Timed, measured
from qa.gold import GoldQuestion
from tests.qa.shelved import shelf_of


def test_a_part_is_booked_without_the_parts_within_it() -> None:
    clock = Clock()
    began = time.perf_counter()
    with clock("outer"):
        time.sleep(0.02)
        with clock("inner"):
            time.sleep(0.05)
        time.sleep(0.02)
    whole = time.perf_counter() - began
    assert clock.seconds["inner"] >= 0.05
    assert clock.seconds["outer"] >= 0.04
    assert sum(clock.seconds.values()) <= whole


def test_a_stand_in_does_what_the_other_does_and_books_its_time() -> None:
    clock = Clock()
    words = Timed(["boats"], "list", clock)
    assert words.index("boats") == 0
    assert clock.seconds["list"] > 0


def test_every_part_of_every_question_but_the_first_is_measured() -> None:
    questions = [GoldQuestion(id=str(n), question="operating profit in 2Q31") for n in range(3)]
    taken = measured(questions, shelf_of("aoba.txt"))
    assert set(taken) == {*PARTS, "in all"}
    assert all(len(times) == 2 for times in taken.values())
    assert taken["in all"][0] == pytest.approx(sum(taken[part][0] for part in PARTS))
    assert min(taken["bind"]) > 0
    assert taken["encode"] == [0, 0]
