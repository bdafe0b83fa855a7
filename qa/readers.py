"""Many files read at once, each within its limits, in processes that a file may bring down without harm to others."""

from __future__ import annotations

import atexit
import json
import signal
import subprocess
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from queue import SimpleQueue

from qa.processes import command, environment
from qa.read.manuscript import Exceeded
from qa.reading import Job, Outcome


class Reader:
    """A process that reads files, started when it is made and anew when a file has brought it down."""

    def __init__(self) -> None:
        self._process = _started()
        self._closed = False

    def outcome(self, job: Job) -> Outcome:
        """What came of a job."""
        if self._process.poll() is not None and not self._closed:
            self._process = _started()
        began = time.monotonic()
        if not (answer := self._answer(job)):
            return _broken_off(job, self._process.wait(), time.monotonic() - began)
        found = Outcome(*json.loads(answer))
        if found.spent:
            self._end()
        return found

    def _answer(self, job: Job) -> bytes:
        """A line, or nothing where the process came to an end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError):
            self._process.stdin.write(f"{job.as_json()}\n".encode())
        line: bytes = self._process.stdout.readline()
        return line if line.endswith(b"\n") else b""

    def close(self) -> None:
        """Ends the process for good."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()


_idle: list[Reader] = []
"""Readers that have done their jobs and wait for the next run: starting one takes a second."""


def _reader() -> Reader:
    try:
        return _idle.pop()
    except IndexError:
        return Reader()


@atexit.register
def _close_idle() -> None:
    while _idle:
        _idle.pop().close()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("qa.reading"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env={**environment(), "OMP_NUM_THREADS": "1"},
    )


def _broken_off(job: Job, status: int, seconds: float) -> Outcome:
    """What to say of a file whose reader came to an end."""
    if seconds >= job.limits.seconds:
        return Outcome(str(Exceeded(job.path, "seconds", job.limits.seconds)), "seconds")
    cause = signal.Signals(-status).name if status < 0 else f"status {status}"
    memory = f"{job.limits.memory:,} bytes of memory"
    return Outcome(
        f"{job.path}: reading it broke off ({cause}); save it anew, or where {memory} are too few, raise --max-memory"
    )


def outcomes(jobs: Sequence[Job], at_once: int) -> Generator[tuple[Job, Outcome]]:
    """Does jobs, so many at once, and gives what came of each as soon as it is done."""
    if not jobs:
        return
    free: SimpleQueue[Reader] = SimpleQueue()
    readers = [_reader() for _ in range(min(at_once, len(jobs)))]
    for reader in readers:
        free.put(reader)

    def done(job: Job) -> Outcome:
        reader = free.get()
        try:
            return reader.outcome(job)
        finally:
            free.put(reader)

    with ThreadPoolExecutor(len(readers)) as threads:
        running = {threads.submit(done, job): job for job in jobs}
        try:
            for future in as_completed(running):
                yield running[future], future.result()
        except BaseException:
            for future in running:
                future.cancel()
            for reader in readers:
                reader.close()
            raise
    _idle.extend(readers)
