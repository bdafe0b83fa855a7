"""The web page's server: a free port, an address that answers, an end that leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.serve import FIRST_PORT, free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("localhost", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_in_use_is_refused_with_the_way_out(taken: int) -> None:
    with pytest.raises(OSError, match=f"port {taken} is in use: give another one with --port"):
        free_port("localhost", taken)


def test_without_a_wish_any_free_port_will_do() -> None:
    port = free_port("localhost", None)
    assert port >= FIRST_PORT
    assert free_port("localhost", port) == port


def test_the_page_answers_at_the_address_and_ends_with_the_command(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from qa.serve import free_port, serve;"
        "sys.exit(serve('localhost', free_port('localhost', None), Path(sys.argv[1]),"
        " lambda address: print(address, flush=True)))"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=root) as page:
        assert page.stdout is not None
        address = page.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10) as health:
            assert health.read() == b"ok"
        os.kill(page.pid, signal.SIGTERM)
        assert page.wait(timeout=20) == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(address, timeout=2)
