"""How sure the likeliest choices are, by a second look at them beside what stands against them.

``qa.choice`` adds up what speaks for each choice by itself. Whether the likeliest is right depends on more: on features
that count only together, and on how far the others fall short. Trees over both tell (``qa.trees``, grown by
``qa.train``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from qa.choice import Features, left_out
from qa.trees import Array, Trees

LOOKED_AT = 5
"""Choices, the likeliest first, that are looked at again."""
STANDING = ("share", "none", "rival")
"""What the first look says of a choice: its own probability, that none is right, and that of the best other."""


@cache
def trees_of(task: str) -> Trees:
    """The trees for a task ("binding", "quoting")."""
    return Trees.read((files("qa.knowledge") / f"{task}_trees.json").read_text(encoding="utf-8"))


def columns(names: Sequence[str]) -> list[str]:
    """The names of what is looked at, given those of the features: each, and how far it falls short of the best."""
    return [*names, *(f"{name} behind" for name in names), *STANDING]


def rows(names: Sequence[str], choices: Sequence[Features], shares: Array) -> tuple[list[int], Array]:
    """The numbers of the likeliest choices, and what is looked at of each, shape (of them, columns)."""
    values = np.array([[features[name] for name in names] for features in choices])
    values[:, [name == left_out() for name in names]] = 0
    first = np.argsort(-shares, kind="stable")[:LOOKED_AT]
    best = np.partition(np.append(shares, [0.0, 0.0]), -2)[-2:]
    rival = np.where(shares[first] == best[1], best[0], best[1])
    standing = np.column_stack([shares[first], np.full(len(first), 1 - shares.sum()), rival])
    return first.tolist(), np.hstack([values[first], values.max(axis=0) - values[first], standing])


def leaders(groups: Sequence[int], shares: Array) -> tuple[list[int], Array]:
    """The likeliest choice of each group, and the probability of each group; ``groups`` has that of every choice."""
    totals: dict[int, float] = {}
    first: dict[int, int] = {}
    for number in np.argsort(-shares, kind="stable").tolist():
        group = groups[number]
        first.setdefault(group, number)
        totals[group] = totals.get(group, 0.0) + float(shares[number])
    return list(first.values()), np.array([totals[group] for group in first])


def looked_at_again(task: str, choices: Sequence[Features], shares: Array) -> Array:
    """The probability of each choice, given what the first look gave it. Those that are not among the likeliest are no
    likelier than those that are."""
    if not choices:
        return shares
    trees = trees_of(task)
    names = trees.names[: (len(trees.names) - len(STANDING)) // 2]
    first, looked_at = rows(names, choices, shares)
    sure = trees.probability(looked_at)
    sure /= max(1.0, float(sure.sum()))
    found: Array = np.minimum(shares, sure.min())
    found[first] = sure
    return found
