"""How many of the table cells that TAT-QA's questions rest on are Figures, with the right value, scale and period.

    python benchmarks/tatqa_figures.py FOLDER [--misses]

FOLDER holds ``questions.jsonl`` and ``corpus/<doc>.txt``: the benchmark (NExT++, TAT-QA, CC BY 4.0) written as text,
each question with the cells that its answer rests on. Asked are the questions whose answer is a single span that
stands in a numeric cell. The data stays outside of this project.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from qa.figures import figures
from qa.model import Document, Figure
from qa.read import read
from qa.units import parse_number

SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "percent": 1}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Case(NamedTuple):
    """A question's cell: its [start, end) in the document, its value in base units, the years of its column header."""

    doc: str
    question: str
    start: int
    end: int
    value: Decimal
    years: frozenset[int]


def cases(folder: Path) -> Iterator[Case]:
    """The cells that span questions rest on, wherever a cell is a number and no year."""
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        text = (folder / "corpus" / f"{question['doc']}.txt").read_text(encoding="utf-8")
        for evidence in question["evidence"] if question["answer_type"] == "span" else ():
            case = _case(question, evidence, text) if evidence["kind"] == "cell" else None
            if case:
                yield case


def _case(question: Mapping[str, Any], evidence: Mapping[str, Any], text: str) -> Case | None:
    number = parse_number(evidence["text"])
    if number is None or YEAR.fullmatch(evidence["text"]):
        return None
    lines = text.split("\n")
    at = evidence["line"] - 1
    start = sum(len(line) + 1 for line in lines[:at]) + sum(
        len(cell) + 1 for cell in lines[at].split("\t")[: evidence["col"]]
    )
    years = _years_above([line.split("\t") for line in lines[:at]], evidence["col"])
    value = number * SCALES[question["scale"]]
    return Case(question["doc"], question["question"], start, start + len(evidence["text"]), value, years)


def _years_above(rows: list[list[str]], column: int) -> frozenset[int]:
    """The years in the nearest cell above that names any and is no value."""
    for row in reversed(rows):
        cell = row[column] if column < len(row) else ""
        if YEAR.search(cell) and (parse_number(cell) is None or YEAR.fullmatch(cell.strip())):
            return frozenset(int(year) for year in YEAR.findall(cell))
        if len(row) < 2:
            break
    return frozenset()


def at_cell(found: list[Figure], case: Case) -> Figure | None:
    """The figure that was read from the cell, the one of the right value where several were."""
    here = [f for f in found if f.source and case.start <= f.source.start < case.end]
    return next((f for f in here if f.value == case.value), here[0] if here else None)


def is_of_year(figure: Figure, document: Document, years: frozenset[int]) -> bool:
    """Whether a figure's period ends in one of the years, or is named by one in the document's own calendar."""
    if figure.period is None:
        return False
    late = document.calendar.named_for == "start"
    return figure.period.end.year in years or (late and figure.period.start.year in years)


def main() -> None:
    """Print the two rates, and with ``--misses`` the cells that miss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    documents: dict[str, tuple[Document, list[Figure]]] = {}
    valued, dated, of_year, total = 0, 0, 0, 0
    for case in cases(arguments.folder):
        if case.doc not in documents:
            document = read(arguments.folder / "corpus" / f"{case.doc}.txt")
            documents[case.doc] = document, figures(document)
        document, found = documents[case.doc]
        figure = at_cell(found, case)
        right = figure is not None and figure.value == case.value
        in_year = figure is not None and is_of_year(figure, document, case.years)
        total, valued = total + 1, valued + right
        dated, of_year = dated + bool(case.years), of_year + (bool(case.years) and in_year)
        if arguments.misses and not (right and (in_year or not case.years)):
            read_as = f"{figure.value} {figure.unit} {figure.period}" if figure else "nothing"
            print(f"{case.doc} {case.question} | {case.value} {sorted(case.years)} | {read_as}")
    print(f"value and scale {valued}/{total} = {valued / total:.1%}, year {of_year}/{dated} = {of_year / dated:.1%}")


if __name__ == "__main__":
    main()
