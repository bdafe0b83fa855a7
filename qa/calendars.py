"""A company's fiscal calendar, inferred from what its documents say and kept with the words that say it.

Evidence is of two sorts: a fiscal name beside its months ("1Q11 (11/4~11/6)", "FY2006 (2006/4-2007/3)") gives both
the last month and the naming; a closing date ("Fiscal Year Ending March 31, 2012") gives the last month, and with a
fiscal name near it ("FY2011") the naming as well. Each piece votes; a company without evidence has the calendar year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from qa.fiscal import full_year
from qa.model import FiscalCalendar
from qa.period_rules import LATE_DAY, MONTHS

_NAMED_RANGE = re.compile(
    r"(?:(?P<part>[1-4])(?P<what>[QH])\s?(?:FY)?|FY\s?)(?P<name>\d{4}|\d\d)(?!\d)[^\n\t(]{0,20}"
    r"\(\s*(?P<y1>\d{4}|\d\d)/(?P<m1>\d{1,2})\s*[~〜～\-–—]\s*(?P<y2>\d{4}|\d\d)/(?P<m2>\d{1,2})",
    re.IGNORECASE,
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR_ENDED = re.compile(
    rf"\b(?:fiscal\s+|financial\s+|business\s+)?years?\s+end(?:ed|ing|s)?\s*(?:on\s+)?{_MONTH}"
    r"(?:\s+(?P<day>\d{1,2})\b)?(?:\s*,)?(?:\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_CLOSES = re.compile(rf"fiscal\s+year[\s-]end\W{{1,3}}{_MONTH}", re.IGNORECASE)
_APART = re.compile(r"\n\s*\n|\t")
_FISCAL_NAME = re.compile(r"\bFY\s?(?P<name>\d{4}|\d\d)\b")


class _Vote(NamedTuple):
    last_month: int
    named_for: Literal["start", "end"] | None
    weight: int
    evidence: str


def infer_calendar(text: str) -> FiscalCalendar:
    """The fiscal calendar that ``text`` bears out best; the calendar year where it bears out none."""
    votes = [*_from_named_ranges(text), *_from_year_ends(text)]
    months: Counter[int] = Counter()
    for vote in votes:
        months[vote.last_month] += vote.weight
    if not months:
        return FiscalCalendar()
    last_month = months.most_common(1)[0][0]
    votes = [vote for vote in votes if vote.last_month == last_month]
    names: Counter[Literal["start", "end"]] = Counter()
    for vote in votes:
        if vote.named_for:
            names[vote.named_for] += vote.weight
    named_for = names.most_common(1)[0][0] if names else "end"
    best = max(votes, key=lambda vote: (vote.named_for == named_for, vote.weight))
    return FiscalCalendar(last_month, named_for, best.evidence)


def _from_named_ranges(text: str) -> Iterator[_Vote]:
    for m in _NAMED_RANGE.finditer(text):
        first, last = int(m["m1"]), int(m["m2"])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            continue
        start_year, end_year, name = full_year(m["y1"]), full_year(m["y2"]), full_year(m["name"])
        months = (end_year - start_year) * 12 + last - first + 1
        skipped = _months_before(m["part"], m["what"], months)
        opening = start_year * 12 + first - 1 - skipped  # months since year 0 at which the fiscal year opens
        last_month = (opening - 1) % 12 + 1
        starts_in, ends_in = opening // 12, (opening + 11) // 12
        named_for: Literal["start", "end"] | None = None
        if starts_in != ends_in and name in (starts_in, ends_in):
            named_for = "start" if name == starts_in else "end"
        yield _Vote(last_month, named_for, 3, " ".join(m.group().split()) + ")")


def _months_before(part: str | None, what: str | None, months: int) -> int:
    """Months of the fiscal year before the named part begins; a part as long as its place is cumulative."""
    if part is None or what is None:
        return 0
    size = 3 if what.upper() == "Q" else 6
    return 0 if months == size * int(part) else size * (int(part) - 1)


def _from_year_ends(text: str) -> Iterator[_Vote]:
    for m in _YEAR_ENDED.finditer(text):
        last_month = _closed_month(MONTHS[m["month"].lower()], int(m["day"] or 0))
        yield _Vote(last_month, _naming_near(text, m, last_month), 1, " ".join(m.group().split()))
    for m in _CLOSES.finditer(text):
        yield _Vote(MONTHS[m["month"].lower()], None, 2, " ".join(m.group().split()))


def _closed_month(month: int, day: int) -> int:
    """The last month of a year that closes on a day; years of whole weeks may close early in the month after."""
    return month - 1 if 1 <= day <= LATE_DAY and month > 1 else month


def _naming_near(text: str, m: re.Match[str], last_month: int) -> Literal["start", "end"] | None:
    """How the year is named, where a fiscal name stands in the same paragraph as its closing date, and in no table."""
    near = _FISCAL_NAME.search(_APART.split(text[m.end() : m.end() + 80], maxsplit=1)[0])
    if not m["year"] or not near or last_month == 12:
        return None
    named, closes = full_year(near["name"]), int(m["year"])
    if named == closes:
        return "end"
    return "start" if named == closes - 1 else None
