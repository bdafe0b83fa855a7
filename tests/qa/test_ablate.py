"""Ablation: what is left when one mechanism is left out, and how that is told."""

from __future__ import annotations

import math

from qa.ablate import WHOLE, ablated, feature_names, lesser_shelves, table
from qa.choice import NONE, TASKS, weights_of, without
from qa.gold import GoldQuestion
from tests.qa.made import gold_figure
from tests.qa.shelved import shelf_of

PROFIT = {"value": 104000000, "period_start": "2031-07-01", "period_end": "2031-09-30"}
QUESTIONS = [
    GoldQuestion.model_validate(
        {
            "id": "profit",
            "question": "operating profit in 2Q31",
            "category": "table_cell",
            "status": "answered",
            "figures": [gold_figure(**PROFIT)],
        }
    ),
    GoldQuestion(id="kites", question="How many kites flew in 2Q31?", category="unanswerable", status="not_found"),
]


def test_a_feature_that_is_left_out_weighs_nothing_within_the_block_alone() -> None:
    before = {task: dict(weights_of(task)) for task in TASKS}
    with without("coverage"):
        for task in TASKS:
            assert weights_of(task) == {**before[task], "coverage": 0.0}
    with without(NONE):
        assert weights_of("binding")[NONE] == -math.inf
    assert {task: dict(weights_of(task)) for task in TASKS} == before
    assert NONE not in feature_names()


def test_a_lesser_shelf_is_without_its_thing_and_shares_the_rest() -> None:
    shelf = shelf_of("aoba.txt")
    lesser = dict(lesser_shelves(shelf))
    assert {"meaning", "meaning: lines", "aliases"} <= lesser.keys()
    assert lesser["aliases"].names == {}
    assert all(one.documents == shelf.documents for one in lesser.values())
    assert lesser["meaning: lines"].engines.lines is not shelf.engines.lines
    assert lesser["meaning: lines"].engines.labels is shelf.engines.labels


def test_leaving_out_the_way_that_answers_loses_the_answer() -> None:
    verdicts = ablated(QUESTIONS, shelf_of("aoba.txt"), features=True)
    assert verdicts[WHOLE] == {"profit": "right", "kites": "right"}
    assert verdicts["way: one figure"]["profit"] == "missed"
    assert "kites" not in verdicts["way: one figure"] or verdicts["way: one figure"]["kites"] == "right"
    assert verdicts["feature: coverage"].keys() == {"profit", "kites"}
    lines = {line[:30].strip(): line[30:].split() for line in table(QUESTIONS, verdicts).split("\n")}
    assert lines["left out"] == ["right", "wrong", "table_cell", "unanswerable"]
    assert lines[WHOLE] == ["1.000", "0.000", "1/0", "1/0"]
    assert lines["way: one figure"] == ["0.500", "0.000", "-1/+0", "."]
