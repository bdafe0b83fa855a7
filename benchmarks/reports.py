"""Whole annual reports as PDF: how often is the right page found, and the right figure given.

    python benchmarks/reports.py FOLDER LIBRARY --scorer score_tatqa.py [--pages PAGES.json]

FOLDER holds ``pdfs/<doc>.pdf`` and ``questions.jsonl`` (TAT-DQA and FinQA, as UDA-Benchmark gives them, CC BY-SA 4.0);
LIBRARY is a library of the PDFs (``kessan index FOLDER/pdfs --library LIBRARY``). Each question is asked within its own
report. PAGES gives for each question's id the pages that bear the answer, which the benchmark does not say. The data,
the labels and the scorer stay outside of this project.
"""

from __future__ import annotations

import argparse
import ast
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tatqa import Prediction, prediction, scorer_at

import qa

DEPTHS = (1, 5, 10)


class Asked(NamedTuple):
    """A question put to its report: what was predicted, the pages of the passages found, and how long it took."""

    question: dict[str, Any]
    predicted: Prediction
    pages: list[int | None]
    seconds: float


def asked(library: qa.Library, question: dict[str, Any]) -> Asked:
    """The likeliest answer to a question within its report, and the pages of the ten best passages."""
    began = time.perf_counter()
    answer = library.ask(question["question"], [f"{question['doc']}.pdf"], threshold=0)
    seconds = time.perf_counter() - began
    pages = [passage.page for passage in answer.passages]
    return Asked(question, prediction(answer, library.text_of), pages, seconds)


def report_pages(rows: Sequence[Asked], pages: dict[str, list[int]]) -> None:
    """Print how often a page that bears the answer is among the first passages."""
    labelled = [row for row in rows if pages.get(row.question["id"])]
    for source in ("all", *sorted({row.question["source"] for row in labelled})):
        of = [row for row in labelled if source in ("all", row.question["source"])]
        hits = [sum(bool(set(row.pages[:k]) & set(pages[row.question["id"]])) for row in of) for k in DEPTHS]
        shares = "  ".join(f"page@{k} {100 * hit / len(of):5.1f} %" for k, hit in zip(DEPTHS, hits, strict=True))
        print(f"{source:8} n {len(of):4}  {shares}")


def report_answers(rows: Sequence[Asked], scorer: Any) -> None:
    """Print exact match and F1 over the questions of TAT-DQA, by type of answer."""
    typed = [row for row in rows if row.question.get("answer_type")]
    golds = [{**row.question, "uid": row.question["id"], "answer_from": "", "answer": _answer(row)} for row in typed]
    scored = scorer.evaluate(golds, {row.question["id"]: row.predicted for row in typed})
    summary = scorer.summary(scored)
    for of, got in {"all": summary["overall"], **summary["answer_type"]}.items():
        print(f"{of:11} n {got['n']:4}  EM {got['em']:6.2f}  F1 {got['f1']:6.2f}")


def _answer(row: Asked) -> str | list[str]:
    """The benchmark's answer, which it writes as the text of a list: of one number where something is computed."""
    items = [str(item) for item in ast.literal_eval(row.question["answer"])]
    return items[0] if row.question["answer_type"] in ("arithmetic", "count") else items


def main() -> None:
    """Ask, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--out", type=Path, help="what was asked, predicted and found, a line for each question")
    options = parser.parse_args()
    library = qa.Library.open(options.library)
    questions = [json.loads(line) for line in (options.folder / "questions.jsonl").read_text("utf-8").splitlines()]
    rows = [asked(library, question) for question in questions]
    if options.pages:
        report_pages(rows, json.loads(options.pages.read_text("utf-8")))
    report_answers(rows, scorer_at(options.scorer))
    times = sorted(row.seconds for row in rows)
    print(f"median {1000 * times[len(times) // 2]:.0f} ms a question")
    if options.out:
        lines = (json.dumps({**row.question, "predicted": row.predicted, "pages": row.pages}) for row in rows)
        options.out.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
