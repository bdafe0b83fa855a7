"""The gold questions, held to the documents: evidence stands there, digits within it, values follow from them."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

from qa.gold import read_gold
from qa.units import parse_number

SEEDS = Path(__file__).parents[1] / "seeds"
FILES = [SEEDS / f"questions{kind}.jsonl" for kind in ("", "_calibration", "_blind")]
QUESTIONS = [question for file in FILES for question in read_gold(file)]
SCALES = (1, 1_000, 1_000_000, 1_000_000_000)


def test_no_question_is_in_two_files() -> None:
    assert max(Counter(question.id for question in QUESTIONS).values()) == 1


def text_of(doc: str) -> str:
    return (SEEDS / doc).read_text(encoding="utf-8")


def test_all_nine_categories_are_asked() -> None:
    counts = Counter(question.category for question in QUESTIONS)
    assert len(QUESTIONS) >= 150
    assert set(counts) == {
        "prose_figure", "table_cell", "period", "text", "list", "derived", "series", "conflict", "unanswerable",
    }  # fmt: skip
    assert counts["unanswerable"] >= 20


def test_evidence_stands_in_its_document() -> None:
    for question in QUESTIONS:
        for evidence in question.evidence or ():
            assert evidence.quote in text_of(evidence.doc), (question.id, evidence.quote)
        assert bool(question.evidence) == (question.status == "answered"), question.id


def test_texts_stand_in_some_document() -> None:
    everything = "\n".join(text_of(path.name) for path in SEEDS.glob("*.txt")).lower()
    for question in QUESTIONS:
        for group in question.texts or ():
            assert any(alternative.lower() in everything for alternative in group), (question.id, group)


def test_values_follow_from_the_digits_printed() -> None:
    for question in (json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()):
        quotes = [evidence["quote"] for evidence in question["evidence"]]
        for figure in filter(lambda figure: figure["printed"], question["figures"]):
            number = parse_number(figure["printed"])
            assert number is not None, question["id"]
            readings = [abs(float(number)) * scale for scale in SCALES]
            assert any(math.isclose(abs(figure["value"]), value) for value in readings), question["id"]
            assert any(figure["printed"] in quote for quote in quotes), question["id"]
