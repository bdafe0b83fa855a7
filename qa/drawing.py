"""Pages drawn within limits, in a process of their own that a page may bring down: ``python -m qa.drawing``.

The process takes a job a line on standard input: the path, the page, the width and the region of a picture, as JSON. To
each it answers with a line that tells how many bytes the picture has, which follow, or what is wrong.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer

from qa.processes import command, environment
from qa.read import Unreadable
from qa.read.places import Box, picture_of

if sys.platform != "win32":
    import resource

SECONDS = 20.0
"""What a page may take before it is given up; most take a twentieth of one."""
MEMORY = 2 << 30
"""Bytes that drawing may take."""


class Drawer:
    """A process that draws pages, started with the first and anew when a page has brought it down."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def drawn(self, path: Path, page: int, width: int, region: Box | None = None, seconds: float = SECONDS) -> bytes:
        """What :func:`qa.read.places.picture_of` makes of a page; raises Unreadable as it does, and where drawing takes
        longer than ``seconds`` or comes to an end without a picture."""
        with self._lock:
            began = time.monotonic()
            process = self._running()
            limit = Timer(seconds, process.kill)
            limit.start()
            try:
                size, problem, picture = _answer(process, json.dumps([str(path), page, width, region]))
            finally:
                limit.cancel()
        if problem:
            raise Unreadable(problem)
        if len(picture) < max(size, 1):
            slow = time.monotonic() - began >= seconds
            what = f"can't be drawn within {seconds:g} seconds" if slow else "broke off while it was drawn"
            raise Unreadable(f"{path}: page {page} {what}; see its text")
        return picture

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                command("qa.drawing"),
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def close(self) -> None:
        """Ends the process; the next page starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _answer(process: subprocess.Popen[bytes], job: str) -> tuple[int, str, bytes]:
    """The size of the picture, what is wrong, and the picture; less where the process comes to an end."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):
        process.stdin.write(f"{job}\n".encode())
        process.stdin.flush()
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        process.wait()
        return 0, "", b""
    size, problem = json.loads(line)
    return size, problem, process.stdout.read(size)


_drawer = Drawer()
atexit.register(_drawer.close)
drawn = _drawer.drawn


def main() -> None:
    """Draws the pages that standard input asks for."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        path, page, width, region = json.loads(line)
        picture, problem = b"", ""
        try:
            picture = picture_of(Path(path), page, width, region and tuple(region))
        except Unreadable as error:
            problem = str(error)
        sys.stdout.buffer.write(f"{json.dumps([len(picture), problem])}\n".encode() + picture)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
