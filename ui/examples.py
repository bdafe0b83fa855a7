"""Example questions made from what the library holds, each tried before it is offered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest

from qa.library import Library
from qa.model import Figure

PLAIN = re.compile(r"[A-Za-z][A-Za-z &'/-]{2,39}")
TRIED = 40


def examples(library: Library, wanted: int = 4) -> list[str]:
    """Up to ``wanted`` questions on different measures, spread over the documents, that the library answers with
    the figure they were made from."""
    found: list[str] = []
    for figure in islice(varied(library.figures()), TRIED):
        question = asked(figure)
        if answers(library, question, figure):
            found.append(question)
        if len(found) == wanted:
            break
    return found


def varied(figures: Iterable[Figure]) -> Iterator[Figure]:
    """One figure for each measure that makes a plain question: a different document every time in turn, and of each
    document the measures first that the library states most often."""
    plain = [figure for figure in figures if figure.source and makes_a_question(figure)]
    often = Counter(figure.metric.lower() for figure in plain)
    by_document: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in sorted(plain, key=lambda figure: -often[figure.metric.lower()]):
        assert figure.source
        by_document[figure.source.doc].setdefault(figure.metric.lower(), figure)
    in_turn = chain.from_iterable(zip_longest(*(measures.values() for measures in by_document.values())))
    seen: set[str] = set()
    for one in in_turn:
        if one and one.metric.lower() not in seen:
            seen.add(one.metric.lower())
            yield one


def makes_a_question(figure: Figure) -> bool:
    """Whether a figure is a plain result of a named measure in a named period."""
    words = [figure.metric, figure.subject or figure.metric]
    named = figure.period is not None and bool(figure.period.label)
    return figure.status == "actual" and named and all(PLAIN.fullmatch(word) for word in words)


def asked(figure: Figure) -> str:
    """The question that a figure answers."""
    subject = figure.subject or ""
    what = figure.metric if subject.lower() in figure.metric.lower() else f"{subject} {figure.metric}"
    return f"What was {what} in {figure.period.label if figure.period else ''}?"


def answers(library: Library, question: str, figure: Figure) -> bool:
    """Whether the library answers a question with the figure it was made from."""
    answer = library.ask(question)
    return bool(answer.figures) and answer.figures[0].value == figure.value and answer.confidence >= 0.5
