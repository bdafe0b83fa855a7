"""Which words of a line answer a question: the date, the name, the reason, or what follows the words that it asks with.

What can be told by its looks (a date, a stretch of time, a quoted name) is cut out; a reason or a manner begins at the
words that join it to what it explains ("due to", "by"). Any other answer is the end of the line, from where the words
of the question give way to new ones: behind the verb that the question asks with, as a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qa.kinds import kind_wanted
from qa.knowledge import words as words_of
from qa.knowledge.lexicon import is_currency
from qa.model import FiscalCalendar
from qa.periods import periods_of
from qa.question import Question
from qa.vocabulary import folded_class, folded_words

Span = tuple[int, int]

_MARK = re.compile(r"\s*(?:\(\d{1,2}\)|[•◆➢➤*–-]+|\d(?=\s+[A-Z]))\s+")
"""What stands before a line's own words: the mark of a bullet, the number of a note."""
_TAIL = re.compile(
    r",\s+(?:while|whereas|but|respectively|which\s+(?:cover|are|is|was|were)\w*)\b|;\s|,?\s+see\b"
    r"|\s\((?:see\b|in\s\w+|\d{4}:)"
)
"""Where what answers ends before its sentence does."""
_HOW_LONG = re.compile(
    r"\bhow long\b|\bhow many (?:years|months|weeks|days)\b|\b(?:what|which) (?:duration|(?:time )?period|term)\b"
    r"|\buseful li[fv]es?\b|\b(?:duration|term) of\b",
    re.IGNORECASE,
)
_COUNT = r"(?:\d[\d.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_LENGTH = re.compile(rf"\b{_COUNT}(?:\s+(?:to|or)\s+{_COUNT})?[\s-](?:years?|months?|weeks?|days?)\b", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently)\b", re.IGNORECASE)
_EVERY = r"(?:annual|quarterly|monthly|semi-?annual|weekly|daily|yearly|regular|ongoing|continuous)"
_RATE = re.compile(
    rf"\bon an? {_EVERY} basis|\b(?:annually|quarterly|monthly|semi-?annually|weekly|daily|yearly)\b"
    r"|\b(?:once|twice|each|every)\s+(?:an?\s+)?(?:year|quarter|month|week|day)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:symbol|ticker|called|termed|known as|abbreviat\w+|trade name|brand)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,60}?)[.,]?[”\"]")
_EXPLAINED = re.compile(
    r"\b(?:due to|cause[sd]?|resulted in|led to|influenced|impacted|driven by|attribut\w+ to)\b", re.IGNORECASE
)
"""Asks for a reason without saying so."""
_CAUSE = re.compile(
    r"\b(?:(?:primarily|mainly|largely|principally)\s+)?"
    r"(?:due\s+(?:\w+\s+)?to|because(?:\s+of)?|owing\s+to|attributable\s+to|as\s+an?\s+result\s+of|caused\s+by|led\s+by"
    r"|driven\s+(?:\w+\s+)?by|reflecting|result(?:ed|ing)?\s+(?:\w+\s+)?from|thanks\s+to|on\s+account\s+of|in\s+order\s+to"
    r"|benefi(?:t|tt)ing\s+from|(?:affected|impacted|influenced)\s+(?:\w+\s+)?by|on\s+the\s+back\s+of|stemming\s+from)\b",
    re.IGNORECASE,
)
_AIM = re.compile(r"^To\s+[a-z][^,]*(?=,\s+(?:we|the|it|our)\b)")
_PURPOSE = re.compile(r"\bto\s+(?!(?:the|an?|our|its|their|be|\d)\b)[a-z]+\b|\bfor\s+\w+\s+purposes\b")
_MANNER = re.compile(
    r"\bby\s+(?=\w+ing\b|comparison|reference)|\busing\b|\b(?:based\s+)(?:up)?on\b|\bat\s+(?=cost|fair|the\s+lower)"
    r"|\bin\s+accordance\s+with\b|\bthrough\b",
    re.IGNORECASE,
)
_HOW = re.compile(r"^\W*how\b(?!\s+(?:much|many|long|often|far|big|large))(?!.*\bdefine)", re.IGNORECASE)
_WHAT = re.compile(r"^\W*what\s+(?:is|are|was|were|do|does|did)\b", re.IGNORECASE)
_CASE = re.compile(r"\b(?:when|[Ii]f|where|upon|once)\s.*?(?=,\s(?:then|the|we|it)\b|$)", re.DOTALL)
_WORD = r"[A-Z][\w’'&.-]*\w"
_NAME = re.compile(rf"{_WORD}(?:(?:,?\s+(?:(?:and|of|the|for|&)\s+)*){_WORD})*")
_ROW = re.compile(r"\S\s*[\t|]\s*\S")
_WORDED = re.compile(r"[^\W\d]{2}")
_CELL = re.compile(r"[^\s|](?:[^\t|]*[^\s|])?")
_TOKEN = re.compile(r"\S+")
_SETTING = re.compile(r"(?:In|On|At|As|For|During|Under|Since|Following|However|Therefore)\b[^,]{0,80}(?:,\s\d{4})?,\s")
"""What only says when or where a sentence holds."""
NEAR = 3
"""Characters up to which a name stands next to a word."""
HEARD = 0.5
"""What a word of the question takes from the end of a line that has it, where a new word gives it 1."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A question and the text that answers it, with what either knows."""

    question: Question
    text: str
    calendar: FiscalCalendar
    said: frozenset[str]

    def heard(self, words: str) -> bool:
        """Whether the question says all of some words."""
        return self.said.issuperset(folded_words(words))


def answering(question: Question, text: str, calendar: FiscalCalendar) -> Span:
    """The [start, end) of the words of ``text`` that answer a question; all of it where nothing tells which."""
    mark = _MARK.match(text)
    begin = mark.end() if mark else 0
    cut = _Cut(question, text[begin:], calendar, frozenset(folded_words(question.text)))
    made = (way(cut) for asked, way in _WAYS if asked(question))
    start, end = _bare(cut.text, next((span for span in made if span), (0, len(cut.text))))
    return begin + start, begin + end


def _bare(text: str, span: Span) -> Span:
    """A span without the blanks and the marks around it; a whole sentence keeps its full stop."""
    start, end = span
    around = " \t\n.,;:" if start else " \t\n;,:"
    while start < end and text[start] in " \t\n,;:":
        start += 1
    while end > start and text[end - 1] in around:
        end -= 1
    return start, end


def _date(cut: _Cut) -> Span | None:
    """The first period that the question doesn't name, else the case in which it happens."""
    asked = {(one.period.start, one.period.end) for one in cut.question.periods(cut.calendar)}
    named = [m for m in periods_of(cut.text, cut.calendar) if (m.period.start, m.period.end) not in asked]
    exact = [m for m in named if m.kind == "day"] or named
    case = _CASE.search(cut.text)
    return (exact[0].start, exact[0].end) if exact else case.span() if case else None


def _reason(cut: _Cut) -> Span | None:
    aim = _AIM.search(cut.text)
    found = aim or _CAUSE.search(cut.text) or _PURPOSE.search(cut.text)
    return found and (found.span() if aim else _to_end(cut.text, found.start()))


def _manner(cut: _Cut) -> Span | None:
    found = _MANNER.search(cut.text)
    return found and _to_end(cut.text, found.start())


def _to_end(text: str, start: int) -> Span:
    tail = _TAIL.search(text, start + 1)
    return start, tail.start() if tail else len(text)


def _name(cut: _Cut) -> Span | None:
    """The name the question doesn't have that stands nearest to the words that it has; of two the longer."""
    idle = folded_class("function") | folded_class("corporate form")
    names = (m for m in _NAME.finditer(cut.text) if not idle.issuperset(folded_words(m.group())))
    new = (m for m in names if not cut.heard(m.group()) and not is_currency(m.group()))
    runs = [m for m in new if not periods_of(m.group(), cut.calendar)]
    words = [
        m for m in _TOKEN.finditer(cut.text) if not idle.issuperset(folded_words(m.group())) and cut.heard(m.group())
    ]

    def away(run: re.Match[str]) -> int:
        return min((max(word.start() - run.end(), run.start() - word.end(), 0) for word in words), default=0)

    return min(runs, key=lambda run: (away(run) > NEAR, not run.start(), -len(run.group()))).span() if runs else None


def _first(pattern: re.Pattern[str], group: int = 0) -> Callable[[_Cut], Span | None]:
    def found(cut: _Cut) -> Span | None:
        match = pattern.search(cut.text)
        return match and match.span(group)

    return found


def _whole(cut: _Cut) -> Span | None:
    return 0, len(cut.text)


def _rest(cut: _Cut) -> Span | None:
    """The end of the line that says most of what the question doesn't; of a table row a cell."""
    if _ROW.search(cut.text):
        return _cell(cut)
    setting = _SETTING.match(cut.text)
    tokens = [match.span() for match in _TOKEN.finditer(cut.text, setting.end() if setting else 0)]
    words = [re.sub(r"^\W+|\W+$", "", cut.text[start:end]).lower() for start, end in tokens]
    if not words:
        return None
    left = [*accumulate(reversed([*_worth(cut, words)]))][::-1]
    best = max(range(len(words)), key=left.__getitem__)
    while best and words[best - 1] in words_of("articles"):
        best -= 1
    while best < len(words) - 1 and words[best] in words_of("joining"):
        best += 1
    return _to_end(cut.text, tokens[best][0])


def _cell(cut: _Cut) -> Span | None:
    """The first cell of a table row that the question doesn't say, behind its label where that is said; one in words
    before one that has none."""
    cells = [match.span() for match in _CELL.finditer(cut.text)]
    told = [any(map(cut.heard, _content(cut.text[start:end]))) for start, end in cells]
    label = next((n for n, said in enumerate(told) if said), -1)
    left = [cell for n, cell in enumerate(cells) if n > label and not told[n]] or cells[:1]
    worded = (cell for cell in left if _WORDED.search(cut.text[slice(*cell)]))
    return next(worded, next(iter(left), None))


def _content(words: str) -> list[str]:
    return [word for word in folded_words(words) if word not in folded_class("function")]


def _worth(cut: _Cut, words: Sequence[str]) -> Iterator[float]:
    idle = folded_class("function") | words_of("joining")
    for word in words:
        yield 0.0 if not word or word in idle else -HEARD if cut.heard(word) else 1.0


def _wants_name(question: Question) -> bool:
    """Whether a name answers; "what are our customers?" wants them described."""
    return kind_wanted(question) in ("person", "organisation", "place") and not _WHAT.search(question.text)


def _asks(pattern: re.Pattern[str]) -> Callable[[Question], bool]:
    return lambda question: bool(pattern.search(question.text))


_WAYS: Sequence[tuple[Callable[[Question], bool], Callable[[_Cut], Span | None]]] = (
    (lambda question: question.form == "yes/no", _whole),
    (lambda question: question.form == "when", _date),
    (_asks(_HOW_LONG), _first(_LENGTH)),
    (_asks(_HOW_OFTEN), _first(_RATE)),
    (_asks(_NAMED), _first(_QUOTED, 1)),
    (lambda question: question.wants == "reason" or bool(_EXPLAINED.search(question.text)), _reason),
    (_asks(_HOW), _manner),
    (_wants_name, _name),
    (lambda _: True, _rest),
)
"""What a question asks for, and how that is found, the surest first."""
