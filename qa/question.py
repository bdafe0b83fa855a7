"""A question read into slots, without knowledge of the documents.

What is asked about (terms), for when (periods, read through a company's calendar when one is at hand), in what unit,
as a level, a target or a change, and in which shape the answer should come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from qa import cues
from qa.apart import told_apart
from qa.asked_periods import CALENDAR, asked_periods
from qa.contrasts import meant
from qa.forms import Form, Latest, Ranking, Version, excluded_from, form_of, latest_of, ranking_of, version_of
from qa.model import FiscalCalendar, Period, Status
from qa.periods import Kind, Mention
from qa.relative import is_relative, undated
from qa.scope import currency_of
from qa.told_in import placeless
from qa.vocabulary import Term, folded_class, normal, placed_terms, ratio_of, terms, written_words

Shape = Literal["figure", "series", "list", "words", "open"]
"""The shape an answer should have; "open" where nothing but a date speaks for a figure and nothing for words."""
MAX_LENGTH = 2000  # characters; a longer text is no question


class NoQuestion(ValueError):
    """A text that can't be asked: empty, or too long. The message says what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A period that a question asks for, and how it was named there; ``others`` are periods that the same words may
    mean as well, likeliest first."""

    period: Period
    kind: Kind
    others: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """The slots of a question. ``unit`` is an ISO currency, "money" in any, "%", "count", or "" where it asks for none;
    ``status`` is None where it doesn't tell a result from a target. ``spoken`` are all its terms, those of change and
    plans too; ``wants`` is what an answer in words should hold: "person", "date", "place", "reason", or "".
    ``form`` is the sort of answer, finer than ``shape``; ``latest`` what the newest of is meant; ``excluded`` are the
    terms that the answer leaves out (they are among ``terms``, since labels say them too); ``version`` tells an
    original target from a revised one."""

    text: str
    terms: tuple[Term, ...]
    shape: Shape
    unit: str
    status: Status | None
    change: Literal["YoY", "QoQ", ""]
    latest: Latest = ""
    spoken: tuple[Term, ...] = ()
    wants: str = ""
    form: Form = "value"
    ranking: Ranking | None = None
    excluded: tuple[Term, ...] = ()
    version: Version = ""

    @property
    def bare(self) -> str:
        """The question without the periods that it names."""
        return _cut(self.text, asked_periods(self.text, CALENDAR))

    @property
    def dated(self) -> bool:
        """True where the question names a period."""
        return self.relative or bool(self.periods(CALENDAR))

    @property
    def relative(self) -> bool:
        """True where it tells a period relative to the day of a document: "the year ending next March"."""
        return is_relative(self.text)

    @property
    def kind(self) -> str:
        """How what is asked about lives in time: "flow", "stock", "ratio", "count" for what there is of things at a
        date, or "" where no metric tells."""
        kinds = [t.concept.kind for t in self.terms if t.concept and t.concept.statement != "operating"]
        counted = any(t.concept.kind == "stock" for t in self.terms if t.concept)
        return kinds[0] if kinds else "count" if counted else ""

    def periods(self, calendar: FiscalCalendar, published: date | None = None) -> tuple[Asked, ...]:
        """The periods asked for, in a company's calendar, in the order they are named; what is told relative to a
        document needs the day that it was ``published``."""
        read = asked_periods(self.text, calendar, published if self.relative else None)
        asked = (Asked(mention.period, mention.kind, mention.others) for mention in read)
        return tuple({(one.period.start, one.period.end): one for one in reversed([*asked])}.values())[::-1]


_CLAUSE = re.compile(r"(?<=[,;:.?!–—])\s+|\s+[-–—]\s+")
_IDLE = ("asking", "common", "time", "relative", "change", "target")
_IDLE_IN_WORDS = ("asking", "common", "time")


@lru_cache(maxsize=1024)
def parse(text: str) -> Question:
    """The slots of a question; raises :class:`NoQuestion` for an empty or endless one."""
    stripped = meant(" ".join(text.split()))
    if not stripped:
        raise NoQuestion('the question is empty; ask something such as "what was operating income in 2Q11?"')
    if len(stripped) > MAX_LENGTH:
        raise NoQuestion(f"the question has {len(stripped):,} characters; ask it in {MAX_LENGTH:,} or fewer")
    content = _as_ratios(_content(stripped), stripped)
    change = bool(cues.CHANGE.search(stripped) or cues.SAVING.search(stripped))
    direction: Literal["YoY", "QoQ", ""] = (
        "QoQ" if cues.QOQ.search(stripped) else "YoY" if cues.YOY.search(stripped) else ""
    )
    shape, ranking = _shape(stripped, content), ranking_of(stripped)
    return Question(
        stripped,
        content,
        shape,
        _unit(stripped, content),
        _status(stripped, change or bool(direction)),
        direction,
        latest=latest_of(stripped),
        spoken=_terms_of(stripped, _IDLE_IN_WORDS),
        wants=next((what for what, pattern in cues.WANTS.items() if pattern.search(stripped)), ""),
        form=form_of(stripped, shape, ranking),
        ranking=ranking,
        excluded=excluded_from(stripped),
        version=version_of(stripped),
    )


def _status(text: str, change: bool) -> Status | None:
    if cues.TARGET.search(text):
        return "target"
    return "change" if change else "actual" if cues.ACTUAL.search(text) else None


def _content(text: str) -> tuple[Term, ...]:
    """The terms of a question that say what it is about: no periods, no function words, no words of asking."""
    return _terms_of(text, _IDLE)


def _as_ratios(content: tuple[Term, ...], text: str) -> tuple[Term, ...]:
    """The terms of a question, with the ratio for a metric of which it asks a percentage: "gross margin %"."""
    text, spans = normal(text), written_words(text)
    after = ((term, text[spans[at + len(term.words) - 1][1] :]) for term, at in placed_terms(text))
    percent = {term.name for term, rest in after if cues.IN_PERCENT.match(rest)}
    ratios = (ratio_of(term.name) if term.name in percent else None for term in content)
    return tuple(
        replace(term, name=ratio.name, concept=ratio) if ratio else term
        for term, ratio in zip(content, ratios, strict=True)
    )


def _terms_of(text: str, classes: tuple[str, ...]) -> tuple[Term, ...]:
    text = undated(_undisputed(text))
    text = cues.APPOSITION.sub(r"\g<name> ", cues.ABOUT_ASKER.sub("", text))
    for beside in (cues.ASIDE, cues.ASKER, cues.AMOUNT, cues.FIRST_TIME, cues.SAVING):
        text = beside.sub(" ", text)
    text = cues.PART_OF.sub(r"\g<which> ", text)
    text = placeless(text)
    text = cues.UNITS.sub(" ", text[:1].lower() + text[1:])
    idle = frozenset().union(*map(folded_class, classes))
    bare = _cut(text, asked_periods(text, CALENDAR))
    said = told_apart(bare, terms(bare))
    return tuple(t for t in said if t.concept or (t.name not in idle and not is_numeral(t.name)))


def is_numeral(word: str) -> bool:
    """Whether a word is but a number, which names nothing: "73.0"."""
    return word[:1].isdigit() and not any(ch.isalpha() for ch in word)


def _without_money(text: str) -> str:
    """A text without the metrics in it that are amounts: a "share of results of associates" is no percentage."""
    words = written_words(text)
    text = normal(text)
    for term, at in reversed(placed_terms(text)):
        if term.concept and term.concept.is_money:
            text = text[: words[at][0]] + " " + text[words[at + len(term.words) - 1][1] :]
    return text


def _undisputed(text: str) -> str:
    """A question without its clauses on which numbers are printed where: "…; the table says 2,488, others 2,448"."""
    kept: list[str] = []
    disputes = False
    for clause in _CLAUSE.split(text):
        numbered = any(ch.isdigit() for ch in _cut(clause, asked_periods(clause, CALENDAR)))
        disputes = disputes or (numbered and bool(cues.SAYING.search(clause)))
        kept += [] if disputes and (numbered or cues.RIGHT.search(clause)) else [clause]
    return " ".join(kept) if disputes and kept else text


def _cut(text: str, mentions: Sequence[Mention]) -> str:
    """A text without the periods it names; a full stop stands in for each, so that no phrase runs across it."""
    parts, at = [], 0
    for mention in mentions:
        parts.append(text[at : mention.start])
        at = mention.end
    return " . ".join([*parts, text[at:]])


def _shape(text: str, content: tuple[Term, ...]) -> Shape:
    if not cues.ASKS_WHO.search(text) and (cues.SERIES.search(text) or len(asked_periods(text, CALENDAR)) > 2):
        return "series"
    measured = any(t.concept and t.concept.statement != "operating" for t in content)
    if not cues.ASKS_WHY.search(text) and _asks_for_several(text, measured):
        return "list"
    if cues.FIGURE.search(text):
        return "figure"
    if cues.WORDS.search(text) or (cues.DID.search(text) and not measured):
        return "words"
    if measured or cues.COUNT.search(text) or cues.PERCENT.search(text):
        return "figure"
    return _unmeasured(text, content)


def _asks_for_several(text: str, measured: bool) -> bool:
    return bool(_asks_for_names(text) or cues.LIST.search(text) or (cues.PLURAL.search(text) and not measured))


def _asks_for_names(text: str) -> bool:
    """Whether a text asks for the names of things or of parts, and not for how much or how many."""
    amounts = cues.COUNT, cues.PERCENT, cues.FIGURE, cues.SPENT
    named = any(one.search(text) for one in (cues.NAMES, *cues.MADE_UP))
    return named and not any(amount.search(text) for amount in amounts)


def _unmeasured(text: str, content: tuple[Term, ...]) -> Shape:
    """The shape where no metric of the statements is named and no question word tells."""
    if not asked_periods(text, CALENDAR):
        return "words"
    return "figure" if any(t.concept for t in content) or currency_of(text) else "open"


def _counts(text: str) -> bool:
    """Whether a text counts what it tells an amount of: "how many clients pay about half a million yen"."""
    counted = cues.COUNTED.search(text)
    return bool(counted and not currency_of(counted["what"]) and cues.AMOUNT.search(text, counted.end("what")))


def _unit(text: str, content: tuple[Term, ...]) -> str:
    currency = currency_of(cues.NOT_CURRENCY.sub("", text))
    if currency:
        return "count" if _counts(text) else currency
    if cues.PERCENT.search(_without_money(cues.NOT_PERCENT.sub("", text))):
        return "%"
    if cues.COUNT.search(text):
        return "count"
    return "money" if cues.SPENT.search(text) or any(t.concept and t.concept.is_money for t in content) else ""
