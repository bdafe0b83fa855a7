"""Files read in processes of their own: what a file may take, and that nothing it does is another file's loss."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import readers
from qa.kept import Card, Kept
from qa.read import FORMATS, LIMITS, Limits
from qa.readers import outcomes
from qa.reading import Job, Outcome, outcome
from qa.shelf import Engines
from tests.qa.bad_readers import BAD

ROOT = Path(__file__).resolve().parents[2]
SMALL = Limits(memory=200 << 20)
TEXT = "Aoba Inc.\n\nSales in 2Q14 were JPY 7 million.\n"


@pytest.fixture(autouse=True)
def bad_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Readers with faults, here and in the processes that read."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text("from tests.qa.bad_readers import install\ninstall()\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), str(ROOT)]))
    for suffix in BAD:
        monkeypatch.setitem(FORMATS, suffix, f"bad_{suffix[1:]}")
    readers._close_idle()
    yield
    readers._close_idle()


def job(folder: Path, name: str, text: str = TEXT, limits: Limits = LIMITS, sha256: str = "") -> Job:
    """A job on a file that is written for it."""
    from hashlib import sha256 as digest

    file = folder / name
    file.write_text(text, encoding="utf-8")
    card = Card(name=name, sha256=sha256 or digest(text.encode()).hexdigest(), path=str(file))
    return Job(file, card, folder / "kept" / card.key, limits)


def told(jobs: list[Job], at_once: int = 2) -> dict[str, Outcome]:
    """What came of each job, by its file's name."""
    return {job.card.name: outcome for job, outcome in outcomes(jobs, at_once)}


def test_a_file_is_read_as_here(tmp_path: Path) -> None:
    there, here = job(tmp_path, "deck.txt"), job(tmp_path, "deck.txt")._replace(folder=tmp_path / "here")
    assert told([there]) == {"deck.txt": Outcome()}
    assert outcome(here) == Outcome()
    one, other = there.kept, here.kept
    assert one.document() == other.document()
    assert one.figures() == other.figures()
    assert all(one.entries(name) == other.entries(name) for name in Engines._fields)
    assert one.indexed > len(TEXT)
    assert one.original.read_text(encoding="utf-8") == TEXT
    assert [figure.printed for figure in one.figures()] == ["7"]


def test_no_files_take_no_process() -> None:
    assert told([]) == {}


def test_what_one_file_does_is_no_other_files_loss(tmp_path: Path) -> None:
    names = ["a.txt", "b.crash", "c.txt", "d.faulty", "e.txt", "f.noisy", "h.txt"]
    found = told([job(tmp_path, name, TEXT.replace("7", str(at))) for at, name in enumerate(names)])
    assert {name for name, of in found.items() if of.reason} == {"b.crash", "d.faulty"}
    for name in ("b.crash", "d.faulty"):
        assert found[name].reason.startswith(f"{tmp_path / name}: ")
        assert ";" in found[name].reason
        assert "\n" not in found[name].reason
    assert "SIGABRT" in found["b.crash"].reason
    assert "KeyError" in found["d.faulty"].reason


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    limits = Limits(seconds=1)
    began = time.monotonic()
    found = told([job(tmp_path, "slow.hang", limits=limits), job(tmp_path, "quick.txt", limits=Limits())], at_once=1)
    assert time.monotonic() - began < 40
    assert found["quick.txt"] == Outcome()
    assert found["slow.hang"].limit == "seconds"
    assert "more than 1 seconds of reading" in found["slow.hang"].reason
    assert "--max-seconds" in found["slow.hang"].reason


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_memory_is_limited_by_what_is_asked(tmp_path: Path) -> None:
    tight, wide = job(tmp_path, "t.greedy", limits=SMALL), job(tmp_path, "w.greedy", limits=Limits(memory=999 << 20))
    found = told([tight, wide], at_once=1)
    assert (found["t.greedy"].limit, "--max-memory" in found["t.greedy"].reason) == ("memory", True)
    assert found["w.greedy"] == Outcome()


def test_a_limit_of_the_reader_is_told_by_name(tmp_path: Path) -> None:
    found = told([job(tmp_path, "long.txt", limits=Limits(characters=10))])
    assert found["long.txt"].limit == "characters"


def test_a_file_that_changes_meanwhile_is_not_kept(tmp_path: Path) -> None:
    changed = job(tmp_path, "deck.txt", sha256="0" * 64)
    assert "changed while it was read" in told([changed])["deck.txt"].reason


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    there = job(tmp_path, "deck.txt")
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    found = told([there._replace(folder=tmp_path / "file" / "kept")])
    assert found["deck.txt"].errno


def test_a_run_that_is_broken_off_ends_its_processes(tmp_path: Path) -> None:
    jobs = [job(tmp_path, "quick.txt"), job(tmp_path, "slow.hang")]
    run = outcomes(jobs, 2)
    assert next(run)[1] == Outcome()
    began, before = time.monotonic(), threading.active_count()
    run.close()
    assert time.monotonic() - began < 30
    assert threading.active_count() <= before
    assert not readers._idle


def test_readers_wait_for_the_next_run(tmp_path: Path) -> None:
    told([job(tmp_path, "a.txt")])
    [idle] = readers._idle
    process = idle._process.pid
    told([job(tmp_path, "b.txt", TEXT.replace("7", "8"))])
    assert [reader._process.pid for reader in readers._idle] == [process]
    idle._process.kill()
    idle._process.wait()
    assert told([job(tmp_path, "c.txt", TEXT.replace("7", "9"))]) == {"c.txt": Outcome()}


def test_names_that_lead_elsewhere_name_no_file(tmp_path: Path) -> None:
    card = Card(name="../../" + "n" * 300 + ".txt", sha256="1" * 64, path="")
    assert Kept(card, tmp_path / card.key).original == tmp_path / card.key / "original.txt"
