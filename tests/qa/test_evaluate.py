"""A run over a gold file: what is read, asked, measured, left out and compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate import Report, against, ask_all, report
from qa.gold import GoldQuestion, read_gold
from qa.measure import calibration_error, percentile, split_of
from qa.scoreboard import breaches, misses, scoreboard
from tests.qa.made import SILENCE, FakeLibrary, answer, figure, gold

QUESTIONS = [
    gold(id="a", question="right?"),
    gold(id="b", question="wrong?", category="table_cell", docs=["boats.txt"]),
    gold(id="c", question="missed?", category="table_cell"),
    gold(id="d", question="nothing?", category="unanswerable", status="not_found", figures=[], evidence=[]),
    GoldQuestion(id="e", question="bare?"),
]
ANSWERS = {"right?": answer(figure(), confidence=0.9), "wrong?": answer(figure("1"), confidence=0.7)}


def run(answers: dict[str, Any] = ANSWERS) -> Report:
    return report("gold.jsonl", ask_all(FakeLibrary(answers), QUESTIONS))


def written(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_every_question_is_asked_within_its_documents_and_answered_by_id() -> None:
    library = FakeLibrary(ANSWERS)
    asked = list(ask_all(library, QUESTIONS))
    assert library.asked[1] == ("wrong?", ("boats.txt",))
    assert library.asked[0] == ("right?", None)
    assert [one.answer.id for one in asked] == list("abcde")


def test_measures() -> None:
    overall = run().overall
    assert (overall.n, overall.judged) == (5, 4)
    assert (overall.right, overall.wrong, overall.missed) == (0.5, 0.25, 0.25)
    assert (overall.cited, overall.hit1, overall.period) == pytest.approx((1 / 3, 2 / 3, 1.0))
    assert overall.precision == 0.5
    assert overall.calibration_error == pytest.approx((0.1 + 0.7) / 2)
    assert overall.median_ms is not None
    assert overall.p95_ms is not None
    assert overall.median_ms <= overall.p95_ms


def test_the_curve_at_the_threshold_in_force_is_what_was_measured() -> None:
    for threshold in (0.0, 0.5, 0.6, 0.75, 0.95):
        made = report("g", ask_all(FakeLibrary(ANSWERS), QUESTIONS, threshold), threshold)
        assert made.risk is not None
        point = made.risk.at(threshold)
        assert made.risk.n == made.overall.judged
        assert point.wrong == made.overall.wrong
        assert (1 - point.risk if point.risk is not None else None) == made.overall.precision
        given = [one for one in made.judgements if one.verdict and one.given == "answered"]
        assert point.coverage == len(given) / made.risk.n


def test_categories_and_splits_hold_every_question() -> None:
    made = run()
    assert {name: measures.n for name, measures in made.categories.items()} == {
        "prose_figure": 1,
        "table_cell": 2,
        "unanswerable": 1,
        "uncategorised": 1,
    }
    assert made.categories["unanswerable"].right == 1.0
    assert made.categories["unanswerable"].hit5 is None
    assert sum(measures.n for measures in made.splits.values()) == 5


def test_what_is_left_out_is_counted_with_its_reason() -> None:
    omissions = {(one.measure, one.reason): one.n for one in run().left_out}
    assert omissions["verdict", "the gold line has no status, or neither figures nor texts"] == 1
    assert omissions["cited, hit", "there is nothing to find"] == 1
    assert omissions["cited, hit", "the gold line names no evidence"] == 1
    assert omissions["precision, calibration error", "no answer was given"] == 3
    assert omissions["period", "the answer is not right"] == 2


def test_a_report_survives_json() -> None:
    made = run()
    assert Report.model_validate_json(made.model_dump_json()) == made


def test_gains_and_losses_against_answers_and_against_a_report(tmp_path: Path) -> None:
    before = {"right?": SILENCE, "wrong?": answer(figure())}
    earlier = list(ask_all(FakeLibrary(before), QUESTIONS))
    answers = tmp_path / "answers.jsonl"
    answers.write_text("".join(one.answer.model_dump_json() + "\n" for one in earlier), encoding="utf-8")
    whole = tmp_path / "report.json"
    whole.write_text(report("gold.jsonl", earlier).model_dump_json(indent=2), encoding="utf-8")
    for file in (answers, whole):
        compared = against(run(), file, QUESTIONS).against
        assert compared is not None
        assert compared.compared == 4
        assert [(change.id, change.before, change.after) for change in compared.gains] == [("a", "missed", "right")]
        assert [(change.id, change.before, change.after) for change in compared.losses] == [("b", "right", "wrong")]
        assert compared.others == ()


def test_an_earlier_run_of_something_else_is_refused_in_one_line(tmp_path: Path) -> None:
    file = written(tmp_path / "other.jsonl", [{"id": "a", "score": 3}])
    with pytest.raises(ValueError, match=r"other\.jsonl is no run's answers or report") as caught:
        against(run(), file, QUESTIONS)
    assert "\n" not in str(caught.value)


def test_a_gold_line_needs_only_its_id_and_question(tmp_path: Path) -> None:
    [question] = read_gold(written(tmp_path / "gold.jsonl", [{"id": "x", "question": "what?", "author": "me"}]))
    assert (question.id, question.status, question.figures, question.docs) == ("x", None, None, ())


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "holds no question"),
        ('{"id": "x", "question": "what?"}\n{"id": "x", "question": "why?"}', "id 'x' twice"),
        ('\n{"id": "x"}', "line 2: question"),
        ("not json", "line 1"),
        ('{"id": "x", "question": "  "}', "line 1: question"),
        ('{"id": "x", "question": "y", "figures": [{"value": "many", "unit": "JPY"}]}', r"figures\.0\.value"),
    ],
)
def test_a_faulty_gold_file_is_refused_with_the_place(tmp_path: Path, content: str, complaint: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint) as caught:
        read_gold(file)
    assert "gold.jsonl" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_gold_file_of_other_bytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(b"\xe1\x00\xff")
    with pytest.raises(ValueError, match=r"gold\.jsonl is not UTF-8 text"):
        read_gold(file)


def test_a_line_of_gold_may_hold_any_character(tmp_path: Path) -> None:
    [question] = read_gold(written(tmp_path / "gold.jsonl", [{"id": "x", "question": "what\u2028of\x85this?"}]))
    assert question.question == "what\u2028of\x85this?"


def test_calibration_error_weighs_bins_by_their_size() -> None:
    assert calibration_error([]) is None
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([(0.25, True), (0.25, False), (0.9, True)]) == pytest.approx((2 * 0.25 + 0.1) / 3)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_calibration_error_is_a_share(answers: list[tuple[float, bool]]) -> None:
    error = calibration_error(answers)
    assert error is not None
    assert -1e-9 <= error <= 1 + 1e-9


def test_percentile_is_a_nearest_rank() -> None:
    assert percentile([], 0.95) is None
    assert percentile([5.0], 0.95) == 5
    assert percentile([float(n) for n in range(100, 0, -1)], 0.95) == 95


def test_the_split_is_a_third_and_the_same_everywhere() -> None:
    ids = [f"q{number:04}" for number in range(3000)]
    assert 900 < sum(split_of(one) == "test" for one in ids) < 1100
    assert [split_of(one) for one in ids[:4]] == ["tune", "tune", "tune", "test"]


def test_the_scoreboard_says_every_measure(tmp_path: Path) -> None:
    text = scoreboard(run())
    assert "gold.jsonl: 5 questions asked, 4 judged" in text
    lines = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}
    assert lines["all"] == ["5", "0.500", "0.250", "0.250", "0.333", "0.667", "0.667", "0.667", "1.000"]
    assert lines["unanswerable"][-1] == "-"
    assert "calibration error 0.400" in text
    assert "     0.65     0.500           0.500         0.250  in force" in text.splitlines()
    assert "area under risk against coverage 0.250" in text
    assert "wrong at most 0.05 of the answers given: threshold 0.9000, 0.250 answered" in text


def test_misses_are_listed_with_their_reasons() -> None:
    assert [line.split("  ")[:2] for line in misses(run().judgements).splitlines()] == [["b", "wrong"], ["c", "missed"]]


@pytest.mark.parametrize(
    ("floors", "ceilings", "broken"),
    [
        ([("right", 0.5)], [("wrong", 0.25)], []),
        ([("right", 0.51)], [], ["right is below 0.51: 0.500"]),
        ([], [("wrong", 0.2)], ["wrong is above 0.2: 0.250"]),
    ],
)
def test_floors_and_ceilings(
    floors: list[tuple[str, float]], ceilings: list[tuple[str, float]], broken: list[str]
) -> None:
    assert breaches(run().overall, floors, ceilings) == broken


def test_what_could_not_be_measured_is_below_any_floor() -> None:
    silent = report("g", ask_all(FakeLibrary({}), [GoldQuestion(id="e", question="bare?")])).overall
    assert breaches(silent, [("right", 0.0)], []) == ["right is below 0: not measured"]
