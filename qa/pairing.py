"""Pairing: which period each column is of, where the headers have lost their merged cells.

Two periods over three columns of values can be laid over them in several ways. Each way is scored by what bears it
out, and the best is taken, the plain one by position where nothing is better:

- no period has two columns of the same kind (the same words, the same currency);
- a convenience translation belongs to the column that it is a constant multiple of, else to the latest period;
- a period stands over its own column, and over those to its right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from math import comb

from qa.model import Period

_MOST = 2000  # ways of pairing that are tried
_SAME_KIND, _TRANSLATED, _LATEST, _POSITION = -3.0, 4.0, 1.5, 1.0
_CLOSE = Decimal("0.005")  # how far apart the quotients of two columns may lie, as a share
_SURE = 2  # rows in which two columns must have the same quotient


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its kind (the words of its own header), its currency ("" unknown), its amounts by row, and
    the place of the period that stands over it by position, None where none does."""

    kind: str
    currency: str
    amounts: Mapping[int, Decimal]
    over: int | None = None


def paired(periods: Sequence[Period], columns: Sequence[Column]) -> tuple[int, ...] | None:
    """For each column the place of its period among ``periods``; None where two ways are borne out equally.

    Columns in the currency of most follow the order of the periods, each of which has at least one; columns in
    another, of translated amounts, may belong to any.
    """
    home = _home(columns)
    native = [place for place, column in enumerate(columns) if column.currency in ("", home)]
    foreign = [place for place, column in enumerate(columns) if column.currency not in ("", home)]
    if len(native) < len(periods) or _count(len(periods), len(native), len(foreign)) > _MOST:
        return None
    sources = {place: source for place in foreign if (source := _source(place, native, columns)) is not None}
    ways = list(_ways(len(periods), native, foreign))
    scores = [_score(way, periods, columns, foreign, sources) for way in ways]
    best = max(scores)
    return ways[scores.index(best)] if scores.count(best) == 1 else None


def _home(columns: Sequence[Column]) -> str:
    """The currency of most columns, of the first where they tie."""
    named = Counter(column.currency for column in columns if column.currency)
    return named.most_common(1)[0][0] if named else ""


def _count(periods: int, native: int, foreign: int) -> int:
    """How many ways there are."""
    return int(comb(native - 1, periods - 1) * periods**foreign)


def _ways(periods: int, native: Sequence[int], foreign: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to lay periods over columns."""
    for cuts in combinations(range(1, len(native)), periods - 1):
        laid = {place: sum(number >= cut for cut in cuts) for number, place in enumerate(native)}
        for chosen in product(range(periods), repeat=len(foreign)):
            whole = {**laid, **dict(zip(foreign, chosen, strict=True))}
            yield tuple(whole[place] for place in range(len(whole)))


def _score(
    way: Sequence[int],
    periods: Sequence[Period],
    columns: Sequence[Column],
    foreign: Sequence[int],
    sources: Mapping[int, int],
) -> float:
    """How well a way of pairing is borne out."""
    kinds = Counter((over, column.kind, column.currency) for over, column in zip(way, columns, strict=True))
    score = _SAME_KIND * sum(count - 1 for count in kinds.values())
    latest = max(range(len(periods)), key=lambda place: periods[place].end)
    for place in foreign:
        if place in sources:
            score += _TRANSLATED if way[place] == way[sources[place]] else -_TRANSLATED
        else:
            score += _LATEST if way[place] == latest else 0.0
    return score + _POSITION * sum(way[place] == column.over for place, column in enumerate(columns)) / len(columns)


def _source(place: int, native: Sequence[int], columns: Sequence[Column]) -> int | None:
    """The only column of which a column is a constant multiple, None where none or several are."""
    found = [other for other in native if _is_multiple(columns[place].amounts, columns[other].amounts)]
    return found[0] if len(found) == 1 else None


def _is_multiple(translated: Mapping[int, Decimal], amounts: Mapping[int, Decimal]) -> bool:
    """Whether two columns have the same quotient in most rows."""
    shared = [row for row in translated.keys() & amounts.keys() if translated[row] and amounts[row]]
    quotients = sorted(amounts[row] / translated[row] for row in shared)
    if len(quotients) < _SURE:
        return False
    middle = quotients[len(quotients) // 2]
    alike = [row for row in shared if abs(amounts[row] - middle * translated[row]) <= _slack(amounts[row], middle)]
    return len(alike) >= _SURE and 4 * len(alike) >= 3 * len(shared)


def _slack(amount: Decimal, rate: Decimal) -> Decimal:
    """What rounding of a translated amount to a whole number, and of the rate, may take away."""
    return abs(amount) * _CLOSE + abs(rate)
