"""A second look judges the likeliest choices, one of each group, beside what stands against them."""

from __future__ import annotations

import numpy as np
import pytest

from qa.choice import TASKS, weights_of, without
from qa.second_look import LOOKED_AT, STANDING, columns, leaders, looked_at_again, rows, trees_of


def test_a_group_is_led_by_its_likeliest_and_has_the_probability_of_all() -> None:
    first, totals = leaders([0, 1, 0, 3], np.array([0.2, 0.3, 0.25, 0.1]))
    assert first == [1, 2, 3]
    assert totals == pytest.approx([0.3, 0.45, 0.1])


def test_what_is_looked_at_is_each_feature_its_distance_from_the_best_and_the_rival() -> None:
    first, looked = rows(["fit"], [{"fit": 0.2}, {"fit": 1.0}, {"fit": 0.5}], np.array([0.1, 0.6, 0.2]))
    assert first == [1, 2, 0]
    assert columns(["fit"]) == ["fit", "fit behind", *STANDING]
    assert looked.tolist() == pytest.approx(
        np.array([[1.0, 0.0, 0.6, 0.1, 0.2], [0.5, 0.5, 0.2, 0.1, 0.6], [0.2, 0.8, 0.1, 0.1, 0.6]])
    )


def test_a_choice_alone_has_no_rival() -> None:
    assert rows(["fit"], [{"fit": 0.2}], np.array([0.4]))[1][0, -1] == 0


def test_a_feature_that_is_left_out_is_the_same_for_all() -> None:
    with without("fit"):
        looked = rows(["fit"], [{"fit": 0.2}, {"fit": 1.0}], np.array([0.1, 0.6]))[1]
    assert not looked[:, :2].any()


@pytest.mark.parametrize("task", TASKS)
def test_the_probabilities_are_of_one_choice_or_none(task: str) -> None:
    names = [name for name in weights_of(task) if name != "none"]
    choices = [dict.fromkeys(names, 1.0) for _ in range(LOOKED_AT + 3)]
    sure = looked_at_again(task, choices, np.full(len(choices), 0.12))
    assert 0 < sure.min() <= sure.max() < 1
    assert sure[:LOOKED_AT].sum() <= 1 + 1e-9
    assert sure[LOOKED_AT:].max() <= sure[:LOOKED_AT].min()


@pytest.mark.parametrize("task", TASKS)
def test_the_trees_look_at_the_features_that_the_weights_weigh(task: str) -> None:
    assert list(trees_of(task).names) == columns([name for name in weights_of(task) if name != "none"])
