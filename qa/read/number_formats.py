"""Numbers and dates as a spreadsheet shows them: number formats of ECMA-376, part 1, section 18.8.31.

Colours, fills and room left for brackets are not text and are left out. Dates are written in words, so that no one has
to know whether the day or the month comes first: "March 31, 2031" however the cell orders the parts.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

GENERAL = "General"
_DIGITS = 10  # significant ones that a cell of no format shows
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  (days are counted from it, wherever one is)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<blank>[_*].)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General)|(?P<number>[0#?][0#?,.]*|\.[0#?]+)|(?P<power>E[+-])"
    r"|(?P<clock>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|g+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_NO_SIGN = re.compile(r"^[^\w\s]+(?=[-–—]$)")  # "$-" for nil
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-.*)?", re.DOTALL)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<number>-?\d+(?:\.\d+)?)")
_HOLDS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}  # fmt: skip


class _Token(NamedTuple):
    """A part of a format: its kind by the name of the group that matched, and its text."""

    kind: str
    text: str


def shown(value: object, code: str = GENERAL) -> str:
    """What a cell shows that holds ``value`` under the number format ``code``; total."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float() | Decimal():
            return _number(value, code)
        case datetime() | date() | time() | timedelta():
            return _moment(value, code)
    return " ".join(str(value).split())


# -- numbers -----------------------------------------------------------------------------------------------


def _number(value: float | Decimal, code: str) -> str:
    try:
        if code == GENERAL and isfinite(value):
            return _general(value)
        number = Decimal(value if isinstance(value, int) else f"{value:.15g}")
        section, magnitude = _chosen(number, code)
        if {token.kind for token in section} & {"date", "number", "general"} == {"date"}:
            return _moment(_FIRST_DAY + timedelta(days=float(number)), code)
        words = " ".join(_filled(section, magnitude).split()) if number.is_finite() else ""
        return words if any(ch.isdigit() for ch in words) else _NO_SIGN.sub("", words)
    except (InvalidOperation, OverflowError, ValueError):
        return _general(value)


def _chosen(number: Decimal, code: str) -> tuple[tuple[_Token, ...], Decimal]:
    """The section of a format that a number falls under, and the number as that section shows it: sections after the
    first bear the sign themselves."""
    sections = _sections(code or GENERAL)[:3]
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _HOLDS[condition[0]](number, condition[1]):
                return section, number
        return sections[-1], number
    if len(sections) > 1 and number < 0:
        return sections[1], -number
    return sections[2 if len(sections) > 2 and not number else 0], number


def _condition(section: tuple[_Token, ...]) -> tuple[str, Decimal] | None:
    found = [match for token in section if token.kind == "bracket" and (match := _CONDITION.fullmatch(token.text))]
    return (found[0]["sign"], Decimal(found[0]["number"])) if found else None


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """A format's sections, cut at its semicolons."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = str(match.lastgroup)
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append([])
        else:
            sections[-1].append(_Token(kind, text))
    return tuple(map(tuple, sections))


def _filled(section: tuple[_Token, ...], number: Decimal) -> str:
    """A section with a number in the place of its digits."""
    places = [token.text for token in section if token.kind == "number"]
    if len(places) > 1 and _Token("other", "/") in section:
        return _general(number)  # halves and thirds, as a decimal
    if _Token("other", "@") in section:
        return _general(number)
    percent = sum(token.text.count("%") for token in section if token.kind == "other")
    power = any(token.kind == "power" for token in section)
    digits = _powered(number, places[0]) if power and places else _laid(number.scaleb(2 * percent), "".join(places))
    digits = digits if places else _general(abs(number))
    sign = "-" if number < 0 and any(ch in "123456789" for ch in digits) else ""
    said, placed = [sign], False
    for token in section:
        if token.kind in ("number", "general") and not placed:
            said.append(digits)
            placed = True
        elif token.kind in ("quoted", "escaped", "other", "clock"):
            said.append(token.text)
        elif token.kind == "bracket" and (match := _CURRENCY.fullmatch(token.text)):
            said.append(match["sign"])
    return "".join(said)


def _laid(number: Decimal, places: str) -> str:
    """The digits of a number as "#,##0.0," asks: how many places, in groups or not, in thousands or not."""
    bare = places.rstrip(",")
    whole, _, fraction = bare.partition(".")
    fraction = "".join(ch for ch in fraction if ch in "0#?")
    magnitude = abs(number).scaleb(-3 * (len(places) - len(bare)))
    rounded = magnitude.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    units, _, decimals = f"{rounded:f}".partition(".")
    units = units.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole and units:
        units = f"{int(units):,}".rjust(len(units), "0")
    kept = len(fraction.rstrip("#?"))
    decimals = decimals[:kept] + decimals[kept:].rstrip("0")
    return f"{units}.{decimals}" if decimals else units


def _powered(number: Decimal, places: str) -> str:
    return f"{abs(number):.{len(places.partition('.')[2])}E}"


def _general(number: float | Decimal) -> str:
    """A number in as few digits as it has, but no more than a cell has room for."""
    if not number or (isinstance(number, int) and abs(number) < 10**_DIGITS):
        return str(int(number))
    decimal = Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{_DIGITS}g}")
    return f"{decimal:f}" if -_DIGITS < decimal.adjusted() < 2 * _DIGITS else f"{decimal:.5E}"


# -- dates -------------------------------------------------------------------------------------------------


def _moment(value: datetime | date | time | timedelta, code: str) -> str:
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    section = _sections(code)[0]
    parts = "".join(token.text[0].lower() for token in section if token.kind == "date")
    if isinstance(value, time) or (not set(parts) & set("yd") and "h" in parts):
        return f"{value:%H:%M}"
    quoted = "".join(token.text for token in section if token.kind == "quoted").strip()
    if quoted and "d" not in parts:
        return " ".join("".join(_part(value, token) for token in section).split())
    return _in_words(value, parts)


def _part(value: date, token: _Token) -> str:
    """A part of a date in the place where its format has it."""
    match token.kind, token.text[:1].lower():
        case "date", "y":
            return f"{value.year}"
        case "date", "m":
            return f"{value:%B}"
        case (("quoted" | "escaped" | "other"), _):
            return token.text
    return ""


def _in_words(value: date, parts: str) -> str:
    """The day, the month or the year, as far as a cell shows them: all of them where it shows none."""
    if "d" in parts or not set(parts) & set("my"):
        return f"{value:%B} {value.day}, {value.year}" if "y" in parts or not parts else f"{value:%B} {value.day}"
    return f"{value:%B} {value.year}" if "m" in parts else f"{value.year}"
