"""The data-only cases in ``tests/examples``: one JSON object a line; ``means`` says what a text means, an empty one
that it means nothing, ``readings`` what it means in each of several surroundings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "examples"


def cases(name: str, having: str = "means") -> list[Any]:
    """The cases of a file that have some key, as parameters for a test."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    found = [case for case in map(json.loads, lines) if having in case]
    return [pytest.param(case, id=str(case.get("text", case.get("name")))[:40]) for case in found]
