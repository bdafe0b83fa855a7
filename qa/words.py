"""Answers in words: the line that answers, with what it can't be understood without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa import say
from qa.cutting import answering
from qa.inquiry import Inquiry
from qa.kinds import asks_several
from qa.line_times import day_of
from qa.lines import Line
from qa.model import Answer, Figure, FiscalCalendar
from qa.quoting import Quote
from qa.vocabulary import folded_class

_GLYPHS = re.compile(r"^[^\w(\"“'<\[#$¥€£]+")
TOLD = 0.3
"""Probability above which a figure in a line is what a question in words is after."""
ALIKE, SAID = 0.9, 0.6
"""Part of what the likeliest line says of a question from which others under its heading answer with it; and the least
of the question that it says then."""
OF_THE_DAY = 0.95
"""How sure the entries of a list of events are that begin with the day asked about."""
RIVAL = 0.5
"""A second line as likely as this, against the likeliest, is quoted too."""


def in_words(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The likeliest line, where it is likely enough."""
    chosen = _of_the_day(inquiry) or _alike(inquiry) or _likeliest(inquiry)
    confidence = sum(quote.probability for quote in chosen)
    if not chosen or confidence < threshold:
        return None
    passages = (inquiry.shelf.passage_at(quote.line.doc, quote.line.start) for quote in chosen)
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped(
            " / ".join(dict.fromkeys(spoken(quote.line, say.LIMIT // len(chosen)) for quote in chosen)), say.LIMIT
        ),
        confidence=round(confidence, 4),
        figures=tuple(_told(inquiry, [quote.line for quote in chosen])),
        spans=(_exactly(inquiry, chosen[0].line),),
        citations=tuple(dict.fromkeys(passages)),
    )


def _likeliest(inquiry: Inquiry) -> list[Quote]:
    """The likeliest line, and the second where it is nearly as likely."""
    return [quote for quote in inquiry.lines[:2] if quote.probability > inquiry.lines[0].probability * RIVAL]


def _of_the_day(inquiry: Inquiry) -> list[Quote]:
    """The entries of a list of events that begin with the day asked about, where the question is but what was made
    known."""
    question = inquiry.question
    days = {one.period.start for one in question.periods(FiscalCalendar()) if one.period.days == 1}
    if not days or not folded_class("announcing").issuperset(term.name for term in question.spoken):
        return []
    began = ((quote, day_of(quote.line, inquiry.shelf.document(quote.line.doc))) for quote in inquiry.lines)
    found = [quote for quote, day in began if day and day.start in days]
    return [replace(quote, probability=OF_THE_DAY / len(found)) for quote in found]


def _alike(inquiry: Inquiry) -> list[Quote]:
    """The lines under one heading that say as much of the question as the likeliest, in reading order, where the
    question asks for several things and most under that heading say less: entries of a list of events that tell of one
    matter."""
    first = inquiry.lines[0] if inquiry.lines and asks_several(inquiry.question) else None
    if not first or first.features["coverage"] < SAID:
        return []
    beside = sum(_heading(line) == _heading(first.line) for line in inquiry.shelf.lines)
    same = [q for q in inquiry.lines if _heading(q.line) == _heading(first.line) and _says_as_much(q, first)]
    return sorted(same, key=lambda quote: quote.line.start) if 2 < len(same) < beside / 2 else []


def _says_as_much(quote: Quote, first: Quote) -> bool:
    least, period = ALIKE * first.features["coverage"], first.features["period"]
    return quote.features["coverage"] >= least and quote.features["period"] >= period


def _heading(line: Line) -> tuple[str, str, tuple[str, ...]]:
    return line.doc, line.kind, line.above[:1]


def _exactly(inquiry: Inquiry, line: Line) -> str:
    """The words of a line that answer, as its document prints them."""
    document = inquiry.shelf.document(line.doc)
    text = document.text[line.start : line.end]
    start, end = answering(inquiry.question, text, document.calendar)
    return text[start:end]


def _told(inquiry: Inquiry, lines: Sequence[Line]) -> Iterator[Figure]:
    """The likeliest figure for a question, where the lines that answer it hold that very figure."""
    for candidate in inquiry.candidates[:1]:
        source = candidate.figure.source
        held = source and any(line.doc == source.doc and line.start <= source.start < line.end for line in lines)
        if held and candidate.probability > TOLD:
            yield candidate.figure


def spoken(line: Line, limit: int) -> str:
    """A line as an answer of at most ``limit`` characters; what stands under a heading is led by it."""
    lead = f"{line.above[0]}: " if line.kind in ("row", "bullet") and line.above and len(line.above[0]) < 90 else ""
    return say.clipped(lead + _GLYPHS.sub("", line.text), limit)
