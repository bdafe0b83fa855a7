"""Whose figure it is: the segment, product, subsidiary or place that a metric is stated for.

A document shows its subjects by stating metrics of them: in "Network services revenue" what is left beside the metric
is a subject, and so is a label without a metric under a heading that has one ("WAN services" under "Revenues"). The
figures are read twice: first to gather the subjects that the document knows, then to give each figure its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from qa.knowledge import lexicon, words
from qa.model import Document, Figure
from qa.periods import MONTH
from qa.units import find_measure, find_quantities
from qa.vocabulary import Concept, fold, folded_class, folded_words, normal, placed_terms, written_words

Phrase = tuple[str, ...]

LONGEST = 8
"""Words in the longest name of a subject."""
_ABOVE = 8  # parts of a context, from the nearest on, that may name the subject
_PERIOD = re.compile(r"(?:fy)?\d+|[1-4][qh]\d*|[qh][1-4]|\d+m\d*")
_MONTH = re.compile(MONTH, re.IGNORECASE)
_APART = re.compile(r"[,;:()–—]")
_SALES = folded_words("sales")
_SOME_LENGTH = 5000  # characters from which a document comes back to its subjects
_TITLED = 2  # times that a document writes a title for its slide alone
_HEADING = 90  # characters up to which words above a figure are a heading and no sentence
_TITLE = 5  # words up to which a heading can be a subject's name
_ASIDE = re.compile(r"\b(?:includ|exclud|except)\w*\b.*", re.IGNORECASE | re.DOTALL)
_LETTER = re.compile(r"\w")
_JOINERS = frozenset({"and", "of", "for", "the", "or"})


def with_subjects(figures: Sequence[Figure], document: Document) -> list[Figure]:
    """The figures with their subjects, None where none is recognisable. In the order given."""
    own = own_names(document)
    stated = [_stated(figure, own) for figure in figures]
    titles = (beside_metric(section.title, own) for section in document.sections if _divided_in(section.title))
    known = _Known(filter(None, (*stated, *titles)))
    found: list[Figure] = []
    for figure, name in zip(figures, stated, strict=True):
        subject = name or (_above(figure, known, own, document.text) if _is_bare(figure) else "")
        subject = subject or _carried(found[-1:], figure, document)
        found.append(figure.model_copy(update={"subject": subject}) if subject else figure)
    return found


def own_names(document: Document) -> frozenset[str]:
    """The words and the initials of the company's name: by themselves they name no part of it."""
    names = [name for name in document.company.split() if fold(name.lower()) not in folded_class("corporate form")]
    return frozenset(fold(name.lower()) for name in [*names, "".join(name[0] for name in names)] if name)


def _stated(figure: Figure, own: frozenset[str]) -> str:
    """The subject in a figure's own label: what stands beside its metric, or all of it under a metric."""
    label = figure.context[0] if figure.context else ""
    if metrics_in(label):
        return beside_metric(label, own) if _divided_in(label) else ""
    under = (part for part in figure.context[1:_ABOVE] if label.lower() not in part.lower() and len(part) <= _HEADING)
    metric = next((metric for part in under for metric in metrics_in(part)), None)
    fits = metric is not None and _divides(metric) and metric.is_money == _in_money(figure)
    return beside_metric(label, own) if fits else ""


def _is_bare(figure: Figure) -> bool:
    """True for a figure whose label is a metric that companies divide, and nothing more."""
    return bool(figure.context) and _divided_in(figure.context[0]) and not beside_metric(figure.context[0])


def _above(figure: Figure, known: _Known, own: frozenset[str], text: str) -> str:
    """The subject that the nearest words above a figure name: one that the document knows, or a heading that is one
    and that the document speaks of elsewhere too."""
    sentence = next((place for place, part in enumerate(figure.context) if figure.printed in part), 0)
    for place, part in enumerate(figure.context[1:_ABOVE], start=1):
        heads = place > sentence and _is_title(part)
        headed = beside_metric(part, own) if heads else ""
        named = known.within(part) or (headed if headed and _recurs(headed, text) else "")
        if named:
            return named
    return ""


@lru_cache(maxsize=4096)
def _recurs(name: str, text: str) -> bool:
    """Whether a text of some length writes a name three times or more: a slide's title and its entry in an agenda make
    no subject of what they name."""
    times = text.lower().count(name.lower()) if " " in name else text.count(name)
    return times > _TITLED or len(text) < _SOME_LENGTH


def _is_title(part: str) -> bool:
    """True for a short heading in capitals that names neither a metric nor a movement."""
    said = [word for word in folded_words(part) if word not in _JOINERS]
    moves = (folded_class("change") | folded_class("moving")) & frozenset(said)
    capital = part.lstrip(" <([")[:1].isupper()
    return capital and len(said) <= _TITLE and not moves and not metrics_in(part) and not part.endswith(".")


def _in_money(figure: Figure) -> bool:
    return figure.unit in ("%", "pt") or lexicon.is_currency(figure.unit)


@lru_cache(maxsize=65536)
def beside_metric(label: str, own: frozenset[str] = frozenset()) -> str:
    """The longest run of words beside the metrics of a label, without times and totals; "" where none is left, none is
    a name (the company's ``own`` is not one of a part of it), or it is too long for one.

    "Sales" after a noun belongs to the name: "equipment sales". A flow of cash ("proceeds from sales") has no subject.
    """
    label = _without_scale(_without_thresholds(_ASIDE.sub("", label)))
    text = normal(label)
    folded, spans = folded_words(label), written_words(label)
    if folded_class("moving") & frozenset(folded):
        return ""
    kept = [False] * len(folded)
    for term, at in placed_terms(label):
        metric = term.concept and _is_metric(term.concept)
        kept[at] = term.words[:1] == _SALES and any(kept[at - 1 : at])
        if not metric and not frozenset(term.words) <= _idle() and not _is_time(term.name):
            kept[at : at + len(term.words)] = [True] * len(term.words)
    kept = [keep and not _is_torn(text, spans, kept, place) for place, keep in enumerate(kept)]
    first, last = max(_runs(text, folded, spans, kept), key=lambda run: run[1] - run[0], default=(0, 0))
    while first < last and folded[first] in _JOINERS:
        first += 1
    named = frozenset(folded[first:last]) - folded_class("generic") - _JOINERS - own
    if not named or last - first > LONGEST:
        return ""
    name = text[spans[first][0] : spans[last - 1][1]]
    return name if last - first > 1 or (name[0].isupper() and not _is_shouted(text, name)) else ""


def _without_thresholds(label: str) -> str:
    """A label without the quantities that tell kinds apart: "contracts of over 1Gbps"."""
    for quantity in reversed(find_quantities(label) if any(ch.isdigit() for ch in label) else []):
        if quantity.qualifier and lexicon.is_physical(quantity.unit):
            label = f"{label[: quantity.first]} {label[quantity.last :]}"
    return label


def _without_scale(label: str) -> str:
    """A label without the words that set a unit and its scale: "(USD million)"."""
    measure = find_measure(label)
    return f"{label[: measure.start]} {label[measure.end :]}" if measure and measure.scale > 1 else label


def _is_time(name: str) -> bool:
    return bool(_PERIOD.fullmatch(name) or _MONTH.fullmatch(name))


def _is_torn(text: str, spans: Sequence[tuple[int, int]], kept: Sequence[bool], place: int) -> bool:
    """True for the first part of a hyphened word whose next part is none of a name: "Non" of "Non-GAAP"."""
    return place + 1 < len(spans) and text[spans[place][1] : spans[place + 1][0]] == "-" and not kept[place + 1]


def _is_shouted(text: str, name: str) -> bool:
    """True for a word in a label that is in capitals throughout: these make no name of it."""
    return text.isupper() and len(text) > 2 * len(name)


def _runs(
    text: str, folded: Sequence[str], spans: Sequence[tuple[int, int]], kept: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """The [first, last) of the runs of kept words within a clause, joined across words such as "and"."""
    first: int | None = None
    for place, word in enumerate(folded):
        tied = first is not None and not _APART.search(text[spans[place - 1][1] : spans[place][0]])
        inner = word in _JOINERS and any(kept[place + 1 : place + 2])
        hyphened = text[spans[place][1] : spans[place][1] + 1] == "-" and any(kept[place + 1 : place + 2])
        if first is not None and not (tied and (kept[place] or inner)):
            yield first, place
            first = None
        if first is None and (kept[place] or hyphened):
            first = place
    if first is not None:
        yield first, len(folded)


@cache
def _idle() -> frozenset[str]:
    """Words that are no part of a subject's name."""
    classes = ("whole", "time", "change", "status", "tying", "target", "measuring")
    return frozenset().union(*map(folded_class, classes))


def _is_metric(concept: Concept) -> bool:
    """True for what can be counted, false for what only qualifies it ("overseas", "for home use")."""
    return concept.statement != "operating" or concept.name not in words("qualifying")


def _divides(concept: Concept) -> bool:
    """True for a metric that companies state by segment, product or place."""
    return concept.name.replace(" ", "_") in words("divided")


def metrics_in(text: str) -> list[Concept]:
    """The metrics that a text names, without the terms that only qualify one."""
    return [term.concept for term, _ in placed_terms(text) if term.concept and _is_metric(term.concept)]


def _divided_in(text: str) -> bool:
    return any(map(_divides, metrics_in(text)))


class _Known:
    """The subjects that a document knows, to be found in other words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._written: dict[Phrase, str] = {}
        for name in names:
            phrase = folded_words(name)
            if len(phrase) > 1 or name[:1].isupper():
                self._written.setdefault(phrase, name)
        self._found: dict[str, str] = {}

    def within(self, text: str) -> str:
        """The longest subject that a text names, "" where it names none."""
        if text not in self._found:
            self._found[text] = self._longest(folded_words(text))
        return self._found[text]

    def _longest(self, said: Phrase) -> str:
        for length in range(min(LONGEST, len(said)), 0, -1):
            for at in range(len(said) - length + 1):
                if said[at : at + length] in self._written:
                    return self._written[said[at : at + length]]
        return ""


def _carried(before: Sequence[Figure], figure: Figure, document: Document) -> str:
    """The subject of the figure before, where the same paragraph goes on about it with a metric alone."""
    if not before or not before[0].subject or not (before[0].source and figure.source):
        return ""
    between = document.text[before[0].source.end : figure.source.start]
    same = "\n" not in between and "\t" not in between
    return before[0].subject if same and _is_bare(figure) else ""
