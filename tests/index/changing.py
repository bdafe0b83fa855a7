"""Processes that change a store and are killed at random instants.

``python -m tests.index.changing FOLDER SEED TRIALS``: after each kill a line tells how many changes were done by then,
and the next trial waits for a line to be read.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from index import Absent, Entry, LocalEngine, Store
from tests.index.test_engine import LetterEncoder

KEPT = 6
"""Documents that are there at a time: every change adds one and removes the one that came so many changes before."""
LONGEST = 0.05
"""Seconds from the beginning of a change to the kill, at most; a change takes about half of that."""


def document(number: int) -> list[Entry]:
    """The entries of one document."""
    facets = {"doc": str(number)}
    texts = [f"cloud revenue number {number} line {line} " + "and more " * (number % 5) for line in range(4)]
    return [Entry(f"{number}:{line}", text, facets) for line, text in enumerate(texts)]


def entries_after(changes: int) -> list[Entry]:
    """All that is there after so many changes."""
    return [entry for number in range(max(0, changes - KEPT), changes) for entry in document(number)]


def change(store: Store) -> int:
    """Makes one change and gives how many there were by then."""
    try:
        with store.read() as generation:
            number = int(generation.metadata["changes"])
            engine = LocalEngine.open(generation.path / "engine", LetterEncoder())
    except Absent:
        number, engine = 0, LocalEngine.build([], LetterEncoder())
    engine = engine.changed(document(number), remove_where={"doc": [str(number - KEPT)]})
    with store.write({"changes": number + 1}) as folder:
        engine.save(folder / "engine", store.latest / "engine" if store.latest else None)
    return number + 1


def go_on_changing(folder: Path, told: int) -> None:
    """Changes without end; tells when a change begins and, by its number, when it is done."""
    while True:
        os.write(told, b"begun\n")
        os.write(told, b"%d\n" % change(Store(folder, 1)))


def killed_after(seconds: float, begun: int, folder: Path) -> str:
    """The number of the last change that a process told of, which was killed so long after it began its last."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        go_on_changing(folder, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = [told.readline() for _ in range(2 * begun - 1)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return next((line.strip() for line in reversed([*lines, *told]) if line.strip().isdigit()), "")


def main(folder: str, seed: str, trials: str) -> None:
    """Changes the store in ``folder`` in as many processes as there are trials, each of which is killed."""
    chance = random.Random(int(seed))
    for _ in range(int(trials)):
        print(killed_after(chance.uniform(0, LONGEST), chance.randint(1, 2), Path(folder)), flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main(*sys.argv[1:])
