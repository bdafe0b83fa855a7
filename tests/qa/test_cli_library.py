"""The commands on real libraries of small made-up documents: what goes in, comes out, and goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa import cli

DECK = """Aoba Inc.
Results for 2Q14

Overview

Operating income in 2Q14 was JPY 310 million. Ferries sailed every day of the quarter, in spite of two storms.

The harbour at Setana was repaired, and two new ships joined the fleet.
"""
RELEASE = """Birch Ltd.
Annual results

Overview

Revenue for the year ended December 31, 2015 was USD 42 million. The forests were planted anew.

No tree was felled in spring, when birds breed.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def decks(here: Path) -> Path:
    """A library of two documents in the default place, which had been filled from seeds/."""
    (here / "seeds").mkdir()
    (here / "seeds/deck.txt").write_text(DECK, encoding="utf-8")
    (here / "seeds/release.txt").write_text(RELEASE, encoding="utf-8")
    return here


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    """Status, lines of standard output and lines of standard error of a command."""
    capsys.readouterr()
    status = cli.main(arguments)
    found = capsys.readouterr()
    return status, found.out.splitlines(), found.err.splitlines()


def test_the_default_library_is_filled_from_seeds_once(decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(capsys, "figures", "--metric", "operating profit")
    assert (status, len(out)) == (0, 2)
    assert out[1].split()[:2] == ["310,000,000", "JPY"]
    assert any("reading the documents in seeds/" in line for line in err)
    _, _, err = said(capsys, "figures")
    assert err == ["kessan: 2 figures"]


def test_index_says_what_it_did_with_each_file(decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", "other")
    assert said(capsys, "index", "seeds/deck.txt", *library)[1] == ["added: deck.txt"]
    (decks / "seeds/deck.txt").write_text(DECK.replace("310", "320"), encoding="utf-8")
    status, out, err = said(capsys, "index", "seeds", *library)
    assert (status, out, err) == (0, ["added: release.txt", "updated: deck.txt"], [])
    assert said(capsys, "index", "seeds", *library)[1] == ["already there: deck.txt", "already there: release.txt"]


def test_files_that_cannot_be_read_are_told_and_the_others_added(
    decks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (decks / "empty.txt").touch()
    (decks / "bytes.txt").write_bytes(bytes(range(256)))
    files = ("empty.txt", "bytes.txt", "missing.txt", "seeds/deck.txt")
    status, out, err = said(capsys, "index", *files, "--library", "other")
    assert (status, out) == (1, ["added: deck.txt"])
    told = {Path(line.split(": ")[1]).name: line.split(": ")[0] for line in err[:-1]}
    assert told == dict.fromkeys(files[:3], "kessan")
    assert err[-1].startswith("kessan: 3 files could not be read")


def test_a_document_that_is_removed_is_gone_from_everything(decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "remove", "release.txt")[:2] == (0, ["removed: release.txt"])
    assert json.loads("".join(said(capsys, "status", "--json")[1]))["documents"] == ["deck.txt"]
    assert all("release" not in line for line in said(capsys, "search", "Birch revenue")[1])
    status, out, err = said(capsys, "remove", "release.txt")
    assert (status, out, len(err)) == (1, [], 1)


def test_status_counts_the_numerals_of_each_document(decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (decks / "seeds/deck.txt").write_text(DECK + "\n7 12\n9 15\n", encoding="utf-8")
    status, out, _ = said(capsys, "status")
    assert status == 0
    assert ["sound", "yes"] in map(str.split, out)
    header = next(number for number, line in enumerate(out) if line.startswith("numerals"))
    assert [line.split()[0] for line in out[header + 1 :]] == ["deck.txt", "release.txt"]
    listed = said(capsys, "status", "--coverage")[1]
    assert listed[: len(out)] == out
    places = [line.split() for line in listed if "»" in line]
    assert [marked for _, *words in places for marked in words if "»" in marked] == ["»7«", "»12«", "»9«", "»15«"]
    assert places[0][0] == f"deck.txt:{len(DECK) + 1}"
    state = json.loads("\n".join(said(capsys, "status", "--json")[1]))
    deck = state["coverage"][0]
    assert (state["sound"], deck["doc"]) == (True, "deck.txt")
    assert sum(len(section["numerals"]) for section in deck["sections"]) == sum(
        [deck["tally"]["typed"], *deck["tally"]["left_out"].values(), deck["tally"]["not_understood"]]
    )


def test_a_document_that_is_not_there_cannot_be_asked(decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "status")
    status, out, err = said(capsys, "ask", "revenue?", "--doc", "nowhere.txt")
    assert (status, out, len(err)) == (2, [], 1)
    assert "deck.txt" in err[0]


def test_without_a_library_the_way_to_one_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(capsys, "ask", "revenue?")
    assert (status, out, len(err)) == (1, [], 1)
    assert "make one with 'kessan index" in err[0]
    assert said(capsys, "index")[0] == 1


@pytest.mark.parametrize("question", ["", "  \t", "profit " * 14_286])
def test_what_cannot_be_asked_is_one_short_line(decks: Path, capsys: pytest.CaptureFixture[str], question: str) -> None:
    said(capsys, "status")
    status, out, err = said(capsys, "ask", question)
    assert (status, out, len(err)) == (2, [], 1)
    assert len(err[0]) < 200


def test_a_question_in_broken_bytes_is_asked_all_the_same(decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "status")
    assert said(capsys, "ask", "operating income \udcff in 2Q14?", "--json")[0] in (0, 3)


def test_a_damaged_library_is_told_and_built_anew(decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "status")
    figures = next((decks / ".kessan").glob("generation-*/documents/*/figures.json"))
    figures.write_text("[]", encoding="utf-8")
    status, out, err = said(capsys, "ask", "revenue?")
    assert (status, out, len(err)) == (1, [], 1)
    assert "figures.json" in err[0]
    assert "kessan index" in err[0]
    status, out, _ = said(capsys, "status")
    assert (status, out[-2].split()) == (1, ["sound", "no"])
    assert "figures.json" in out[-1]
    status, out, _ = said(capsys, "status", "--json")
    state = json.loads("\n".join(out))
    assert (status, state["sound"], state["documents"]) == (1, False, ["deck.txt", "release.txt"])
    assert "figures.json" in state["damage"]
    assert said(capsys, "index")[0] == 0
    assert said(capsys, "figures")[0] == 0
    assert len(said(capsys, "figures", "--format", "csv")[1]) == 3
