"""The unit and scale of a value in a table, from what stands nearest: its row, its column, its heading, the unit line.

Money, shares, ratios, counts and amounts for each share stand in one table; each has a unit of its own, and a scale
that is set for one ("in thousands, except per share data") doesn't hold for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from qa.cells import is_value, plain
from qa.knowledge import lexicon
from qa.model import Cell, Table
from qa.scope import Scope, counted_in
from qa.tables import Reading
from qa.units import Measure, find_measure, find_quantities, parse_number

SHARE_OF = re.compile(r"(?:%|percent(?:age)?)\s+(?:of|to)\s+(?:total\s+)?[a-z]+", re.IGNORECASE)
_PER_UNIT = re.compile(
    r"\bper\s+(?!cent\b|annum\b|year\b|the\b)[a-z]+|\beps\b|\bdps\b|\(cents\b"
    r"|\bgrant[- ]date\s+fair\s+value\b"
    r"|\b(?:selling|exercise|stock|share|spot|closing|market|average)\s+prices?\b(?!\s+(?:risk|changes?)\b)",
    re.IGNORECASE,
)
_CENTS = re.compile(r"\b(cents|pence)\b", re.IGNORECASE)
_COUNTS_SHARES = re.compile(
    r"(?:\bweighted|\bnumber\s+of|\bshares\s+used|\bdiluted|\bbasic)\b.{0,80}\bshares\b"
    r"|\bshares\s+(?:issued\s+and\s+)?outstanding\b|^shares\b(?!.{0,80}equity)",
    re.IGNORECASE,
)
_SHARES_IN = re.compile(
    rf"\bshares?\s+(?:amounts\s+|data\s+)?(?:are\s+)?in\s+(?P<scale>{lexicon.SCALE_WORD})", re.IGNORECASE
)
_EXCEPT_SHARES = re.compile(r"\bexcept(?:ing)?\b[^()\n]{0,30}?(?<!per )(?<!per-)\bshares?\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|no\.|count)\s+of\b|#", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


HEADERS = 5  # rows at the top of a table among which its units stand


def currency_in(table: Table, scope: Scope) -> str:
    """The currency of a table whose unit is unnamed: that of any of its values, else the document's."""
    for row in table.rows:
        for cell in row[1:]:
            for quantity in find_quantities(cell.text) if is_value(cell.text) else ():
                if lexicon.is_currency(quantity.unit):
                    return quantity.unit
    return scope.currency


def shared_measure(table: Table) -> Measure | None:
    """The measure of money that some columns of a table are headed by, where they agree: it holds for the others."""
    cells = (cell for row in table.rows[:HEADERS] for cell in row[1:] if cell.text and not is_value(cell.text))
    found = {(m.unit, m.scale): m for m in map(_at, cells) if m and lexicon.is_currency(m.unit) and m.scale > 1}
    return next(iter(found.values())) if len(found) == 1 else None


def measure_of(reading: Reading, scope: Scope, currency: str) -> Measure | None:
    """The measure in force for a value without unit or scale of its own. ``currency`` is the table's."""
    label = plain(reading.label.text) if reading.label else ""
    ratio = _ratio_of_column(reading)
    if ratio:
        return ratio
    if _is_per_unit(reading):
        return Measure(_unit_of_price(reading, currency))
    named = _in_label(reading.label) or _counted_outright(reading, label) or next(_named(reading, scope), None)
    if named:
        return _completed(named, reading, scope, currency)
    missing = "scale" if reading.row.has_money_mark or reading.column.has_money_mark else "unit"
    return Measure(currency, missing=missing) if currency else None


# -- money -------------------------------------------------------------------------------------------------


def _ratio_of_column(reading: Reading) -> Measure | None:
    """The share or growth that a column holds, whatever its rows are: "Change (%)"."""
    for cell in reading.headers:
        measure = _at(cell)
        if measure and measure.unit == "%" and (not SHARE_OF.search(plain(cell.text)) or _holds_shares(reading, cell)):
            return measure
    return None


def _named(reading: Reading, scope: Scope) -> Iterator[Measure]:
    """What names a unit or scale for a cell, nearest first: its column, its headings, the corner, the unit line."""
    for cell in reading.headers:
        measure = _at(cell)
        if measure and measure.unit != "%":
            yield measure
    counted = _counted(reading, scope)
    if counted:
        yield counted
    for heading in (*reading.groups, *([reading.corner] if reading.corner else [])):
        measure = _in_heading(heading)
        if measure:
            yield measure
    if scope.measure:
        yield scope.measure


def _at(cell: Cell) -> Measure | None:
    measure = find_measure(plain(cell.text))
    return replace(measure, start=cell.start, end=cell.end) if measure else None


def _holds_shares(reading: Reading, header: Cell) -> bool:
    """Whether a column headed "% of revenue" holds shares, signs or not, and no amounts beside shares."""
    return not reading.column.has_pairs and bool(SHARE_OF.fullmatch(plain(header.text)))


def _in_label(label: Cell | None) -> Measure | None:
    """The measure in a row label's brackets: "Net sales (JPY million)"."""
    for match in _IN_BRACKETS.finditer(label.text) if label else ():
        measure = None if any(ch.isdigit() for ch in match[1].replace("000", "")) else find_measure(match[1])
        if measure and label and not (len(measure_words(match[1])) > 0 and measure.scale == 1):
            return replace(measure, start=label.start + match.start(1), end=label.start + match.end(1))
    return None


def measure_words(text: str) -> str:
    """What is left of a text without the words that set its unit and scale."""
    measure = find_measure(text)
    rest = f"{text[: measure.start]} {text[measure.end :]}" if measure else text
    return re.sub(r"^\W+|\W+$|\b(?:in|of|unit)\b", " ", rest, flags=re.IGNORECASE).strip()


def _in_heading(cell: Cell) -> Measure | None:
    """The measure that a heading sets: in brackets, or as all that it says; a share only where it says so."""
    text = plain(cell.text)
    measure = find_measure(text)
    if not measure or (measure.unit == "%" and not SHARE_OF.search(text)):
        return None
    bracketed = any(find_measure(inside) for inside in _IN_BRACKETS.findall(text))
    whole = not measure_words(text) or measure.scale > 1 or measure.unit == "%"
    return replace(measure, start=cell.start, end=cell.end) if bracketed or whole else None


def _completed(measure: Measure, reading: Reading, scope: Scope, currency: str) -> Measure:
    """A scale without a unit counts the table's currency, or shares; a currency or shares take the scale in force."""
    if not measure.unit:
        measure = replace(measure, unit="shares" if _counts_shares(reading) else currency)
    if measure.scale > 1:
        return measure
    if measure.unit == "shares":
        return replace(measure, scale=_scale_of_shares(reading, scope))
    if lexicon.is_currency(measure.unit) and not _in_label(reading.label):
        outer = (named for named in _named(reading, scope) if named.scale > 1 and named.unit in ("", measure.unit))
        return replace(measure, scale=next((named.scale for named in outer), 1))
    return measure


# -- amounts for each share, prices ------------------------------------------------------------------------


def _is_per_unit(reading: Reading) -> bool:
    if reading.label and _NUMBER_OF.search(reading.label.text):
        return False
    cells = (reading.label, *reading.headers, *reading.groups[:1])
    return any(_PER_UNIT.search(plain(cell.text)) for cell in cells if cell) and not _counts_shares(reading)


def _unit_of_price(reading: Reading, currency: str) -> str:
    label = reading.label.text if reading.label else ""
    own = _in_label(reading.label)
    if own and own.unit and not lexicon.is_currency(own.unit):
        return own.unit
    cents = next((m for cell in (reading.label, *reading.groups) if cell and (m := _CENTS.search(cell.text))), None)
    if cents:
        return cents[1].lower()
    named = (measure.unit for cell in (reading.label, *reading.headers) if cell and (measure := _at(cell)))
    of_column = next((unit for unit in named if lexicon.is_currency(unit)), "")
    return _listed_currency(label, reading.cell.column) or of_column or currency


def _listed_currency(label: str, column: int) -> str:
    """The currency of a column where the row lists one for each: "(JPY / U.S. Dollars / JPY)"."""
    for inside in _IN_BRACKETS.findall(label):
        listed = [lexicon.currency(part) for part in inside.split("/")]
        if len(listed) > 1 and all(listed) and column <= len(listed):
            return listed[column - 1]
    return ""


# -- counts ------------------------------------------------------------------------------------------------


def _counted_outright(reading: Reading, label: str) -> Measure | None:
    """What a row counts by its own words: shares, or "Number of …"."""
    if _counts_shares(reading):
        return Measure("shares")
    counted = counted_in(label) if _NUMBER_OF.search(label) else ""
    return Measure(counted) if counted else None


def _counted(reading: Reading, scope: Scope) -> Measure | None:
    """What a row, its headings or a title count; money counts nothing, whatever its label says."""
    titles = () if scope.measure else scope.headings[:2]
    cells = (reading.label, *reading.headers, *reading.groups)
    texts = [*(plain(cell.text) for cell in cells if cell), *titles]
    counted = next(filter(None, map(counted_in, texts)), "")
    outright = any(_NUMBER_OF.search(text) for text in texts)
    return Measure(counted) if counted and (outright or not _is_money(reading)) else None


def _counts_shares(reading: Reading) -> bool:
    texts = [plain(cell.text) for cell in (reading.label, *reading.headers, *reading.groups[:1]) if cell]
    per_unit = any(_PER_UNIT.search(plain(cell.text)) for cell in (reading.label, *reading.headers) if cell)
    return not per_unit and any(_COUNTS_SHARES.search(text) for text in texts) and not reading.row.has_money_mark


def _is_money(reading: Reading) -> bool:
    """Whether an amount, or marks in its column, are such as no count has."""
    number = parse_number(plain(reading.cell.text))
    return bool(number and number % 1) or reading.column.has_money_mark


def _scale_of_shares(reading: Reading, scope: Scope) -> int:
    """The scale of numbers of shares: one said for shares, else one that is said for all and not for money alone."""
    said, excepted = _said_of_shares(scope.document.text, scope.section.start, scope.section.end)
    if said or excepted:
        return said or 1
    return next((named.scale for named in _named(reading, scope) if named.scale > 1 and not named.unit), 1)


@lru_cache(maxsize=1024)
def _said_of_shares(text: str, start: int, end: int) -> tuple[int, bool]:
    """What a section says of shares: their own scale, and whether they are excepted from the general one."""
    said = _SHARES_IN.search(text, start, end)
    return lexicon.scale(said["scale"]) if said else 0, bool(_EXCEPT_SHARES.search(text, start, end))
