"""Quantities: the numbers that a text states, each with unit, scale, sign and qualifier.

A numeral is read together with what stands beside it: a currency before it, a scale word or a unit after it, a sign
or accounting parentheses around it, a qualifier ("over", "approx.") ahead. What stands elsewhere (a table's unit
line, a column header) is a :class:`Measure` that callers pass in. Numerals that are no quantities (page numbers,
telephone numbers, parts of names such as "IPv6") are told apart in :func:`find_quantities`, by what surrounds them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from qa.knowledge import lexicon, words

NIL = frozenset({"-", "–", "—", "―", "−", "－", "nil", "—%", "-%"})


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit and a scale in force, and the [start, end) of the words that set them. Empty unit: unknown.

    ``missing`` says what no words near set, where the unit is only the document's usual one: "unit", "scale".
    """

    unit: str = ""
    scale: int = 1
    start: int = 0
    end: int = 0
    missing: str = ""

    def __bool__(self) -> bool:
        return bool(self.unit) or self.scale != 1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read at ``[start, end)``: its digits with their sign marks. ``first`` and ``last`` bound all the
    words that belong to it (currency, scale word, unit, qualifier).

    ``value`` is in base units where ``scale`` is known (``scale`` 0: no scale word stood beside the number).
    """

    start: int
    end: int
    first: int
    last: int
    value: Decimal
    unit: str
    scale: int
    qualifier: str | None
    signed: bool
    warning: str = ""

    @property
    def bare(self) -> bool:
        """True for a number without any unit or scale beside it."""
        return not self.unit and not self.scale


_SIGN = r"[△▲＋+\-−–]"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
# a letter O for a zero: right after a currency ("JPYO.4"), or among digits in groups of three ("1,O50")
_SCANNED = (
    r"(?:(?<=JPY)|(?<=USD)|(?<=EUR)|(?<=GBP)|(?<=[$¥€£]))O\.\d+"
    r"|(?=[\dO,]{0,12}\d)(?=[\d,]{0,12}O)[\dO]{1,3}(?:,[\dO]{3}){1,4}(?!\w)"
)
_NUMERAL = re.compile(
    rf"(?<![\w,/])(?:(?<![.:])|(?<=approx\.)|(?<=max\.)|(?<=min\.)|(?-i:(?<=[a-z]:)))(?P<cur>{lexicon.CURRENCY})?\s?(?P<open>\()?\s?(?P<sign>{_SIGN}\s?)?(?P<cur2>{lexicon.CURRENCY})?\s?"
    rf"(?P<num>{_SCANNED}|{_DIGITS})(?![\d])(?P<close>\s?[%mkb]?\s?\))?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s-]{{0,2}}(?P<scale>{lexicon.SCALE_WORD})?(?:\s*(?P<unit>{lexicon.UNIT_AFTER}))?", re.IGNORECASE
)
_SHORT_SCALE = re.compile(rf"\s?(?P<scale>{lexicon.SHORT_SCALE})(?!\w)", re.IGNORECASE)
_PERCENT = re.compile(r"\s?%")
_WORD = re.compile(r"[\s-]\s?(?P<word>[A-Za-z][A-Za-z\-]*)")
_COUNTED_WITHIN = 4  # words between a number and the noun it counts: "1,600 blue-chip corporate clients"
_QUALIFIER = re.compile(rf"(?P<q>{lexicon.QUALIFIER})\W{{0,2}}(?:(?:the|a|an|to|by|of|at)\s+)?$", re.IGNORECASE)


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities that ``text`` states, in order. ``taken`` are [start, end) already read as something else,
    such as periods; numerals inside of them are passed over."""
    found: list[Quantity] = []
    blocked = sorted([*taken, *((m.start(), m.end()) for m in lexicon.NOT_A_QUANTITY.finditer(text))])
    at = 0
    for match in _NUMERAL.finditer(text):
        start, end = match.span("num")
        while at < len(blocked) and blocked[at][1] <= start:
            at += 1
        if any(first < end for first, last in blocked[at : at + 4] if last > start):
            continue
        quantity = _read(text, match)
        if quantity:
            found.append(quantity)
    return found


def _read(text: str, m: re.Match[str]) -> Quantity | None:
    start, end = m.span("num")
    currency = lexicon.currency(m["cur"] or m["cur2"])
    negative, closed = _sign(text, m)
    unit, scale, last = _unit_after(text, end, currency, closed)
    if text[end : end + 1].isalpha() and not unit and not scale:
        return None  # digits that begin a name: "1st", "3D"
    first = min(m.start(group) for group in ("cur", "cur2", "num") if m[group])
    if closed:
        start, end = m.start("open"), max(end, closed)
    elif negative and m["sign"]:
        start = m.start("sign")
    first = min(first, start)
    qualifier = _QUALIFIER.search(text, max(0, first - 24), first)
    if not (currency or unit):
        unit, last = _counted(text, last)
    digits = m["num"].upper().replace("O", "0")
    value = Decimal(digits.replace(",", "")) * (scale or 1)
    return Quantity(
        start=start,
        end=end,
        first=qualifier.start() if qualifier else first,
        last=max(last, end),
        value=-value if negative else value,
        unit=currency or unit,
        scale=scale,
        qualifier=lexicon.qualifier(qualifier["q"]) if qualifier else None,
        signed=bool(m["sign"]) or bool(closed),
        warning=read_as(m["num"], digits),
    )


def read_as(printed: str, meant: str) -> str:
    """The warning that a number was read in another way than it is printed, "" where it was not."""
    return f"read {printed} as {meant}" if printed.upper() != meant.upper() else ""


def _unit_after(text: str, end: int, currency: str, closed: int) -> tuple[str, int, int]:
    """(unit, scale, where they end) of what follows the digits that end at ``end``, or the bracket that closes
    around them at ``closed``."""
    after = _AFTER.match(text, end)
    assert after is not None  # every part of the pattern is optional
    scale = lexicon.scale(after["scale"]) if after["scale"] else 0
    unit = lexicon.unit(after["unit"]) if after["unit"] else ""
    if unit or scale:
        return unit, scale or 1, after.end()
    short = _SHORT_SCALE.match(text, end) if currency else None
    if short:
        return "", lexicon.scale(short["scale"]), short.end()
    percent = _PERCENT.match(text, closed) if closed else None
    return ("%", 1, percent.end()) if percent else ("", 0, end)


def _counted(text: str, at: int) -> tuple[str, int]:
    """The noun that a number ending at ``at`` counts, and where it ends; ("", at) where it counts none."""
    reading = at
    for _ in range(_COUNTED_WITHIN):
        match = _WORD.match(text, reading)
        if not match or match["word"].lower() in words("breaks"):
            break
        reading = match.end()
        if lexicon.is_counting(match["word"]):
            return match["word"].lower(), reading
    return "", at


def _sign(text: str, m: re.Match[str]) -> tuple[bool, int]:
    """(is negative, where accounting parentheses around the number end, 0 without).

    Brackets that close later hold prose, "(1,234 million)"; a share in brackets right behind a number is an aside,
    "3,627 (15.5%)".
    """
    sign = (m["sign"] or "").strip()
    closed = m.end("close") if m["open"] and m["close"] else 0
    if closed and "%" in m["close"] and text[max(0, m.start("open") - 3) : m.start("open")].rstrip()[-1:].isdigit():
        closed = 0
    minus = bool(sign) and sign not in "+＋"
    return minus or (closed > 0 and not sign), closed


def parse_number(text: str) -> Decimal | None:
    """The number that a whole string is, sign marks included: "(1,879)" is -1879, "△5" is -5; None if it is none."""
    cleaned = re.sub(r"[,\s$¥€£%]", "", text.strip())
    negative = cleaned.startswith("(") and cleaned.endswith(")")
    cleaned = cleaned.strip("()")
    if cleaned[:1] in ("△", "▲", "−", "–", "-"):
        negative, cleaned = True, cleaned[1:]
    try:
        value = Decimal(cleaned.lstrip("+＋"))
    except InvalidOperation:
        return None
    return -value if negative and value.is_finite() else value if value.is_finite() else None


def find_measure(text: str, offset: int = 0) -> Measure | None:
    """The unit and scale that a header or unit line sets: "Unit: JPY million", "Thousands of U.S. Dollars",
    "(in millions)", "%", "百万円". ``offset`` is added to the positions. None where ``text`` sets neither; of several
    the first with a scale, else the first."""
    measure = _measure_in(text)
    return replace(measure, start=offset + measure.start, end=offset + measure.end) if measure and offset else measure


@lru_cache(maxsize=16384)
def _measure_in(text: str) -> Measure | None:
    measures = [_measure(match) for match in lexicon.MEASURE.finditer(text)]
    return next((measure for measure in measures if measure.scale > 1), measures[0] if measures else None)


def _measure(match: re.Match[str]) -> Measure:
    said = {name[:-1]: form for name, form in match.groupdict().items() if form}
    unit = next((lexicon.unit(form) for kind, form in said.items() if kind != "scale"), "")
    scale = lexicon.scale(said["scale"]) if "scale" in said else 1
    return Measure(unit, scale, match.start(), match.end())


def apply(quantity: Quantity, measure: Measure | None) -> Quantity:
    """``quantity`` with unit and scale from ``measure`` wherever it has none of its own."""
    if not measure or quantity.unit == "%":
        return quantity if quantity.scale else replace(quantity, scale=1)
    scale = quantity.scale or (measure.scale if not quantity.unit or quantity.unit == measure.unit else 1)
    factor = scale if not quantity.scale else 1
    return replace(quantity, unit=quantity.unit or measure.unit, scale=scale, value=quantity.value * factor)
