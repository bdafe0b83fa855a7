"""A question read into slots, without knowledge of the documents.

What is asked about (terms), for when (periods, read through a company's calendar when one is at hand), in what unit,
as a level, a target or a change, and in which shape the answer should come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.knowledge import lexicon
from qa.model import FiscalCalendar, Period, Status
from qa.periods import Kind, Mention, find_periods, year_before
from qa.scope import currency_of
from qa.vocabulary import Term, folded_class, terms

Shape = Literal["figure", "series", "list", "words"]
MAX_LENGTH = 2000  # characters; a longer text is no question


class NoQuestion(ValueError):
    """A text that can't be asked: empty, or too long. The message says what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A period that a question asks for, and how it was named there."""

    period: Period
    kind: Kind


@dataclass(frozen=True, slots=True)
class Question:
    """The slots of a question. ``unit`` is an ISO currency, "money" in any, "%", "count", or "" where it asks for none;
    ``status`` is None where it doesn't tell a result from a target. ``spoken`` are all its terms, those of change and
    plans too; ``wants`` is what an answer in words should hold: "person", "date", "place", "reason", or ""."""

    text: str
    terms: tuple[Term, ...]
    shape: Shape
    unit: str
    status: Status | None
    change: Literal["YoY", "QoQ", ""]
    latest: bool = False
    spoken: tuple[Term, ...] = ()
    wants: str = ""

    @property
    def bare(self) -> str:
        """The question without the periods that it names."""
        return _cut(self.text, find_periods(self.text, FiscalCalendar()))

    @property
    def dated(self) -> bool:
        """True where the question names a period."""
        return bool(self.periods(FiscalCalendar()))

    @property
    def kind(self) -> str:
        """How what is asked about lives in time: "flow", "stock", "ratio", or "" where no metric tells."""
        kinds = [t.concept.kind for t in self.terms if t.concept and t.concept.statement != "operating"]
        return kinds[0] if kinds else ""

    def periods(self, calendar: FiscalCalendar) -> tuple[Asked, ...]:
        """The periods asked for, in a company's calendar, in the order they are named."""
        return tuple(_asked(self.text, calendar))


_IDLE = ("asking", "time", "relative", "change", "target")
_IDLE_IN_WORDS = ("asking", "time")
_WANTS = {
    "reason": re.compile(r"\bwhy\b|\bfor what reason\b|\bwhat (?:drove|caused|drained|made|led|explains?)\b|\bhow come\b|\breasons?\b", re.I),
    "person": re.compile(r"\bwho(?:m|se)?\b", re.I),
    "date": re.compile(r"\bwhen\b|\b(?:what|which|effective) (?:date|day|month|year)\b|\bdate of\b|\bsince when\b", re.I),
    "place": re.compile(r"\bwhere\b|\b(?:which|what) (?:city|cities|country|countries|place|region|location)\b", re.I),
}
_UNITS = re.compile(
    rf"\b(?:in|to the|expressed in)\s+(?:(?:{lexicon.SCALE_WORD})\s*)?(?:of\s+)?{lexicon.CURRENCY}(?:\s+m\b)?"
    rf"|\bin\s+{lexicon.SCALE_WORD}|\b{lexicon.CURRENCY}\s?(?:{lexicon.SCALE_WORD}|m\b|bn\b)|\b(?:jpy|usd)\b|to the (?:thousand|million|sen|yen)\b|%",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bper\s?cent\b|\bpercent\w*|\bpct\b|\bratio\b|\bmargin\b|\bproportion\b|\bshare of\b|\bslice\b|\brate\b", re.IGNORECASE)
_SHARES_NOT_PARTS = re.compile(r"\bexchange rate|buying rate|gross margin\b(?!\s*(?:ratio|percent|%|rate|as))", re.IGNORECASE)
_COUNT = re.compile(r"\bhow many\b|\bnumber of\b|\bheadcount\b|\b# of\b|\bhow large was the (?:staff|workforce)", re.IGNORECASE)
_MONEY = re.compile(r"\bhow much (?:did|was|were|money|has|have)\b.*\b(?:cost|pay|paid|spen[dt]|invest|earn|revenue|sales)", re.IGNORECASE)
_SERIES = re.compile(
    r"\b(?:by|each|every|per)\s+(?:fiscal\s+)?(?:quarter|year|month|half)\b|\bquarterly\b(?!\s+report)|\btrend\b|\btrace\b|\bover time\b|\bhistory\b"
    r"|\bdevelop(?:ed|ment of)?\b.*\b(?:from|since|over|between)\b|\bfrom\b.*\b(?:through|up to)\b.*\d|\bquarter by quarter\b|\byear by year\b"
    r"|\bseries\b|\bevolution\b|\bprogression\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^\W*(?:list|name the|name all|name \w+ (?:kinds|types)|which (?:two|three|four|five|\w+ies|\w+[^s]s) (?:did|do|does|are|were|have|has|make)|break ?down|enumerate)\b"
    r"|\bbreak ?down\b|\bsplit (?:up )?(?:by|into|between)\b|\bby (?:segment|category|kind|type|region|client|industry|service|the four)\b|\bwhat .* make up\b|\bwith (?:their )?stakes\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"^\W*what (?:are|were)\b", re.IGNORECASE)
_WORDS = re.compile(
    r"^\W*(?:(?:and|so|ok|please|pls|then)\W+)*(?:who|whom|whose|why|where|when|which|is|are|did|does|do|has|have|had|can|will|was|were)\b"
    r"|^\W*(?:(?:on|in|at|from|under|for|by|to|into|of)\s+(?:what|which|whom?)\b)|\bwhat (?:date|day|reason|kind of|drove|caused|drained|line of business)\b"
    r"|\bhow (?:is|are|was|were|does|do|did)\s+(?!.*\b(?:much|many)\b)|\bfor what reason\b|\bname of\b|\bwhat (?:is|does) .*\b(?:business|do|mean|stand for|consist)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\bhow (?:much|many|large|big|high|low|far|long|fast|strongly)\b|\bwhat (?:amount|number|percentage|proportion|share)\b", re.IGNORECASE)
_TARGET = re.compile(
    r"\btarget\w*|\bforecast\w*|\bguid(?:ance|ed|ing)\b|\boutlook\b|\bgoals?\b|\baim\w*\b|\bexpect\w*\b|\bplan(?:s|ned|ning)?\b|\bprojected\b|\bbudget\w*", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?:growth|grow|grew|increase\w*|decrease\w*|change[ds]?|rise|rose|fall|fell|drop(?:ped)?|decline\w*|yoy|qoq|year[- ]on[- ]year|"
    r"year[- ]over[- ]year|quarter[- ]on[- ]quarter|moved?|jump\w*|improve\w*|up|down|more|fewer|less)\b", re.IGNORECASE,
)
_LATEST = re.compile(r"\b(?:latest|most recent|newest|current(?:ly)?|now)\b", re.IGNORECASE)
_QOQ = re.compile(r"\bqoq\b|quarter[- ](?:on|over)[- ]quarter|(?:from|than|versus|vs) the (?:previous|prior|preceding) quarter|sequential", re.IGNORECASE)
_YOY = re.compile(r"\byoy\b|year[- ](?:on|over)[- ]year|(?:from|than|versus|vs|over) (?:a|the|one) (?:year|previous year|prior year)|annual growth", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\b(?:a|one|the|1)\s+year\s+(?:before|prior to|earlier than|previous to)\s+(?:the\s+)?$", re.IGNORECASE)
_NAMED_EARLIER = re.compile(r"\b(?P<m>[a-z]{3,9})\.?(?:\s+\d{1,2})?(?:\s*,|\s+and|\s*&)\s*$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def parse(text: str) -> Question:
    """The slots of a question; raises :class:`NoQuestion` for an empty or endless one."""
    stripped = " ".join(text.split())
    if not stripped:
        raise NoQuestion('the question is empty; ask something such as "what was operating income in 2Q11?"')
    if len(stripped) > MAX_LENGTH:
        raise NoQuestion(f"the question has {len(stripped):,} characters; ask it in {MAX_LENGTH:,} or fewer")
    content = _content(stripped)
    change = bool(_CHANGE.search(stripped))
    direction: Literal["YoY", "QoQ", ""] = "QoQ" if _QOQ.search(stripped) else "YoY" if _YOY.search(stripped) else ""
    status: Status | None = "target" if _TARGET.search(stripped) else "change" if change or direction else None
    return Question(
        stripped, content, _shape(stripped, content), _unit(stripped, content), status, direction,
        latest=bool(_LATEST.search(stripped)),
        spoken=_terms_of(stripped, _IDLE_IN_WORDS),
        wants=next((what for what, pattern in _WANTS.items() if pattern.search(stripped)), ""),
    )


def _content(text: str) -> tuple[Term, ...]:
    """The terms of a question that say what it is about: no periods, no function words, no words of asking."""
    return _terms_of(text, _IDLE)


def _terms_of(text: str, classes: tuple[str, ...]) -> tuple[Term, ...]:
    text = _UNITS.sub(" ", text[:1].lower() + text[1:])
    idle = frozenset().union(*map(folded_class, classes))
    bare = _cut(text, find_periods(text, FiscalCalendar()))
    return tuple(t for t in terms(bare) if t.concept or (t.name not in idle and not t.name.isdigit()))


def _cut(text: str, mentions: Sequence[Mention]) -> str:
    """A text without the periods it names; a full stop stands in for each, so that no phrase runs across it."""
    parts, at = [], 0
    for mention in mentions:
        parts.append(text[at : mention.start])
        at = mention.end
    return " . ".join([*parts, text[at:]])


def _shape(text: str, content: tuple[Term, ...]) -> Shape:
    if _SERIES.search(text) or len(find_periods(text, FiscalCalendar())) > 2:
        return "series"
    measured = any(t.concept and t.concept.statement != "operating" for t in content)
    if _LIST.search(text) or (_PLURAL.search(text) and not measured):
        return "list"
    if _FIGURE.search(text):
        return "figure"
    if _WORDS.search(text):
        return "words"
    counted = _COUNT.search(text) or _PERCENT.search(text) or _MONEY.search(text)
    dated = bool(find_periods(text, FiscalCalendar()))
    return "figure" if measured or counted or dated else "words"


def _unit(text: str, content: tuple[Term, ...]) -> str:
    currency = currency_of(re.sub(r"[$¥€£]", lambda m: f" {m.group()} ", text))
    if currency:
        return currency
    if _PERCENT.search(_SHARES_NOT_PARTS.sub("", text)):
        return "%"
    if _COUNT.search(text):
        return "count"
    return "money" if any(t.concept and t.concept.is_money for t in content) else ""


def _asked(text: str, calendar: FiscalCalendar) -> Iterator[Asked]:
    for mention in find_periods(text, calendar):
        yield from _named_with(text, mention)
        period = mention.period
        if _YEAR_BEFORE.search(text, 0, mention.start):
            period = year_before(period)
        yield Asked(period, mention.kind)


def _named_with(text: str, mention: Mention) -> Iterator[Asked]:
    """A month named before another that carries the year for both: "June and September 2011"."""
    earlier = _NAMED_EARLIER.search(text, 0, mention.start)
    if mention.kind in ("month", "day") and earlier:
        for found in find_periods(f"{earlier['m']} {mention.period.end.year}", FiscalCalendar()):
            yield Asked(found.period, "month")


