"""Makes the weights of ``qa.choice`` from labelled questions: ``python -m qa.train TASK QUESTIONS.jsonl``.

The task "binding" learns which figure answers, from questions that ask for one; "quoting" learns which line does, from
all whose evidence is known. Both learn from unanswerable questions that none does. Only the "tune" split teaches.
The weights are one file, the trees of ``qa.second_look`` another. Printed are the weights and, by five-fold
cross-validation over the questions, how often the likeliest choice is right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.bind import fact_groups
from qa.choice import NONE, Features, choose
from qa.gold import GoldQuestion, read_gold
from qa.judge import plain, same_fact
from qa.library import Library
from qa.measure import split_of
from qa.postings import Array
from qa.second_look import columns, leaders, rows
from qa.trees import Trees, grown

STRENGTH = 1.0  # of the regularisation, on the sum of squares of the distances from BELIEF
BELIEF = {
    "coverage": 4.0, "fits": 1.5, "unsaid": -1.0, "unheard": -3.0, "period": 3.0, "period unknown": -2.0, "unit": 3.0,
    "status": 3.0, "base": 1.0, "recency": 1.0, "whole": 1.5, "found": 1.0, "alike": 1.0, "support": 0.5, "digits": 0.5,
    "outdone": -3.0, "metric": 2.0, "name": 2.0, "plain": 1.0, "own metric": 1.0, "other metric": -1.0,
    "other subject": -1.0, "largest": 0.5, "operation": -0.5, "left out": -3.0,
    "version": 3.0, "under metric": 1.0, "under other": -1.0, "part": -2.0,
    "in itself": 1.0, "words": 1.0, "meaning": 4.0, "period above": 2.0, "holds": 2.0, "heading": -3.0, "beside": 1.0,
    "meaning around": 1.0, "timely": 1.0, "published": 1.0, "new": 1.0, "coverage outdone": -1.0,
    "meaning outdone": -2.0, "label meaning outdone": -1.0, "line meaning outdone": -1.0,
    "told": 3.0, "label": 1.0, "moves": 1.0,
}  # fmt: skip
"""What each feature should weigh by what it means; a few hundred questions bend this, they don't replace it."""
FOLDS = 5


@dataclass(frozen=True)
class Example:
    """The candidates of one question: the features of each, whether it is right, and those that say the same."""

    features: Sequence[Features]
    right: Sequence[bool]
    groups: Sequence[int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains a task on a gold file with the documents of a library, and writes the weights."""
    options = _options(arguments)
    found = [example for gold, folder in _sources(options) for example in examples(options.task, gold, folder)]
    if not found:
        print("no question of the tune split teaches this task; give a gold file with more questions", file=sys.stderr)
        return 1
    print(f"{len(found)} questions, {sum(any(example.right) for example in found)} with a right candidate")
    print(f"likeliest choice right (cross-validated): {cross_validated(found):.3f}")
    weights = fit(found)
    for name, weight in weights.items():
        print(f"{name:16}{weight:8.3f}")
    if options.out:
        options.out.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
        trees = options.out.with_name(f"{options.out.stem}_trees.json")
        trees.write_text(looked_at(found).as_text(), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m qa.train", description="Train a model that chooses.")
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("gold", type=Path)
    parser.add_argument("--library", type=Path, default=Path(".kessan"))
    parser.add_argument(
        "--and",
        dest="more",
        nargs=2,
        action="append",
        default=[],
        type=Path,
        metavar=("GOLD", "LIBRARY"),
        help="learn from another gold file too, asked of another library",
    )
    parser.add_argument("--out", type=Path, help="where to write the weights, as qa/knowledge/TASK.json")
    return parser.parse_args(arguments)


def _sources(options: argparse.Namespace) -> list[tuple[Path, Path]]:
    return [(options.gold, options.library), *map(tuple, options.more)]


def examples(task: str, gold: Path, folder: Path) -> Iterator[Example]:
    """What the tune split of a gold file teaches about a task."""
    library = Library.open(folder)
    for question in read_gold(gold):
        example = TASKS[task](library, question) if split_of(question.id) == "tune" and question.status else None
        if example:
            yield example


def binding(library: Library, question: GoldQuestion) -> Example | None:
    """The figures that may answer a question, those that state its gold figure right; None unless it asks for one."""
    required = [figure for figure in question.figures or () if figure.required]
    if question.status == "answered" and len(required) != 1:
        return None
    found = library.candidates(question.question, question.docs or None)
    right = [any(same_fact(one.figure, gold) for gold in question.figures or ()) for one in found]
    groups = fact_groups([one.figure for one in found])
    return Example([one.features for one in found], right, groups) if found else None


def quoting(library: Library, question: GoldQuestion) -> Example | None:
    """The lines that may answer a question, those right that hold its evidence; None where that takes several."""
    evidence = question.evidence or ()
    if question.status == "answered" and (question.evidence_mode != "any" or not evidence):
        return None
    found = library.quotes(question.question, question.docs or None)
    right = [
        any(plain(e.quote) in plain(library.text_of(q.line.doc)[q.line.start : q.line.end]) for e in evidence)
        for q in found
    ]
    return Example([quote.features for quote in found], right, range(len(found))) if found else None


TASKS: dict[str, Callable[[Library, GoldQuestion], Example | None]] = {"binding": binding, "quoting": quoting}


def fit(found: Sequence[Example]) -> dict[str, float]:
    """The weight of each feature and of "none" that make what is right likeliest (regularised maximum likelihood)."""
    from scipy.optimize import minimize

    names = list(found[0].features[0])
    belief = np.array([BELIEF.get(name, 0.0) for name in names])
    pairs = [_matrices(example, names) for example in found]

    def loss(theta: Array) -> tuple[float, Array]:
        parts = [_loss_of_one(theta, rows, right) for rows, right in pairs]
        away = theta[:-1] - belief
        gradient = np.sum([g for _, g in parts], axis=0) + STRENGTH * np.append(away, 0)
        return sum(one for one, _ in parts) + STRENGTH * float(away @ away) / 2, gradient

    best = minimize(loss, np.append(belief, belief.clip(0).sum()), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 4) for name, w in zip((*names, NONE), best, strict=True)}


def _matrices(example: Example, names: Sequence[str]) -> tuple[Array, NDArray[np.bool_]]:
    """Rows of features with a last column for "none", whose own row comes last; and which rows are right."""
    features = np.array([[one[name] for name in names] for one in example.features])
    rows = np.zeros((len(features) + 1, len(names) + 1))
    rows[:-1, :-1] = features
    rows[-1, -1] = 1
    return rows, np.append(np.array(example.right, dtype=bool), not any(example.right))


def _loss_of_one(theta: Array, rows: Array, right: NDArray[np.bool_]) -> tuple[float, Array]:
    """Minus the log likelihood of one question's right choices, and its gradient."""
    scores = rows @ theta
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    among = shares * right
    likelihood = among.sum() + 1e-12
    return -float(np.log(likelihood)), (shares - among / likelihood) @ rows


def looked_at(found: Sequence[Example]) -> Trees:
    """The trees of a second look, grown on first looks by weights that were not trained on the question."""
    names = list(found[0].features[0])
    seen: list[Array] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        weights = fit([example for number, example in enumerate(found) if number % FOLDS != fold])
        for example in found[fold::FOLDS]:
            first, totals = leaders(example.groups, choose(example.features, weights))
            of, looked = rows(names, [example.features[number] for number in first], totals)
            seen.append(looked)
            right += [example.right[first[number]] for number in of]
    return grown(columns(names), np.vstack(seen), np.array(right))


def cross_validated(found: Sequence[Example]) -> float:
    """The share of questions whose likeliest choice is right, each judged by a model that was not trained on it."""
    hits = [hit for fold in range(FOLDS) for hit in _hits(found, fold)]
    return sum(hits) / len(hits)


def _hits(found: Sequence[Example], fold: int) -> Iterator[bool]:
    weights = fit([example for number, example in enumerate(found) if number % FOLDS != fold])
    for example in found[fold::FOLDS]:
        shares = choose(example.features, weights)
        likeliest = int(np.argmax(shares))
        none = shares[likeliest] < 1 - shares.sum()
        yield not any(example.right) if none else bool(example.right[likeliest])


if __name__ == "__main__":
    sys.exit(main())
