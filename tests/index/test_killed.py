from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import Absent, LocalEngine, Store
from tests.index.changing import entries_after
from tests.index.test_changes import assert_same
from tests.index.test_engine import LetterEncoder

ROOT = Path(__file__).resolve().parents[2]
TRIALS = 40


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
def test_a_writer_killed_at_any_instant_leaves_a_whole_engine(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.index.changing", str(tmp_path), "5", str(TRIALS)]
    calm = os.environ | {"OMP_NUM_THREADS": "1"}  # a process with threads must not be forked
    done, broken_off, states = 0, 0, list[int]()
    with subprocess.Popen(command, cwd=ROOT, env=calm, stdin=-1, stdout=-1, text=True) as killing:
        assert killing.stdout
        assert killing.stdin
        for _ in range(TRIALS):
            done = int(killing.stdout.readline().strip() or done)
            states.append(changes_in(tmp_path))
            assert states[-1] in (done, done + 1)
            done = states[-1]
            broken_off += len(Store(tmp_path, 1).generations()) > 1
            killing.stdin.write("\n")
            killing.stdin.flush()
    assert killing.returncode == 0
    assert states[-1] > TRIALS // 4
    assert broken_off > TRIALS // 8


def changes_in(folder: Path) -> int:
    """How many changes a store shows, all of them whole, and nothing else."""
    try:
        generation = Store(folder, 1).read()
    except Absent:
        return 0
    with generation:
        generation.check()
        number = int(generation.metadata["changes"])
        engine = LocalEngine.open(generation.path / "engine", LetterEncoder())
        assert_same(engine, LocalEngine.build(entries_after(number), LetterEncoder()))
    return number
