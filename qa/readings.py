"""How a question was read where it could be read otherwise: mistyped words mended, and names of several periods."""

from __future__ import annotations

from collections.abc import Iterator

from qa.inquiry import Inquiry
from qa.model import Answer, Period
from qa.periods import in_words
from qa.question import Asked


def readings(inquiry: Inquiry, made: Answer) -> Iterator[str]:
    """What to note of the readings that an answer rests on, as whole sentences."""
    for typed, read in inquiry.slips:
        yield f"“{typed}” is read as “{read}”."
    source = made.figures[0].source if made.figures else None
    if source is None or len(made.figures) > 1:
        return
    document = inquiry.shelf.document(source.doc)
    for asked in inquiry.question.periods(document.calendar, document.date):
        yield from _chosen(asked, made.figures[0].period)


def _chosen(asked: Asked, answered: Period | None) -> Iterator[str]:
    """The reading that an answer is for, and the others; nothing where there are none, or it is for another period."""
    means = [asked.period, *asked.others]
    chosen = next((one for one in means if answered and _ends(one) == _ends(answered)), None)
    if chosen is None or len(means) < 2:
        return
    others = " or ".join(in_words(one) for one in means if one is not chosen)
    yield f"“{asked.period.label}” is read as {in_words(chosen)}; it could also mean {others}."


def _ends(period: Period) -> tuple[object, object]:
    return period.start, period.end
