"""Runs the web page: finds a port, starts the server, and says when the page can be opened."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

FIRST_PORT = 8501
PORTS = 100
LIBRARY_VARIABLE = "KESSAN_LIBRARY"  # read by the page
PATIENCE = 120.0  # seconds until the server must answer


def serve(host: str, port: int, library: Path, ready: Callable[[str], None]) -> int:
    """Serve the page of the library in a folder until it is interrupted; ``ready`` is told the address.

    Returns the server's exit status, 0 after an interruption.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server ends with us, however we end
    environment = {**os.environ, LIBRARY_VARIABLE: str(library)}
    with subprocess.Popen(_command(host, port), env=environment, stdout=sys.stderr.fileno()) as server:
        try:
            if _answers(server, host, port):
                ready(f"http://{_spoken(host)}:{port}")
            return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            server.terminate()


def free_port(host: str, wanted: int | None) -> int:
    """The port that was asked for, or the first free one from 8501 on; raises OSError where there is none."""
    if wanted is not None:
        if not _is_free(host, wanted):
            raise OSError(f"port {wanted} is in use: give another one with --port, or none")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if _is_free(host, port):
            return port
    raise OSError(f"no port from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} is free: give another one with --port")


def _is_free(host: str, port: int) -> bool:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with closing(socket.socket(family, kind, protocol)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True


def _command(host: str, port: int) -> list[str]:
    found = find_spec("ui")
    assert found, "the package ui is part of the installation"
    assert found.submodule_search_locations
    page = Path(next(iter(found.submodule_search_locations))) / "app.py"
    settings = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        "logger.hideWelcomeMessage": "true",
    }
    return [
        sys.executable,
        "-m",
        "ui",
        "run",
        str(page),
        *(f"--{key}={value}" for key, value in settings.items()),
    ]


def _answers(server: subprocess.Popen[bytes], host: str, port: int) -> bool:
    """Wait until the server takes connections; False where it has ended or takes too long."""
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((_spoken(host), port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _spoken(host: str) -> str:
    """An address at which a server that listens on ``host`` can be reached from this machine."""
    return "localhost" if host in ("0.0.0.0", "::", "") else host  # noqa: S104  (compared, not bound)
