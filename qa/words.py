"""Answers in words: the line that answers, with what it can't be understood without."""

from __future__ import annotations

import re

from qa import say
from qa.inquiry import Inquiry
from qa.lines import Line
from qa.model import Answer

_GLYPHS = re.compile(r"^[^\w(\"“'<\[#$¥€£]+")
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
        spans=tuple(inquiry.shelf.document(q.line.doc).text[q.line.start : q.line.end] for q in chosen),
        citations=tuple(dict.fromkeys(passages)),
    )


def spoken(line: Line, limit: int) -> str:
    """A line as an answer of at most ``limit`` characters; what stands under a heading is led by it."""
    lead = f"{line.above[0]}: " if line.kind in ("row", "bullet") and line.above and len(line.above[0]) < 90 else ""
    return say.clipped(lead + _GLYPHS.sub("", line.text), limit)
