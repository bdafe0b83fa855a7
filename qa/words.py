"""Answers in words: the line that answers, with what it can't be understood without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa import say
from qa.cutting import answering
from qa.inquiry import Inquiry
from qa.lines import Line
from qa.model import Answer, Figure

_GLYPHS = re.compile(r"^[^\w(\"“'<\[#$¥€£]+")
TOLD = 0.3
"""Probability above which a figure in a line is what a question in words is after."""
RIVAL = 0.5
"""A second line as likely as this, against the likeliest, is quoted too."""


def in_words(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The likeliest line, where it is likely enough."""
    chosen = [quote for quote in inquiry.lines[:2] if quote.probability > inquiry.lines[0].probability * RIVAL]
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
