"""Taking files in by command: what is said of each, the limits, and what a run that is broken off leaves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest

from index.models import Loaded
from qa import cli, commands
from qa.cli import LIMITS, parser
from qa.commands import limits_of
from qa.progress import Step, duration, in_words
from qa.read import Limits
from tests.qa.killed import in_process

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Aoba Inc.\nResults for {0}Q14\n\nOperating income in {0}Q14 was JPY {1} million.\n"
LIBRARY = ("--library", "library")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two decks, where words are enough and files are read in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("qa.library.load_encoder", lambda *_, **__: Loaded(None, "words are enough here"))
    monkeypatch.setattr("qa.batches.outcomes", in_process)
    for number in (1, 2):
        write(tmp_path / f"decks/deck{number}.txt", number)
    return tmp_path


def write(file: Path, quarter: int) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT.format(quarter, quarter * 100), encoding="utf-8")
    return file


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    """Status, lines of standard output and lines of standard error of a command."""
    capsys.readouterr()
    status = cli.main(arguments)
    found = capsys.readouterr()
    return status, found.out.splitlines(), found.err.splitlines()


def test_what_became_of_each_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "index", "decks", *LIBRARY) == (0, ["added: deck1.txt", "added: deck2.txt"], [])
    (here / "decks/deck1.txt").rename(here / "decks/moved.txt")
    write(here / "decks/deck2.txt", 3)
    status, out, err = said(capsys, "index", "decks", *LIBRARY)
    same = f"already there as deck1.txt: {here / 'decks/moved.txt'}"
    assert (status, out, err) == (0, ["updated: deck2.txt", same], [])


def test_documents_whose_files_are_gone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "index", "decks", *LIBRARY)
    (here / "decks/deck2.txt").unlink()
    status, out, _ = said(capsys, "index", "decks", *LIBRARY)
    assert (status, out) == (0, ["already there: deck1.txt", "its file is gone: deck2.txt (--prune takes it out)"])
    assert said(capsys, "index", "decks", "--prune", *LIBRARY)[1][-1] == "removed: deck2.txt"
    assert said(capsys, "index", "decks", "--prune", *LIBRARY)[1] == ["already there: deck1.txt"]


def test_files_that_could_not_be_read_are_listed_until_they_are(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "decks/bad.txt").touch()
    status, _, err = said(capsys, "index", "decks", *LIBRARY)
    assert (status, len(err)) == (1, 1)
    status, out, _ = said(capsys, "status", *LIBRARY)
    assert (status, [line for line in out if "bad.txt" in line]) == (0, [f"unreadable  {err[0][8:]}"])
    assert json.loads("\n".join(said(capsys, "status", "--json", *LIBRARY)[1]))["unreadable"] == [err[0][8:]]
    assert said(capsys, "remove", "bad.txt", *LIBRARY)[:2] == (0, ["removed: bad.txt"])
    assert json.loads("\n".join(said(capsys, "status", "--json", *LIBRARY)[1]))["unreadable"] == []


def test_a_limit_is_raised_by_the_option_that_its_error_names(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(capsys, "index", "decks", "--max-characters", "50", *LIBRARY)
    assert (status, out) == (1, [])
    option = re.search(r"raise it with (--max-\w+)", err[0])
    assert option
    assert said(capsys, "index", "decks", option[1], "1K", *LIBRARY)[0] == 0


def test_options_for_limits() -> None:
    assert set(LIMITS) == {field.name for field in fields(Limits)}
    assert limits_of(parser().parse_args(["index"])) == Limits()
    raised = ["index", "--max-memory", "3G", "--max-pages", "7", "--max-seconds", "0.5", "--max-unpacked", "2k"]
    assert limits_of(parser().parse_args(raised)) == Limits(memory=3 << 30, pages=7, seconds=0.5, unpacked=2048)
    for name, default in Limits.__dataclass_fields__.items():
        said = LIMITS[name][1].split("default: ")[1].rstrip(")")
        assert LIMITS[name][0](said) == default.default


@pytest.mark.parametrize("amount", ["0", "-1", "1.5", "G", "", "many", "2GG", "1T"])
@pytest.mark.parametrize("option", ["--max-memory", "--max-seconds"])
def test_no_limits(option: str, amount: str, capsys: pytest.CaptureFixture[str]) -> None:
    if (option, amount) == ("--max-seconds", "1.5"):
        return
    with pytest.raises(SystemExit) as stopped:
        cli.main(["index", f"{option}={amount}"])
    assert stopped.value.code == 2
    assert option in capsys.readouterr().err


def test_progress_is_told_in_words() -> None:
    assert in_words(Step("documents read", 12, 2600, 200)) == "12 of 2,600 documents read, about 3 min left"
    assert in_words(Step("documents read", 1, 2)) == "1 of 2 documents read"
    assert in_words(Step("lines embedded", 2, 2, 0)) == "2 of 2 lines embedded"
    assert [duration(seconds) for seconds in (0, 59.6, 91, 3599, 4810)] == [
        "about 1 s",
        "about 60 s",
        "about 2 min",
        "about 1 h 0 min",
        "about 1 h 20 min",
    ]


def test_progress_is_drawn_only_on_a_terminal(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "TELLING", -1)
    _, _, err = said(capsys, "index", "decks", *LIBRARY)
    assert err[0].startswith("kessan: 1 of 2 documents read, about")
    assert "\x1b" not in "".join(err)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    write(here / "decks/deck3.txt", 3)
    write(here / "decks/deck4.txt", 4)
    capsys.readouterr()
    cli.main(["index", "decks", *LIBRARY])
    drawn = capsys.readouterr().err
    assert "\r\x1b[K1 of 2 documents read" in drawn
    assert drawn.endswith("\r\x1b[K")


def test_an_interruption_says_that_little_is_lost(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Step) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "counted", lambda: interrupted)
    status, out, err = said(capsys, "index", "decks", *LIBRARY)
    assert (status, out) == (130, [])
    assert "goes on from what was read" in err[0]
    assert not [*here.glob("library/reading-*")]


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_command_that_is_stopped_leaves_no_process_and_can_be_given_again(
    tmp_path: Path, how: signal.Signals
) -> None:
    for number in range(12):
        write(tmp_path / f"decks/deck{number:02}.txt", number + 1)
    code = (
        "import sys\nfrom unittest.mock import patch\nfrom index.models import Loaded\nfrom qa import batches, cli\n"
        "batches.BYTES = 0\n"
        "with patch('qa.library.load_encoder', lambda *_, **__: Loaded(None, 'words')):\n"
        f"    sys.exit(cli.main(['index', {str(tmp_path / 'decks')!r}, '--library', {str(tmp_path / 'library')!r}]))\n"
    )
    command = [sys.executable, "-c", code]
    started = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    try:
        until = time.monotonic() + 60
        # Any state after the first: each makes room for the next before a slow machine may have seen it.
        while not [*(tmp_path / "library").glob("generation-*[2-9]")] and time.monotonic() < until:
            time.sleep(0.01)
        started.send_signal(how)
        assert started.wait(30) == (130 if how == signal.SIGINT else -how)
        until = time.monotonic() + 30
        while processes_of(started.pid) and time.monotonic() < until:
            time.sleep(0.1)
        assert not processes_of(started.pid)
    finally:
        for process in processes_of(started.pid):
            os.kill(process, signal.SIGKILL)
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said = [line.split(": ")[0] for line in again.stdout.splitlines()]
    assert len(said) == 12
    assert said.count("already there") >= 1
    assert set(said) <= {"added", "already there"}
    assert not [*(tmp_path / "library").glob("reading-*")] or how == signal.SIGKILL


def processes_of(session: int) -> list[int]:
    """The living processes of a session."""
    listed = subprocess.run(["ps", "-eo", "pid=,sess=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return [int(pid) for pid, of, state in rows if int(of) == session and not state.startswith("Z")]
