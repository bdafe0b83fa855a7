"""Which files a run takes in, by their names, places and contents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qa.intake import Intake, absolute, files, intake
from qa.kept import Card, Catalogue, Refusal
from qa.read import Limits


def write(file: Path, text: str = "words") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def taken(held: Intake) -> Catalogue:
    """The catalogue after all files of a run were read."""
    return Catalogue().with_cards(card for _, card in held.reading)


def run(*paths: Path, held: Catalogue | None = None, limits: Limits | None = None) -> Intake:
    return intake(paths, held or Catalogue(), limits or Limits())


def names(found: Intake) -> list[str]:
    return [card.name for _, card in found.reading]


def test_folders_are_looked_through_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "~$a.md", "photo.jpg", "in/c.TXT", "in/deep/d.txt", ".git/e.txt"):
        write(tmp_path / name)
    (tmp_path / "g.txt").mkdir()
    found = [file.relative_to(tmp_path).as_posix() for file in files([tmp_path], [])]
    assert found == ["a.md", "b.txt", "in/c.TXT", "in/deep/d.txt"]


def test_what_belongs_to_a_library_is_no_document(tmp_path: Path) -> None:
    write(tmp_path / "deck.txt")
    write(tmp_path / "library/generation-000001/documents/a.txt")
    write(tmp_path / "library/current")
    write(tmp_path / "notes/current")
    write(tmp_path / "notes/b.txt")
    assert [file.name for file in files([tmp_path], [])] == ["deck.txt", "b.txt"]
    assert [*files([tmp_path / "library"], [])] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_links_into_circles_and_pipes_stop_nothing(tmp_path: Path) -> None:
    write(tmp_path / "deck.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [file.name for file in files([tmp_path], [])] == ["deck.txt"]
    assert "no such file" in run(tmp_path / "pipe.txt").refused[0].reason


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    deck = write(tmp_path / "deck.txt")
    held = taken(run(deck))
    assert run(deck, held=held) == Intake(skipped=["deck.txt"], settled=[str(deck)])
    write(deck, "other words")
    assert names(run(deck, held=held)) == ["deck.txt"]


def test_a_copy_is_the_same_document(tmp_path: Path) -> None:
    deck, copy = write(tmp_path / "deck.txt"), write(tmp_path / "copy.txt")
    assert run(copy, held=taken(run(deck))) == Intake(same={str(copy): "deck.txt"})
    both = run(deck, copy)
    assert (names(both), both.same) == (["deck.txt"], {str(copy): "deck.txt"})


def test_the_same_bytes_under_another_format_are_another_document(tmp_path: Path) -> None:
    found = run(write(tmp_path / "a.docx"), write(tmp_path / "b.txt"), write(tmp_path / "c.md"))
    assert [card.name for _, card in found.reading] == ["a.docx", "b.txt"]
    assert found.same == {str(tmp_path / "c.md"): "b.txt"}


def test_a_moved_file_is_the_same_document_at_another_place(tmp_path: Path) -> None:
    deck = write(tmp_path / "a/deck.txt")
    held = taken(run(deck))
    for place in ("b/deck.txt", "a/other.txt"):
        moved = deck.rename(write(tmp_path / place))
        found = run(tmp_path, held=held)
        assert (found.reading, [card.path for card in found.moved], found.vanished) == ([], [str(moved)], [])
        deck = moved.rename(tmp_path / "a/deck.txt")


def test_a_document_takes_over_the_name_of_another(tmp_path: Path) -> None:
    deck, held = write(tmp_path / "deck.txt", "first"), Catalogue()
    held = taken(run(deck))
    deck.rename(tmp_path / "old.txt")
    write(deck, "second")
    found = run(tmp_path, held=held)
    assert (names(found), found.same, found.vanished) == (["deck.txt", "old.txt"], {}, [])


def test_of_two_contents_with_one_name_both_are_named(tmp_path: Path) -> None:
    one, two = write(tmp_path / "spring/deck.txt", "1"), write(tmp_path / "autumn/deck.txt", "2")
    found = run(one, two)
    assert [path for path, _ in found.reading] == [one]
    assert [(refusal.path, str(one) in refusal.reason) for refusal in found.refused] == [(str(two), True)]
    assert not run(one, write(tmp_path / "winter/deck.txt", "1")).refused


def test_vanished_are_only_those_from_a_folder_looked_through(tmp_path: Path) -> None:
    here, there = write(tmp_path / "here/a.txt", "1"), write(tmp_path / "there/b.txt", "2")
    held = taken(run(here, there)).with_cards([Card(name="of-old.txt", sha256="3", path="")])
    here.unlink()
    there.unlink()
    assert run(tmp_path / "here", held=held).vanished == ["a.txt"]
    assert run(tmp_path, held=held).vanished == ["a.txt", "b.txt"]
    assert run(here, held=held).vanished == []


def test_nothing_vanishes_from_within_a_library(tmp_path: Path) -> None:
    write(tmp_path / "library/generation-000001/catalogue.json")
    write(tmp_path / "library/current")
    held = Catalogue().with_cards([Card(name="a.txt", sha256="1", path=str(tmp_path / "library/uploads/a.txt"))])
    assert run(tmp_path, held=held).vanished == []


def test_what_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = write(tmp_path / "in/deck.txt")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "in"))

    monkeypatch.setattr(os, "scandir", denied)
    found = run(tmp_path / "in", tmp_path / "missing.txt", write(tmp_path / "photo.jpg"))
    reasons = [refusal.reason for refusal in found.refused]
    assert [reason.split(": ")[1].split(";")[0] for reason in reasons] == [
        "permission denied",
        "no such file",
        "unknown format",
    ]
    monkeypatch.setattr(Path, "open", denied)
    assert "permission denied" in run(deck).refused[0].reason


def test_what_went_beyond_a_limit_is_not_tried_in_vain(tmp_path: Path) -> None:
    slow = write(tmp_path / "slow.txt")
    [(_, card)] = run(slow).reading
    refusal = Refusal(path=str(slow), reason=f"{slow}: too slow", sha256=card.sha256, limit="seconds", most=5)
    held = Catalogue().with_refusals([refusal])
    assert run(slow, held=held, limits=Limits(seconds=5)).refused == [refusal]
    copy = write(tmp_path / "copy.txt")
    assert [one.reason for one in run(copy, held=held, limits=Limits(seconds=5)).refused] == [f"{copy}: too slow"]
    assert names(run(slow, held=held, limits=Limits(seconds=6))) == ["slow.txt"]
    write(slow, "quicker")
    assert names(run(slow, held=held, limits=Limits(seconds=5))) == ["slow.txt"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_in_broken_bytes_is_read_as_text(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/d\xe9ck.txt"))
    found = run(write(file))
    assert names(found) == ["d\N{REPLACEMENT CHARACTER}ck.txt"]
    taken(found).write(tmp_path)
    assert Path(Catalogue.read(tmp_path).cards[0].path).exists()


def test_places_are_whole_and_links_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    assert absolute("link/../link/deck.txt") == tmp_path / "link/deck.txt"
