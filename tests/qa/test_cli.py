"""The command line: results on standard output, messages on standard error, exit statuses, one line for a failure."""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qa import cli, commands
from qa.evaluate import Report
from qa.model import Answer
from tests.qa.made import FakeLibrary, answer, figure, gold

ASKED = "boat sales in Sep 2031?"
COMMANDS = ["index", "remove", "status", "ask", "search", "figures", "eval", "ui"]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    """A library that knows one question, in the place of the real one."""
    library = FakeLibrary({ASKED: answer(figure())})
    monkeypatch.setattr(commands, "library", lambda _: library)
    return library


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    """A gold file with a question that is known and one that isn't."""
    file = tmp_path / "gold.jsonl"
    lines = [gold().model_dump_json(), gold(id="g2", question="kites?").model_dump_json()]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def usage_error(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_every_command_is_there_and_its_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(commands.COMMANDS) == set(COMMANDS)
    for command in COMMANDS:
        assert usage_error(command, "--help") == 0
        said = capsys.readouterr().out
        assert f"example:\n  kessan {command}" in said
        assert "--library" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_in_the_help_can_be_said(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    import shlex

    usage_error(command, "--help")
    example = capsys.readouterr().out.split("example:\n  kessan ")[1]
    assert cli.parser().parse_args(shlex.split(example)).command == command


def test_ask_for_people(fake: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", ASKED, "--doc", "a.txt", "--doc", "b.txt"]) == 0
    assert fake.asked == [(ASKED, ["a.txt", "b.txt"])]
    said = capsys.readouterr()
    assert said.out.startswith("over JPY 250 million\n")
    assert said.err == ""


def test_ask_for_programmes(fake: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", ASKED, "--json"]) == 0
    said = capsys.readouterr()
    assert Answer.model_validate_json(said.out).figures == (figure(),)
    first = json.loads(said.out)["figures"][0]
    assert first["value"] == 250000000
    assert first["period"] == {"start": "2031-09-01", "end": "2031-09-30", "label": "Sep. 2031"}


def test_what_is_not_in_the_documents_is_status_3(fake: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "kites?"]) == 3
    assert "no sales of kites" in capsys.readouterr().out


@pytest.mark.parametrize("said", [["--threshold", "0.9"], ["--risk", "0.1"]])
def test_an_answer_less_sure_than_asked_for_is_not_given(
    said: list[str], fake: FakeLibrary, gold_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["ask", ASKED, *said]) == 3
    capsys.readouterr()
    assert cli.main(["eval", str(gold_file), "--library", str(tmp_path), "--json", *said]) == 0
    made = Report.model_validate_json(capsys.readouterr().out)
    assert made.threshold == 0.9
    assert (made.overall.right, made.overall.missed) == (0, 1)
    assert made.risk is not None
    assert made.risk.at(0.5).coverage == 0.5


def test_search(fake: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["search", "boats", "-k", "3", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 3
    assert cli.main(["search", "boats"]) == 0
    assert capsys.readouterr().out.count("boats.txt · Boats") == 10


def test_figures_in_every_format(fake: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["figures"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("over 250,000,000  JPY")
    assert cli.main(["figures", "--format", "json"]) == 0
    assert [one["value"] for one in json.loads(capsys.readouterr().out)] == [250000000, -5]
    assert cli.main(["figures", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (rows[1]["value"], rows[1]["metric"]) == ("-5", "'=HYPERLINK(1)")


def test_figures_go_into_a_file_in_the_format_of_its_name(
    fake: FakeLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, lines = tmp_path / "boats.xlsx", tmp_path / "boats.csv"
    assert cli.main(["figures", "--out", str(book)]) == 0
    assert load_workbook(book).active["D3"].value == "=HYPERLINK(1)"
    assert cli.main(["figures", "--out", str(lines)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [f"kessan: 2 figures are in {file}" for file in (book, lines)]
    assert cli.main(["figures", "--format", "csv"]) == 0
    assert lines.read_text(encoding="utf-8") == capsys.readouterr().out


def test_conflicts_in_every_format(fake: FakeLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["figures", "--conflicts"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].startswith("conflict: sales, boats")
    assert "total: It is off." in said.out
    assert said.err == "kessan: conflicts: 1, failing checks: 1\n"
    assert cli.main(["figures", "--conflicts", "--format", "json"]) == 0
    assert [len(of) for of in json.loads(capsys.readouterr().out).values()] == [1, 1]
    lines = tmp_path / "conflicts.csv"
    assert cli.main(["figures", "--conflicts", "--out", str(lines)]) == 0
    rows = list(csv.DictReader(io.StringIO(lines.read_text(encoding="utf-8"))))
    assert [(row["kind"], row["version"], row["metric"]) for row in rows] == [
        ("conflict", "1", "sales"),
        ("conflict", "2", "'=HYPERLINK(1)"),
        ("total", "", "sales"),
    ]


@pytest.mark.parametrize(
    ("arguments", "way_out"),
    [
        (["--format", "xlsx"], "--out figures.xlsx"),
        (["--out", "figures"], "give --format"),
        (["--conflicts", "--out", "conflicts.xlsx"], "not into a workbook"),
    ],
)
def test_figures_that_cannot_be_written_so_are_wrong_usage(
    fake: FakeLibrary, capsys: pytest.CaptureFixture[str], arguments: list[str], way_out: str
) -> None:
    assert cli.main(["figures", *arguments]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert way_out in said.err


def test_eval_reports_and_writes_answers(
    fake: FakeLibrary, gold_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answers.jsonl"
    assert cli.main(["eval", str(gold_file), "--answers", str(out), "--library", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "gold.jsonl: 2 questions asked, 2 judged" in said.out
    assert said.err == ""
    answers = [Answer.model_validate_json(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(one.id, one.status) for one in answers] == [("g1", "answered"), ("g2", "not_found")]
    kept = Report.model_validate_json((tmp_path / commands.LAST_REPORT).read_text(encoding="utf-8"))
    assert kept.overall.right == 0.5


def test_eval_as_json_against_an_earlier_run(
    fake: FakeLibrary, gold_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tmp_path / "before.jsonl"
    arguments = ["eval", str(gold_file), "--library", str(tmp_path)]
    assert cli.main([*arguments, "--answers", str(before)]) == 0
    capsys.readouterr()
    fake.answers = {"kites?": answer(figure())}
    assert cli.main([*arguments, "--json", "--against", str(before)]) == 0
    compared = Report.model_validate_json(capsys.readouterr().out).against
    assert compared is not None
    assert ([one.id for one in compared.gains], [one.id for one in compared.losses]) == (["g2"], ["g1"])


def test_answers_may_go_where_the_earlier_ones_are(fake: FakeLibrary, gold_file: Path, tmp_path: Path) -> None:
    both = str(tmp_path / "answers.jsonl")
    arguments = ["eval", str(gold_file), "--library", str(tmp_path), "--answers", both]
    assert cli.main(arguments) == 0
    assert cli.main([*arguments, "--against", both]) == 0


@pytest.mark.parametrize(
    ("limit", "status"), [("--floor=right=0.5", 0), ("--floor=right=0.6", 1), ("--ceiling=missed=0.4", 1)]
)
def test_eval_below_its_floor(
    fake: FakeLibrary, gold_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], limit: str, status: int
) -> None:
    assert cli.main(["eval", str(gold_file), "--library", str(tmp_path), limit]) == status
    assert bool(capsys.readouterr().err) == bool(status)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ask"],
        ["ask", "a", "b"],
        ["ask", "a", "--threshold", "1.5"],
        ["ask", "a", "--risk", "low"],
        ["ask", "a", "--risk", "0.1", "--threshold", "0.9"],
        ["search", "x", "-k", "0"],
        ["figures", "--format", "xml"],
        ["eval", "gold.jsonl", "--floor", "beauty=1"],
        ["eval", "gold.jsonl", "--floor", "right=high"],
        ["ui", "--port", "99999"],
        ["sing"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert usage_error(*arguments) == 2
    assert "kessan" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "line", "status"),
    [
        (ValueError("the question is empty:\n  ask something"), "kessan: the question is empty: ask something", 2),
        (FileNotFoundError(2, "No such file or directory", "x.txt"), "kessan: x.txt: no such file or directory", 1),
        (OSError("port 80 is in use"), "kessan: port 80 is in use", 1),
        (KeyError("x"), "kessan: KeyError: 'x' (unexpected; set KESSAN_TRACEBACK=1 to see where)", 1),
    ],
)
def test_a_failure_is_one_line(
    error: Exception, line: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setitem(commands.COMMANDS, "status", fail)
    assert cli.main(["status"]) == status
    assert capsys.readouterr().err == line + "\n"


def test_a_missing_gold_file_is_one_line(fake: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", "nowhere.jsonl"]) == 1
    assert capsys.readouterr().err == "kessan: nowhere.jsonl: no such file or directory\n"


def test_a_reader_that_goes_away_is_no_failure() -> None:
    script = "import sys; from qa.cli import main; sys.exit(main(['figures', '--help']))"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stderr is not None
        reader.stdout.close()
        assert b"Traceback" not in reader.stderr.read()
