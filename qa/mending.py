"""Numbers that scanning spoilt, put right where the table around them bears it out.

A comma of thousands becomes a point ("1.600") or a blank ("1 600"), a decimal point a comma ("12,5"). Each is mended
only where the numbers beside it are printed in the way that it should be, or where sums hold with it and not without.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from qa.cells import has_number, number_in, plain
from qa.model import Cell

_LOST_COMMA = re.compile(r"[-(△▲]?[1-9]\d{0,2}(?:[. ]\d{3})+\)?")
_LOST_POINT = re.compile(r"[-(△▲]?\d{1,3},\d{1,2}\s?%?\)?")
_THOUSANDS = re.compile(r"[-+(△▲]?\s?\d{1,3}(?:,\d{3})+\)?")
_PLACES = re.compile(r"[-+(△▲]?\s?\d+\.(?P<places>\d+)\s?%?\)?")
_ALIKE = 3  # times that a number may be larger or smaller than those beside it
_ADDENDS = 6  # cells beside a number among which two may make it up
_SURE = 100  # amounts from which a sum of two is hardly chance


def mended(cell: Cell, row: Sequence[Cell], column: Sequence[Cell]) -> str:
    """A cell's text, put right where it is spoilt and its row or column bears out how."""
    text = cell.text
    if _LOST_COMMA.fullmatch(text):
        whole = re.sub(r"[. ]", ",", text)
        sure = any(_counts_in_thousands(whole, _beside(cell, cells)) for cells in (row, column))
        return whole if sure or _adds_up(whole, _beside(cell, row)) else text
    if _LOST_POINT.fullmatch(text):
        pointed = text.replace(",", ".")
        sure = any(_has_places(pointed, _beside(cell, cells)) for cells in (row, column))
        return pointed if sure else text
    return text


def _beside(cell: Cell, cells: Sequence[Cell]) -> list[str]:
    """The numbers beside a cell that are no shares."""
    others = (plain(other.text) for other in cells if other is not cell and has_number(other.text))
    return [other for other in others if "%" not in other]


def _counts_in_thousands(whole: str, beside: Sequence[str]) -> bool:
    """Whether the numbers beside have commas: two of them, or one of the same size, and none a decimal point."""
    with_commas = [other for other in beside if _THOUSANDS.fullmatch(other)]
    if not with_commas or any("." in other and not _LOST_COMMA.fullmatch(other) for other in beside):
        return False
    return len(with_commas) > 1 or _alike(_amount(whole), _amount(with_commas[0]))


def _alike(one: Decimal, other: Decimal) -> bool:
    return abs(other) <= _ALIKE * abs(one) <= _ALIKE * _ALIKE * abs(other)


def _amount(text: str) -> Decimal:
    return number_in(text) or Decimal(0)


def _adds_up(whole: str, beside: Sequence[str]) -> bool:
    """Whether the number is the sum or the difference of two numbers beside it."""
    amount, others = _amount(whole), [_amount(other) for other in beside[:_ADDENDS]]
    large = [other for other in others if abs(other) >= _SURE]
    return any(abs(one + sign * other) == abs(amount) for one in large for other in large for sign in (-1, 1))


def _has_places(pointed: str, beside: Sequence[str]) -> bool:
    """Whether two numbers beside have as many places behind a point, and none a comma."""
    places = [match["places"] for match in map(_PLACES.fullmatch, beside) if match]
    wanted = len(re.sub(r"\D", "", pointed.partition(".")[2]))
    return sum(len(digits) == wanted for digits in places) > 1 and not any("," in other for other in beside)
