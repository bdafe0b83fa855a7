"""A library's folder through time: what it holds now, whoever wrote it, and its changes, one writer at a time."""

from __future__ import annotations

import errno
import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from index import Absent, Busy, Damaged, Encoder, Newer, Store
from qa.batches import batches, cores
from qa.holdings import FORMAT, REMEDY, Change, Holdings, opened, written
from qa.intake import absolute
from qa.kept import Kept, Refusal
from qa.progress import Progress
from qa.read import Limits
from qa.reading import Job, Outcome
from qa.rescue import rescued

UNREAD = "unread"
"""The folder in a library's folder for documents that it kept and that can no longer be read."""
PATIENCE = 600.0
"""Seconds to wait for another process that is writing."""

Say = Callable[[str], None]


class Keeper:
    """What the library in ``folder`` holds, and the only way to change it."""

    def __init__(self, folder: Path, encoder: Encoder | None, say: Say) -> None:
        self.folder = folder
        self.holdings = Holdings()
        self._store = Store(folder, FORMAT, REMEDY)
        self._encoder = encoder
        self._say = say

    def open(self) -> None:
        """Takes up what the folder holds; raises ``index.Absent`` and ``index.Damaged``."""
        self.holdings = opened(self._store, self._encoder)

    def current(self) -> Holdings:
        """What the folder holds now, which is nothing where there is nothing; raises ``index.Damaged``."""
        if self.holdings.path is None or self.holdings.path.name != self._store.current_name():
            with suppress(Absent):
                self.open()
        return self.holdings

    def change(self, change: Change, progress: Progress, *, compare: bool) -> None:
        """Writes the next generation, where there is anything to write, and goes on with it.

        Raises ``index.Busy`` where another process writes for too long, and OSError where nothing can be written.
        """
        if self._is_due(change, compare=compare):
            with self._only_writer():
                self.current()
                self._write(change, progress, compare=compare)

    def _is_due(self, change: Change, *, compare: bool) -> bool:
        """Whether a change makes a difference; a library of no documents that never held one is not made."""
        now = self.current()
        same = change.of(now.catalogue) == now.catalogue and now.goes_with(self._encoder)
        return bool(change.new or (now.path and not (same and (now.is_compared or not compare))))

    def rescue(self, progress: Progress, limits: Limits) -> None:
        """Reads the documents of a library that can't be opened anew, and puts what that gives in its place."""
        found = rescued(self._store)
        new: list[Kept] = []
        failed: list[tuple[Job, Outcome]] = []
        with naming(self.folder), closing(batches(found.files, self.folder, limits, cores(), progress)) as run:
            for batch in run:
                new += batch.new
                failed += batch.failed
                if batch.last:
                    self._replace(Change(new, refused=[self._put_aside(*one) for one in failed]), progress)
        for card in found.lost:
            self._say(f"{card.name}: what the library kept of it is damaged; index {card.path} again")

    def _put_aside(self, job: Job, outcome: Outcome) -> Refusal:
        """Keeps a document that can no longer be read where it can be found."""
        file = self.folder / UNREAD / job.card.name
        file.parent.mkdir(exist_ok=True)
        shutil.copyfile(job.path, file)
        reason = outcome.reason.replace(str(job.path), str(file))
        self._say(reason)
        return Refusal(path=str(absolute(file)), reason=reason)

    def _replace(self, change: Change, progress: Progress) -> None:
        with self._only_writer():
            try:
                self.open()  # another process may have been quicker
            except Newer:
                raise
            except (Absent, Damaged):
                self.holdings = Holdings()
                self._write(change, progress, compare=True)

    def _write(self, change: Change, progress: Progress, *, compare: bool) -> None:
        """Writes what follows on what is held. Nothing here may refer to that any more when the folder is tidied: its
        generation is kept from removal for as long as somebody asks it."""
        with self._store.next_generation() as folder:
            after = written(folder, self.holdings, change, self._encoder, progress, compare=compare)
        self.holdings = after
        gc.collect()  # what is no longer asked may be held by nothing but a circle of its own
        self._store.tidy(keep=folder)

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        with ExitStack() as held:
            try:
                held.enter_context(self._store.only_writer(timeout=1))
            except Busy:
                self._say(f"{self.folder}: another process is writing; waiting for it")
                held.enter_context(self._store.only_writer(PATIENCE))
            yield


@contextmanager
def naming(folder: Path) -> Iterator[None]:
    """Has errors of the disk name a library's folder, whichever file in it was being written."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), str(folder)) from error


def remains(folder: Path) -> list[str]:
    """The names of the documents that a library which can't be opened still has unharmed."""
    return sorted(card.name for _, card in rescued(Store(folder, FORMAT, REMEDY)).files)
