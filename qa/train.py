"""Makes the weights of ``knowledge/binding.json`` from labelled questions: ``python -m qa.train QUESTIONS.jsonl``.

A conditional logit (see ``qa.bind``) learns, from the candidates of every question of the "tune" split that asks for
one figure or that has no answer, which of them are right, or that none is. Printed are its weights and, by five-fold
cross-validation over the questions, how often the likeliest choice is right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.bind import FEATURES, choose
from qa.gold import GoldQuestion, read_gold
from qa.judge import same_fact
from qa.library import Library
from qa.measure import split_of

Array = NDArray[np.float64]
STRENGTH = 0.1  # of the regularisation, on the sum of squares of the weights
FOLDS = 5


@dataclass(frozen=True)
class Examples:
    """Candidates of questions: features (n × len(FEATURES)), whether each is right, and which question's it is."""

    features: Array
    right: NDArray[np.bool_]
    question: NDArray[np.int64]


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains on a gold file with the documents of a library, and writes the weights."""
    options = _options(arguments)
    library = Library.open(options.library)
    found = examples(library, [q for q in read_gold(options.gold) if _teaches(q)])
    print(f"{len(found.right)} candidates of {len(set(found.question))} questions, {int(found.right.sum())} right")
    print(f"likeliest choice right (cross-validated): {cross_validated(found):.3f}")
    weights = fit(found)
    for name, weight in weights.items():
        print(f"{name:16}{weight:8.3f}")
    if options.out:
        options.out.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m qa.train", description="Train the model that binds figures.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--library", type=Path, default=Path(".kessan"))
    parser.add_argument("--out", type=Path, help="where to write the weights, as knowledge/binding.json")
    return parser.parse_args(arguments)


def _teaches(question: GoldQuestion) -> bool:
    if split_of(question.id) != "tune" or question.status is None:
        return False
    required = [figure for figure in question.figures or () if figure.required]
    return question.status == "not_found" or len(required) == 1


def examples(library: Library, questions: Sequence[GoldQuestion]) -> Examples:
    """The candidates of each question, labelled by its gold figures."""
    rows, right, of = [], [], []
    for number, question in enumerate(questions):
        for candidate in library.candidates(question.question, question.docs or None):
            rows.append([candidate.features[name] for name in FEATURES])
            right.append(any(same_fact(candidate.figure, gold) for gold in question.figures or ()))
            of.append(number)
    return Examples(np.array(rows), np.array(right), np.array(of))


def fit(found: Examples) -> dict[str, float]:
    """The weight of each feature and of "none" that make what is right likeliest (regularised maximum likelihood)."""
    from scipy.optimize import minimize

    questions = [np.nonzero(found.question == number)[0] for number in np.unique(found.question)]
    right = [found.right[rows] for rows in questions]
    features = [found.features[rows] for rows in questions]

    def loss(theta: Array) -> tuple[float, Array]:
        pairs = [_loss_of_one(theta, x, y) for x, y in zip(features, right, strict=True)]
        gradient = np.sum([g for _, g in pairs], axis=0) + STRENGTH * np.append(theta[:-1], 0)
        return sum(one for one, _ in pairs) + STRENGTH * float(theta[:-1] @ theta[:-1]) / 2, gradient

    best = minimize(loss, np.zeros(len(FEATURES) + 1), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 4) for name, w in zip((*FEATURES, "none"), best, strict=True)}


def _loss_of_one(theta: Array, features: Array, right: NDArray[np.bool_]) -> tuple[float, Array]:
    """Minus the log likelihood of one question's right choice, and its gradient."""
    rows = np.vstack([np.hstack([features, np.zeros((len(features), 1))]), np.eye(1, features.shape[1] + 1, features.shape[1])])
    wanted = np.append(right, not right.any())
    scores = rows @ theta
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    among = shares * wanted
    likelihood = among.sum()
    return -float(np.log(likelihood + 1e-12)), (shares - among / (likelihood + 1e-12)) @ rows


def cross_validated(found: Examples) -> float:
    """The share of questions whose likeliest choice is right, each judged by a model that was not trained on it."""
    hits = [hit for train, test in _folds(found.question) for hit in _hits(found, fit(_part(found, train)), test)]
    return sum(hits) / len(hits)


def _folds(question: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    for fold in range(FOLDS):
        test = question % FOLDS == fold
        yield ~test, test


def _part(found: Examples, chosen: NDArray[np.bool_]) -> Examples:
    return Examples(found.features[chosen], found.right[chosen], found.question[chosen])


def _hits(found: Examples, weights: dict[str, float], test: NDArray[np.bool_]) -> Iterator[bool]:
    for number in np.unique(found.question[test]):
        mine = np.nonzero(found.question == number)[0]
        shares = choose(found.features[mine], weights)
        likeliest = int(np.argmax(shares))
        none = shares[likeliest] < 1 - shares.sum()
        yield not found.right[mine].any() if none else bool(found.right[mine[likeliest]])


if __name__ == "__main__":
    sys.exit(main())
