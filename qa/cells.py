"""Cells: what a table's cell is, told from its text alone: a value, a period, words that head others."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from html import unescape

from qa.knowledge import lexicon
from qa.model import FiscalCalendar
from qa.periods import periods_of
from qa.units import NIL, Quantity, find_quantities, parse_number

_TAGS = r"b|i|u|p|br|a|small|sub|sup|strong|em|font|span|div|table|thead|tbody|tr|td|th|ul|ol|li|img|center|h[1-6]"
_MARKUP = re.compile(rf"\*{{1,3}}|_{{2,3}}|</?(?:{_TAGS})\b[^>]*>|^#{{1,6}}\s", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"<sup>[^<]{0,40}</sup>|(?<=\S)\s[⁽⁰¹²³⁴-⁹][⁰¹²³⁴-⁹⁽⁾,]*(?=\s|$)|(?<=[A-Za-z)])\s*(?:\*+\d*|\(\d{1,2}(?:,\s?\d{1,2})*\)|※\d?)+(?=\s*(?:</?\w+>\s*)*:?$)"
)
_BARE_CURRENCY = re.compile(rf"{lexicon.CURRENCY}\s?(?=[-–—―−－])")
_ASIDE = re.compile(r"<[^<>]*>")
_SCALE_MARK = re.compile(r"['’]000s?")
_SPAN_OF_TIME = re.compile(
    r"\D{0,20}\d{1,2}(?:\s?(?:[-–]|to)\s?\d{1,2})?[\s-]*(?:years?|months?|weeks?|days?)\b\D{0,20}", re.IGNORECASE
)
_UNIT = re.compile(rf"{lexicon.CURRENCY}|{lexicon.SCALE_WORD}|{lexicon.UNIT_AFTER}", re.IGNORECASE)
_PART_OF_YEAR = re.compile(r"[1-4]Q|Q[1-4]|[12]H|H[12]|9M", re.IGNORECASE)
_YEAR = re.compile(r"(?:FY)?\s?(?:19|20)\d\d(?:\s?\(\w+\))?|2\s0\s[012]\s\d")
_CHANGE = re.compile(
    r"\b(?:YoY|QoQ|year[- ](?:over|on)[- ]year|changes?|growth|increase|decrease|variance|variation|difference"
    r"|vs\.?|versus)(?![a-z])",
    re.IGNORECASE,
)
_LETTERS_IN_VALUE = 2  # besides units: a footnote letter, a scanning fault


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A cell's or line's words without markup and footnote marks."""
    return " ".join(unescape(_MARKUP.sub(" ", _FOOTNOTE.sub("", text))).split())


@lru_cache(maxsize=65536)
def is_value(text: str) -> bool:
    """True for a cell that holds numbers, or a mark for nil, and neither a period nor a phrase that has digits."""
    bare = _SCALE_MARK.sub("", _ASIDE.sub("", plain(text))).strip()
    if is_nil(bare):
        return True
    if not any(ch.isdigit() for ch in bare) or is_period(bare) or _PART_OF_YEAR.fullmatch(bare):
        return False
    letters = sum(ch.isalpha() for ch in _UNIT.sub("", bare))
    return letters <= _LETTERS_IN_VALUE or parse_number(bare) is not None


def is_nil(bare: str) -> bool:
    """True for a mark that says nil, with or without a currency before it: "—", "$ —"."""
    return _BARE_CURRENCY.sub("", bare) in NIL


@lru_cache(maxsize=65536)
def opens_with_value(text: str) -> bool:
    """True for words that begin with a quantity and its unit: "JPY 12 million (up 8.3 %)"."""
    bare = plain(text)
    found = find_quantities(bare) if any(ch.isdigit() for ch in bare[:24]) and not is_period(bare) else []
    return bool(found) and _has_unit(found[0]) and not bare[: found[0].first].strip(" (")


def _has_unit(quantity: Quantity) -> bool:
    return quantity.scale > 1 or quantity.unit in ("%", "pt", "bp", "shares") or lexicon.is_currency(quantity.unit)


@lru_cache(maxsize=65536)
def is_period(text: str) -> bool:
    """True where every digit of a text is part of a period's name: "2019", "1Q11 (11/4~11/6)", "2020 – 2024"."""
    if _YEAR.fullmatch(text):
        return True
    mentions = periods_of(text, FiscalCalendar())
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    return bool(mentions) and (not any(ch.isdigit() for ch in rest) or is_span_of_time(rest.strip(" ()")))


def is_header_text(text: str) -> bool:
    """True for text that heads columns or rows: words, a period, a unit, but no value."""
    return not is_value(text) and not opens_with_value(text)


def is_span_of_time(text: str) -> bool:
    """True for a length of time, which may be a value or head a column: "1-3 years", "Less than 1 year"."""
    return bool(_SPAN_OF_TIME.fullmatch(plain(text)))


def has_number(text: str) -> bool:
    """True for a cell that is a value and no nil."""
    return is_value(text) and not is_nil(plain(text))


@lru_cache(maxsize=65536)
def number_in(text: str, *, percent: bool = False) -> Decimal | None:
    """The amount that a cell states in printed units, nil as 0; of a share and an amount in one cell the amount.
    None for shares alone (unless ``percent`` asks for them), for words and for a blank."""
    if is_nil(plain(text)):
        return Decimal(0)
    found = find_quantities(plain(text)) if is_value(text) else []
    amounts = [q.value / (q.scale or 1) for q in found if q.unit != "%" or (percent and len(found) == 1)]
    return amounts[0] if len(amounts) == 1 else None


def is_bold(text: str) -> bool:
    """True for text in bold type."""
    return text.startswith(("**", "<b>", "<strong>"))


def is_capitals(text: str) -> bool:
    """True for text in capital letters."""
    letters = [ch for ch in plain(text) if ch.isalpha()]
    return bool(letters) and sum(ch.isupper() for ch in letters) > 0.9 * len(letters)


def tells_change(header: str) -> bool:
    """True for the header of a column that holds changes: "YoY", "Changes", "2019 vs. 2018"."""
    return bool(_CHANGE.search(header))
