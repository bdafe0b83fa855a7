"""Answers in words: the line that answers, with what it can't be understood without."""

from __future__ import annotations

from qa import say
from qa.inquiry import Inquiry
from qa.lines import Line
from qa.model import Answer


def in_words(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The likeliest line, where it is likely enough."""
    if not inquiry.lines or inquiry.lines[0].probability < threshold:
        return None
    best = inquiry.lines[0]
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=spoken(best.line),
        confidence=round(best.probability, 4),
        spans=(inquiry.shelf.document(best.line.doc).text[best.line.start : best.line.end],),
        citations=(inquiry.shelf.passage_at(best.line.doc, best.line.start),),
    )


def spoken(line: Line) -> str:
    """A line as an answer; what stands under a heading is led by it."""
    lead = f"{line.above[0]}: " if line.kind in ("row", "bullet") and line.above and len(line.above[0]) < 90 else ""
    return say.clipped(lead + line.text, say.LIMIT)
