"""Calibrated confidence: a probability, that rises with a way's own; and the scale that labelled answers give."""

from __future__ import annotations

import math

import pytest

from qa.answer import _WAYS
from qa.calibrate import scale
from qa.confidence import EDGE, SILENCE, UNTRIED, calibrated, logit, scales

GRID = [0.0, 0.01, 0.2, 0.5, 0.8, 0.99, 1.0]
WAYS = sorted({way.__name__ for ways in _WAYS.values() for way in ways})


@pytest.mark.parametrize("way", [*WAYS, "a way that nobody tried"])
def test_it_is_a_probability_that_rises_with_the_ways_own(way: str) -> None:
    sure = [calibrated(way, own) for own in GRID]
    assert all(0 < one < 1 for one in sure)
    assert sure == sorted(sure)
    assert sure[0] < sure[-1]


def test_every_scale_is_of_a_way_that_there_is() -> None:
    assert scales().keys() <= {*WAYS, SILENCE}


def test_a_way_that_nobody_tried_is_doubted() -> None:
    assert "a way that nobody tried" not in scales()
    assert calibrated("a way that nobody tried", 0.5) < 0.5
    assert UNTRIED[0] < 0


def test_certainty_has_finite_odds() -> None:
    assert logit(1.0) == pytest.approx(-logit(0.0))
    assert logit(1.0) == logit(1 - EDGE)
    assert logit(0.5) == 0


@pytest.mark.parametrize(
    ("trials", "above"),
    [([(0.6, True)] * 40, 0.8), ([(0.6, True)] * 20 + [(0.6, False)] * 20, 0.45), ([(0.6, False)] * 40, 0.0)],
)
def test_the_scale_follows_how_often_answers_were_right(trials: list[tuple[float, bool]], above: float) -> None:
    a, b = scale(trials)
    share = sum(right for _, right in trials) / len(trials)
    assert above < 1 / (1 + math.exp(-(a + b * logit(0.6)))) < share + 0.2


def test_without_trials_a_way_is_believed() -> None:
    assert scale([]) == pytest.approx((0.0, 1.0), abs=1e-3)
