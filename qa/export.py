"""Figures as rows for other programmes: CSV and XLSX that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from qa.model import Figure, as_number

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

COLUMNS = {
    "value": 18, "unit": 11, "qualifier": 10, "metric": 36, "subject": 28, "period_start": 12, "period_end": 12,
    "period_label": 16, "status": 9, "printed": 14, "scale": 13, "doc": 30, "section": 44, "page": 7, "start": 9,
    "end": 9, "warnings": 44,
}  # fmt: skip
"""The columns, and how wide each is in a spreadsheet, in characters."""
STARTS_A_FORMULA = tuple("=+-@＝＋－＠")
PLAIN_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?%?")
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2

Entry = str | int | float | date | None


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


def as_xlsx(figures: Iterable[Figure]) -> bytes:
    """A workbook of one sheet, one row a figure under a frozen row of column names that can be filtered.

    Numbers are numbers in base units, dates are dates, and everything else is text: no cell is a formula, whatever
    its text begins with, and none becomes one when it is edited.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    sheet.freeze_panes = "A2"
    for number, width in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_heading(sheet, name) for name in COLUMNS])
    rows = [_row(figure) for figure in figures]
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(sheet: WriteOnlyWorksheet, name: str) -> WriteOnlyCell:
    from openpyxl.styles import Font

    cell = _cell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Entry) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, int | float):
            cell.number_format = "#,##0" if isinstance(value, int) else "#,##0.0###"
        return cell
    cell = WriteOnlyCell(sheet, " ".join(NOT_IN_XML.sub("", value).split()) or None)
    if cell.value is not None:
        cell.data_type = "s"  # where the library took "=…" for a formula, or "#N/A" for an error
        cell.quotePrefix = cell.value.startswith(STARTS_A_FORMULA)
    return cell


def _row(figure: Figure) -> tuple[Entry, ...]:
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
        "; ".join(figure.warnings),
    )
