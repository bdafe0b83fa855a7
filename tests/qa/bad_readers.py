"""Readers of formats that there aren't, each with a fault; put among the real ones of every process that finds
``sitecustomize`` beside this file's copy."""

from __future__ import annotations

import os
import re
import sys
import types
from collections.abc import Callable
from pathlib import Path

from qa.read import FORMATS, Limits
from qa.read.manuscript import Manuscript


def hang(_path: Path, _limits: Limits) -> Manuscript:
    """Never comes back from a call that no signal handler interrupts."""
    re.match(r"(a+)+$", "a" * 64 + "b")
    return Manuscript("too late")


def crash(_path: Path, _limits: Limits) -> Manuscript:
    """Takes the process along."""
    os.abort()


def greedy(path: Path, _limits: Limits) -> Manuscript:
    """Wants 300 MiB of memory."""
    return Manuscript(path.read_text(encoding="utf-8")[: len(bytes(300 << 20))])


def faulty(path: Path, _limits: Limits) -> Manuscript:
    """Raises what no reader should."""
    raise KeyError(f"{path}\nis wrong")


def noisy(path: Path, _limits: Limits) -> Manuscript:
    """Prints where only outcomes may be told."""
    print("[1, 2, 3]", flush=True)
    os.write(1, b"noise\n")
    return Manuscript(path.read_text(encoding="utf-8"))


BAD: dict[str, Callable[[Path, Limits], Manuscript]] = {
    ".hang": hang,
    ".crash": crash,
    ".greedy": greedy,
    ".faulty": faulty,
    ".noisy": noisy,
}


def install() -> None:
    """Puts the readers among the real ones."""
    for suffix, read in BAD.items():
        module = types.ModuleType(f"qa.read.bad_{suffix[1:]}")
        module.__dict__["manuscript_of"] = read
        sys.modules[module.__name__] = module
        FORMATS[suffix] = f"bad_{suffix[1:]}"
