"""Which line of the documents answers a question in words.

Lines are scored by the words they share with the question, by search over lines in words and in meaning, by the
period they speak of and by whether they hold what is wanted (a name, a date, a reason); ``qa.choice`` weighs that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa import cues
from qa.choice import choose, weights_of
from qa.lines import Line
from qa.model import Document
from qa.periods import periods_of
from qa.postings import Array, Match
from qa.slots import agreement

if TYPE_CHECKING:
    from qa.inquiry import Inquiry

POOL = 40
"""Lines that are looked at closely for a question."""


@dataclass(frozen=True)
class Quote:
    """A line that may answer, with its features by name and the probability that it does."""

    line: Line
    features: Mapping[str, float]
    probability: float


def quotes(inquiry: Inquiry) -> list[Quote]:
    """The likeliest lines for an inquiry, best first."""
    shelf = inquiry.shelf
    match = shelf.line_postings.match(inquiry.question.spoken)
    words, meaning = (_of_lines(inquiry, name) for name in ("lexical", "dense"))
    found = np.array([inquiry.passage_worth.get(key, 0.0) for key in shelf.line_keys])
    rough = match.coverage + 0.4 * words + 0.4 * meaning + 0.3 * found
    if inquiry.docs is not None:
        rough = np.where([line.doc in inquiry.docs for line in shelf.lines], rough, 0.0)
    pool = [int(i) for i in np.argsort(-rough, kind="stable")[:POOL] if rough[i] > 0]
    made = [_features(inquiry, i, match, {"words": words[i], "meaning": meaning[i], "found": found[i]}) for i in pool]
    shares = choose(made, weights_of("quoting"))
    chosen = [Quote(shelf.lines[i], f, float(p)) for i, f, p in zip(pool, made, shares, strict=True)]
    return sorted(chosen, key=lambda quote: -quote.probability)


def _of_lines(inquiry: Inquiry, name: str) -> Array:
    worth = inquiry.line_worth.get(name, {})
    return np.array([worth.get(line.key, 0.0) for line in inquiry.shelf.lines])


def _features(inquiry: Inquiry, number: int, match: Match, ranks: Mapping[str, float]) -> dict[str, float]:
    line = inquiry.shelf.lines[number]
    document = inquiry.shelf.document(line.doc)
    wants = inquiry.question.wants
    return {
        "coverage": float(match.coverage[number]),
        "unheard": match.unheard,
        "missing": float(match.missing[number]),
        "in itself": float(match.weights @ (match.by_term[:, number] >= 1) / max(match.weights.sum(), 1e-9)),
        **{name: float(rank) for name, rank in ranks.items()},
        "period": _period(inquiry, line.text, document),
        "period above": _period(inquiry, " . ".join((*line.above, document.title)), document),
        "holds": _holds(wants, line.text, document),
        "heading": float(is_heading(line)),
        "length": min(len(line.text), 240) / 240,
    }


def _period(inquiry: Inquiry, text: str, document: Document) -> float:
    """How well the periods that a text names agree with those asked for; 0.5 where either names none."""
    asked = inquiry.question.periods(document.calendar)
    named = periods_of(text, document.calendar)
    if not asked or not named:
        return 0.5
    return max(agreement(asked, mention.period) for mention in named)


def _holds(wants: str, text: str, document: Document) -> float:
    """Whether a line holds what is wanted: a date, by day or month, or something like a name, place or reason."""
    if not wants:
        return 0.5
    if wants == "date":
        kinds = {mention.kind for mention in periods_of(text, document.calendar)}
        return 1.0 if kinds & {"day", "month"} else 0.7 if kinds else 0.0
    return float(bool(cues.HOLDS[wants].search(text)))


def is_heading(line: Line) -> bool:
    """True for a line that only heads others: it ends with a colon, or is short, without a number or a full stop."""
    short = line.kind == "paragraph" and len(line.text) < 80 and not re.search(r"[\d.:]", line.text)
    return short or (line.kind != "row" and line.text.endswith(":"))
