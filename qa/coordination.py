"""Several things asked for at once: "revenue, operating income and net profit" cut into one question for each."""

from __future__ import annotations

import re
from itertools import pairwise

from qa.vocabulary import folded_class, folded_words, terms

_JOIN = re.compile(r"\s*[,;&]\s*(?:and\s+)?|\s+(?:and|as well as)\s+(?:its\s+|the\s+)?", re.IGNORECASE)
_WORD = re.compile(r"\S+")


def asked_apart(text: str) -> list[str]:
    """The questions that a question is made of, one for each of the metrics that it joins; empty where it joins none.

    >>> asked_apart("revenue, pre-tax and net profit for 1H11")
    ['revenue for 1H11', 'pre-tax profit for 1H11', 'net profit for 1H11']
    """
    joins = list(_JOIN.finditer(text))
    for first in range(len(joins)):
        for last in range(len(joins) - 1, first - 1, -1):
            items = _items(text, joins[first : last + 1])
            if items:
                before, names, after = items
                return [f"{before}{name}{after}" for name in names]
    return []


def _items(text: str, joins: list[re.Match[str]]) -> tuple[str, list[str], str] | None:
    """What stands before the joined metrics, each of them, and what stands after."""
    head, tail = text[: joins[0].start()], text[joins[-1].end() :]
    first, last = _ending(head), _opening(tail)
    inner = [text[one.end() : two.start()] for one, two in pairwise(joins)]
    if not first or not last:
        return None
    names = [first, *(_completed(name, last) for name in inner), last]
    metrics = [name_of(name) for name in names]
    whole = {term.name for term in terms(text) if term.concept}
    written = zip(metrics, names, (first, *inner, last), strict=True)
    apart = all(metric in whole or name != as_written for metric, name, as_written in written)
    if not (all(metrics) and apart and len(set(metrics)) == len(metrics)):
        return None
    return head.removesuffix(first), names, tail.removeprefix(last)


def _ending(text: str) -> str:
    """The longest end of a text that is one metric."""
    return next((text[word.start() :] for word in _WORD.finditer(text) if name_of(text[word.start() :])), "")


def _opening(text: str) -> str:
    """The longest beginning of a text that is one metric."""
    ends = [word.end() for word in _WORD.finditer(text)][:6]
    return next((text[:end].rstrip("?.:") for end in reversed(ends) if name_of(text[:end])), "")


def _completed(name: str, last: str) -> str:
    """A metric with the noun that it shares with the last one: "pre-tax" before "net profit" is "pre-tax profit"."""
    shared = f"{name} {last.rsplit(maxsplit=1)[-1]}"
    return name if name_of(name) or not name_of(shared) else shared


def name_of(text: str) -> str:
    """The metric that a text is, "" where it is none or says more than that."""
    found, said = terms(text), folded_words(text)
    bare = bool(said) and not folded_class("function") & {said[0], said[-1]}
    measured = len(found) == 1 and found[0].concept and found[0].concept.statement != "operating"
    return found[0].name if bare and measured else ""
