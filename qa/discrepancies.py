"""Discrepancies written out: conflicts between figures, and checks that fail, as text, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from qa import say
from qa.checks import Failure
from qa.conflicts import Conflict
from qa.export import safe_cell
from qa.facts import spot
from qa.model import Figure, Value, as_number
from qa.show import Style, clean

COLUMNS = (
    "number", "kind", "words", "version", "value", "unit", "printed", "metric", "subject", "period_start", "period_end",
    "doc", "section", "page", "start", "end",
)  # fmt: skip
"""Of the CSV: one line a figure; figures of one ``number`` belong together, and of one ``version`` agree."""


def concerning(
    figures: Iterable[Figure], conflicts: Iterable[Conflict], failures: Iterable[Failure]
) -> tuple[list[Conflict], list[Failure]]:
    """The conflicts with a version, and the checks with a figure, among some figures."""
    spots = {spot(figure.source) for figure in figures if figure.source}

    def concerned(those: Iterable[Figure]) -> bool:
        return any(figure.source and spot(figure.source) in spots for figure in those)

    within = [conflict for conflict in conflicts if concerned(chain(*conflict.versions))]
    return within, [failure for failure in failures if concerned(failure.figures)]


def what(conflict: Conflict) -> str:
    """What a conflict is about: the label, subject and period of its better version."""
    figure = conflict.better
    subject = [figure.subject] if figure.subject and figure.subject not in say.about(figure) else []
    return ", ".join(part for part in (say.about(figure), *subject, say.when(figure.period)) if part)


def as_text(conflicts: Sequence[Conflict], failures: Sequence[Failure], style: Style) -> str:
    """Conflicts and failing checks for people: each in a line, and every figure below it with where it stands."""
    lines: list[str] = []
    for conflict in conflicts:
        lines += [style.strong(clean(f"{conflict.kind}: {what(conflict)}")), f"  {clean(conflict.why)}"]
        for number, version in enumerate(conflict.versions):
            lines += [*(["  against"] if number else []), *_figure_lines(version, style)]
    for failure in failures:
        lines += [style.strong(clean(f"{failure.check}: {failure.words}")), *_figure_lines(failure.figures, style)]
    return "\n".join(lines) or "no conflicts, and no check fails"


def _figure_lines(figures: Iterable[Figure], style: Style) -> Iterator[str]:
    for figure in figures:
        source = figure.source
        place = f"{source.doc}:{source.start}  {source.section}" if source else ""
        yield f"  {clean(say.amount(figure)):24}  {style.faint(clean(place))}"


def as_csv(conflicts: Sequence[Conflict], failures: Sequence[Failure]) -> str:
    """Conflicts and failing checks, one line a figure under ``COLUMNS``; no cell is a spreadsheet's formula."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, conflict in enumerate(conflicts, start=1):
        for version, figures in enumerate(conflict.versions, start=1):
            writer.writerows(_row((number, conflict.kind, conflict.why, version), figure) for figure in figures)
    for number, failure in enumerate(failures, start=len(conflicts) + 1):
        writer.writerows(_row((number, failure.check, failure.words, None), figure) for figure in failure.figures)
    return lines.getvalue()


def as_json(conflicts: Sequence[Conflict], failures: Sequence[Failure]) -> str:
    """Conflicts and failing checks as one JSON object of two lists, "conflicts" and "checks"."""
    both: dict[str, Sequence[Value]] = {"conflicts": conflicts, "checks": failures}
    listed = {name: [one.model_dump(mode="json") for one in found] for name, found in both.items()}
    return json.dumps(listed, indent=2, ensure_ascii=False)


def _row(opening: tuple[object, ...], figure: Figure) -> list[str]:
    period, source = figure.period, figure.source
    cells = (
        *opening,
        as_number(figure.value),
        figure.unit,
        figure.printed,
        figure.metric,
        figure.subject,
        *((period.start, period.end) if period else (None, None)),
        *((source.doc, source.section, source.page, source.start, source.end) if source else (None,) * 5),
    )
    return [safe_cell(cell) for cell in cells]
