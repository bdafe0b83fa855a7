"""Answers in words that a person reads: a figure with its unit, period and what it counts; a line; a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from qa.knowledge.lexicon import is_currency
from qa.model import Figure, Period
from qa.periods import in_words

SCANNED = 2  # places beyond which an integer was printed with a comma that was scanned as a point
LIMIT = 600  # characters of an answer's text
SCALES = {
    10**3: "thousand", 10**4: "ten thousand", 10**5: "lakh", 10**6: "million", 10**7: "crore", 10**8: "hundred million",
    10**9: "billion", 10**12: "trillion",
}  # fmt: skip
"""The word for each scale of ``units.txt``: a figure said without its scale would be another."""
QUALIFIERS = {"over": "over", "approx": "approximately", "under": "less than"}


def amount(figure: Figure) -> str:
    """A figure's value as one would say it: "over JPY 250 million", "37.7 %", "1,953 personnel"."""
    number = printed_number(figure)
    scale = SCALES.get(figure.scale, "")
    if is_currency(figure.unit):
        words = f"{figure.unit} {number}{' ' + scale if scale else ''}"
    elif figure.unit == "%":
        words = f"{number}%"
    else:
        words = " ".join(part for part in (number, scale, figure.unit) if part)
    return f"{QUALIFIERS[figure.qualifier]} {words}" if figure.qualifier else words


def printed_number(figure: Figure) -> str:
    """The number in printed units, with a minus sign where it is negative, to as many places as it was printed."""
    value = figure.value / figure.scale
    if not figure.printed:
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    scanned = figure.places > SCANNED and value == value.to_integral_value()
    return f"{value:,.{0 if scanned else figure.places}f}"


def about(figure: Figure) -> str:
    """What a figure counts, in the document's own words."""
    return figure.metric or (figure.context[0] if figure.context else "")


def when(period: Period | None) -> str:
    """A period in words, with the name the document gave it where that says more."""
    if period is None:
        return ""
    plain = in_words(period)
    return f"{period.label}, {plain}" if period.label and period.label.lower()[:3] != plain.lower()[:3] else plain


def sentence(figure: Figure) -> str:
    """One figure as a short sentence."""
    details = "; ".join(part for part in (clipped(about(figure), 90), when(figure.period)) if part)
    return f"{amount(figure)} ({details})" if details else amount(figure)


def several(figures: Sequence[Figure]) -> str:
    """Several figures, one after the other."""
    parts = [f"{when(f.period) or clipped(about(f), 60)}: {amount(f)}" for f in figures]
    alike = len({f.period and (f.period.start, f.period.end) for f in figures}) < len(figures)
    if alike:
        parts = [f"{clipped(about(f), 60)}: {amount(f)}" for f in figures]
    return clipped("; ".join(parts), LIMIT)


def clipped(text: str, limit: int) -> str:
    """``text`` cut at a word before ``limit`` characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"
