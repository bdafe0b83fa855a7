"""Which figure answers a question: candidates scored slot by slot, and the model of ``qa.choice`` over the slots.

Candidates that state the same fact share their probability. A figure of another period than the one asked for, of
another currency, or of what the question leaves out, is never a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qa import cues, knowledge
from qa.choice import choose, weights_of
from qa.figure_index import COMPANY, Fit
from qa.forms import excluded_from, version_of
from qa.identity import may_be_one
from qa.model import Figure, FiscalCalendar
from qa.postings import Array, Match
from qa.question import Question
from qa.rounding import round_alike
from qa.second_look import leaders, looked_at_again
from qa.vocabulary import Concept, concepts, folded_words, gain_of, terms, unattributed

MIN_PERIOD = 0.38
"""Agreement below which a figure is of another period."""
HEADINGS = 4
"""Words around a figure, level by level, that may say which version of a target it is of."""
NO_LESS = 0.98
"""Part of the largest figure's value from which another, printed with fewer digits, is as large."""
POOL = 40
"""Figures that are looked at closely for a question."""
TELLING = 2
"""Digits from which two prints hardly agree by chance."""


_COMPARED = re.compile(
    r"\b(?:from|than|to|against|versus|vs\.?|over|compared (?:to|with))\s+(?:(?:the|its|our)\s+)?"
    r"(?:previous|initial|original|earlier|prior|first)\b[^,;]*",
    re.IGNORECASE,
)


_JOINING = re.compile(r"[/&+]|\band\b", re.IGNORECASE)
"""By what a label joins metrics to one: "marketing/research expenses" are neither's alone."""


@dataclass(frozen=True)
class Candidate:
    """A figure that may answer, with its features by name and the ``probability`` that what it states is the answer;
    ``share`` is its own part of that."""

    figure: Figure
    features: Mapping[str, float]
    probability: float
    share: float


def candidates(
    question: Question,
    figures: Sequence[Figure],
    fit: Fit,
    found: Array,
    alike: Array,
    allowed: Array,
    meanings: Callable[[Sequence[int]], Mapping[str, Array]],
) -> list[Candidate]:
    """The likeliest figures for a question, best first.

    ``found`` is how high search ranks the passage of each figure (1 the first, falling to 0), ``alike`` how near its
    label comes to the question in meaning (likewise), ``allowed`` is 1 for the figures that may answer. ``meanings``
    tells how near some figures come to the question in meaning, by the names of features.
    """
    wording = fit.words.coverage - 0.3 * fit.words.unsaid - 0.1 * fit.words.unsaid_above
    best = float(np.max(wording, where=allowed > 0, initial=0.0))
    rough = wording + 0.3 * found + 0.3 * alike + 0.5 * fit.period + 0.2 * fit.unit + 0.2 * fit.status
    gate = (allowed > 0) & (fit.period >= MIN_PERIOD) & (fit.words.coverage > 0) & (fit.unit > 0)
    near = [int(i) for i in np.argsort(-np.where(gate, rough, -np.inf), kind="stable")[:POOL] if gate[i]]
    pool = [number for number in near if _left_out(question, figures[number]) < 1]
    chosen = [figures[i] for i in pool]
    supported = [_support(figure, chosen) for figure in chosen]
    asked, near_in = _asked(question), meanings(pool)
    made = [
        {
            **_features(figures[number], fit, number),
            **_meaning(figures[number], fit.words, number),
            "left out": _left_out(question, figures[number]),
            "version": _version(question, figures[number]),
            **asked,
            "found": float(found[number]),
            "alike": float(alike[number]),
            "support": supported[position],
            "outdone": best - float(wording[number]),
            **{name: float(of[position]) for name, of in near_in.items()},
            **{f"{name} outdone": float(of.max() - of[position]) for name, of in near_in.items()},
        }
        for position, number in enumerate(pool)
    ]
    whole = _asks_whole(question, fit.words, pool)
    for features, largest in zip(made, _largest(chosen, made), strict=True):
        features["largest"] = largest
        features["part"] = float(whole and not largest) * features["under metric"]
    return _weighed(chosen, made)


def _asks_whole(question: Question, words: Match, pool: Sequence[int]) -> bool:
    """Whether a question asks for a whole company's amount of what companies also state by part: it narrows it down by
    no word but such as hold for every candidate, as the company's name does."""
    divided = [term.name.replace(" ", "_") in knowledge.words("divided") for term in question.terms if term.concept]
    narrowing = [row for row, term in enumerate(words.said) if term.concept is None or not _measures(term.concept)]
    return bool(pool) and any(divided) and bool((words.by_term[np.ix_(narrowing, list(pool))] >= COMPANY).all())


def _asked(question: Question) -> dict[str, float]:
    """What a question is, whatever the figure: one that asks for a calculation, for several periods or for none is
    less likely to be answered by any one figure."""
    periods = len(question.periods(FiscalCalendar()))
    return {
        "operation": float(bool(cues.OPERATION.search(question.text))),
        "several periods": float(periods > 1),
        "undated": float(periods == 0),
    }


def _meaning(figure: Figure, words: Match, number: int) -> dict[str, float]:
    """The parts of a question's metrics, names and plain words that a figure covers, 1 where it says none; and whether
    the figure's own label names a metric or a subject that the question doesn't, or joins one to what is asked for."""
    met, said = words.by_term[:, number], words.said
    label, measures = _named_in_label(figure)
    asked = {gain_of(term.name) for term in said if term.concept}
    spoken = {word for term in said for word in term.words}
    subject = set(folded_words(figure.subject or ""))
    return {
        "metric": _part(met, words.weights, [term.concept is not None for term in said]),
        "name": _part(met, words.weights, [term.proper and not term.concept for term in said]),
        "plain": _part(met, words.weights, [not (term.proper or term.concept) for term in said]),
        "own metric": float(bool(label & asked)),
        **_governing(figure, {gain_of(term.name) for term in said if term.concept and _measures(term.concept)}),
        "other metric": float(bool(measures - asked)),
        "joined": float(bool(measures & asked and measures - asked and _is_joined(figure))),
        "other subject": len(subject - spoken) / len(subject) if subject else 0.0,
    }


def _named_in_label(figure: Figure) -> tuple[set[str], set[str]]:
    """What a figure's own label names of the field's concepts, and the metrics among them."""
    named = [term.concept for term in terms(_label(figure)) if term.concept]
    return {gain_of(one.name) for one in named}, {gain_of(one.name) for one in named if _measures(one)}


def _label(figure: Figure) -> str:
    return unattributed(figure.context[0]) if figure.context else ""


def _is_joined(figure: Figure) -> bool:
    return bool(_JOINING.search(_label(figure)))


def joins_others(question: Question, figure: Figure) -> bool:
    """Whether a figure's own label joins other metrics to one that is asked for: "marketing/research expenses"."""
    asked = {gain_of(term.name) for term in question.terms if term.concept}
    measures = _named_in_label(figure)[1]
    return bool(measures & asked and measures - asked) and _is_joined(figure)


def _governing(figure: Figure, asked: AbstractSet[str]) -> dict[str, float]:
    """Whether the nearest words around a figure that name a metric name one that is asked for, or only others: "Network
    services" below "Cost of revenues" is a cost."""
    named = (_metrics_in(text) for text in figure.context[:HEADINGS])
    nearest = next(filter(None, named), frozenset()) if asked else frozenset()
    return {"under metric": float(bool(nearest & asked)), "under other": float(bool(nearest) and not nearest & asked)}


@lru_cache(maxsize=65536)
def _metrics_in(text: str) -> frozenset[str]:
    return frozenset(gain_of(concept.name) for concept in concepts(unattributed(text)) if _measures(concept))


def _measures(concept: Concept) -> bool:
    """Whether a concept is a metric, and does not only qualify one."""
    return concept.name.replace(" ", "_") not in knowledge.words("qualifying")


def _left_out(question: Question, figure: Figure) -> float:
    """Whether a figure counts what the question leaves out: 1 where its label, subject or the heading above is called
    by that, 0.5 where nothing around it says that it is left out, 0 where something does or the question leaves
    nothing out."""
    if not question.excluded or excluded_from(" ".join(figure.context[:HEADINGS])):
        return 0.0
    left = {term.name for term in question.excluded}
    own = {term.name for term in terms(" ".join((*figure.context[:1], figure.subject or "")))}
    above = {term.name for term in terms(" ".join(figure.context[1:2]))}
    return 1.0 if left & own or (above and above <= left) else 0.5


def _version(question: Question, figure: Figure) -> float:
    """How well the version of a target that a question asks for agrees with the headings of a figure; 0.5 where either
    names none."""
    said = next(filter(None, map(_version_named, figure.context[:HEADINGS])), "")
    return float(said == question.version) if said and question.version else 0.5


@lru_cache(maxsize=65536)
def _version_named(text: str) -> str:
    """Which version of a target some words say that a figure is of, not which it is compared with."""
    bare = _COMPARED.sub("", text)
    return version_of(bare) or (version_of(f"{bare} target") if len(bare.split()) == 1 else "")


def _part(met: Array, weights: Array, chosen: Sequence[bool]) -> float:
    """The part of some words, by weight, that is met; 1 where there are none."""
    whole = float(weights[chosen].sum())
    return float(weights[chosen] @ met[chosen]) / whole if whole else 1.0


def _largest(figures: Sequence[Figure], made: Sequence[Mapping[str, float]]) -> list[float]:
    """Whether a figure is the largest of its period and unit that names what was asked: a total is no less than its
    parts, and a metric that is asked for without a subject is the whole company's."""
    keys = [(f.unit, f.period and (f.period.start, f.period.end)) for f in figures]
    tops: dict[object, float] = {}
    for key, figure, features in zip(keys, figures, made, strict=True):
        if features["own metric"]:
            tops[key] = max(tops.get(key, 0.0), abs(float(figure.value)))
    return [
        float(key in tops and abs(float(figure.value)) >= NO_LESS * tops[key])
        for key, figure in zip(keys, figures, strict=True)
    ]


def _weighed(chosen: Sequence[Figure], made: Sequence[Mapping[str, float]]) -> list[Candidate]:
    shares = choose(made, weights_of("binding"))
    groups = fact_groups(chosen)
    first, totals = leaders(groups, shares)
    sure = looked_at_again("binding", [made[number] for number in first], totals)
    of = {groups[number]: (p, p / total) for number, p, total in zip(first, sure, totals, strict=True)}
    found = [
        Candidate(figure, features, float(of[group][0]), float(share * of[group][1]))
        for figure, features, group, share in zip(chosen, made, groups, shares, strict=True)
    ]
    return sorted(found, key=lambda c: (-c.probability, -c.share))


def fact_groups(figures: Sequence[Figure]) -> list[int]:
    """For each figure the number of the first that states the same."""
    groups: list[int] = []
    for place, figure in enumerate(figures):
        same = (groups[i] for i in range(place) if agrees(figures[i], figure))
        groups.append(next(same, place))
    return groups


def _features(figure: Figure, fit: Fit, number: int) -> dict[str, float]:
    return {
        "coverage": float(fit.words.coverage[number]),
        "unheard": fit.words.unheard,
        "missing": float(fit.words.missing[number]),
        "unsaid": float(fit.words.unsaid[number]),
        "unsaid above": float(fit.words.unsaid_above[number]),
        "fits": float(fit.words.coverage[number] * (1 - fit.words.unsaid[number])),
        "base": float(fit.base[number]),
        "recency": float(fit.recency[number]),
        "period": float(fit.period[number]),
        "period unknown": float(figure.period is None),
        "unit": float(fit.unit[number]),
        "status": float(fit.status[number]),
        "digits": min(significant(figure), 6) / 6,
        "whole": float(fit.whole[number]),
        "table": float(bool(figure.source and figure.source.marks)),
    }


def significant(figure: Figure) -> int:
    """How many significant digits a figure was printed with."""
    digits = "".join(ch for ch in figure.printed if ch.isdigit())
    return len(digits.lstrip("0"))


def agrees(one: Figure, other: Figure) -> bool:
    """Whether two figures state the same number for the same period, within the rounding of the coarser.

    A change is no level. So few digits that they agree by chance must stand under labels that may name one thing.
    """
    if one.unit != other.unit or not one.period or not other.period:
        return False
    if (one.status == "change") != (other.status == "change"):
        return False
    if (one.period.start, one.period.end) != (other.period.start, other.period.end):
        return False
    return round_alike(one, other) and (min(significant(one), significant(other)) >= TELLING or may_be_one(one, other))


def _support(figure: Figure, others: Sequence[Figure]) -> float:
    """How many other places state the same, saturating at two."""
    same = {(f.source.doc, f.source.section) for f in others if f is not figure and f.source and agrees(figure, f)}
    return min(len(same), 2) / 2
