"""How many of TAT-QA's questions kessan answers as the benchmark does: exact match and numeracy F1.

    python benchmarks/tatqa.py FOLDER LIBRARY --scorer score_tatqa.py [--company] [--predictions OUT.json]

FOLDER holds ``questions.jsonl`` and ``corpus/<doc>.txt``: the benchmark (NExT++, TAT-QA, CC BY 4.0) written as text.
LIBRARY is a library of the corpus (``kessan index FOLDER/corpus --library LIBRARY``). Each question is asked within its
own document; with ``--company`` it names the company and is asked of all documents at once. Every question has an
answer, so the likeliest is given however unlikely it is. Two thirds of the questions are for tuning, one for testing
(``qa.measure.split_of`` the question's id). The data and the scorer stay outside of this project.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import qa
from qa.measure import split_of
from qa.model import Answer, Figure
from qa.units import find_quantities

SCALES = {10**3: "thousand", 10**6: "million", 10**9: "billion"}
PLACES = Decimal("0.01")
AROUND = 40
"""Characters around a number in prose that may belong to its amount."""
PHRASE = 80
"""Characters beyond which a span is a line."""
Prediction = tuple[list[str], str]


def prediction(answer: Answer, text_of: Callable[[str], str]) -> Prediction:
    """An answer as TAT-QA writes one: a list of strings, and the scale that they share."""
    if answer.spans:
        return [*(answer.spans[:1] if _quotes_lines(answer) else answer.spans)], ""
    said = [_said(figure, text_of) for figure in answer.figures]
    scales = {scale for _, scale in said}
    return [words for words, _ in said], (scales.pop() if len(scales) == 1 else "")


def _quotes_lines(answer: Answer) -> bool:
    """Whether an answer quotes whole lines, of which the first is the likeliest."""
    return any(span.endswith(".") or "\t" in span or len(span) > PHRASE for span in answer.spans)


def _said(figure: Figure, text_of: Callable[[str], str]) -> tuple[str, str]:
    """A figure's number and scale: a computed one to two places, one in prose with its unit, else as printed."""
    scale = "percent" if figure.unit in ("%", "pt") else SCALES.get(figure.scale, "")
    if not figure.source:
        return f"{(figure.value / figure.scale).quantize(PLACES, ROUND_HALF_UP):f}", scale
    source, text = figure.source, text_of(figure.source.doc)
    if _in_table(figure, text):
        return figure.printed, scale
    start = max(0, source.start - AROUND)
    around = text[start : source.end + AROUND]
    found = (q for q in find_quantities(around) if q.first <= source.start - start < q.last)
    words = next((around[q.first : q.last] for q in found), figure.printed)
    return words, "" if any(ch.isalpha() or ch == "%" for ch in words) else scale


def _in_table(figure: Figure, text: str) -> bool:
    """Whether a figure stands in a row of cells, which the corpus writes with tabs between."""
    source = figure.source
    assert source
    start, end = text.rfind("\n", 0, source.start) + 1, text.find("\n", source.end)
    return "\t" in text[start : end if end >= 0 else None]


def questions(folder: Path, split: str, company: bool = False) -> Iterator[dict[str, Any]]:
    """The questions of a split ("all": of both); only those that name a company where one is to be named."""
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if split in ("all", split_of(question["id"])) and not (company and question["question_with_company"] is None):
            yield question


def asked(library: qa.Library, question: dict[str, Any], company: bool) -> Answer:
    """The likeliest answer to a question, within its document or, where it names the company, of all."""
    if company:
        return library.ask(question["question_with_company"], threshold=0)
    return library.ask(question["question"], [f"{question['doc']}.txt"], threshold=0)


def scorer_at(path: Path) -> Any:
    """The benchmark's scorer, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(rows: Sequence[dict[str, Any]], name: str, scorer: Any) -> None:
    """Print exact match and F1 over some scored questions: all, by type of answer, and by where it stands."""
    summary = scorer.summary(rows)
    groups = {"all": summary["overall"], **summary["answer_type"], **summary["answer_from"]}
    for of, got in groups.items():
        print(f"{name:5} {of:11} n {got['n']:5}  EM {got['em']:6.2f}  F1 {got['f1']:6.2f}  answered {got['answered']}")


def main() -> None:
    """Ask, predict, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--company", action="store_true")
    parser.add_argument("--split", choices=("all", "tune", "test"), default="all")
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args()
    library, chosen = qa.Library.open(options.library), [*questions(options.folder, options.split, options.company)]
    predicted: dict[str, Prediction] = {}
    for number, question in enumerate(chosen, 1):
        predicted[question["id"]] = prediction(asked(library, question, options.company), library.text_of)
        if number % 100 == 0:
            print(f"{number}/{len(chosen)}", file=sys.stderr)
    if options.predictions:
        options.predictions.write_text(json.dumps(predicted, ensure_ascii=False, indent=0), encoding="utf-8")
    scorer = scorer_at(options.scorer)
    rows = scorer.evaluate([{**question, "uid": question["id"]} for question in chosen], predicted)
    for name in ("tune", "test"):
        of_split = [row for row in rows if split_of(row["id"]) == name]
        if of_split:
            report(of_split, name, scorer)


if __name__ == "__main__":
    main()
