"""Rounding: whether two printed numbers can be one, and whether two that cannot are alike enough to be a slip."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from qa.model import Figure

NEAR = Decimal("0.1")
"""Part of the larger by which two values may differ and still be versions of one: a restatement is seldom larger."""
_TELLING = 3  # digits from which one changed digit is a slip and no chance

QUALIFIED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "over": lambda stated, exact: exact >= stated,
    "under": lambda stated, exact: exact <= stated,
    "approx": lambda stated, exact: abs(exact - stated) <= abs(stated) * NEAR,
}
"""By the qualifier of a stated amount, whether an exact one bears it out."""


def step(figure: Figure) -> Decimal:
    """What one unit of a figure's last printed digit stands for, in base units."""
    return Decimal(figure.scale).scaleb(-figure.places)


def bounds(figure: Figure) -> tuple[Decimal, Decimal]:
    """The least and the most that a rounded figure may stand for."""
    half = step(figure) / 2
    return figure.value - half, figure.value + half


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures of one unit can state the same value.

    The coarser is the finer, rounded or cut off to its own last digit; values printed to the same digit must be equal.
    A qualifier ("over", "approx", "under") widens what its figure allows.
    """
    return _qualify(one, other) or _qualify(other, one) or round_alike(one, other) or _cut_alike(one, other)


def round_alike(one: Figure, other: Figure) -> bool:
    """Whether the coarser of two figures is the finer rounded to its last digit; equal where that is the same."""
    coarse, fine = sorted((step(one), step(other)), reverse=True)
    slack = Decimal(0) if coarse == fine else (coarse + fine) / 2
    return abs(one.value - other.value) <= slack


def _cut_alike(one: Figure, other: Figure) -> bool:
    """Whether the coarser of two figures is the finer without its last digits, by magnitude, as statements cut off."""
    coarse, fine = sorted((one, other), key=step, reverse=True)
    less = abs(fine.value) - abs(coarse.value)
    return fine.value * coarse.value >= 0 and 0 <= less < step(coarse) and step(coarse) > step(fine)


def _qualify(stated: Figure, exact: Figure) -> bool:
    return stated.qualifier in QUALIFIED and QUALIFIED[stated.qualifier](stated.value, exact.value)


def resemble(one: Figure, other: Figure) -> bool:
    """Whether two values that differ look like versions of one: near each other, one digit changed or two swapped.

    Values that are unlike are rather of two things that share a label. Of opposite signs, changes of one size do;
    levels only where words alone gave them their signs, since a deduction is printed as a negative amount.
    """
    if one.value * other.value < 0:
        if "change" == one.status == other.status:
            return abs(one.value) == abs(other.value)
        one, other = (figure.model_copy(update={"value": abs(figure.value)}) for figure in (one, other))
        return one.printed[:1].isdigit() and other.printed[:1].isdigit() and not agree(one, other) and _near(one, other)
    return _near(one, other) or slipped(digits(one), digits(other))


def _near(one: Figure, other: Figure) -> bool:
    first, second = abs(one.value), abs(other.value)
    return abs(first - second) <= NEAR * max(first, second)


def digits(figure: Figure) -> str:
    """The significant digits of a number: the noughts at its ends are no part of what can slip."""
    return "".join(ch for ch in figure.printed if ch.isdigit()).strip("0")


def slipped(one: str, other: str) -> bool:
    """Whether two numbers of the same length differ in one digit, or in two neighbours that have changed places."""
    if len(one) != len(other) or len(one) < _TELLING:
        return False
    places = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(places) == 2 and places[1] == places[0] + 1:
        return one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
    return len(places) == 1
