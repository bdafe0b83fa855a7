"""Numbers and periods that only name something, and state nothing by themselves.

"Contracts for over 1Gbps" are a kind of contract: the number is a threshold. "FY2030 year-end dividends" that were
paid are a kind of payment: the year names the dividend and doesn't say when it was paid.
"""

from __future__ import annotations

import re

from qa.knowledge import lexicon, words
from qa.periods import Mention
from qa.units import Quantity

_BACK = 40  # characters before a number or period that are looked at
_NOUN_AHEAD = re.compile(r"(?P<noun>[a-z]+)\s+(?:(?:for|of|with|at|by|having)\s+)?$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(r"\s?(?P<noun>[a-z]+)\b", re.IGNORECASE)
_DIVIDEND = re.compile(
    r"\s*(?:year[- ]end|final|interim|special)?\s*dividends?\b(?P<paid>\s+pa(?:yments?|id)\b)?", re.IGNORECASE
)
_PER = re.compile(r"(?:\bper|\bfor (?:each|one)|\bto (?:the|one)|=)\s?(?:US|U\.S\.)?\\?$", re.IGNORECASE)
_PAID = re.compile(r"\bpa(?:yments?|id)\s+(?:(?:for|of|as)\s+)?(?:the\s+)?$", re.IGNORECASE)


def names_only(text: str, quantity: Quantity) -> bool:
    """True for a quantity that only names something: a threshold, or what a rate is for."""
    return is_threshold(text, quantity) or is_base(text, quantity)


def is_threshold(text: str, quantity: Quantity) -> bool:
    """True for a physical quantity by which things counted beside it are told apart: "63 contracts over 1Gbps"."""
    if quantity.qualifier not in ("over", "under") or not lexicon.is_physical(quantity.unit):
        return False
    ahead = _NOUN_AHEAD.search(text, max(0, quantity.first - _BACK), quantity.first)
    if ahead and ahead["noun"].lower() in words("counting"):
        return True
    behind = _NOUN_BEHIND.match(text, quantity.last)
    return behind is not None and lexicon.is_counting(behind["noun"])


def is_base(text: str, quantity: Quantity) -> bool:
    """True for the one unit of money that a rate is for: "JPY 77 per US$1.00"."""
    one = quantity.value == 1 and lexicon.is_currency(quantity.unit)
    return one and bool(_PER.search(text, max(0, quantity.first - _BACK), quantity.first))


def names_dividend(text: str, mention: Mention) -> bool:
    """True for a period that is part of the name of a dividend that was paid: "payments for FY2030 dividends"."""
    dividend = _DIVIDEND.match(text, mention.end)
    if not dividend:
        return False
    return bool(dividend["paid"] or _PAID.search(text, max(0, mention.start - _BACK), mention.start))
