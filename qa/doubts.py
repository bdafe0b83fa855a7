"""What speaks against an answer, whichever way made it: it is another kind of thing than the question asks for.

A model of likelihood weighs signs against one another; these are the contradictions that no likeness outweighs, such as
yen where a percentage is asked for, a plan where what came of it is, a level where "by how much" is, what is told of
another of its kind, or what the question itself has said.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa import cues, say
from qa.bind import joins_others
from qa.inquiry import Inquiry
from qa.knowledge.lexicon import is_currency
from qa.model import Answer, Figure
from qa.namesakes import of_another
from qa.question import Question
from qa.units import find_quantities
from qa.vocabulary import concepts, folded_words

DOUBTED = 0.1
"""What an answer's confidence is worth that is another kind of thing than what is asked for."""
_MOVED = re.compile(r"(?:net )?\(?(?:(?:in|de)crease|change|reduction|rise|fall)s?\b\)?.* in\b", re.IGNORECASE)
_RATIOS = frozenset({"%", "pt"})
_CONTEXT = 3  # of a figure's context, nearest first: what says whose a share is
_LINE = 2  # of the same: beyond the label and the line itself stand the headings
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DIGITS = {"half a": "0.5"} | {word: str(number) for number, word in enumerate(_SMALL, 2)}
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_DIGITS)})\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\w\s)[A-Z][\w'’&-]*(?:\s+[A-Z][\w'’&-]*)*")
_ADDED = cues.any_of(
    r"\badd(?:ed|ing)? (?:up|together)\b",
    r"\bfoot the\b",
    r"\bsum (?:of|up)\b",
    r"\bis added to\b",
    r"\bplus\b(?! or minus\b)",
)
_IN_ALL = cues.any_of(r"\b(?:total|combined|sum|aggregate|overall|and|plus)\b", r"[+/&]")
_HELD = cues.any_of(
    r"\b(?:ownership|owned|stake|shareholding|voting|equity interest|shareholders?(?!['’]? equity))\b",
)
_ASKS_HELD = cues.any_of(
    r"\b(?:own\w*|stakes?|hold\w*|held|shares?|interests?|voting|percent\w*|per cent|proportion|belong\w*)\b", "%"
)
_PRICE = cues.any_of(r"\b(?:pa(?:y|ys|id)|cost|price|spen[dt])\b")
_EARNINGS = frozenset({"revenue", "operating income", "net income"})
_EARNED = cues.any_of(r"^(?!.*\b(?:costs?|tax\w*|expenses?|paid)\b).*\b(?:revenues?|sales|income)\b")
_WORTH = cues.any_of(r"\b(?:costs? of|price of|how much|worth|earnings per share|dividend per share)\b")
_MONEY = re.compile(r"(?:[A-Z]{3}|[¥$€£])\s?\d|\d\s?(?:million|billion|thousand|yen|dollars|euros)\b")
_HOW_MANY_ARE = re.compile(r"\bhow many of\b.*\b(?:are|were)\s+(?P<what>(?:[\w'’-]+\s*){1,3})\W*$", re.IGNORECASE)


def confidence(inquiry: Inquiry, made: Answer) -> float:
    """How sure an answer is that its way believes in: nearly not at all where something speaks against it."""
    doubted = any(doubt(inquiry.question, made) for doubt in _DOUBTS) or of_another(inquiry, made)
    return round(made.confidence * DOUBTED, 4) if doubted else made.confidence


def _other_unit(question: Question, made: Answer) -> bool:
    """Money where a percentage or a number of things is asked for in so many words, or the other way round."""
    units = {figure.unit for figure in made.figures}
    if not units:
        return False
    if question.unit == "%":
        return bool(cues.IN_SO_MANY_PERCENT.search(question.text)) and not units & _RATIOS
    money = any(map(is_currency, units))
    if question.unit == "count":
        return all(is_currency(unit) or unit in _RATIOS for unit in units)
    spent = question.unit == "money" and bool(cues.PAID.search(question.text)) and units <= _RATIOS
    return spent or (is_currency(question.unit) and not money)


def _level(question: Question, made: Answer) -> bool:
    """A single level, stated, where it is asked by how much it has changed. What is counted over a stretch of time may
    be just that: so many were added; and so is a "decrease in receivables", as cash flows tell it."""
    levels = [figure for figure in made.figures if figure.derivation is None and figure.status != "change"]
    single = len(levels) == len(made.figures) == 1 and not (_may_be_added(levels[0]) or _moved(levels[0]))
    return single and bool(cues.BY_HOW_MUCH.search(question.text))


def _may_be_added(figure: Figure) -> bool:
    counted = not is_currency(figure.unit) and figure.unit not in _RATIOS
    return counted and figure.period is not None and figure.period.days > 1


def _moved(figure: Figure) -> bool:
    """Whether a figure is called an increase or a decrease of something."""
    return bool(_MOVED.match(figure.metric))


def _planned(question: Question, made: Answer) -> bool:
    """Nothing but plans where it is asked what came of them."""
    return (
        question.status == "actual" and bool(made.figures) and all(figure.status == "target" for figure in made.figures)
    )


def _no_percentage(question: Question, made: Answer) -> bool:
    """Words without a percentage where one is asked for in so many words."""
    asked = question.unit == "%" and question.wants != "reason" and cues.IN_SO_MANY_PERCENT.search(question.text)
    return bool(asked) and not made.figures and not re.search(r"\d\s?%|per\s?cent", made.text, re.IGNORECASE)


def _joined(question: Question, made: Answer) -> bool:
    """A figure of several things together where one is asked for by itself: of several metrics, or of a label that is
    silent on the one named."""
    if not cues.BY_ITSELF.search(question.text):
        return False
    named = [name for name in (folded_words(said.group()) for said in _NAME.finditer(question.bare)) if _names(name)]
    labels = [frozenset(folded_words(_label(one))) for one in made.figures]
    unnamed = any(label.isdisjoint(name) for label in labels for name in named)
    return unnamed or any(joins_others(question, one) for one in made.figures)


def _label(figure: Figure) -> str:
    """What says whose a figure is: its metric, its subject, and the headings that it stands under."""
    return " ".join((figure.metric, figure.subject or "", *figure.context[_LINE:]))


def _names(words: tuple[str, ...]) -> bool:
    """Whether capitalised words name a thing, rather than a metric or a period."""
    return bool(words) and not concepts(" ".join(words)) and not any(ch.isdigit() for word in words for ch in word)


def _is_figure(made: Answer) -> bool:
    """Whether an answer is a figure as the documents print it, and not a line that holds one."""
    first = next(iter(made.figures), None)
    return first is not None and first.derivation is None and say.sentence(first) in made.text


def _said_before(question: Question, made: Answer) -> bool:
    """The very amount that the question states: asked in what categories three prizes were won, three."""
    digits = _IN_WORDS.sub(lambda said: _DIGITS[said.group().lower()], question.bare)
    return _is_figure(made) and made.figures[0].value in {stated.value for stated in find_quantities(digits)}


def _unexplained(question: Question, made: Answer) -> bool:
    """A figure where the reason is asked for."""
    return question.wants == "reason" and _is_figure(made)


def _not_added(question: Question, made: Answer) -> bool:
    """Parts, each by itself, where they are to be added up."""
    parts = [one for one in made.figures if one.derivation is None and not _IN_ALL.search(one.metric)]
    return bool(parts) and len(parts) == len(made.figures) and bool(_ADDED.search(question.text))


def _is_holding(question: Question, made: Answer) -> bool:
    """What part of a company is owned, where something else about it is asked for."""
    held = [one for one in made.figures if one.unit == "%" and _HELD.search(" ".join(one.context[:_CONTEXT]))]
    return _is_figure(made) and len(held) == len(made.figures) and not _ASKS_HELD.search(question.text)


def _earned(question: Question, made: Answer) -> bool:
    """What a thing earns where it is asked what it cost."""
    asked = any(term.concept and term.concept.name in _EARNINGS for term in question.terms)
    return bool(_PRICE.search(question.text)) and not asked and any(_EARNED.search(one.metric) for one in made.figures)


def _no_money(question: Question, made: Answer) -> bool:
    """Words without an amount where it is asked what something costs or is worth."""
    asked = question.wants != "reason" and _WORTH.search(question.text)
    return bool(asked) and not made.figures and not _MONEY.search(made.text)


def _not_the_part(question: Question, made: Answer) -> bool:
    """The number of all, or of others, where it is asked how many of them are of some kind."""
    asked = _HOW_MANY_ARE.search(question.text)
    labels = folded_words(" ".join(one.metric for one in made.figures))
    return bool(asked and made.figures) and frozenset(folded_words(asked["what"] if asked else "")).isdisjoint(labels)


_DOUBTS: tuple[Callable[[Question, Answer], bool], ...] = (
    _other_unit,
    _level,
    _planned,
    _no_percentage,
    _joined,
    _said_before,
    _unexplained,
    _not_added,
    _is_holding,
    _earned,
    _no_money,
    _not_the_part,
)
