"""One command over two hundred bad files and a few good ones: nothing breaks, nothing hangs, nothing good is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

import qa
from index.models import Loaded
from qa.library import Changes
from qa.read import FORMATS, LIMITS
from tests.bad_files import SOUND, bad_files

SECONDS = 20
"""That one file may take."""
LIMIT = 300
"""Seconds for all of them, on a slow machine."""


class Run(NamedTuple):
    """What came of adding all the files."""

    folder: Path
    library: qa.Library
    changes: Changes
    seconds: float


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A folder of bad files and one good file of each format, added without a sentence encoder."""
    folder = tmp_path_factory.mktemp("bad")
    files = folder / "files"
    files.mkdir()
    for bad in bad_files():
        (files / bad.name).write_bytes(bad.content)
    for suffix, make in SOUND.items():
        (files / f"good.{suffix}").write_bytes(_alone(suffix, make()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.library.load_encoder", lambda *_, **__: Loaded(None, "words are enough here"))
        library = qa.Library.open(folder / "library", create=True)
        began = time.monotonic()
        changes = library.add(sorted(files.iterdir()), limits=replace(LIMITS, seconds=SECONDS))
        yield Run(files, library, changes, time.monotonic() - began)


def _alone(suffix: str, content: bytes) -> bytes:
    """A file that is no other's copy: the texts are alike in two formats."""
    return content + f"\nThis is a file of {suffix}.\n".encode() if suffix in ("txt", "md") else content


def test_there_are_two_hundred_of_many_kinds() -> None:
    made = list(bad_files())
    assert len(made) >= 200
    assert len({bad.kind for bad in made}) >= 60
    assert len({bad.name for bad in made}) == len(made)


def test_all_of_it_takes_no_long_time(run: Run) -> None:
    assert run.seconds < LIMIT


def test_no_good_file_is_lost(run: Run) -> None:
    for suffix in SOUND:
        held = run.library.text_of(f"good.{suffix}")
        assert "Revenue" in held
    assert run.library.ask("What was revenue in FY2031?").figures


def test_every_file_is_accounted_for(run: Run) -> None:
    told = {*run.changes.added, *run.changes.skipped, *run.changes.same, *run.changes.unreadable}
    told = {Path(name).name for name in told}
    assert {path.name for path in run.folder.iterdir()} <= told


def test_each_refusal_is_one_line_that_names_the_file_and_nothing_inside_the_programme(run: Run) -> None:
    for name, reason in run.changes.unreadable.items():
        assert Path(name).name in reason
        assert "\n" not in reason
        assert "Traceback" not in reason
        assert "unexpected" not in reason, reason


@pytest.mark.parametrize(
    "kind",
    [
        "empty", "blank", "zeros", "noise", "zip bomb", "zip bomb in a part", "archive of nothing",
        "no main part", "XML bomb", "XML outside entity", "XML quadratic", "header alone", "no pages",
        "a page without text", "locked", "old office file", "unknown kind", "no suffix",
    ],
)  # fmt: skip
def test_what_holds_nothing_to_read_is_refused(run: Run, kind: str) -> None:
    of_kind = [path.name for path in run.folder.iterdir() if path.name[4:].rpartition(".")[0] == kind]
    assert of_kind
    held = {document.name for document in run.library.documents}
    assert not held & set(of_kind)


def test_nothing_is_written_outside_of_the_library(run: Run) -> None:
    assert not list(run.folder.parent.rglob("outside.txt"))
    assert not Path("/tmp/outside.txt").exists()


def test_every_format_has_bad_files() -> None:
    assert {f".{suffix}" for suffix in SOUND} <= set(FORMATS)
