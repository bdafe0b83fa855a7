"""Groups: figures or lines that stand together in a document, and how well what they share fits a question.

Figures stand together in one column under one heading, in one sentence, or in the bullets under one parent; lines in
the bullets or rows under one heading. A group answers where the question names what its members share, and none of
them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.lines import Line
from qa.model import Figure
from qa.postings import Array, Match
from qa.vocabulary import folded_words

FEW, MANY = 2, 12
"""Members that a group has."""


SHORT = 80
"""Characters up to which a paragraph may be an item of a list."""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers of the figures or lines that stand together, in reading order; ``heading`` is what they stand under,
    ``shared`` the part of a question that they all cover."""

    members: tuple[int, ...]
    heading: str
    shared: float = 0.0


def figure_groups(figures: Sequence[Figure]) -> Iterator[Group]:
    """The groups of figures: of one unit, status and period, under one heading or in one sentence."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        for place, heading in _headings(figure):
            found[_alike(figure), place, heading].append(number)
    for (*_, heading), members in found.items():  # type: ignore[misc]
        distinct = _first_of_each(members, figures)
        if FEW <= len(distinct) <= MANY:
            yield Group(tuple(distinct), str(heading))


def _sentence(figure: Figure) -> int:
    """The place of a figure's own sentence or bullet in its context; 0 for a cell of a table."""
    context = figure.context
    return next((place for place in range(1, min(len(context), 4)) if figure.printed in context[place]), 0)


def _headings(figure: Figure) -> Iterator[tuple[str, str]]:
    """What a figure stands under: its heading, its sentence, and the parent of a sentence or bullet."""
    context, sentence = figure.context, _sentence(figure)
    for place in dict.fromkeys((1, sentence, sentence + 1 if sentence else 1)):
        if 0 < place < len(context):
            yield "sentence" if place == sentence else "heading", context[place]


def _alike(figure: Figure) -> Hashable:
    source, period = figure.source, figure.period
    column = source.marks[1:2] if source and not _sentence(figure) else ()
    place = (source.doc, source.section, column) if source else None
    return place, figure.unit, figure.status, period and (period.start, period.end)


def _first_of_each(members: Sequence[int], figures: Sequence[Figure]) -> list[int]:
    """The members that count different things, or the same in different amounts."""
    first = {(folded_words(figures[n].metric), figures[n].value): n for n in reversed(members)}
    return sorted(first.values(), key=lambda n: _start(figures[n]))


def _start(figure: Figure) -> int:
    return figure.source.start if figure.source else 0


def line_groups(lines: Sequence[Line]) -> Iterator[Group]:
    """The groups of lines: the bullets, the rows, or the short paragraphs that stand under the same words."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.above and (line.kind in ("bullet", "row") or (line.kind == "paragraph" and len(line.text) < SHORT)):
            found[line.doc, line.kind, line.above].append(number)
    for members in found.values():
        first = members[0] - 1
        if first >= 0 and runs_on(lines[first], lines[members[0]]):
            members.insert(0, first)
        if FEW <= len(members) <= MANY:
            yield Group(tuple(members), lines[members[-1]].above[0])


def runs_on(line: Line, next_line: Line) -> bool:
    """Whether a row's first cell runs on through the next row, which stands under it."""
    label, cells, _ = line.text.partition(" | ")
    under = bool(cells and next_line.above) and next_line.above[0] == label
    return under and line.kind == next_line.kind == "row" and line.doc == next_line.doc


def sharing(groups: Iterable[Group], match: Match) -> list[Group]:
    """The groups with the part of the question that all their members cover."""
    total = float(match.weights.sum()) or 1.0
    made = []
    for group in groups:
        least = match.by_term[:, group.members].min(axis=1) if len(match.weights) else np.zeros(0)
        made.append(Group(group.members, group.heading, float(match.weights @ least) / total))
    return made


def worth(groups: Sequence[Group], of_member: Mapping[str, Array], weights: Mapping[str, float]) -> list[float]:
    """What each group is worth: what it shares, and the least that any of its members has of each other merit."""
    return [
        group.shared + sum(weights[name] * float(merit[[*group.members]].min()) for name, merit in of_member.items())
        for group in groups
    ]
