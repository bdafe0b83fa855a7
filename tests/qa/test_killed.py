"""A library whose writer is killed at any instant is as it was before, or as it was to be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TIMES = 25
"""Of each of the four acts: a hundred kills in all."""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_writer_killed_at_any_instant_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.qa.killed", str(tmp_path), str(TIMES)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    left = json.loads(ran.stdout)
    assert set(left) == {"add", "update", "both", "remove"}
    for act, states in left.items():
        assert set(states) <= {"old", "new"}, (act, states)
        assert len(states) == TIMES
    found = Counter(state for states in left.values() for state in states)
    assert min(found["old"], found["new"]) >= TIMES // 2, found
