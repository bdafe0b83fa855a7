"""What each mechanism contributes: ``python -m qa.ablate GOLD.jsonl --library DIR [--features]``.

One mechanism at a time is left out: a search by meaning, the documents' own names of things, a way of answering, the
calibration, the choice of "none", and with ``--features`` each feature of the choice. Every question is then answered
anew from what is left, nothing else being trained or set anew, and its verdict set against that of the whole.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from qa.answer import attempts
from qa.choice import NONE, TASKS, weights_of, without
from qa.confidence import THRESHOLD
from qa.gold import GoldQuestion, read_gold
from qa.inquiry import Inquiry
from qa.judge import Verdict, reasons_against
from qa.library import Library
from qa.prospects import Prospects
from qa.shelf import Engines, Shelf

WHOLE = "nothing"
TOLD: tuple[Verdict, ...] = ("right", "wrong")
Verdicts = Mapping[str, Mapping[str, Verdict]]
"""By mechanism left out, and by the question's id."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Answers a gold file with each mechanism left out in turn, and prints what that costs."""
    parser = argparse.ArgumentParser(prog="python -m qa.ablate", description="Measure what each mechanism contributes.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--library", type=Path, default=Path(".kessan"))
    parser.add_argument("--features", action="store_true", help="leave out each feature of the choice, too")
    options = parser.parse_args(arguments)
    questions = [question for question in read_gold(options.gold) if question.status]
    if not questions:
        print("no question has a status; give a gold file whose lines say what is right", file=sys.stderr)
        return 1
    shelf = Library.open(options.library).inquiry(questions[0].question).shelf
    print(table(questions, ablated(questions, shelf, features=options.features)))
    return 0


def ablated(questions: Sequence[GoldQuestion], shelf: Shelf, *, features: bool = False) -> Verdicts:
    """The verdict on every question, for the whole and for each mechanism left out."""
    shelves = dict(lesser_shelves(shelf))
    found: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for question in questions:
        for name, verdict in _verdicts(question, shelf, shelves, features=features):
            found[name][question.id] = verdict
    return found


def lesser_shelves(shelf: Shelf) -> Iterator[tuple[str, Shelf]]:
    """The shelf without each thing that it can do without, which shares all else with it."""
    silent = {name: replace(engine, encoder=None) for name, engine in shelf.engines._asdict().items()}
    yield "meaning", _with_engines(shelf, Engines(**silent))
    for name, engine in silent.items():
        yield f"meaning: {name}", _with_engines(shelf, shelf.engines._replace(**{name: engine}))
    yield "aliases", _Nameless(shelf.documents, shelf.figures, shelf.engines)


def _with_engines(shelf: Shelf, engines: Engines) -> Shelf:
    lesser = copy(shelf)
    lesser.engines = engines
    return lesser


class _Nameless(Shelf):
    """A shelf whose documents introduce no names."""

    @cached_property
    def names(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """None."""
        return {}


def _verdicts(
    gold: GoldQuestion, shelf: Shelf, shelves: Mapping[str, Shelf], *, features: bool
) -> Iterator[tuple[str, Verdict]]:
    whole = Inquiry(gold.question, shelf, gold.docs or None)
    made = [*attempts(whole)]
    yield WHOLE, _verdict(gold, Prospects(whole, made))
    for left_out in sorted({way for way, _ in made}):
        rest = [one for one in made if one[0] != left_out]
        yield f"way: {left_out.replace('_', ' ')}", _verdict(gold, Prospects(whole, rest))
    yield "calibration", _verdict(gold, Prospects(whole, made, scale=lambda _, own: own))
    for name, lesser in shelves.items():
        yield name, _verdict(gold, Prospects(Inquiry(gold.question, lesser, gold.docs or None)))
    for name in [NONE, *(feature_names() if features else ())]:
        with without(name):
            verdict = _verdict(gold, Prospects(Inquiry(gold.question, shelf, gold.docs or None)))
        yield "the choice of none" if name == NONE else f"feature: {name}", verdict


def feature_names() -> list[str]:
    """The features of every task, each once."""
    return sorted({name for task in TASKS for name in weights_of(task)} - {NONE})


def _verdict(gold: GoldQuestion, prospects: Prospects) -> Verdict:
    given = next((made for made in prospects if made.confidence >= THRESHOLD), None)
    if given is None:
        return "right" if gold.status == "not_found" else "missed"
    return "wrong" if reasons_against(gold, given) else "right"


def table(questions: Sequence[GoldQuestion], verdicts: Verdicts) -> str:
    """A line for each mechanism: the shares right and wrong without it, and by category how many questions more or
    fewer are right / wrong than with the whole, whose own line has how many are."""
    by: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        by[question.category].append(question.id)
    wide = {name: max(len(name), 9) + 2 for name in sorted(by)}
    rows = [f"{'left out':30}{'right':>7}{'wrong':>7}" + "".join(f"{name:>{width}}" for name, width in wide.items())]
    for left_out in sorted(verdicts, key=lambda name: (name != WHOLE, name)):
        of = {**verdicts[WHOLE], **verdicts[left_out]}
        whole = {} if left_out == WHOLE else verdicts[WHOLE]
        cells = "".join(f"{_cell(by[name], of, whole):>{width}}" for name, width in wide.items())
        rows.append(f"{left_out:30}" + "".join(f"{_count(of, of, kind) / len(of):7.3f}" for kind in TOLD) + cells)
    return "\n".join(rows)


def _cell(ids: Iterable[str], of: Mapping[str, Verdict], whole: Mapping[str, Verdict]) -> str:
    more = [_count(ids, of, kind) - _count(ids, whole, kind) for kind in TOLD]
    return "/".join(f"{n:+}" if whole else f"{n}" for n in more) if any(more) or not whole else "."


def _count(ids: Iterable[str], of: Mapping[str, Verdict], kind: Verdict) -> int:
    return sum(of.get(one) == kind for one in ids)


if __name__ == "__main__":
    sys.exit(main())
