"""Excel workbooks into a manuscript: a leaf for each sheet, its cells as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from qa.read.archive import vet
from qa.read.manuscript import Limits, Manuscript
from qa.read.number_formats import shown
from qa.read.rows import Entry
from qa.read.sheets import write_sheet
from qa.read.writer import Addressed, Writer

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Sheet = Any  # openpyxl has no types
Cell = Any

ROWS = 1 << 20
"""The rows that a sheet can have."""
_GAPS = 50  # empty cells read over for each that the limits allow: a sheet may have cells far apart
_ERROR = "e"

Corners = tuple[int, int, int, int]
"""The first column, first row, last column and last row of a range of cells."""


class _Survey(NamedTuple):
    """What is known of a sheet before its cells are read: which are merged, and which hold a formula whose value
    the file does not store."""

    merged: list[Corners]
    unsolved: list[str]


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The sheets in order, hidden ones too; formulas by the values that the file stores for them."""
    writer = Writer(path, limits)
    for sheet, survey in _sheets(path, limits):
        writer.leaf(title=_title(sheet))
        failed = _write(writer, path, sheet, survey.merged, limits)
        _warn(
            writer, sheet.title, survey.unsolved, "a formula without a stored value", "formulas without stored values"
        )
        _warn(writer, sheet.title, failed, "an error", "errors")
    return writer.manuscript()


def addresses_of(path: Path, sheet: str, limits: Limits) -> list[Addressed]:
    """Where the cells of the sheet of this title stand in its leaf, from the leaf's start; addresses as in formulas."""
    writer = Writer(path, limits)
    places: list[Addressed] = []
    for found, survey in _sheets(path, limits):
        if _title(found) == sheet and not places:
            writer.leaf()
            _write(writer, path, found, survey.merged, limits)
            places = [place._replace(address=_address(found.title, place.address)) for place in writer.places]
    return places


def _title(sheet: Sheet) -> str:
    return f"{sheet.title}{'' if sheet.sheet_state == 'visible' else ' (hidden sheet)'}"


def _warn(writer: Writer, sheet: str, found: list[str], one: str, several: str) -> None:
    if len(found) == 1:
        writer.warn(f"{_address(sheet, found[0])} holds {one}")
    elif found:
        writer.warn(f"{_address(sheet, found[0])} and {len(found) - 1:,} more cells hold {several}")


def _address(sheet: str, cell: str) -> str:
    """A cell's address as formulas write it."""
    return f"{sheet}!{cell}" if sheet.isalnum() else f"'{sheet.replace(chr(39), chr(39) * 2)}'!{cell}"


# -- sheets ------------------------------------------------------------------------------------------------


def _sheets(path: Path, limits: Limits) -> Iterator[tuple[Sheet, _Survey]]:
    """Every sheet of cells with its survey; raises Unreadable where the sheets hold more than the limits allow."""
    from openpyxl.reader.excel import ExcelReader

    vet(path, limits)
    reader = ExcelReader(str(path), read_only=True, data_only=True)
    with catch_warnings():
        simplefilter("ignore")  # of styles and extensions that the library does not know
        reader.read()
    parts = [relation.target for _, relation in reader.parser.find_sheets() if "chartsheet" not in relation.Type]
    with closing(reader.wb) as book, ZipFile(path) as archive:
        surveys = _surveys(path, archive, [part for part in parts if part in reader.valid_files], limits)
        yield from zip(book.worksheets, surveys, strict=True)


def _surveys(path: Path, archive: ZipFile, parts: list[str], limits: Limits) -> Iterator[_Survey]:
    cells = 0
    for part in parts:
        survey = _Survey([], [])
        with archive.open(part) as stream:
            for count in _surveyed(stream, survey):
                cells += count
                limits.check(path, "cells", cells)
        yield survey


def _surveyed(stream: IO[bytes], survey: _Survey) -> Iterator[int]:
    """How many cells each row has, and each range of merged ones; notes both in the survey as it goes."""
    from lxml.etree import iterparse
    from openpyxl.utils import range_boundaries

    for _, element in iterparse(stream, tag=("{*}row", "{*}mergeCell"), resolve_entities=False, no_network=True):
        if element.tag.endswith("}row"):
            yield len(element)
            survey.unsolved.extend(cell.get("r", "") for cell in element if _is_unsolved(cell))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        else:
            left, top, right, bottom = range_boundaries(element.get("ref"))
            yield (right - left + 1) * (bottom - top + 1)
            survey.merged.append((left, top, right, bottom))


def _is_unsolved(cell: Element) -> bool:
    """Whether a cell holds a formula without its value; one that gives text may give an empty one."""
    return cell.find("{*}f") is not None and not cell.findtext("{*}v") and cell.get("t") != "str"


# -- cells -------------------------------------------------------------------------------------------------


def _write(writer: Writer, path: Path, sheet: Sheet, merged: list[Corners], limits: Limits) -> list[str]:
    """Write the tables of a sheet; returns the cells that show an error."""
    cells: dict[tuple[int, int], Entry] = {}
    failed: list[str] = []
    for cell in _cells(path, sheet, limits):
        if cell.data_type == _ERROR:
            failed.append(cell.coordinate)
        elif words := shown(cell.value, cell.number_format):
            cells[cell.row, cell.column] = Entry(words, cell.coordinate)
    for left, top, right, bottom in merged:
        if (top, left) in cells:
            covered = product(range(top, bottom + 1), range(left, right + 1))
            cells.update(dict.fromkeys(covered, cells[top, left]))
    write_sheet(writer, cells)
    return failed


def _cells(path: Path, sheet: Sheet, limits: Limits) -> Iterator[Cell]:
    """The cells that hold something. What the sheet claims of its size is not believed."""
    sheet.reset_dimensions()
    places = 0
    with catch_warnings():
        simplefilter("ignore")  # of dates that no calendar has
        for row in sheet.iter_rows(max_row=ROWS):
            places += len(row)
            limits.check(path, "cells", places / _GAPS)
            yield from (cell for cell in row if cell.value is not None)
