"""Mislabels: rows whose numbers are known, but not by the label that stands beside them.

A row is of another period than it says where its numbers are stated elsewhere for that one, and none for its own. A row
is named after another heading than its own where two rows of one table are, and only one of them stands under it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, permutations
from typing import NamedTuple

from qa import say
from qa.facts import MOST, Facts, Version
from qa.identity import Identity
from qa.model import Figure
from qa.rounding import agree, digits
from qa.totals import column_of, line_of
from qa.vocabulary import folded_words

LEAST = 2
"""Numbers of a row that must be those of another period."""
_TELLING = 3  # digits from which a number that is met elsewhere is hardly chance

Span = tuple[date, date]


class Mislabel(NamedTuple):
    """The figures of a row, the figures elsewhere that tell better, and in words what the row is of."""

    figures: tuple[Figure, ...]
    others: tuple[Figure, ...]
    words: str


def mislabels(facts: Facts) -> Iterator[Mislabel]:
    """The rows of tables whose label is that of another period or heading."""
    yield from _misdated(facts)
    yield from _misheaded(facts)


# -- periods -----------------------------------------------------------------------------------------------


def _misdated(facts: Facts) -> Iterator[Mislabel]:
    elsewhen: dict[Identity, list[tuple[Span, Version]]] = defaultdict(list)
    for named, versions in facts.versions.items():
        elsewhen[_undated(named)] += [((named.start, named.end), version) for version in versions]
    for row in _rows(facts).values():
        told = [(figure, named) for figure, named in row if _tells(figure, named)]
        if len(told) < LEAST or len({(named.start, named.end) for _, named in told}) > 1:
            continue
        met = {figure: _met(figure, named, elsewhen[_undated(named)]) for figure, named in told}
        yield from _as_mislabel(met, facts)


def _tells(figure: Figure, named: Identity) -> bool:
    """Whether a number over a stretch of time is hardly met by chance elsewhere."""
    return len(digits(figure)) >= _TELLING and named.start < named.end


def _undated(named: Identity) -> Identity:
    return named._replace(start=date.min, end=date.min)


def _rows(facts: Facts) -> dict[tuple[str, int], list[tuple[Figure, Identity]]]:
    """The figures of each line of a table."""
    rows: dict[tuple[str, int], list[tuple[Figure, Identity]]] = defaultdict(list)
    for figure, named in facts.placed():
        if figure.source and column_of(figure, facts.documents[figure.source.doc]):
            rows[_row(figure, facts)].append((figure, named))
    return rows


def _met(figure: Figure, named: Identity, elsewhen: Sequence[tuple[Span, Version]]) -> dict[Span, Figure]:
    """The periods that end or begin with a figure's own for which the same number is stated elsewhere."""
    alike = [
        (span, version[0])
        for span, version in elsewhen
        if (span[0] == named.start or span[1] == named.end) and agree(version[0], figure)
    ]
    return {span: other for span, other in alike if span != (named.start, named.end)}


def _as_mislabel(met: dict[Figure, dict[Span, Figure]], facts: Facts) -> Iterator[Mislabel]:
    """The mislabel of a row whose numbers are met most often in one other period, and nowhere else in their own."""
    times = Counter(span for of in met.values() for span in of)
    if not times or any(len(facts.version_of(figure)) > 1 for figure in met):
        return
    span, count = times.most_common(1)[0]
    if count >= LEAST:
        figures = tuple(figure for figure, of in met.items() if span in of)
        others = tuple(met[figure][span] for figure in figures)
        stated = f"{count} of its numbers are stated elsewhere for {say.when(others[0].period)}"
        yield Mislabel(figures, others, f"a row of {say.when(figures[0].period)}: {stated}")


# -- headings ----------------------------------------------------------------------------------------------


def _misheaded(facts: Facts) -> Iterator[Mislabel]:
    """Rows of one metric under two parallel headings of one table, both named after the same heading."""
    found: dict[tuple[str, int], tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
    for versions in facts.versions.values():
        for one, other in _pairs(chain(*versions[:MOST]), facts):
            if _named_after(one, other) and _row(one, facts) != _row(other, facts):
                row = found[_row(one, facts)]
                row[0].append(one)
                row[1].append(other)
    for figures, others in found.values():
        one, other = figures[0], others[0]
        words = (
            f"“{say.about(one)}” stands under “{one.context[1]}”; “{say.about(other)}” is under “{other.context[1]}”"
        )
        yield Mislabel(tuple(figures), tuple(others), words)


def _pairs(figures: Iterable[Figure], facts: Facts) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures in tables of one section under different headings, both ways round."""
    under: dict[tuple[str, str], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.source and len(figure.context) > 1 and column_of(figure, facts.documents[figure.source.doc]):
            under[figure.source.doc, figure.source.section].setdefault(figure.context[1], figure)
    for together in under.values():
        yield from permutations(together.values(), 2)


def _row(figure: Figure, facts: Facts) -> tuple[str, int]:
    assert figure.source
    return figure.source.doc, line_of(figure, facts.documents[figure.source.doc])


def _named_after(one: Figure, other: Figure) -> bool:
    """Whether both labels have the words by which the other's heading differs from that of the one, and none of those
    by which the one's differs: "financing activities" under "Investing activities"."""
    above, beyond = (frozenset(folded_words(figure.context[1])) for figure in (one, other))
    said = [frozenset(folded_words(figure.context[0])) for figure in (one, other)]
    parallel = bool(above & beyond and above - beyond)
    return parallel and all((beyond - above) & label and not (above - beyond) & label for label in said)
