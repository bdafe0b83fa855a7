"""Files read many at once and handed on in batches, so that a run that is broken off loses little."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock, Timeout

from qa.intake import absolute
from qa.kept import Card, Kept, Refusal
from qa.progress import Progress, Step, time_left
from qa.read import Limits
from qa.readers import outcomes
from qa.reading import Job, Outcome

SECONDS = 30.0
"""Of reading, after which a batch is handed on."""
BYTES = 1 << 20
"""Of text to be indexed, likewise: about as much as is embedded in that time."""
STAGING, LOCK = "reading-", "lock"


@dataclass
class Batch:
    """What came of some files: the documents that were read, and the jobs that failed. ``last`` says that there are no
    more."""

    new: list[Kept] = field(default_factory=list)
    failed: list[tuple[Job, Outcome]] = field(default_factory=list)
    last: bool = False
    began: float = field(default_factory=time.monotonic)
    bytes: int = 0

    def take(self, job: Job, outcome: Outcome) -> None:
        """Adds what came of a file; raises OSError where the disk takes no more."""
        if outcome.errno:
            raise OSError(outcome.errno, os.strerror(outcome.errno), str(job.folder.parent.parent))
        if outcome.reason:
            self.failed.append((job, outcome))
        else:
            self.new.append(job.kept)
            self.bytes += job.kept.indexed

    @property
    def is_full(self) -> bool:
        """Whether it is time to hand it on."""
        return time.monotonic() - self.began > SECONDS or self.bytes > BYTES


def refusals(job: Job, outcome: Outcome, same: dict[str, str]) -> Iterator[Refusal]:
    """What is remembered of a job that failed: its file, and the copies of that, which are no copies of a document
    then and leave those of the ``same`` content."""
    beyond = {"limit": outcome.limit, "most": getattr(job.limits, outcome.limit)} if outcome.limit else {}
    first = Refusal(path=job.card.path, reason=outcome.reason, sha256=job.card.sha256, **beyond)
    yield first
    for path in [path for path, name in same.items() if name == job.card.name]:
        del same[path]
        yield first.model_copy(update={"path": path, "reason": f"{path}: a copy of {outcome.reason}"})


def batches(
    files: Sequence[tuple[Path, Card]], library: Path, limits: Limits, at_once: int, progress: Progress
) -> Generator[Batch]:
    """Reads files, so many at once, and hands on what came of them; the last batch may be empty.

    What was read lies within the library's folder until the next batch is asked for. Raises OSError where the disk
    takes no more.
    """
    if not files:
        yield Batch(last=True)
        return
    with staging(absolute(library)) as folder:
        yield from _batches([Job(path, card, folder / card.key, limits) for path, card in files], at_once, progress)


def _batches(jobs: Sequence[Job], at_once: int, progress: Progress) -> Iterator[Batch]:
    batch, began, done = Batch(), time.monotonic(), 0
    sizes = {job.path: _size(job.path) for job in jobs}
    total = sum(sizes.values())
    with closing(outcomes(jobs, at_once)) as run:
        for number, (job, outcome) in enumerate(run, 1):
            batch.take(job, outcome)
            done += sizes[job.path]
            progress(Step("documents read", number, len(jobs), time_left(began, done / total), job.card.name))
            if batch.is_full and number < len(jobs):
                yield batch
                batch = Batch()
    batch.last = True
    yield batch


def _size(path: Path) -> int:
    """How much work a file is, more or less."""
    with suppress(OSError):
        return path.stat().st_size + 1
    return 1


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def staging(library: Path) -> Iterator[Path]:
    """A folder within that of a library for what is being read; gone afterwards, and what broken runs left too."""
    library.mkdir(parents=True, exist_ok=True)
    for left in library.glob(f"{STAGING}*"):
        with suppress(Timeout, OSError), FileLock(left / LOCK, timeout=0):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(prefix=STAGING, dir=library))
    try:
        with FileLock(folder / LOCK):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            library.rmdir()  # where nothing was read there is no library
