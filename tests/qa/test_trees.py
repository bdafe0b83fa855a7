"""Trees learn what no sum of weights can tell, and are the same out of a file as they were grown."""

from __future__ import annotations

import numpy as np
import pytest

from qa.trees import Trees, grown

RNG = np.random.default_rng(3)
ROWS = RNG.random((400, 3))
RIGHT = (ROWS[:, 0] > 0.5) == (ROWS[:, 1] > 0.5)  # counts only together


@pytest.fixture(scope="module")
def trees() -> Trees:
    return grown(["one", "other", "idle"], ROWS, RIGHT)


def test_trees_tell_what_counts_only_together(trees: Trees) -> None:
    fresh = np.array([[0.9, 0.8, 0.5], [0.1, 0.2, 0.5], [0.9, 0.2, 0.5], [0.1, 0.8, 0.5]])
    assert (trees.probability(fresh) > 0.5).tolist() == [True, True, False, False]


def test_trees_are_the_same_out_of_a_file(trees: Trees) -> None:
    again = Trees.read(trees.as_text())
    assert np.array_equal(again.probability(ROWS), trees.probability(ROWS))


def test_trees_say_what_scikit_learn_says_of_them(trees: Trees) -> None:
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=120, learning_rate=0.05, max_depth=3, subsample=0.7, max_features=0.3, min_samples_leaf=15,
        random_state=0,
    )  # fmt: skip
    theirs = model.fit(ROWS, RIGHT).predict_proba(ROWS)[:, 1]
    assert np.abs(trees.probability(ROWS) - theirs).max() < 1e-3


def test_a_tree_that_ends_early_gives_one_end_to_both_answers() -> None:
    rows = np.repeat([[0.0], [1.0]], 100, axis=0)
    trees = grown(["only"], rows, rows[:, 0] > 0)
    low, high = trees.probability(np.array([[0.0], [1.0]]))
    assert low < 0.1 < 0.9 < high
