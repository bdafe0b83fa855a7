"""Figures as rows for other programmes: CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from qa.model import Figure, as_number

COLUMNS = (
    "value", "unit", "qualifier", "metric", "subject", "period_start", "period_end", "period_label", "status",
    "printed", "scale", "doc", "section", "page", "start", "end",
)  # fmt: skip
STARTS_A_FORMULA = tuple("=+-@＝＋－＠")
PLAIN_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?%?")


def as_csv(figures: Iterable[Figure]) -> str:
    """One line a figure under a line of column names; values in base units, dates as YYYY-MM-DD, lines end in LF.

    Cells of text that a spreadsheet would take for a formula begin with an apostrophe (OWASP, "CSV Injection");
    numbers stay numbers.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(value) for value in _row(figure)] for figure in figures)
    return lines.getvalue()


def safe_cell(value: object) -> str:
    """A cell's text on one line, which no spreadsheet takes for a formula; None is the empty cell."""
    text = "" if value is None else " ".join(str(value).split())
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) and not PLAIN_NUMBER.fullmatch(text) else text


def _row(figure: Figure) -> tuple[object, ...]:
    period, source = figure.period, figure.source
    return (
        as_number(figure.value),
        figure.unit,
        figure.qualifier,
        figure.metric,
        figure.subject,
        *((period.start, period.end, period.label) if period else (None, None, None)),
        figure.status,
        figure.printed,
        figure.scale,
        *((source.doc, source.section, source.page, source.start, source.end) if source else (None,) * 5),
    )
