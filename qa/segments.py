"""Parts of a question that share words: "operating income in 2019 of A and B" is two questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.asked_periods import asked_periods
from qa.model import FiscalCalendar
from qa.vocabulary import folded_class, normal, placed_terms, terms, written_words

_LISTED = re.compile(r"\((?P<items>[^()]+)\)")
_ITEMS = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_OWN = re.compile(r"^\W*(?:its|their)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)


def completed(parts: Sequence[str]) -> list[str]:
    """Parts with the period and the metric that only some of them name, where the others need one."""
    dated = timed(parts)
    metrics = [metric_in(part) for part in parts]
    shared = next((metric for metric in reversed(metrics) if metric), "")
    owned = [_OWN.sub(f"{_owner(parts[0])} ", part) if number else part for number, part in enumerate(dated)]
    return [part if metric or not shared else f"{part} {shared}" for part, metric in zip(owned, metrics, strict=True)]


def timed(parts: Sequence[str]) -> list[str]:
    """Parts with the period that only some of them name, where the others need one."""
    times = [_times(part) for part in parts]
    only = next((time for time in reversed(times) if time), "")
    return [part if time or not only else f"{part}, {only}" for part, time in zip(parts, times, strict=True)]


def is_bare_metric(part: str) -> bool:
    """Whether a part is the name of a metric and nothing else: it tells of no other's, as "sales of A" would."""
    return bool(metric_in(part)) and not terms(_owner(part))


def _owner(text: str) -> str:
    """Whose metric a text speaks of: its words without the metric and the periods."""
    bare = text
    for words in (metric_in(text), _times(text)):
        bare = re.sub(re.escape(words), " ", bare, flags=re.IGNORECASE) if words else bare
    return " ".join(bare.split())


def _times(text: str) -> str:
    """The words by which a text names periods."""
    return " ".join(text[one.start : one.end] for one in asked_periods(text, FiscalCalendar()))


def metric_in(text: str) -> str:
    """The words of a text that name a metric of the statements."""
    measured = [t for t in terms(text) if t.concept and t.concept.statement != "operating"]
    return " ".join(measured[0].words) if measured else ""


def without_metrics(text: str) -> str:
    """A text without the words that name metrics of the statements."""
    words = written_words(text)
    text = normal(text)
    for term, at in reversed(placed_terms(text)):
        if term.concept and term.concept.statement != "operating":
            text = text[: words[at][0]] + " " + text[words[at + len(term.words) - 1][1] :]
    return text


def parted(pieces: Sequence[str]) -> list[str]:
    """What stands between signs, each with the words that all share: those before a comma in the first piece."""
    head, comma, first = pieces[0].rpartition(",")
    if not comma or metric_in(first) or not metric_in(head):
        return [*pieces]
    return [f"{head} {piece}" for piece in (first, *pieces[1:])]


def shared_parts(text: str, exact: bool) -> list[str]:
    """The parts that a text lists, each with the words around the list; empty where it lists none."""
    listed = _LISTED.search(text)
    if listed:
        items = [item for item in _ITEMS.split(listed["items"]) if item.strip()]
        around = f"{text[: listed.start()]} {text[listed.end() :]}"
        return [f"{_general(around)} {item}" for item in items] if len(items) > 1 else []
    parts = [part for part in _AND.split(text) if terms(part)]
    return completed(parts) if exact and len(parts) > 1 else []


def _general(text: str) -> str:
    """A text without words such as "all" and "total", which its parts aren't."""
    return " ".join(word for word in text.split() if word.lower() not in {"all", *folded_class("whole")})
