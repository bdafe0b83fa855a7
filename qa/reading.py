"""A process that reads files, one after another, each within its limits: ``python -m qa.reading``.

It takes a job a line on standard input and gives an outcome a line on standard output, both as JSON; what reading gave
goes to the job's folder. A file that takes too long ends the process, one that crashes it too: nothing else is lost.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import NamedTuple

from qa.kept import Card, Contents, Kept, keep
from qa.read import Limits, Unreadable, read
from qa.read.manuscript import Exceeded

if sys.platform != "win32":
    import resource

SPENT = 4
"""The part of the memory that a file may take which a process may hold on to: one in so many."""
LONGEST_REASON = 200
"""Characters of another library's words on what went wrong."""


class Job(NamedTuple):
    """A file to be read: the ``path`` at which it is now, its card, the ``folder`` to fill, and within which limits."""

    path: Path
    card: Card
    folder: Path
    limits: Limits

    @property
    def kept(self) -> Kept:
        """What is kept of the document once it is read."""
        return Kept(self.card, self.folder)

    def as_json(self) -> str:
        """The job in a line."""
        fields = str(self.path), self.card.model_dump(), str(self.folder), asdict(self.limits)
        return json.dumps(fields)

    @classmethod
    def from_json(cls, line: str) -> Job:
        """The job that :meth:`as_json` wrote."""
        path, card, folder, limits = json.loads(line)
        return cls(Path(path), Card(**card), Path(folder), Limits(**limits))


class Outcome(NamedTuple):
    """What came of a job: nothing to say where all went well, else the ``reason``, and the ``limit`` that was in the
    way. ``errno`` is that of a disk that takes no more: a reason to give up, and none against the file. A process that
    is ``spent`` holds on to more memory than the next file should find taken."""

    reason: str = ""
    limit: str = ""
    errno: int = 0
    spent: bool = False


def outcome(job: Job) -> Outcome:
    """Reads a file and keeps what that gives; whatever the file holds, it raises nothing."""
    try:
        contents = Contents.of(read(job.path, job.limits, job.card.name))
    except Exceeded as error:
        return Outcome(str(error), error.limit)
    except MemoryError:
        return Outcome(str(Exceeded(job.path, "memory", job.limits.memory)), "memory")
    except Unreadable as error:
        return Outcome(str(error))
    except OSError as error:
        return Outcome(f"{job.path}: {(error.strerror or str(error)).lower()}; see to it that it can be opened")
    except Exception as error:  # noqa: BLE001  (a file may bring to light any fault of any library)
        return Outcome(f"{job.path}: reading it failed ({_named(error)}); save it anew or in another format")
    return _kept(job, contents)


def _kept(job: Job, contents: Contents) -> Outcome:
    try:
        keep(job.kept, job.path, contents)
    except Unreadable as error:
        return Outcome(str(error))
    except OSError as error:
        if not job.path.exists():
            return Outcome(f"{job.path}: it went away while it was read; index it again")
        return Outcome(f"{job.folder}: {(error.strerror or str(error)).lower()}", errno=error.errno or 1)
    return Outcome()


def _named(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON]


# -- the process -------------------------------------------------------------------------------------------


def main() -> None:
    """Do the jobs on standard input until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the business of whoever gave the jobs
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what parsing libraries print is no outcome
    lines: SimpleQueue[str] = SimpleQueue()
    Thread(target=_listen, args=(lines,), daemon=True).start()
    own = _memory()
    while True:
        job = Job.from_json(lines.get())
        found = _within_limits(job, own)
        found = found._replace(spent=_memory() - own > job.limits.memory / SPENT)
        print(json.dumps(found), file=told, flush=True)


def _listen(lines: SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)  # whoever gave the jobs has gone, and nobody wants what is being read


def _within_limits(job: Job, own: int) -> Outcome:
    """Does a job; a process that takes too long is ended by a clock that no fault of a parser can stop."""
    _limit_memory(own + job.limits.memory)
    faulthandler.dump_traceback_later(job.limits.seconds, exit=True, file=sys.stderr)
    try:
        return outcome(job)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _memory() -> int:
    """The bytes of memory that this process has, 0 where the system doesn't say."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    return 0


def _limit_memory(most: int) -> None:
    """Lets this process have so many bytes, where the system knows such a limit."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main()
