"""Where the time of an ask goes: the milliseconds of its parts, over the questions of a gold file.

    python benchmarks/asking.py LIBRARY GOLD.jsonl

Each question is asked once in this one process, after a first that is not counted. A part's time is its own: what it
calls that is a part itself is booked there. "encode", "lexical" and "dense" are of all searches, over passages, lines
and labels; "bind" chooses among figures, "quote" among lines, "ways" tries the ways of answering up to one that is
sure enough, "cite" ranks the passages that go with the answer or says what is missing.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import qa
from qa.confidence import THRESHOLD
from qa.gold import GoldQuestion, read_gold
from qa.inquiry import Inquiry
from qa.measure import percentile
from qa.prospects import Prospects
from qa.shelf import Engines, Shelf

T = TypeVar("T")
PARTS = ("parse", "encode", "lexical", "dense", "search", "fit", "bind", "quote", "ways", "cite")


class Clock:
    """Books the seconds of nested parts, to each its own."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        """Book the time of a block to a part."""
        self._book()
        self._open.append(part)
        try:
            yield
        finally:
            self._book()
            self._open.pop()

    def _book(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


class Timed:
    """Stands in for another object and books the time of its methods to a part."""

    def __init__(self, of: Any, part: str, clock: Clock) -> None:
        self._of, self._part, self._clock = of, part, clock

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._of, name)
        if not callable(found):
            return found

        def booked(*arguments: Any, **named: Any) -> Any:
            with self._clock(self._part):
                return found(*arguments, **named)

        return booked


def timed(of: T, part: str, clock: Clock) -> T:
    """An object whose methods book their time to a part, for wherever that object is wanted."""
    return cast("T", Timed(of, part, clock))


def timed_shelf(shelf: Shelf, clock: Clock) -> Shelf:
    """The same shelf, whose searches book their time."""
    watched = copy(shelf)
    encoder = shelf.engines.passages.encoder and timed(shelf.engines.passages.encoder, "encode", clock)
    watched.engines = Engines(
        *(
            replace(
                engine,
                encoder=engine.encoder and encoder,
                lexical=timed(engine.lexical, "lexical", clock),
                dense=engine.dense and timed(engine.dense, "dense", clock),
            )
            for engine in shelf.engines
        )
    )
    return watched


def ask(question: GoldQuestion, shelf: Shelf, clock: Clock) -> None:
    """Ask one question, part by part in the order in which an ask comes to them."""
    with clock("parse"):
        inquiry = Inquiry(question.question, shelf, question.docs or None)
    with clock("search"):
        _ = inquiry.passage_worth, inquiry.line_worth
    with clock("fit"):
        _ = inquiry.fit
    with clock("bind"):
        _ = inquiry.candidates
    with clock("quote"):
        _ = inquiry.lines
    prospects = Prospects(inquiry)
    with clock("ways"):
        next((made for made in prospects if made.confidence >= THRESHOLD), None)
    with clock("cite"):
        prospects.at(THRESHOLD)


def measured(questions: Sequence[GoldQuestion], shelf: Shelf) -> dict[str, list[float]]:
    """The milliseconds of each part and of all together, question by question."""
    clock = Clock()
    watched = timed_shelf(shelf, clock)
    ask(questions[0], watched, clock)  # reads what is read once
    taken: dict[str, list[float]] = defaultdict(list)
    for question in questions[1:]:
        clock.seconds.clear()
        ask(question, watched, clock)
        for part in PARTS:
            taken[part].append(clock.seconds[part] * 1000)
        taken["in all"].append(sum(clock.seconds.values()) * 1000)
    return taken


def main() -> None:
    """Print the median, the 95th percentile and the share of each part."""
    parser = argparse.ArgumentParser(description="Where the time of an ask goes.")
    parser.add_argument("library", type=Path)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    questions = read_gold(options.gold)
    taken = measured(questions, qa.Library.open(options.library).inquiry(questions[0].question).shelf)
    whole = sum(taken["in all"])
    print(f"{'part':10}{'median ms':>10}{'95 in 100':>11}{'share':>8}   of {len(questions) - 1} questions")
    for part, times in taken.items():
        print(f"{part:10}{statistics.median(times):10.1f}{percentile(times, 0.95):11.1f}{sum(times) / whole:8.1%}")


if __name__ == "__main__":
    main()
