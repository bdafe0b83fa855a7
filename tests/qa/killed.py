"""Kills processes that change a library, each at a random instant, and says what state each leaves behind.

Run as ``python -m tests.qa.killed FOLDER TIMES``: a process of its own, since what it kills are its forks.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from unittest.mock import patch

from index.models import Loaded
from qa.library import Library
from qa.reading import Job, Outcome, outcome

MOST = 1.5
"""How long the longest-lived act is let live, measured by what it takes."""

Act = Callable[[Library], object]
TEXT = "Aoba Inc.\nResults for {0}Q14\n\nOperating income in {0}Q14 was JPY {1} million.\n\nFerries sailed every day.\n"


def in_process(jobs: Sequence[Job], at_once: int) -> Generator[tuple[Job, Outcome]]:
    """Reads files here, so that a fork needs no processes of its own."""
    return ((job, outcome(job)) for job in jobs)


def acts(folder: Path) -> dict[str, Act]:
    """What may be done to a library of deck1.txt and deck2.txt."""
    (folder / "new").mkdir(parents=True)
    changed, added = folder / "new/deck1.txt", folder / "new/deck3.txt"
    changed.write_text(TEXT.format(1, 999), encoding="utf-8")
    added.write_text(TEXT.format(3, 333), encoding="utf-8")
    return {
        "add": lambda library: library.add(added),
        "update": lambda library: library.add(changed),
        "both": lambda library: library.add(folder / "new"),
        "remove": lambda library: library.remove("deck2.txt"),
    }


def state(folder: Path) -> str:
    """All that a library which is opened anew says of itself."""
    library = Library.open(folder)
    return json.dumps(
        [
            [(document.name, document.text) for document in library.documents],
            [(str(figure.value), figure.source and figure.source.doc) for figure in library.figures()],
            [(passage.doc, passage.text) for passage in library.search("operating income")],
            library.ask("what was operating income in 1Q14?").text,
            [library.original(name).read_text(encoding="utf-8") for name in library.names],
        ]
    )


def fresh(folder: Path, template: Path) -> Path:
    """A copy of a library."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder


def killed(folder: Path, act: Act, after: float) -> None:
    """Lets a process change a library, and kills it after some seconds."""
    child = os.fork()
    if not child:
        act(Library.open(folder))
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(root: Path, times: int) -> dict[str, list[str]]:
    """For each act what it left, time after time: "old", "new", or whatever else."""
    template, chance = root / "template", random.Random(7)
    for number in (1, 2):
        (root / f"deck{number}.txt").write_text(TEXT.format(number, number * 100), encoding="utf-8")
    Library.build([root / "deck1.txt", root / "deck2.txt"], template)
    old, left = state(template), {}
    for name, act in acts(root).items():
        act(Library.open(fresh(root / "library", template)))
        new, began = state(root / "library"), time.monotonic()
        act(Library.open(fresh(root / "library", template)))
        took = time.monotonic() - began
        left[name] = [
            tried(fresh(root / "library", template), act, chance.uniform(0, MOST * took), {old: "old", new: "new"})
            for _ in range(times)
        ]
    return left


def tried(folder: Path, act: Act, after: float, states: dict[str, str]) -> str:
    """What a killed act leaves, after which the library must take the same act as ever."""
    killed(folder, act, after)
    try:
        found = ended = states.get(state(folder), "another")
        if found == "old":
            act(Library.open(folder))
            ended = states.get(state(folder), "another")
    except Exception as error:  # noqa: BLE001  (whatever it is, it is what the test looks for)
        return f"{type(error).__name__}: {error}"
    return found if found == "another" or ended == "new" else f"{found}, and then {ended}"


if __name__ == "__main__":
    with (
        patch("qa.library.load_encoder", lambda *_, **__: Loaded(None, "words are enough here")),
        patch("qa.batches.outcomes", in_process),
    ):
        print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
