"""How far a long run has come, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple


class Step(NamedTuple):
    """A number of things done out of a total: "documents read", "lines embedded". ``left`` is the time that the rest
    will take in seconds, None before that can be told, and ``name`` what the thing done last is called, if it is called
    anything."""

    what: str
    done: int
    total: int
    left: float | None = None
    name: str = ""


Progress = Callable[[Step], None]
Count = Callable[[int, int], None]
"""Told how many things are done out of how many."""


def silent(_: Step) -> None:
    """Tells nobody."""


def time_left(began: float, share: float) -> float | None:
    """Seconds to go at the pace so far, where ``share`` of the work is done since the clock stood at ``began``."""
    return (time.monotonic() - began) * (1 - share) / share if share > 0 else None


def counting(what: str, progress: Progress) -> Count:
    """What tells a run's progress by its counts."""
    began = time.monotonic()
    return lambda done, total: progress(Step(what, done, total, time_left(began, done / total if total else 1)))


def in_words(step: Step) -> str:
    """A step for people: "12 of 26 documents read, about 3 min left"."""
    count, _, done = step.what.partition(" ")
    said = f"{step.done:,} of {step.total:,} {count} {done}".rstrip()
    return said if step.left is None or step.done == step.total else f"{said}, {duration(step.left)} left"


def duration(seconds: float) -> str:
    """A time in the unit that suits it: "about 40 s", "about 3 min", "about 1 h 20 min"."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"about {max(round(seconds), 1)} s"
    return f"about {minutes} min" if minutes < 60 else f"about {minutes // 60} h {minutes % 60} min"
