"""Which line of the documents answers a question in words.

Lines are scored by the words they share with the question, by search over lines in words and in meaning, by the
period they speak of and by whether they hold what is wanted (a name, a date, a reason); ``qa.choice`` weighs that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.choice import choose, weights_of
from qa.kinds import KINDS, NO_KIND, asks_several, holds, items_in, kind_wanted, may_tell
from qa.line_signs import label, moves_alike, still
from qa.line_times import day_of, times
from qa.lines import Line
from qa.model import Document, FiscalCalendar
from qa.postings import Array, Match, Positions
from qa.question import Question
from qa.second_look import looked_at_again
from qa.vocabulary import folded_class, folded_words

if TYPE_CHECKING:
    from qa.inquiry import Inquiry

POOL = 60
"""Lines that are looked at closely for a question."""
FOREMOST = 0.6
"""What search holds of a passage at least whose lines are looked at for the kind of thing that is wanted."""
BESIDE = 0.7
"""What a word weighs that stands in the line before or after."""


@dataclass(frozen=True)
class Quote:
    """A line that may answer, with its features by name and the probability that it does."""

    line: Line
    features: Mapping[str, float]
    probability: float


def quotes(inquiry: Inquiry) -> list[Quote]:
    """The likeliest lines for an inquiry, best first."""
    shelf = inquiry.shelf
    match = shelf.line_postings.match(still(inquiry.question.spoken))
    near = _near(match, shelf.line_neighbours)
    words, meaning = (_of_lines(inquiry, name) for name in ("lexical", "dense"))
    found = shelf.passage_of_each_line.worth(inquiry.passage_worth)
    rough = 0.7 * match.coverage + 0.3 * near + 0.4 * words + 0.4 * meaning + 0.3 * found
    rough += 0.4 * _held(inquiry, found) + 0.6 * _of_that_day(inquiry)
    rough = np.where(_quotable(inquiry), rough, 0.0)
    wanted = kind_wanted(inquiry.question)
    ranked = (int(i) for i in np.argsort(-rough, kind="stable") if rough[i] > 0)
    pool = [*islice((i for i in ranked if may_tell(wanted, shelf.lines[i].text)), POOL)]
    ranks: dict[str, Array | Mapping[int, float]] = {
        "words": words,
        "found": found,
        "beside": near,
        **_cosines(inquiry, pool),
    }
    made = [_features(inquiry, i, match, {name: float(of[i]) for name, of in ranks.items()}) for i in pool]
    made = [*_outdone(made)]
    shares = looked_at_again("quoting", made, choose(made, weights_of("quoting")))
    chosen = [Quote(shelf.lines[i], f, float(p)) for i, f, p in zip(pool, made, shares, strict=True)]
    return sorted(chosen, key=lambda quote: -quote.probability)


def _quotable(inquiry: Inquiry) -> NDArray[np.bool_]:
    """Which lines may be quoted: those of the documents asked that don't head columns."""
    docs = inquiry.docs
    return inquiry.shelf.quotable.each(lambda of: not of[1] and (docs is None or of[0] in docs)) > 0


def _near(match: Match, neighbours: tuple[Positions, Positions]) -> Array:
    """The part of the question that each line covers together with the lines before and after."""
    if not len(match.weights):
        return match.coverage
    before, after = (BESIDE * match.by_term[:, at] for at in neighbours)
    near: Array = match.weights @ np.maximum(match.by_term, np.maximum(before, after)) / match.weights.sum()
    return near


def _held(inquiry: Inquiry, found: Array) -> Array:
    """How well the lines of the passages found first hold the kind of thing that is wanted."""
    question, shelf = inquiry.question, inquiry.shelf
    kind, held = kind_wanted(question), np.zeros(len(found))
    if kind:
        for i in np.flatnonzero(found >= FOREMOST):
            line = shelf.lines[i]
            held[i] = holds(kind, question, line.text, shelf.document(line.doc))
    return held


def _of_that_day(inquiry: Inquiry) -> Array:
    """Which lines begin with the day that a question asks about."""
    shelf = inquiry.shelf
    days = {one.period.start for one in inquiry.question.periods(FiscalCalendar()) if one.period.days == 1}
    on = (day_of(line, shelf.document(line.doc)) if days else None for line in shelf.lines)
    return np.array([float(day is not None and day.start in days) for day in on])


def _outdone(made: Sequence[Mapping[str, float]]) -> Iterator[dict[str, float]]:
    """The features of each line, with how far it falls short of the best in words and in meaning."""
    best = {name: max(features[name] for features in made) for name in ("coverage", "meaning")} if made else {}
    for features in made:
        yield {**features, **{f"{name} outdone": most - features[name] for name, most in best.items()}}


def _of_lines(inquiry: Inquiry, name: str) -> Array:
    numbers = inquiry.shelf.line_numbers
    worth = np.zeros(len(inquiry.shelf.lines))
    for key, of in inquiry.line_worth.get(name, {}).items():
        if key in numbers:  # lines are read anew, and an index may be older than the reading
            worth[numbers[key]] = of
    return worth


def _cosines(inquiry: Inquiry, pool: Sequence[int]) -> dict[str, Mapping[int, float]]:
    """How near in meaning the lines of a pool come to the question, and the passages that they stand in."""
    shelf, asked = inquiry.shelf, inquiry.question.text
    lines = shelf.engines.lines.cosines(asked, [shelf.lines[i].key for i in pool])
    passages = shelf.engines.passages.cosines(asked, [shelf.line_passages[i] for i in pool])
    return {"meaning": dict(zip(pool, lines, strict=True)), "meaning around": dict(zip(pool, passages, strict=True))}


def _features(inquiry: Inquiry, number: int, match: Match, ranks: Mapping[str, float]) -> dict[str, float]:
    line = inquiry.shelf.lines[number]
    question, document = inquiry.question, inquiry.shelf.document(line.doc)
    return {
        "coverage": float(match.coverage[number]),
        "unheard": match.unheard,
        "missing": float(match.missing[number]),
        "in itself": float(match.weights @ (match.by_term[:, number] >= 1) / max(float(match.weights.sum()), 1e-9)),
        **ranks,
        **times(question, line, document),
        "in words": float(question.shape in ("words", "list")),
        **_held_kinds(question, line, document),
        "lists": min(items_in(line.text), 4) / 4 if asks_several(question) else 0.5,
        "label": label(match, line),
        "moves": moves_alike(question, line),
        "heading": float(is_heading(line)),
        "new": min(_new(question.text, line.text), 8) / 8,
        "length": min(len(line.text), 240) / 240,
    }


def _held_kinds(question: Question, line: Line, document: Document) -> dict[str, float]:
    """How well the line holds the kind of thing that is wanted; and by kind, since some can be told better by their
    looks than others: above 0 where a line holds it, below where it doesn't, 0 for the kinds not wanted."""
    wanted = kind_wanted(question)
    worth = holds(wanted, question, line.text, document)
    return {"holds": worth, **{f"holds {kind}": (worth - NO_KIND) * (kind == wanted) for kind in KINDS}}


def _new(asked: str, text: str) -> int:
    """How many words of a text the question doesn't have."""
    return len(set(folded_words(text)) - set(folded_words(asked)) - folded_class("function"))


def is_heading(line: Line) -> bool:
    """True for a line that only heads others: it ends with a colon, or is short, without a number or a full stop."""
    short = line.kind == "paragraph" and len(line.text) < 80 and not re.search(r"[\d.:]", line.text)
    return short or (line.kind != "row" and line.text.endswith(":"))
