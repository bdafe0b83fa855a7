"""Members: the names of a thing's parts, as the rows of a table tell: those under its heading, or that add up to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from qa import say
from qa.calculation import about
from qa.cells import plain
from qa.cues import MADE_UP, any_of
from qa.inquiry import Inquiry
from qa.model import Answer, Figure
from qa.vocabulary import folded_class, folded_words

MANY = 12
"""Members beyond which a list is a table."""
SURE = 0.9
"""How sure the rows are that stand under the very words asked about: there may be more than one such table."""
LEAST = 0.6
"""How alike what is asked about and what the rows stand under are at least."""
_FRAME = any_of(
    r"\b(?:listed |shown |recorded |given |stated )?in the (?:table|statement)\b.*",
    r"\b(?:recorded|listed|shown|are there|based on .*)\W*$",
    r"\b(?:as of|as at|for|in|at|during)\W*$",
    r"^(?:the|its|their)\b",
)
_TOTAL = frozenset({"total", "sub", "subtotal", "sum", "all"})
_NETTED = frozenset({"gross", "net", "les"})


def members(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The parts of what a question asks to have taken apart, by the labels of their rows, with their figures."""
    whole = _whole(inquiry.question.text)
    said = _said(whole)
    found = max(_likely(inquiry, said), key=lambda made: made[:2], default=None) if said else None
    if not found or found[0] < max(threshold, LEAST):
        return None
    sure, _, parts = found
    spans = tuple(_label(part, inquiry) for part in parts)
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped(
            "; ".join(f"{plain(s)}: {say.amount(p)}" for s, p in zip(spans, parts, strict=True)), say.LIMIT
        ),
        confidence=round(SURE * sure, 4),
        figures=tuple(parts),
        spans=spans,
        citations=tuple({cited.start: cited for cited in map(inquiry.shelf.cite, parts)}.values()),
    )


def _whole(text: str) -> str:
    """What a text asks to have taken apart, "" where it asks for none."""
    found = next(filter(None, (pattern.search(text) for pattern in MADE_UP)), None)
    return about(found["what"], _FRAME, _FRAME) if found else ""


def _said(text: str) -> frozenset[str]:
    """The words of a text that tell one thing from another; a whole and its total are one."""
    return frozenset(folded_words(text)) - folded_class("function") - _TOTAL


def _likely(inquiry: Inquiry, said: frozenset[str]) -> Iterator[tuple[float, int, list[Figure]]]:
    """The rows that may be parts of what is ``said``, with how well what they are parts of is called that, and how many
    they are; those that add up to it count twice."""
    shelf = inquiry.shelf
    open_to = {id(figure) for figure, may in zip(shelf.figures, inquiry.allowed, strict=True) if may}
    for one in shelf.sums:
        close = _alike(_said(_label_words(one.total)), said)
        if close >= LEAST and id(one.total) in open_to and one.holds:
            yield from _as_parts(close, 2, sorted(one.parts, key=_place), said)
    for group in shelf.figure_groups:
        close = _alike(_said(group.heading), said)
        if close >= LEAST and id(shelf.figures[group.members[0]]) in open_to:
            yield from _as_parts(close, 1, [*_to_total(shelf.figures[n] for n in group.members)], said)


def _to_total(rows: Iterable[Figure]) -> Iterator[Figure]:
    """The rows before the first that is their sum, or is called a total."""
    added = Decimal(0)
    for number, row in enumerate(rows):
        called = frozenset(folded_words(_label_words(row))) & _TOTAL
        if number and (called or (number > 1 and row.value == added)):
            return
        added += row.value
        yield row


def _label_words(figure: Figure) -> str:
    return figure.context[0] if figure.context else ""


def _place(figure: Figure) -> int:
    return figure.source.start if figure.source else 0


def _as_parts(
    close: float, weight: int, rows: Sequence[Figure], said: frozenset[str]
) -> Iterator[tuple[float, int, list[Figure]]]:
    """The rows that are not the whole itself, each label once, where they are several."""
    kept = {row.context[0]: row for row in reversed(rows) if _is_part(row, said)}
    if 1 < len(kept) <= MANY:
        yield close, weight * len(kept), sorted(kept.values(), key=_place)


def _is_part(row: Figure, said: frozenset[str]) -> bool:
    own = _said(_label_words(row)) - _NETTED
    return bool(own and row.source and row.source.marks) and own != said - _NETTED


def _alike(one: Iterable[str], other: Iterable[str]) -> float:
    """How much two sets of words share, of all that either has."""
    mine, theirs = frozenset(one), frozenset(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _label(part: Figure, inquiry: Inquiry) -> str:
    """The words of a row's label as they are printed."""
    assert part.source
    start, end = part.source.marks[0]
    return inquiry.shelf.document(part.source.doc).text[start:end]
