"""Months that together make one period: "July, August and September 2031", and, told beside a period or by its year,
"the second quarter of fiscal 2031 (July to September)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.fiscal import month_end, month_start
from qa.model import Period
from qa.period_rules import MONTH, MONTHS
from qa.periods import Mention
from qa.shared_years import JOINED

_RUN = 3  # months in a row from which they are meant as one stretch
_EACH = re.compile(r"\b(?:each|every|by month|month by month|monthly|respectively|which month)\b", re.IGNORECASE)
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)? (?:of )?)?"
_DAY_BEHIND = r"(?: [0-3]?\d(?:st|nd|rd|th)?)?"
_RANGE = re.compile(
    rf"(?:\b(?:from|(?P<between>between)) )?\b{_DAY}(?P<m1>{MONTH}){_DAY_BEHIND}"
    rf"(?: ?[-–/] ?| to | through | thru | until |(?(between) and |(?!)))"
    rf"(?:the end of |end[ -](?:of )?)?{_DAY}(?P<m2>{MONTH}){_DAY_BEHIND}(?! ?,? ?['’]?\d)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\W{0,3}(?:alone|only|itself)?\W{0,3}(?:that is|that's|i\.?e\.?|meaning|namely|in other words|or|so)?\W{0,3}"
    r"(?:the )?(?:(?:three|six|nine|3|6|9) months|quarter|half)?\W{0,3}",
    re.IGNORECASE,
)


def with_runs(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text, months in a row as one, and with what months without a year mean beside them."""
    runs = list(mentions) if _EACH.search(text) else list(_merged(text, mentions))
    for said in _RANGE.finditer(text):
        if any(mention.start < said.end() and said.start() < mention.end for mention in runs):
            continue
        runs = _told(text, said, runs)
    return runs


def _merged(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Three or more months in a row, named in a list, as the stretch that they make."""
    run: list[Mention] = []
    for mention in mentions:
        if run and not _goes_on(text, run[-1], mention):
            yield from _stretch(run)
            run = []
        run.append(mention)
    yield from _stretch(run)


def _goes_on(text: str, one: Mention, other: Mention) -> bool:
    following = month_start(one.period.end.year, one.period.end.month + 1) == other.period.start
    listed = JOINED.fullmatch(text[one.end : other.start])
    return one.kind == other.kind == "month" and following and bool(listed)


def _stretch(run: Sequence[Mention]) -> Iterator[Mention]:
    if len(run) < _RUN:
        yield from run
        return
    first, last = run[0], run[-1]
    label = f"{first.period.start:%B} to {last.period.end:%B %Y}"
    yield Mention(first.start, last.end, Period(start=first.period.start, end=last.period.end, label=label), "range")


def _told(text: str, said: re.Match[str], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with that of a range of months whose year one of them has: of the one that it says again, lies in
    or holds, which it stands for; else beside it."""
    near = _nearest(said, mentions)
    if near is None:
        return list(mentions)
    period = _in_year_of(said, near.period)
    rest = [mention for mention in mentions if mention is not near]
    told = Mention(said.start(), said.end(), period, "range", cut=True)
    if _BESIDE.fullmatch(text[near.end : said.start()]):
        whole = near.period if (near.period.start, near.period.end) == (period.start, period.end) else period
        told = replace(near, end=said.end(), period=whole)
    elif _apart(near.period, period):
        rest.append(near)
    else:
        rest.append(replace(near, period=period.model_copy(update={"label": near.period.label}), cut=True))
    return sorted([*rest, told], key=lambda mention: mention.start)


def _nearest(said: re.Match[str], mentions: Sequence[Mention]) -> Mention | None:
    """The mention that gives a range of months its year: the last before it, else the first after it."""
    before = [mention for mention in mentions if mention.end <= said.start()]
    after = [mention for mention in mentions if mention.start >= said.end()]
    return before[-1] if before else after[0] if after else None


def _in_year_of(said: re.Match[str], period: Period) -> Period:
    """A range of months in the year in which it has most to do with a period."""
    first, last = (MONTHS[said[name][:3].lower()] for name in ("m1", "m2"))
    label = " ".join(said.group().split())
    years = range(period.start.year - 1, period.end.year + 1)
    made = [
        Period(start=month_start(year, first), end=month_end(year + (first > last), last), label=label)
        for year in (period.end.year, *years)
    ]
    return max(made, key=lambda one: _shared(one, period))


def _shared(one: Period, other: Period) -> int:
    """How many days two periods share."""
    return max((min(one.end, other.end) - max(one.start, other.start)).days + 1, 0)


def _apart(one: Period, other: Period) -> bool:
    """Whether neither of two periods lies in the other."""
    return _shared(one, other) < min(one.days, other.days)
