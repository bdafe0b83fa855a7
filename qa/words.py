"""Answers in words: the line that answers, with the lines it can't be understood without."""

from __future__ import annotations

from qa import say
from qa.inquiry import Inquiry
from qa.model import Answer

LEAST = 0.45
"""How well a line must cover a question to answer it."""


def in_words(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The line that covers the question best, where it covers it well enough."""
    if not inquiry.lines or inquiry.lines[0][1] < LEAST:
        return None
    line, score = inquiry.lines[0]
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped(line.text, say.LIMIT),
        confidence=round(min(score, 0.95), 4),
        spans=(line.text,),
        citations=(inquiry.shelf.passage_at(line.doc, line.start),),
    )
