"""Choosing among candidates or none: shares of one, by weighed features."""

from __future__ import annotations

import math

import numpy as np
import pytest

from qa.choice import NONE, choose, weights_of
from qa.inquiry import Inquiry
from tests.qa.shelved import shelf_of

WEIGHTS = {"fit": 2.0, "far": -1.0, NONE: 1.0}


def test_no_candidates_leave_it_all_to_none() -> None:
    assert choose([], WEIGHTS).shape == (0,)


def test_shares_are_those_of_the_exponentials_of_the_scores() -> None:
    shares = choose([{"fit": 1.0, "far": 0.0}, {"fit": 0.0, "far": 1.0}], WEIGHTS)
    total = math.exp(2) + math.exp(-1) + math.exp(1)
    assert shares == pytest.approx([math.exp(2) / total, math.exp(-1) / total])


def test_great_scores_neither_overflow_nor_vanish() -> None:
    shares = choose([{"fit": 1e4, "far": 0.0}, {"fit": -1e4, "far": 0.0}], WEIGHTS)
    assert shares == pytest.approx([1.0, 0.0])


def test_features_without_a_weight_count_nothing() -> None:
    bare, more = {"fit": 1.0, "far": 0.0}, {"fit": 1.0, "far": 0.0, "unheard of": 9.0}
    assert np.array_equal(choose([bare], WEIGHTS), choose([more], WEIGHTS))


@pytest.mark.parametrize("task", ["binding", "quoting"])
def test_the_weights_of_each_task_know_none(task: str) -> None:
    assert NONE in weights_of(task)
    assert all(math.isfinite(weight) for weight in weights_of(task).values())


def test_the_features_that_are_made_are_those_that_have_a_weight() -> None:
    inquiry = Inquiry("operating income in 2Q31", shelf_of("aoba.txt"))
    assert {*inquiry.candidates[0].features, NONE} == weights_of("binding").keys()
    assert {*inquiry.lines[0].features, NONE} == weights_of("quoting").keys()
