"""A library's life: documents come, change, move and go; runs are broken off, disks fill up, formats grow old."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from pathlib import Path

import pytest

import qa
from index import Busy, Damaged, Newer, Older, Store
from index.models import Loaded
from qa import batches
from qa.holdings import FORMAT
from qa.progress import Step
from qa.read import FORMATS, read
from tests.qa.bad_readers import BAD, install
from tests.qa.killed import in_process

TEXT = "Aoba Inc.\nResults for {0}Q14\n\nOperating income in {0}Q14 was JPY {1} million.\n\nFerries sailed every day.\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are enough here, and files may be read in this process."""
    monkeypatch.setattr("qa.library.load_encoder", lambda *_, **__: Loaded(None, "words are enough here"))
    monkeypatch.setattr("qa.batches.outcomes", in_process)
    monkeypatch.setattr("qa.keeper.PATIENCE", 0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three documents."""
    for number in (1, 2, 3):
        write(tmp_path / f"decks/deck{number}.txt", number)
    return tmp_path / "decks"


@pytest.fixture
def library(folder: Path) -> qa.Library:
    """A library of them."""
    return qa.Library.build(folder, folder.parent / "library")


def write(file: Path, quarter: int, amount: int = 0) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT.format(quarter, amount or quarter * 100), encoding="utf-8")
    return file


def printed(library: qa.Library) -> dict[str, list[str]]:
    """The figures of each document."""
    found: dict[str, list[str]] = {name: [] for name in library.names}
    for figure in library.figures():
        assert figure.source
        found[figure.source.doc].append(figure.printed)
    return found


def assert_same(library: qa.Library, other: qa.Library) -> None:
    """Two libraries hold the same and say the same."""
    assert library.documents == other.documents
    assert library.figures() == other.figures()
    for question in ("operating income in 2Q14?", "what sailed every day?"):
        assert library.ask(question) == other.ask(question)
        assert library.search(question) == other.search(question)


# -- documents come and go ---------------------------------------------------------------------------------


def test_a_library_that_has_changed_is_one_that_was_built_so(library: qa.Library, folder: Path) -> None:
    write(folder / "deck2.txt", 2, 777)
    (folder / "deck3.txt").unlink()
    write(folder / "deck4.txt", 4)
    changes = library.add(folder, prune=True)
    assert (changes.added, changes.updated, changes.skipped) == (["deck4.txt"], ["deck2.txt"], ["deck1.txt"])
    assert (changes.vanished, printed(library)["deck2.txt"]) == (["deck3.txt"], ["777"])
    assert_same(qa.Library.open(library.folder), qa.Library.build(folder, folder.parent / "anew"))


def test_what_vanished_is_told_and_kept_unless_it_is_to_go(library: qa.Library, folder: Path) -> None:
    (folder / "deck3.txt").unlink()
    assert library.add(folder).vanished == ["deck3.txt"]
    assert [*library.names] == ["deck1.txt", "deck2.txt", "deck3.txt"]
    assert library.add(folder, prune=True).vanished == ["deck3.txt"]
    assert [*library.names] == ["deck1.txt", "deck2.txt"]
    assert library.add(folder).vanished == []


def test_a_moved_file_is_the_same_document(library: qa.Library, folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "deck1.txt").rename(folder / "old" / "deck1.txt")
    (folder / "deck2.txt").rename(folder / "renamed.txt")
    changes = library.add(folder, prune=True)
    assert changes.same == {str(folder / "renamed.txt"): "deck2.txt"}
    assert (changes.vanished, changes.added, library.names) == ([], [], ("deck1.txt", "deck2.txt", "deck3.txt"))
    assert library.add(folder / "old").vanished == []
    (folder / "renamed.txt").unlink()
    assert library.add(folder).vanished == ["deck2.txt"]


def test_unchanged_files_are_neither_read_nor_written(
    library: qa.Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in library.folder.rglob("*")}
    monkeypatch.setattr("qa.kept.Kept.document", lambda _: pytest.fail("was read"))
    monkeypatch.setattr("qa.reading.read", lambda *_: pytest.fail("was parsed"))
    again = qa.Library.open(library.folder)
    assert again.add(folder).skipped == ["deck1.txt", "deck2.txt", "deck3.txt"]
    assert {path: path.stat().st_mtime_ns for path in library.folder.rglob("*")} == before


def test_opening_and_changing_parse_nothing_again(
    library: qa.Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def noted(path: Path, limits: qa.Limits, name: str) -> qa.Document:
        parsed.append(name)
        return read(path, limits, name)

    monkeypatch.setattr("qa.reading.read", noted)
    again = qa.Library.open(library.folder)
    assert again.ask("operating income in 2Q14?").figures[0].printed == "200"
    again.add(write(folder / "deck4.txt", 4))
    again.remove("deck1.txt")
    assert parsed == ["deck4.txt"]


def test_what_stays_is_linked_and_not_written_again(library: qa.Library, folder: Path) -> None:
    def nodes() -> set[int]:
        return {file.stat().st_ino for file in library.folder.glob("generation-*/documents/*/*")}

    before = nodes()
    library.add(write(folder / "deck4.txt", 4))
    assert before < nodes()
    assert not library.conflicts()
    library.remove("deck4.txt")
    assert nodes() == before
    assert len([*library.folder.glob("generation-*")]) == 1


def test_the_original_is_kept_as_it_was(library: qa.Library, folder: Path) -> None:
    text = (folder / "deck1.txt").read_bytes()
    write(folder / "deck1.txt", 1, 999)
    assert library.original("deck1.txt").read_bytes() == text
    other = qa.Library.open(library.folder)
    library.add(folder)
    library.remove("deck2.txt")
    assert other.original("deck1.txt").read_bytes() == text
    assert library.original("deck1.txt").read_bytes() != text
    with pytest.raises(qa.UnknownDocument):
        library.original("deck2.txt")


def test_what_is_being_asked_stays_until_it_is_answered(library: qa.Library, folder: Path) -> None:
    asked = library.inquiry("what sailed every day in 2Q14?")
    library.remove("deck2.txt")
    library.add(write(folder / "deck4.txt", 4))
    assert len([*library.folder.glob("generation-*")]) == 2
    assert {line.line.doc for line in asked.lines} >= {"deck2.txt"}
    del asked
    library.remove("deck4.txt")
    assert len([*library.folder.glob("generation-*")]) == 1


# -- files that can't be read ------------------------------------------------------------------------------


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers with faults."""
    for suffix in BAD:
        monkeypatch.setitem(FORMATS, suffix, "")
    install()


def test_what_could_not_be_read_is_told_until_it_is_read(folder: Path) -> None:
    bad = folder / "bad.txt"
    bad.touch()
    library = qa.Library.build(folder, folder.parent / "library")
    assert library.names == ("deck1.txt", "deck2.txt", "deck3.txt")
    [reason] = qa.Library.open(library.folder).status().unreadable
    assert reason.startswith(f"{bad}: ")
    library.add(folder / "deck1.txt")
    assert library.status().unreadable
    write(bad, 4)
    library.add(bad)
    assert library.status().unreadable == ()
    assert "bad.txt" in library.names


def test_what_could_not_be_read_is_forgotten_when_it_is_removed(library: qa.Library, folder: Path) -> None:
    bad, worse = folder / "bad.txt", folder / "worse.txt"
    bad.touch()
    worse.touch()
    library.add(folder)
    library.remove("bad.txt")
    assert [reason.split(":")[0] for reason in library.status().unreadable] == [str(worse)]
    worse.unlink()
    library.add(folder / "deck1.txt")
    assert library.status().unreadable == ()
    with pytest.raises(qa.UnknownDocument):
        library.remove("worse.txt")


def test_a_file_gone_bad_leaves_the_document_as_it_was(library: qa.Library, folder: Path) -> None:
    (folder / "deck1.txt").write_bytes(b"\0\1\2")
    changes = library.add(folder)
    assert [*changes.unreadable] == [str(folder / "deck1.txt")]
    assert printed(library)["deck1.txt"] == ["100"]


def test_a_copy_of_a_bad_file_is_bad_too(library: qa.Library, folder: Path) -> None:
    for name in ("bad.txt", "copy.txt"):
        (folder / name).touch()
    changes = library.add(folder)
    assert ([*changes.unreadable], changes.same) == ([str(folder / "bad.txt"), str(folder / "copy.txt")], {})
    assert len(library.status().unreadable) == 2


def test_the_same_content_at_another_place_settles_it(library: qa.Library, folder: Path) -> None:
    bad = folder / "bad.txt"
    bad.touch()
    library.add(bad)
    shutil.copyfile(folder / "deck1.txt", bad)
    library.add(bad)
    assert library.status().unreadable == ()


@pytest.mark.usefixtures("faults")
def test_a_library_of_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks/a.faulty").touch()
    with pytest.raises(qa.Unreadable, match=r"a\.faulty"):
        qa.Library.build(tmp_path / "decks", tmp_path / "library")
    assert not (tmp_path / "library").exists()


# -- long runs ---------------------------------------------------------------------------------------------


def test_a_run_that_is_broken_off_loses_a_batch_at_most(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BYTES", 0)
    seen: list[tuple[str, ...]] = []
    place = folder.parent / "library"

    def broken(step: Step) -> None:
        if step.what == "documents read":
            seen.append(qa.Library.open(place, create=True).names)
            if step.done == 3:
                raise KeyboardInterrupt

    library = qa.Library.open(place, create=True)
    with pytest.raises(KeyboardInterrupt):
        library.add(folder, broken)
    assert seen == [(), ("deck1.txt",), ("deck1.txt", "deck2.txt")]
    assert library.names == ("deck1.txt", "deck2.txt")
    assert library.ask("operating income in 1Q14?").figures[0].printed == "100"
    assert not [*place.glob("reading-*")]
    assert not [*place.glob("generation-*/findings.json")]
    assert library.conflicts() == []
    again = qa.Library.open(place)
    assert again.add(folder).added == ["deck3.txt"]
    assert_same(again, qa.Library.build(folder, folder.parent / "anew"))
    assert len([*place.glob("generation-*/findings.json")]) == 1


def test_what_is_missing_after_a_run_broken_off_is_made_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BYTES", 0)

    def broken(step: Step) -> None:
        if step.done == 3:
            raise KeyboardInterrupt

    library = qa.Library.open(folder.parent / "library", create=True)
    with pytest.raises(KeyboardInterrupt):
        library.add(folder, broken)
    (folder / "deck3.txt").unlink()
    library.add(folder)
    assert len([*library.folder.glob("generation-*/findings.json")]) == 1


def test_progress_counts_documents_and_what_is_embedded(folder: Path) -> None:
    steps: list[Step] = []
    qa.Library.build(folder, folder.parent / "library", progress=steps.append)
    read = [step for step in steps if step.what == "documents read"]
    assert [(step.done, step.total) for step in read] == [(1, 3), (2, 3), (3, 3)]
    assert all(step.left is not None and step.left >= 0 for step in read)
    assert read[-1].left == 0


def test_what_a_broken_run_left_is_cleared_away(library: qa.Library, folder: Path) -> None:
    left = library.folder / "reading-left"
    left.mkdir()
    (left / "half").write_text("of a document", encoding="utf-8")
    library.add(write(folder / "deck4.txt", 4))
    assert not left.exists()


# -- two at once -------------------------------------------------------------------------------------------


def test_a_second_writer_waits_and_readers_go_on(library: qa.Library, folder: Path) -> None:
    said: list[str] = []
    other = qa.Library.open(library.folder, say=said.append)
    write(folder / "deck4.txt", 4)
    with Store(library.folder, FORMAT).only_writer(0):
        assert qa.Library.open(library.folder).ask("operating income in 2Q14?").status == "answered"
        with pytest.raises(Busy):
            other.add(folder)
    assert [line for line in said if "waiting" in line]
    assert other.add(folder).added == ["deck4.txt"]


def test_writers_take_turns_and_lose_nothing(
    library: qa.Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.keeper.PATIENCE", 60)
    monkeypatch.setattr(batches, "BYTES", 0)
    crowd = [write(folder.parent / f"more/deck{number}.txt", 1, number) for number in range(10, 18)]
    writers = [qa.Library.open(library.folder) for _ in range(4)]
    threads = [
        threading.Thread(target=writer.add, args=([crowd[at], crowd[at + 4]],)) for at, writer in enumerate(writers)
    ]
    threads.append(threading.Thread(target=library.remove, args=("deck2.txt",)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = sorted(["deck1.txt", "deck3.txt", *(file.name for file in crowd)])
    assert [*qa.Library.open(library.folder).names] == names
    (folder / "deck2.txt").unlink()
    anew, taken = qa.Library.build(folder.parent, folder.parent / "anew"), qa.Library.open(library.folder)
    assert (taken.documents, taken.figures()) == (anew.documents, anew.figures())
    for name in names:  # of entries that fit equally well, the one added first is found first
        assert taken.ask("operating income?", docs=[name]) == anew.ask("operating income?", docs=[name])


# -- when things go wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["mkdir", "write_bytes", "write_text", "rename"])
def test_a_disk_that_takes_no_more_costs_nothing_held(
    library: qa.Library, folder: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "deck1.txt", 1, 999)
    write(folder / "deck4.txt", 4)
    original = getattr(Path, call)

    def full(path: Path, *arguments: object, **more: object) -> object:
        if library.folder in path.parents:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return original(path, *arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Path, call, full)
        with pytest.raises(OSError, match="No space left") as caught:
            library.add(folder)
        assert caught.value.filename == str(library.folder)
    for held in (library, qa.Library.open(library.folder)):
        assert printed(held) == {"deck1.txt": ["100"], "deck2.txt": ["200"], "deck3.txt": ["300"]}
    assert library.add(folder).updated == ["deck1.txt"]
    assert library.status().unreadable == ()


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit")
def test_a_folder_that_cannot_be_made_is_one_error(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(OSError, match="Not a directory"):
        qa.Library.build(folder, tmp_path / "file" / "library")


def old_format(library: qa.Library, folder: Path) -> Path:
    """A library as format 3 had it: originals under their names."""
    place = folder.parent / "old"
    with Store(place, 3).write() as generation:
        (generation / "documents").mkdir()
        for name in library.names:
            shutil.copyfile(library.original(name), generation / "documents" / name)
        (generation / "figures.json").write_text("[]", encoding="utf-8")
    return place


def test_an_older_format_is_built_anew_from_the_originals(library: qa.Library, folder: Path) -> None:
    place = old_format(library, folder)
    said: list[str] = []
    with pytest.raises(Older, match="format version 3"):
        qa.Library.open(place)
    anew = qa.Library.open(place, say=said.append, create=True)
    assert any("builds it anew" in line for line in said)
    assert_same(anew, library)
    assert anew.add(folder).skipped == ["deck1.txt", "deck2.txt", "deck3.txt"]
    (folder / "deck1.txt").unlink()
    assert anew.add(folder).vanished == ["deck1.txt"]


def test_what_can_no_longer_be_read_is_put_aside(library: qa.Library, folder: Path) -> None:
    place = old_format(library, folder)
    with Store(place, 3).write() as generation:
        (generation / "documents").mkdir()
        (generation / "documents/deck1.txt").write_bytes((folder / "deck1.txt").read_bytes())
        (generation / "documents/gone.txt").write_bytes(b"\0\0")
    said: list[str] = []
    anew = qa.Library.open(place, say=said.append, create=True)
    assert anew.names == ("deck1.txt",)
    assert (place / "unread/gone.txt").read_bytes() == b"\0\0"
    assert [str(place / "unread/gone.txt") in line for line in anew.status().unreadable] == [True]
    assert any("gone.txt" in line for line in said)


def test_a_newer_format_is_left_alone(library: qa.Library, folder: Path) -> None:
    place = folder.parent / "newer"
    with Store(place, FORMAT + 1).write() as generation:
        (generation / "documents").mkdir()
        (generation / "documents/deck.txt").write_text("new words", encoding="utf-8")
    for create in (False, True):
        with pytest.raises(Newer, match="update this program"):
            qa.Library.open(place, create=create)
    assert [*place.glob("generation-*/documents/*")] == [place / "generation-000001/documents/deck.txt"]


@pytest.mark.parametrize("victim", ["document.json", "figures.json", "words.json", "../../catalogue.json"])
def test_a_damaged_library_is_built_anew_from_what_it_keeps(library: qa.Library, folder: Path, victim: str) -> None:
    anew = qa.Library.build(folder, folder.parent / "anew")
    first = next(library.folder.glob("generation-*/documents/*"))
    (first / victim).write_bytes(b"{}")
    with pytest.raises(Damaged, match=Path(victim).name):
        qa.Library.open(library.folder)
    assert_same(qa.Library.open(library.folder, create=True), anew)


def test_a_damaged_original_is_asked_for(library: qa.Library, folder: Path) -> None:
    with library.original("deck2.txt").open("ab") as file:
        file.write(b"!")
    said: list[str] = []
    mended = qa.Library.open(library.folder, say=said.append, create=True)
    assert mended.names == ("deck1.txt", "deck3.txt")
    assert any("deck2.txt" in line and str(folder / "deck2.txt") in line for line in said)


def test_names_are_known_without_a_catalogue(library: qa.Library, folder: Path) -> None:
    generation = next(library.folder.glob("generation-*"))
    (generation / "catalogue.json").unlink()
    assert qa.Library.open(library.folder, create=True).names == library.names


@pytest.mark.skipif(os.name == "nt", reason="such names can't be given there")
@pytest.mark.parametrize("name", ["..", "a\nb", "-rf", "=1+1", "con", "é" * 120, "a\\b", "<b>", "..%2f", "a:1-2"])
def test_any_name_of_a_file_is_one_of_a_document(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "decks" / f"{name}.txt", 1)
    library = qa.Library.build(file, tmp_path / "library")
    assert library.names == (file.name,)
    assert {path.name for path in tmp_path.iterdir()} == {"decks", "library"}
    answer = qa.Library.open(library.folder).ask("operating income in 1Q14?", docs=[file.name])
    assert answer.figures[0].printed == "100"
    library.remove(file.name)
    assert not library.names


def test_a_library_without_documents_is_a_library(library: qa.Library) -> None:
    library.remove(*library.names)
    empty = qa.Library.open(library.folder)
    assert (empty.names, empty.figures(), empty.search("income")) == ((), [], [])
    assert empty.ask("operating income in 1Q14?").status == "not_found"
