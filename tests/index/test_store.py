from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from index import Absent, Busy, Damaged, Newer, Older, Store, store
from index.store import link

ROOT = Path(__file__).resolve().parents[2]
REMEDY = "run `make anew`"
FILES = {"a.txt": b"first", "deep/er/b.bin": bytes(range(256)), "empty": b"", "deep/manifest.json": b"{}"}


def write(folder: Path, files: dict[str, bytes], metadata: dict[str, object] | None = None) -> None:
    with Store(folder, 1, REMEDY).write(metadata) as generation:
        for name, content in files.items():
            (generation / name).parent.mkdir(parents=True, exist_ok=True)
            (generation / name).write_bytes(content)


def read(folder: Path) -> dict[str, bytes]:
    with Store(folder, 1, REMEDY).read() as generation:
        return {name: (generation.path / name).read_bytes() for name in generation.files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "store", FILES, {"note": "数"})
    return tmp_path / "store"


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


# -- what is written is read -------------------------------------------------------------------------------


def test_what_was_written_is_read(folder: Path) -> None:
    assert read(folder) == FILES
    with Store(folder, 1).read() as generation:
        assert generation.metadata == {"note": "数"}
        assert generation.files["a.txt"]["size"] == 5
        generation.check()


def test_nothing_written_yet(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "such"):
        with pytest.raises(Absent):
            Store(path, 1).read()
    assert list(tmp_path.iterdir()) == []


def test_a_new_generation_takes_the_place_of_the_old(folder: Path) -> None:
    write(folder, {"c": b"second"})
    assert read(folder) == {"c": b"second"}
    assert generations(folder) == ["generation-000002"]


def test_an_error_in_the_block_changes_nothing(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), Store(folder, 1).write() as generation:
        (generation / "c").write_bytes(bytes([1 // len(generation.suffix)]))
    assert read(folder) == FILES
    assert generations(folder) == ["generation-000001"]


def test_the_stores_own_name_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"manifest\.json"):
        write(folder, {"manifest.json": b"{}"})
    assert read(folder) == FILES


def test_one_writer_at_a_time(folder: Path) -> None:
    with Store(folder, 1).write() as generation:
        with pytest.raises(Busy, match="another process"), Store(folder, 1).write(timeout=0.05):
            pass
        assert read(folder) == FILES
        (generation / "c").write_bytes(b"second")
    assert read(folder) == {"c": b"second"}


# -- readers and writers together --------------------------------------------------------------------------


def test_what_a_reader_holds_stays_until_it_is_closed(folder: Path) -> None:
    generation = Store(folder, 1).read()
    write(folder, {"c": b"second"})
    assert (generation.path / "a.txt").read_bytes() == b"first"
    assert read(folder) == {"c": b"second"}
    write(folder, {"c": b"third"})
    assert generations(folder) == ["generation-000001", "generation-000003"]
    generation.close()
    generation.close()
    write(folder, {"c": b"fourth"})
    assert generations(folder) == ["generation-000004"]


def test_readers_go_on_while_a_writer_writes(folder: Path) -> None:
    write(folder, {"a": b"0", "b": b"0"})
    stop, problems, seen = threading.Event(), [], set()

    def go_on_reading() -> None:
        while not stop.is_set():
            try:
                content = read(folder)
            except (Damaged, OSError) as error:
                problems.append(str(error))
                return
            seen.add(tuple(content.values()))

    readers = [threading.Thread(target=go_on_reading) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(40):
        write(folder, {"a": str(number).encode(), "b": str(number).encode()})
    stop.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert len(seen) > 1
    assert all(a == b for a, b in seen)


def test_a_generation_that_goes_while_it_is_opened_is_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pointer = Store.pointer
    newer = iter([b"second", b"third"])

    def outdated(self: Store) -> dict[str, str]:
        found = pointer(self)
        for content in newer:
            monkeypatch.setattr(Store, "pointer", pointer)
            write(folder, {"c": content})
        monkeypatch.setattr(Store, "pointer", outdated)
        return found

    monkeypatch.setattr(Store, "pointer", outdated)
    assert read(folder) == {"c": b"third"}


# -- what is linked ----------------------------------------------------------------------------------------


def write_linked(folder: Path, names: list[str], files: dict[str, bytes]) -> Path:
    """Writes a generation with some files of the one before, and others."""
    kept = Store(folder, 1, REMEDY)
    with kept.write() as generation:
        assert kept.latest
        for name in names:
            (generation / name).parent.mkdir(parents=True, exist_ok=True)
            link(kept.latest / name, generation / name)
        for name, content in files.items():
            (generation / name).write_bytes(content)
    assert kept.latest == generation
    return generation


def noted(monkeypatch: pytest.MonkeyPatch, function: str) -> list[str]:
    """The names of the files that a function of the store is called with from now on."""
    names, original = list[str](), getattr(store, function)

    def noting(path: Path) -> object:
        names.append(path.name)
        return original(path)

    monkeypatch.setattr(store, function, noting)
    return names


def test_linked_files_are_the_same_and_neither_hashed_nor_synchronised(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = noted(monkeypatch, "sha256_of")
    synchronised = noted(monkeypatch, "to_disk")
    inode = (folder / "generation-000001" / "a.txt").stat().st_ino
    path = write_linked(folder, ["a.txt", "deep/er/b.bin"], {"c": b"new"})
    assert hashed == ["c"]
    assert "a.txt" not in synchronised
    assert {"c", "manifest.json", "deep", "er", path.name, folder.name} <= set(synchronised)
    assert (path / "a.txt").stat().st_ino == inode
    assert read(folder) == {"a.txt": FILES["a.txt"], "deep/er/b.bin": FILES["deep/er/b.bin"], "c": b"new"}
    with Store(folder, 1).read() as generation:
        generation.check()


def test_where_links_are_refused_files_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    path = write_linked(folder, ["a.txt"], {})
    assert (path / "a.txt").stat().st_nlink == 1
    with Store(folder, 1).read() as generation:
        generation.check()


def test_a_link_to_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        link(tmp_path / "none", tmp_path / "b")


def test_damage_is_carried_along_to_be_found(folder: Path) -> None:
    (folder / "generation-000001" / "a.txt").write_bytes(b"First")
    write_linked(folder, ["a.txt"], {})
    with pytest.raises(Damaged, match=r"a\.txt was altered"):
        Store(folder, 1, REMEDY).read()


def test_a_file_of_the_same_name_that_is_not_linked_is_hashed(folder: Path) -> None:
    write_linked(folder, [], {"a.txt": b"other"})
    with Store(folder, 1).read() as generation:
        generation.check()
    assert read(folder) == {"a.txt": b"other"}


def test_the_latest_is_none_before_anything_was_written(tmp_path: Path) -> None:
    assert Store(tmp_path, 1).latest is None
    with Store(tmp_path / "new", 1).write():
        assert Store(tmp_path / "new", 1).latest is None


# -- damage ------------------------------------------------------------------------------------------------


def assert_damaged(folder: Path, file: str, problem: str) -> None:
    with pytest.raises(Damaged) as caught:
        Store(folder, 1, REMEDY).read()
    error = caught.value
    assert (error.file, error.remedy) == (file, REMEDY)
    assert problem in error.problem
    assert error.folder in (folder, folder / "generation-000001")
    assert str(error) == f"{error.folder}: {file} {error.problem}; {REMEDY}"
    assert "\n" not in str(error)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / "generation-000001" / name).unlink()
    assert_damaged(folder, name, "missing")


@pytest.mark.parametrize("name", [name for name in FILES if FILES[name]])
def test_a_truncated_file(folder: Path, name: str) -> None:
    (folder / "generation-000001" / name).write_bytes(FILES[name][:-1])
    assert_damaged(folder, name, f"{len(FILES[name]) - 1} bytes instead of {len(FILES[name])}")


@pytest.mark.parametrize("name", [name for name in FILES if FILES[name]])
def test_an_altered_file(folder: Path, name: str) -> None:
    (folder / "generation-000001" / name).write_bytes(FILES[name][:-1] + b"?")
    assert_damaged(folder, name, "altered")


def test_a_large_file_is_hashed_on_request_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "HASHED_ON_OPENING", 6)  # bytes: "deep/manifest.json" has 2, "a.txt" 5
    (folder / "generation-000001" / "a.txt").write_bytes(b"First")
    with Store(folder, 1, REMEDY).read() as generation, pytest.raises(Damaged, match=r"a\.txt was altered"):
        generation.check()


@pytest.mark.parametrize("content", [b"", b'{"version": 1, "files"', b"\xff\xfe", b"null", b"[]"])
@pytest.mark.parametrize("name", ["manifest.json", "current"])
def test_an_unreadable_manifest_or_pointer(folder: Path, name: str, content: bytes) -> None:
    (folder / ("current" if name == "current" else f"generation-000001/{name}")).write_bytes(content)
    assert_damaged(folder, name, "can't be read" if name == "current" else "altered")


def test_a_missing_manifest_pointer_or_generation(folder: Path) -> None:
    (folder / "generation-000001" / "manifest.json").unlink()
    assert_damaged(folder, "manifest.json", "missing")
    shutil.rmtree(folder / "generation-000001")
    assert_damaged(folder, "manifest.json", "missing")
    (folder / "generation-000002").mkdir()
    (folder / "current").unlink()
    assert_damaged(folder, "current", "missing")


def test_a_manifest_of_another_state(folder: Path) -> None:
    file = folder / "generation-000001" / "manifest.json"
    file.write_text(file.read_text(encoding="utf-8").replace("数", "字"), encoding="utf-8")
    assert_damaged(folder, "manifest.json", "altered")


@pytest.mark.parametrize(("version", "error", "remedy"), [(0, Newer, "update this program"), (2, Older, REMEDY)])
def test_another_version(folder: Path, version: int, error: type[Damaged], remedy: str) -> None:
    with pytest.raises(error, match=rf"has format version 1, and this program reads version {version}; {remedy}"):
        Store(folder, version, REMEDY).read()


@pytest.mark.parametrize("victim", ["a.txt", "manifest.json", "../current"])
def test_damage_is_overcome_by_writing_anew(folder: Path, victim: str) -> None:
    (folder / "generation-000001" / victim).write_bytes(b"?")
    write(folder, {"c": b"second"})
    assert read(folder) == {"c": b"second"}
    assert generations(folder) == ["generation-000002"]


def test_survivors_of_damage(folder: Path) -> None:
    path = folder / "generation-000001"
    assert set(Store(folder, 1).survivors()) == set(FILES)
    (path / "a.txt").write_bytes(b"First")
    (path / "stranger").write_bytes(b"")
    (folder / "generation-000002").mkdir()
    (folder / "generation-000002" / "half").write_bytes(b"of a write that was broken off")
    assert Store(folder, 1).survivors() == {name: path / name for name in FILES if name != "a.txt"}
    (path / "manifest.json").write_bytes(b"{")
    assert set(Store(folder, 1).survivors()) == {*FILES, "stranger"}
    assert Store(folder / "none", 1).survivors() == {}


# -- a crash at any instant --------------------------------------------------------------------------------

STEPS = ("fsync", "replace")
"""What the system is asked to make lasting or visible: all that happens in between is not seen by readers."""


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Makes the n-th step fail for the n in the list (none while it is empty); counts the steps in its second place."""
    state: list[int] = []

    def counted(name: str) -> None:
        original = getattr(os, name)

        def step(*arguments: object) -> object:
            if state:
                state[1] += 1
                if state[1] == state[0]:
                    raise OSError(28, "No space left on device")
            return original(*arguments)

        monkeypatch.setattr(os, name, step)

    for name in STEPS:
        counted(name)
    return state


@pytest.mark.parametrize("first", [True, False])
def test_a_failure_at_any_step_leaves_the_old_or_the_new(tmp_path: Path, broken: list[int], first: bool) -> None:
    outcomes = []
    for step in range(1, 100):
        folder = tmp_path / str(step)
        if not first:
            write(folder, FILES)
        broken[:] = [step, 0]
        with suppress(OSError):
            write(folder, {"c": b"second", "d": b"2"})
        done = broken[1] < step
        broken.clear()
        outcomes.append(state_of(folder))
        write(folder, {"e": b"third"})
        assert read(folder) == {"e": b"third"}
        assert len(generations(folder)) == 1
        if done:
            break
    assert_old_then_new(outcomes, first)


CRASHING = """
import os, pathlib, sys
from index import Store
step, seen = int(sys.argv[2]), 0
def counted(original):
    def call(*arguments):
        global seen
        seen += 1
        if seen == step:
            os._exit(7)
        return original(*arguments)
    return call
os.fsync, os.replace = counted(os.fsync), counted(os.replace)
with Store(pathlib.Path(sys.argv[1]), 1).write() as generation:
    (generation / "c").write_bytes(b"second")
    (generation / "d").write_bytes(b"2")
"""


@pytest.mark.parametrize("first", [True, False])
def test_death_at_any_step_leaves_the_old_or_the_new(tmp_path: Path, first: bool) -> None:
    outcomes = []
    for step in range(1, 100):
        folder = tmp_path / str(step)
        if not first:
            write(folder, FILES)
        done = subprocess.run([sys.executable, "-c", CRASHING, str(folder), str(step)], cwd=ROOT, check=False)
        outcomes.append(state_of(folder))
        write(folder, {"e": b"third"})
        assert read(folder) == {"e": b"third"}
        assert len(generations(folder)) == 1
        if done.returncode == 0:
            break
        assert done.returncode == 7
    assert_old_then_new(outcomes, first)


def state_of(folder: Path) -> str:
    """Which of the two states a reader sees."""
    try:
        found = read(folder)
    except Absent:
        return "nothing"
    return {json.dumps(sorted(FILES)): "old", '["c", "d"]': "new"}[json.dumps(sorted(found))]


def assert_old_then_new(outcomes: list[str], first: bool) -> None:
    """Every state is the old one up to some step, and the new one from there on."""
    old = "nothing" if first else "old"
    turn = outcomes.index("new")
    assert turn >= 4
    assert outcomes == [old] * turn + ["new"] * (len(outcomes) - turn)
