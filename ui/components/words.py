"""Figures, periods and confidence in words, as a careful person would write them."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from qa.model import Document, Figure, FiscalCalendar, Period
from qa.periods import fiscal_year, in_words
from qa.read import FORMATS

SYMBOLS = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
SCALES = {10**12: "trillion", 10**9: "billion", 10**6: "million", 10**3: "thousand"}
LEAVES = {"pptx": "slide", "xlsx": "sheet", "delimited": "sheet"}
QUALIFIERS = {"approx": "about"}
CURRENCY = re.compile(r"[A-Z]{3}")
CODE = re.compile(r"(?=.*[A-Za-z])(?=.*\d)\S{3,8}")  # "2Q11", "FY2011", but no date in words
LONGEST_NAME = 60  # characters; what is longer is a sentence
DECIMALS = re.compile(r"\.(\d+)")


def amount(figure: Figure) -> str:
    """The figure's size with sign, unit and scale words and without its qualifier: "−¥111 million", "37.7%"."""
    scale = figure.scale if figure.scale in SCALES else natural_scale(figure.value) if figure.scale > 1 else 1
    digits = grouped(abs(figure.value) / scale, figure.printed)
    sign = "−" if figure.value < 0 else ""
    words = [digits, SCALES[scale]] if scale > 1 else [digits]
    return sign + with_unit(" ".join(words), figure.unit)


def with_unit(size: str, unit: str) -> str:
    """The size with its unit where English puts it."""
    if unit == "%":
        return f"{size}%"
    base, _, per = unit.partition("/")
    if per:
        return f"{with_unit(size, base)} per {per}"
    if unit == "pt":
        return f"{size} points"
    if CURRENCY.fullmatch(unit):
        return SYMBOLS.get(unit, f"{unit} ") + size
    return f"{size} {unit}".strip()


def natural_scale(value: Decimal) -> int:
    """The largest scale word that leaves at least one before the decimal point."""
    return next((scale for scale in SCALES if abs(value) >= scale), 1)


def grouped(size: Decimal, printed: str) -> str:
    """The size with thousands separated, and as many decimals as the source printed where it printed this number."""
    plain = size.normalize()
    exponent = plain.as_tuple().exponent
    needed = max(-exponent, 0) if isinstance(exponent, int) else 0
    decimals = DECIMALS.search(printed)
    shown = len(decimals[1]) if decimals and same_digits(size, printed) else min(needed, 2)
    return f"{size:,.{shown}f}"


def same_digits(size: Decimal, printed: str) -> bool:
    """Whether the printed digits, read with a point for decimals, are this size."""
    digits = re.sub(r"[^\d.]", "", printed)
    return bool(re.fullmatch(r"\d+\.\d+", digits)) and Decimal(digits) == size


def qualifier(figure: Figure) -> str:
    """The word that goes before the amount: "over", "about", or nothing."""
    return QUALIFIERS.get(figure.qualifier or "", figure.qualifier or "")


def quantity(figure: Figure) -> str:
    """Qualifier and amount: "over ¥250 million"."""
    return f"{qualifier(figure)} {amount(figure)}".strip()


def subject_of(figure: Figure) -> str:
    """What the figure measures: "Monthly revenue · cloud computing service".

    A subject that repeats the measure, or is a sentence rather than a name, is left out.
    """
    metric, subject = figure.metric.strip(" :"), (figure.subject or "").strip(" :")
    repeated = metric.lower() in subject.lower() or subject.lower() in metric.lower() or len(subject) > LONGEST_NAME
    words = metric or subject if repeated else f"{metric} · {subject}"
    return capital(words)


def capital(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def period(value: Period) -> str:
    """A period in words, and its code where it has one: "July to September 2011 (2Q11)"."""
    words = f"as of {in_words(value)}" if value.start == value.end else in_words(value)
    code = value.label.strip()
    return f"{words} ({code})" if CODE.fullmatch(code) else words


def confidence(probability: float) -> str:
    """A probability as a plain word and a number: "Likely right · 82%"."""
    steps = ((0.9, "Very likely right"), (0.7, "Likely right"), (0.5, "More likely right than not"))
    word = next((word for floor, word in steps if probability >= floor), "Unsure")
    return f"{word} · {probability:.0%}"


def count(number: int, noun: str) -> str:
    """ "1 passage", "1,200 passages"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def fiscal(calendar: FiscalCalendar, day: date | None) -> str:
    """A fiscal calendar by the year that a day falls in: "FY2011: April 2011 to March 2012"; without a day only the
    month it ends in."""
    if day is None:
        return f"ends in {month_name[calendar.last_month]}"
    years = {year: fiscal_year(calendar, year) for year in (day.year - 1, day.year, day.year + 1)}
    year, (start, end) = next((year, span) for year, span in years.items() if span[0] <= day <= span[1])
    return f"FY{year}: {in_words(Period(start=start, end=end))}"


def page(doc: str, number: int | None) -> str:
    """The page or slide of a document, as its kind is called; "" where it has no number."""
    return "" if number is None else f"{leaf(doc)} {number}"


def leaf(doc: str) -> str:
    """What the leaves of a document are called, by the kind of its file."""
    return LEAVES.get(FORMATS.get(Path(doc).suffix.lower(), ""), "page")


def titles(documents: Sequence[Document]) -> dict[str, str]:
    """What to call each document in a list, by name: its title, with its name where others have that title too."""
    of = {document.name: document.title or document.name for document in documents}
    shared = Counter(of.values())
    return {name: title if shared[title] == 1 else f"{title} ({name})" for name, title in of.items()}
