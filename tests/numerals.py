"""Draws numerals at random from documents, and scores the figures against labels made by reading.

``python -m tests.numerals draw`` lists the drawn numerals in their lines, for a reader to label;
``python -m tests.numerals score`` prints the scores of the labels in ``golden``, with ``--misses`` each miss.
Two samples are drawn: the second of numerals that aren't in the first. The readers were mended by both. Before that the
second gave value 61 of 62, period 57 of 62, words 58 of 62, coverage 116 of 118; three of its misses in words were
faults of the labels, which were read again and put right.

A label says what its numeral states (``value`` in base units, ``unit``, the ``periods`` that a reader would accept,
words of ``metric`` and ``subject``, and any ``status`` that fits) or why it states nothing (``out``). A label without
periods is of a numeral that the document leaves undated: right are no period, and the document's own recent ones.
``optional`` is for numerals that are rightly read and rightly left out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from qa.figures import figures
from qa.model import Document, Figure
from qa.numerals import NUMERAL
from qa.read import read
from qa.vocabulary import keys, terms

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"
RECENT = timedelta(days=366)
NEAREST = 3  # parts of a figure's context that must name its metric and subject


@dataclass(frozen=True, slots=True)
class Sample:
    """Numerals drawn at random and labelled: the file of labels, and how they were drawn."""

    labels: Path
    size: int
    seed: int


FIRST = Sample(GOLDEN / "numerals.jsonl", 450, 20)
SECOND = Sample(GOLDEN / "numerals_second.jsonl", 135, 4711)


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader says of the numeral that begins at ``at`` of a document."""

    doc: str
    at: int
    numeral: str
    out: str = ""
    value: Decimal | None = None
    unit: str = ""
    periods: tuple[tuple[str, str], ...] = ()
    metric: str = ""
    subject: str = ""
    status: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class Score:
    """Counts over labels: how many were judged and right by each measure, and a line for each miss."""

    judged: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, measure: str, good: bool, line: str) -> None:
        """Counts one judgement; ``line`` tells of a miss."""
        self.judged[measure] = self.judged.get(measure, 0) + 1
        self.right[measure] = self.right.get(measure, 0) + good
        if not good:
            self.misses.append(f"{measure:8} {line}")

    def share(self, measure: str) -> float:
        """The share that is right by a measure, from 0 to 1."""
        return self.right[measure] / self.judged[measure]


def documents() -> list[Document]:
    """The five documents that the labels are of."""
    return [read(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]


def labels(path: Path = FIRST.labels) -> list[Label]:
    """The labels of a file of JSON lines."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        said["at"] = int(said["at"])
        said["periods"] = tuple((start, end) for start, end in said.get("periods", ()))
        said["status"] = tuple(said.get("status", ()))
        found.append(Label(**said))
    return found


def draw(docs: Sequence[Document], sample: Sample = FIRST) -> list[tuple[Document, int, str]]:
    """The numerals of a sample of ``docs``, each as likely as any other, in reading order; the second is without
    those of the first."""
    seen = [(doc, match.start(), match.group()) for doc in docs for match in NUMERAL.finditer(doc.text)]
    chosen = set(random.Random(sample.seed).sample(range(len(seen)), sample.size))
    if sample is not FIRST:
        chosen -= set(random.Random(FIRST.seed).sample(range(len(seen)), FIRST.size))
    return [seen[number] for number in sorted(chosen)]


def score(given: Sequence[Label], docs: Sequence[Document]) -> Score:
    """Figures judged by labels: "value" (with sign, scale and unit), "period", "words" and "status" over the labels
    that state something and were read, "coverage" over all: read where stated, left out where not."""
    result = Score()
    at = {doc.name: (doc, figures(doc)) for doc in docs}
    for label in given:
        doc, found = at[label.doc]
        covering = [f for f in found if f.source and f.source.start <= label.at < f.source.end]
        figure = covering[0] if covering else None
        line = _line(label, doc, figure)
        if not label.optional:
            result.add("coverage", bool(figure) != bool(label.out), line)
        if figure and not label.out:
            for measure, good in _judge(label, figure, doc):
                result.add(measure, good, line)
    return result


def _judge(label: Label, figure: Figure, doc: Document) -> Iterator[tuple[str, bool]]:
    yield "value", figure.value == label.value and _same_unit(label.unit, figure.unit)
    yield "period", _same_period(label, figure, doc)
    nearest = (*figure.context[:NEAREST], figure.metric, figure.subject or "")
    said = frozenset[str]().union(*(keys(part) for part in nearest))
    wanted = terms(f"{label.metric} : {label.subject}")
    yield "words", all(term.name in said or said.issuperset(term.words) for term in wanted)
    yield "status", figure.status in label.status


def _same_unit(one: str, other: str) -> bool:
    return one == other or [t.name for t in terms(one)] == [t.name for t in terms(other)] != []


def _same_period(label: Label, figure: Figure, doc: Document) -> bool:
    period = figure.period
    if label.periods:
        return period is not None and (period.start.isoformat(), period.end.isoformat()) in label.periods
    return period is None or doc.date is None or timedelta(0) <= doc.date - period.end <= RECENT


def _line(label: Label, doc: Document, figure: Figure | None) -> str:
    """One line on a label and the figure read in its place."""
    start = max(doc.text.rfind("\n", 0, label.at) + 1, label.at - 60)
    text = doc.text[start : label.at + 30].split("\n")[0].replace("\t", " | ")
    said = label.out or (str(label.value), label.unit, label.metric, label.subject)
    found: object = "nothing"
    if figure:
        period = figure.period and f"{figure.period.start}..{figure.period.end}"
        words = (*figure.context[:NEAREST], figure.subject)
        found = (str(figure.value), figure.unit, figure.status, period, words)
    return f"{label.doc[:3]} {label.at} {text!r} {label.numeral}: {said}; read as {found}"


def main() -> None:
    """Draws, or scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("draw", "score"))
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    docs = documents()
    for sample in (FIRST, SECOND):
        print(sample.labels.name)
        if asked.step == "draw":
            for doc, at, numeral in draw(docs, sample):
                print(doc.name, at, numeral, repr(doc.text[max(0, at - 70) : at + 60]))
            continue
        result = score(labels(sample.labels), docs)
        for measure in result.judged:
            print(f"{measure:8} {result.right[measure]:4} of {result.judged[measure]:4} = {result.share(measure):.1%}")
        if asked.misses:
            print(*result.misses, sep="\n")


if __name__ == "__main__":
    main()
