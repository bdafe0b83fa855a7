"""Identity: which figures state the same fact, whatever table, sentence or document they stand in.

Two figures are the same fact when company, metric, subject, period, status and kind of unit agree. Labels are noisy, so
identity is strict: all that a label says must be said by the other's, in any of the field's words for it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from qa.knowledge import words
from qa.knowledge.lexicon import is_currency
from qa.model import Document, Figure, Status
from qa.slots import base_of
from qa.subjects import metrics_in, own_names
from qa.vocabulary import concepts, folded_class, folded_words, gain_of, terms, unattributed

_LOCAL = 3  # words nearest to a figure among which it may be called the previous one, or the next
_HEADING = 90  # characters up to which words above a figure are a heading and no sentence
_EITHER_SIGN = re.compile(r"\(\s*(?:loss(?:es)?|benefits?|deficit|expenses?|used in|decrease)\s*\)", re.IGNORECASE)
_PERIOD = re.compile(r"(?:fy)?\d+|[1-4][qh]\d*|[qh][1-4]|\d+m\d*")

_OF = frozenset({"related", "relating", "regarding", "concerning"})
"""Words that say no more than "of"."""

Words = frozenset[str]


class Identity(NamedTuple):
    """What a figure is a figure of; figures of equal identity state the same fact.

    ``what`` are the terms of the metric, ``start`` and ``end`` the period (equal for a balance, which is of a date),
    ``base`` what a change is measured against, ``unit`` an ISO 4217 code, "%", "pt" or "count".
    """

    company: Words
    what: Words
    subject: Words
    start: date
    end: date
    status: Status
    base: str
    unit: str


def identity(figure: Figure, document: Document) -> Identity | None:
    """The identity of a figure of a document; None where its label or period says too little."""
    what = meaning(figure, document)
    if figure.period is None or not what or not figure.unit:
        return None
    stock = _is_balance(figure)
    return Identity(
        company=named(document),
        what=what,
        subject=frozenset(folded_words(figure.subject or "")),
        start=figure.period.end if stock else figure.period.start,
        end=figure.period.end,
        status=figure.status,
        base=base_of(figure, document),
        unit=figure.unit if is_currency(figure.unit) or figure.unit in ("%", "pt") else "count",
    )


def line_of(figure: Figure, document: Document) -> Identity | None:
    """What a figure is a figure of whatever its period, in its own unit: the line of a history. A row may name the
    subject that a sentence tells apart from the metric: here they count as one. None as for ``identity``."""
    own = identity(figure, document)
    if own is None:
        return None
    told = own.what | (own.subject - own_names(document))
    what = told - folded_class("time") or told
    return own._replace(what=what, subject=frozenset(), start=date.min, end=date.min, unit=figure.unit)


def named(document: Document) -> Words:
    """The words of a company's name without its legal form; the document's name where no company is known."""
    said = frozenset(folded_words(document.company)) - folded_class("corporate form")
    return said or frozenset([document.name])


def meaning(figure: Figure, document: Document) -> Words:
    """What a figure counts, as the names of terms: its label's, and where that names no metric those of the headings
    above it up to the first that does; what belongs to another thing, such as an allowance, tells only with that.
    Without its subject, totals, periods and the company's own name.

    A label under headings that name no metric either counts what it counts in its own section only.
    """
    said: set[str] = set()
    for place, part in enumerate(figure.context):
        heading = place == 0 or (len(part) <= _HEADING and figure.printed not in part)
        said |= terms_told(part) if heading else frozenset()
        if heading and any(concept.name.replace(" ", "_") not in words("belonging") for concept in metrics_in(part)):
            break
    else:
        said |= {document.name, figure.source.section if figure.source else ""} if said else set()
    picked = frozenset(word for part in figure.context[:_LOCAL] for word in folded_words(part))
    apart = frozenset(folded_words(figure.subject or "")) | own_names(document)
    apart |= folded_class("change") if figure.status == "change" else frozenset()
    return (frozenset(said) - apart) | (picked & folded_class("relative") if said else frozenset())


@lru_cache(maxsize=65536)
def terms_told(text: str) -> Words:
    """The terms of a label that tell what it counts. What is printed of a result serves for a loss too."""
    bare = unattributed(text)
    told = bare if any(concept.statement == "share" for concept in concepts(bare)) else text
    names = [gain_of(term.name) for term in terms(_EITHER_SIGN.sub(" ", told))]
    return frozenset(name for name in names if not _PERIOD.fullmatch(name)) - folded_class("whole") - _OF


def may_be_one(one: Figure, other: Figure) -> bool:
    """Whether the labels of two figures may name one thing: they share a term, or one tells none."""
    mine, theirs = _told(one), _told(other)
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _told(figure: Figure) -> Words:
    """The terms of a figure's label and subject, or of the words right above where these tell none."""
    own = terms_told(" ".join((figure.metric, figure.subject or "")))
    return own or terms_told(" ".join(figure.context[1:2]))


def in_one_row(one: Figure, other: Figure) -> bool:
    """Whether two figures stand in one row of a table."""
    if not (one.source and other.source and one.source.marks and one.source.doc == other.source.doc):
        return False
    return one.source.marks[:1] == other.source.marks[:1]


def _is_balance(figure: Figure) -> bool:
    """Whether a figure counts what there is at a date and nothing but that: a balance stated for a period is that of
    its last day. What moved a balance, and an average of it, is of the whole period."""
    found = terms(_EITHER_SIGN.sub(" ", figure.context[0])) if figure.context else ()
    stock = bool(found) and all(term.concept is not None and term.concept.kind == "stock" for term in found)
    return stock and figure.status != "change" and "average" not in folded_words(figure.context[0])
