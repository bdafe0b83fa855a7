"""The written forms of currencies, scales, units and qualifiers (``units.txt``), as patterns and look-ups."""

from __future__ import annotations

import re
from functools import cache

from qa.knowledge import sections, words


@cache
def _forms(heading: str) -> dict[str, str]:
    """Written form in lower case -> canonical form."""
    forms: dict[str, str] = {}
    for line in sections("units.txt")[heading]:
        canonical, _, written = line.partition("=")
        for form in written.split(","):
            forms[form.strip().lower()] = canonical.strip()
    return forms


def _any_of(heading: str) -> str:
    """A pattern for any written form of a heading, longest first; words end at a word boundary."""
    forms = sorted(_forms(heading), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form) + _word_end(form) for form in forms) + ")"


def _word_end(form: str) -> str:
    # "JPYO.4" is a letter O scanned for a zero, not a longer word
    return r"(?!(?!o\.\d)[a-z])" if form[-1].isascii() and form[-1].isalpha() else ""


CURRENCY = _any_of("currency")
SCALE_WORD = _any_of("scale")
SHORT_SCALE = _any_of("short scale")
NOUN = _any_of("noun")
UNIT_AFTER = f"(?:{_any_of('unit')}|{NOUN}|{CURRENCY})"
QUALIFIER = r"(?<![a-z])" + _any_of("qualifier")

# "Thousands of U.S. Dollars", "$ in millions", "RMB'000", "(Shares in thousands)", "(in millions)", "% of revenue",
# "(days)": what heads a table or column. Tried in this order at each place.
_SCALE_MARK = r"['’]?000s?(?![\d,])"
MEASURE = re.compile(
    "|".join(
        (
            rf"(?<![a-z])(?P<scale1>{SCALE_WORD})\s{{0,8}}(?:of\s+)?(?P<currency1>{CURRENCY}|{NOUN})",
            rf"(?<![a-z])(?P<currency2>{CURRENCY}|{NOUN})['’,\s]{{0,4}}(?:in\s+)?(?P<scale2>{SCALE_WORD}|{_SCALE_MARK}|m\b)",
            rf"(?<![a-z])(?P<scale3>{SCALE_WORD}|(?<![\d,]){_SCALE_MARK})",
            rf"(?P<unit4>{_any_of('unit')})",
            rf"(?<![a-z])(?P<currency5>{CURRENCY})",
            rf"(?:^|\()\W{{0,8}}(?:(?:in|unit:?|number\s+of)\s+)?(?P<noun6>{NOUN})\W{{0,8}}(?:$|\))",
        )
    ),
    re.IGNORECASE,
)

_EXCHANGE = (
    r"(?:tse|tokyo\s+stock\s+exchange|jasdaq|mothers|nyse|nasdaq|lse|hkex|sehk|sgx|asx|tsx|krx|kosdaq|kospi|twse|sse|szse"
    r"|bse|nse|euronext)"
)
# "Tokyo, 101-0051, Japan", "Boston, MA 02110": codes stand apart, behind a comma or before a name, without a unit
_POSTAL_CODE = r"(?-i:(?<![\w$¥€£.,-])\d{3}-\d{4}(?![\w.-])(?!\s?[a-z%])|,\s[A-Z]{2}\s\d{5}(?:-\d{4})?(?![\d,.]))"

_ITS_NUMBER = r"\s?\(?\d[\d.\-]{0,12}[a-z]?\b"

# Numerals that count nothing, each group named by what they are. Tried in this order at each place.
NOT_A_QUANTITY = re.compile(
    "|".join(
        (
            r"(?P<web_address>https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255})",
            (
                r"(?P<telephone_number>(?:tel|fax|phone|facsimile)\b[\s.:]{0,4}[+(\d][\d\-() +]{6,24}"
                r"|\+?\(?\d{2,4}\)?[-‐ ]\d{1,4}-\d{3,4}(?:-\d{3,4})?)"
            ),
            (
                r"(?P<code_or_name>\b[A-Z]{2,8}\d?\s?:\s?\d{3,5}\b|\b(?:code|ticker|symbol)(?:\s+number)?\s*:?\s*\d+"
                rf"|\b{_EXCHANGE}\d?\s?[(（:：]\s?\d{{3,6}}\b"
                r"|\b(?:form|topic|type|level|rule|no\.|number:|asc|asu|ifrs|ias|sfas|fas|step|phase|version|ver\.|vol\."
                rf"|tier|scope|windows|ipv|ssae){_ITS_NUMBER})"
            ),
            rf"(?P<address>〒\s?\d{{3}}-?\d{{4}}\b|{_POSTAL_CODE}|\b\d{{1,3}}-\d{{2,4}}(?=\s+(?-i:[A-Z])))",
            (
                r"(?P<reference>\b(?:note|notes|item|article|section|part|chapter|page|figure|table|exhibit|schedule)"
                rf"{_ITS_NUMBER})"
            ),
            r"(?P<footnote_mark><sup>[^<]{0,40}</sup>)",
            r"(?P<markup></?\w[^<>]{0,200}>)",
            r"(?P<ratio_or_time_of_day>\b\d{1,2}:\d{2,3}\b)",
            r"(?P<heading_or_list_number>(?m:^[ \t]{0,40}\(?\d{1,2}[.)]\s))",
            r"(?P<ordinal>\b\d+(?:st|nd|rd|th)\b|\b\d-?D\b)",
            r"(?P<ratio_or_day>(?<![\w/.,])\d{1,3}/\d{1,3}(?![\d/.,]))",  # 10/10: so many of so many, or October 10
        )
    ),
    re.IGNORECASE,
)


def currency(form: str | None) -> str:
    """ISO 4217 code of a written form, "" for none."""
    return _forms("currency").get((form or "").strip().lower(), "")


def is_currency(unit: str) -> bool:
    """True for the ISO 4217 code of a currency: no counting word of three capitals is one."""
    return unit in _CODES


_CODES = frozenset(_forms("currency").values())


def scale(form: str) -> int:
    """What one printed unit stands for: "million" is 1000000, "'000" and its kin 1000."""
    cleaned = form.strip().lower()
    known = _forms("scale").get(cleaned) or _forms("short scale").get(cleaned)
    return int(known or (1000 if "000" in cleaned else 1))


PHYSICAL = frozenset(_forms("unit").values()) | {"times", "years", "months", "days", "hours", "cents", "pence"}
"""Units that measure; what is counted has a noun of its own."""


def is_physical(unit: str) -> bool:
    """True for a unit of a physical quantity, such as a bandwidth or a power."""
    return unit in _forms("unit").values() and unit not in ("%", "pt", "bp")


def unit(form: str) -> str:
    """Canonical form of a unit or currency written after a number."""
    cleaned = form.strip().lower()
    return next((_forms(kind)[cleaned] for kind in ("unit", "noun", "currency") if cleaned in _forms(kind)), "")


def qualifier(form: str) -> str:
    """ "over", "approx" or "under"."""
    return _forms("qualifier")[form.strip().lower()]


def is_counting(noun: str) -> bool:
    """True for a noun that a number before it counts: a plural, or a word such as "personnel"."""
    word = noun.lower()
    if word in words("counting"):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in words("not counted")
