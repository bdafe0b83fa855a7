"""Gradient-boosted trees as text: what they are in a file, and what they make of features.

Each tree asks ``DEPTH`` questions of the kind "is this feature at most that?" and ends in a number; the numbers of all
trees add up to log odds (Friedman 2001, "Greedy function approximation: a gradient boosting machine"). A tree is
written as a complete one in the order of a heap: the questions first, a row below the other, and then the ends.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.tree._tree import Tree

DEPTH = 3
"""Questions from a tree's root to an end."""
ASKED = 2**DEPTH - 1
LEAF = -1  # what scikit-learn has for the children of a node without any

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Trees:
    """Trees over the columns ``names``: the column and the limit that each question asks for, shape (trees, ASKED),
    the numbers at the ends, shape (trees, ASKED + 1), and the log odds before any tree."""

    names: Sequence[str]
    columns: NDArray[np.int64]
    limits: Array
    ends: Array
    start: float

    def probability(self, rows: Array) -> Array:
        """The probability of each row, shape (rows,), of features in the order of ``names``, shape (rows, names)."""
        every = np.arange(len(self.columns))
        at = np.zeros((len(rows), len(every)), np.int64)
        for _ in range(DEPTH):
            above = np.take_along_axis(rows, self.columns[every, at], axis=1) > self.limits[every, at]
            at = 2 * at + 1 + above
        odds = self.start + self.ends[every, at - ASKED].sum(axis=1)
        sure: Array = 1 / (1 + np.exp(-odds))
        return sure

    def as_text(self) -> str:
        """JSON: the names, and for each tree its questions as [name, limit] and its ends, a line each."""
        trees = zip(self.columns.tolist(), self.limits.tolist(), self.ends.tolist(), strict=True)
        lines = (
            json.dumps({"asks": [[self.names[c], limit] for c, limit in zip(of, at, strict=True)], "ends": ends})
            for of, at, ends in trees
        )
        head = f'{{"start": {self.start}, "names": {json.dumps([*self.names])},\n"trees": [\n'
        return head + ",\n".join(lines) + "\n]}\n"

    @classmethod
    def read(cls, text: str) -> Trees:
        """The trees that :meth:`as_text` wrote."""
        read = json.loads(text)
        place = {name: number for number, name in enumerate(read["names"])}
        columns = np.array([[place[name] for name, _ in tree["asks"]] for tree in read["trees"]], np.int64)
        limits = np.array([[limit for _, limit in tree["asks"]] for tree in read["trees"]])
        return cls(read["names"], columns, limits, np.array([tree["ends"] for tree in read["trees"]]), read["start"])


def grown(names: Sequence[str], rows: Array, right: NDArray[np.bool_]) -> Trees:
    """The trees that tell the rows that are ``right``; the same each time. scikit-learn grows them."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=120, learning_rate=0.05, max_depth=DEPTH, subsample=0.7, max_features=0.3, min_samples_leaf=15,
        random_state=0,
    )  # fmt: skip
    model.fit(rows, right)
    complete = [_complete(tree.tree_, model.learning_rate) for tree in model.estimators_[:, 0]]
    share = right.mean()
    columns, limits, ends = (np.array(of) for of in zip(*complete, strict=True))
    return Trees(names, columns, limits.round(6), ends.round(5), round(float(np.log(share / (1 - share))), 5))


def _complete(tree: Tree, rate: float) -> tuple[list[int], list[float], list[float]]:
    """A tree of scikit-learn as a complete one: where it ends early, both answers lead to the same end."""
    nodes, limits = [0], []
    columns: list[int] = []
    for _ in range(DEPTH):
        below: list[int] = []
        for node in nodes:
            ends = tree.children_left[node] == LEAF
            columns.append(0 if ends else int(tree.feature[node]))
            limits.append(0.0 if ends else float(tree.threshold[node]))
            below += [node, node] if ends else [int(tree.children_left[node]), int(tree.children_right[node])]
        nodes = below
    return columns, limits, [rate * float(tree.value[node, 0, 0]) for node in nodes]
