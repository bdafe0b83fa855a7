"""Lists: several things at once, with their figures or without.

Metrics that a question joins are bound one by one and kept to one place; parts of a whole come from the group of
figures that shares what the question names; items in words are the lines that stand together with the likeliest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from qa import say
from qa.cells import plain
from qa.coordination import asked_apart
from qa.figure_index import Fit
from qa.groups import Group, sharing, worth
from qa.inquiry import Inquiry
from qa.kinds import asks_several, holds, items_in, kind_wanted
from qa.line_times import times
from qa.lines import Line
from qa.model import Answer, Figure, Passage, Period, Source
from qa.question import Question
from qa.series import asks_operation, best_kin, leader
from qa.shelf import Shelf
from qa.vocabulary import Term, fold, terms

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_OF_LISTS = (
    "break", "down", "breakdown", "kind", "type", "category", "item", "line", "component", "element", "part", "list",
    "division", "name", "each", "every", "all", "split", "divide", "single", "respective", "biggest", "largest", "main",
    "individual", "separate", "one", "by", "into", "make", "up", *_NUMBERS,
)  # fmt: skip
_IDLE = frozenset(map(fold, _OF_LISTS))
"""Words that ask for a list, and not for what is in it."""
_PERCENT = frozenset({"share", "percentage", "proportion", "portion"})
_FIGURES = re.compile(
    r"\bhow (?:much|many)\b|\bshares?\s+of\b|\beach\b|\bwith (?:their |its )?\w+$|\bbreak\s?down\b|\bsplit\b"
    r"|\bby\b|%|\bpercent|\bma[dk]es?\s+up\b|\bhow (?:big|large|high)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\b(?P<n>{'|'.join(_NUMBERS)}|[2-9])\b(?!\s+(?:months?|quarters?|years?|day))", re.IGNORECASE)
FIGURE_MERITS = {"period": 0.5, "unit": 0.25, "status": 0.4, "found": 0.3, "said": 0.3}
"""What each merit of a group's members weighs against the part of the question that they share; ``said`` is how much
of the words above them the question says."""
RATIO = 0.8
"""How well a percentage meets the name of a ratio."""
SHARED = 0.6
"""Part of a question that the members of a group share at least, where the group answers."""
COUNTED = 0.4
"""What a group of as many members as the question says is worth more."""
LISTING = 3
"""Things from which a line is a list by itself."""
CELL = 60
"""Characters up to which a cell of a row names something rather than tells of it."""
NAMED = 0.95
"""How sure the rows are that stand under the very words by which a question asks for names."""
EACH = 0.02
"""What a group is worth more for each of its members: the whole rather than a part of it."""


# -- several metrics ---------------------------------------------------------------------------------------


def several_metrics(inquiry: Inquiry, threshold: float) -> Answer | None:
    """A figure for each of several metrics that a question joins, all from one place where one has them."""
    apart = asked_apart(inquiry.question.text)
    if not apart or asks_operation(inquiry.question):
        return None
    choices = [Inquiry(part, inquiry.shelf, inquiry.docs).candidates for part in apart]
    lead = leader(choices, beside)
    best = [best_kin(choice, lead, beside) for choice in choices] if lead else []
    found = [candidate for candidate in best if candidate]
    sure = sum(candidate.probability for candidate in found) / len(apart)
    values = {(candidate.figure.value, candidate.figure.unit) for candidate in found}
    if len(values) < len(apart) or sure < threshold:
        return None
    return _with_figures(inquiry, [candidate.figure for candidate in found], sure)


def beside(one: Figure, other: Figure) -> float:
    """How close two figures of different things stand: 1 in one section for one period, less in one document."""
    if one.status != other.status or not one.source or not other.source:
        return 0.2
    same_period = bool(one.period and other.period and _dates(one.period) == _dates(other.period))
    near = one.source.doc == other.source.doc
    return 0.4 + 0.3 * same_period + 0.15 * near + 0.15 * (near and one.source.section == other.source.section)


def _dates(period: Period) -> tuple[date, date]:
    return period.start, period.end


# -- parts of a whole --------------------------------------------------------------------------------------


def parts(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The figures that make up what a question asks to have broken down."""
    if not _asks_for_figures(inquiry.question):
        return None
    figures, fit = inquiry.shelf.figures, _fit(inquiry)
    open_to = (inquiry.allowed > 0) & fit.words.by_term.any(axis=0)
    groups = sharing((group for group in inquiry.shelf.figure_groups if open_to[group.members[0]]), fit.words)
    found = inquiry.shelf.passage_of_each.worth(inquiry.passage_worth)
    said = 1 - fit.words.unsaid_above
    merits = {"period": fit.period, "unit": fit.unit, "status": fit.status, "found": found, "said": said}
    best = _best(groups, worth(groups, merits, FIGURE_MERITS), inquiry)
    if not best or best[1] < max(threshold, SHARED) or min(fit.period[list(best[0].members)]) < 0.3:
        return None
    chosen = [figures[n] for n in best[0].members]
    text = best[0].heading if all(figure.printed in best[0].heading for figure in chosen) else _spoken(chosen)
    return _with_figures(inquiry, chosen, best[1]).model_copy(update={"text": say.clipped(text, say.LIMIT)})


def _asks_for_figures(question: Question) -> bool:
    """Whether the parts are to come with figures; "by" alone says so only where no names are asked for."""
    said = [match.group().lower() for match in _FIGURES.finditer(question.text)]
    return bool(said) and not (set(said) == {"by"} and kind_wanted(question) in ("organisation", "person", "place"))


def _fit(inquiry: Inquiry) -> Fit:
    """The fit of the figures, where to break down is no fall, and a percentage meets the name of a ratio."""
    question = inquiry.question
    status = None if question.status == "change" and not question.change else question.status
    named = [term for term in _without_idle(question.terms) if question.unit != "%" or term.name not in _PERCENT]
    fit = inquiry.shelf.figure_index.fit(replace(question, terms=tuple(named), status=status))
    ratios = np.array([float(bool(term.concept and term.concept.kind == "ratio")) for term in fit.words.said])
    percent = np.array([figure.unit == "%" for figure in inquiry.shelf.figures], dtype=np.float64)
    met = np.maximum(fit.words.by_term, RATIO * np.outer(ratios, percent))
    return replace(fit, words=replace(fit.words, by_term=met))


def _without_idle(said: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(term for term in said if term.concept or term.name not in _IDLE)


def _best(groups: Sequence[Group], values: Sequence[float], inquiry: Inquiry) -> tuple[Group, float] | None:
    """The group worth most, and how sure it is, as a part of the most that a group can be worth."""
    count = _count(inquiry.question.text)
    sizes = [len(group.members) for group in groups]
    counted = [v + COUNTED * (size == count) + EACH * size for v, size in zip(values, sizes, strict=True)]
    if not counted:
        return None
    number = int(np.argmax(counted))
    return groups[number], min(groups[number].shared, 1.0)


def _count(text: str) -> int:
    said = _COUNT.search(text)
    return 0 if not said else _NUMBERS.get(said["n"].lower()) or int(said["n"])


def _with_figures(inquiry: Inquiry, figures: Sequence[Figure], sure: float) -> Answer:
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped(_spoken(figures), say.LIMIT),
        confidence=round(sure, 4),
        figures=tuple(figures),
        citations=_distinct([inquiry.shelf.cite(figure) for figure in figures]),
    )


def _spoken(figures: Sequence[Figure]) -> str:
    """Each item with its figure."""
    return "; ".join(f"{say.clipped(say.about(figure), 60)}: {say.amount(figure)}" for figure in figures)


def _distinct(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple({(passage.doc, passage.start): passage for passage in passages}.values())


# -- items in words ----------------------------------------------------------------------------------------


def items(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The bullets, rows or short lines that stand together, where one of them or what they stand under answers.

    A line that lists several things by itself is left to be quoted as it stands where it is likelier than they are.
    """
    shelf = inquiry.shelf
    if not asks_several(inquiry.question) or not inquiry.lines:
        return None
    likely, first = named_lists(inquiry) or likely_lists(inquiry), inquiry.lines[0]
    if not likely or likely[0][1] < threshold:
        return None
    group, sure = likely[0]
    listed = sure <= first.probability or shelf.line_numbers[first.line.key] in group.members
    if listed and _lists_by_itself(first.line, shelf):
        return None
    chosen = [shelf.lines[n] for n in group.members]
    text = next((said for said in map("; ".join, _wordings(chosen, group.heading)) if len(said) <= say.LIMIT), "")
    if not text:
        return None
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=text,
        confidence=round(sure, 4),
        figures=_figures_of(inquiry, chosen),
        spans=tuple(shelf.document(line.doc).text[line.start : line.end] for line in chosen),
        citations=_distinct([shelf.passage_at(line.doc, line.start) for line in chosen]),
    )


def _lists_by_itself(line: Line, shelf: Shelf) -> bool:
    """Whether a line lists several things, and is not one of the rows beside one heading."""
    group = shelf.lists.get(line.key)
    one_of = group and line.kind == "row" and shelf.lines[group.members[0]].text.startswith(f"{group.heading} | ")
    return not one_of and items_in(line.text) >= LISTING


def named_lists(inquiry: Inquiry) -> list[tuple[Group, float]]:
    """The rows that name organisations under words all of which a question says that asks for such names, those of the
    document meant first: "which firms are accounted for by the equity method?"."""
    question, shelf = inquiry.question, inquiry.shelf
    if kind_wanted(question) != "organisation" or question.shape not in ("words", "list"):
        return []
    said = {term.name for term in question.spoken}
    open_to = {group: shelf.lines[group.members[0]] for group in shelf.lists.values()}
    headed = (pair for pair in open_to.items() if inquiry.docs is None or pair[1].doc in inquiry.docs)
    found = [(group, line) for group, line in headed if _under(said, group, line) and _names(inquiry, group)]
    meant = {group: times(question, line, shelf.document(line.doc)) for group, line in found}
    best = sorted(meant, key=lambda group: (-meant[group]["told"], -meant[group]["published"]))
    return [(group, NAMED) for group in best[:1]]


def _under(said: set[str], group: Group, first: Line) -> bool:
    """Whether rows stand beside a heading in several words that a question says."""
    beside = first.kind == "row" and first.text.startswith(f"{group.heading} | ")
    return beside and " " in group.heading and {term.name for term in terms(group.heading)} <= said


def _names(inquiry: Inquiry, group: Group) -> bool:
    lines = [inquiry.shelf.lines[number] for number in group.members]
    return all(holds("organisation", inquiry.question, line.text, inquiry.shelf.document(line.doc)) for line in lines)


def likely_lists(inquiry: Inquiry) -> list[tuple[Group, float]]:
    """The groups that the likely lines stand in, with the probability that one of their members, or the line that
    they stand under, answers; likeliest first. A line that lists several things is a group of its own under a line that
    may answer."""
    shelf = inquiry.shelf
    headed: dict[tuple[str, str], float] = defaultdict(float)
    for quote in inquiry.lines:
        headed[quote.line.doc, item_of(quote.line)] += quote.probability
    members: dict[Group, float] = defaultdict(float)
    for quote in inquiry.lines:
        group = shelf.lists.get(quote.line.key)
        if group:
            members[group] += quote.probability
        elif quote.line.above and items_in(quote.line.text) >= LISTING:
            alone = Group((shelf.line_numbers[quote.line.key],), quote.line.above[0])
            members[alone] += quote.probability if headed[quote.line.doc, alone.heading] else 0.0
    found = [(group, p + headed[shelf.lines[group.members[0]].doc, group.heading]) for group, p in members.items()]
    return sorted(((group, min(p, 1.0)) for group, p in found), key=lambda pair: -pair[1])


def _figures_of(inquiry: Inquiry, chosen: Sequence[Line]) -> tuple[Figure, ...]:
    """The first figure in each line, where the question asks for figures."""
    if not _FIGURES.search(inquiry.question.text):
        return ()
    held = [figure for figure in inquiry.shelf.figures if figure.source and figure.status != "change"]
    first = (next((f for f in held if f.source and _within(f.source, line)), None) for line in chosen)
    return tuple(figure for figure in first if figure)


def _within(source: Source, line: Line) -> bool:
    return source.doc == line.doc and line.start <= source.start < line.end


def _wordings(chosen: Sequence[Line], heading: str) -> Iterator[list[str]]:
    """The items whole, then rows by their short cells, and then by their labels alone."""
    cells = [cells_of(line, heading) for line in chosen]
    yield [bare(line.text) for line in chosen]
    yield [" | ".join([cell for cell in of if len(cell) <= CELL] or of[:1]) for of in cells]
    yield [of[0] for of in cells]


def cells_of(line: Line, heading: str) -> list[str]:
    """The cells of a row without the ``heading`` that runs down beside it and others; of another line all of it."""
    if line.kind != "row":
        return [bare(line.text)]
    first, *rest = line.text.split(" | ")
    return [bare(cell) for cell in (rest if rest and first == heading else (first, *rest))]


def item_of(line: Line, heading: str = "") -> str:
    """What a line lists: a bullet without its mark, the label of a row."""
    return cells_of(line, heading)[0]


def bare(text: str) -> str:
    """A text without the mark of a bullet."""
    return re.sub(r"^[\s\-–•◆>➤➢*]+", "", plain(text))
