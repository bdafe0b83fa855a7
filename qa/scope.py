"""What surrounds a stretch of a document and gives its numbers meaning: titles, period, unit, currency."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from qa.knowledge import lexicon, words
from qa.model import Document, Figure, Period, Section, Source, Status
from qa.periods import Mention, find_periods
from qa.tables import plain
from qa.units import Measure, Quantity, find_measure
from qa.vocabulary import concepts, folded_class, folded_words

_COUNTED = re.compile(r"(?:\b(?:number|no\.|count)|#)\s+of\s+(?P<what>(?:[\w\-&'’/]+\s+){0,3}?[\w\-]*[a-z]s|personnel|people|staff)\b", re.IGNORECASE)
_IN_SCALE = re.compile(
    rf"\((?:[^()]{{0,40}}?\b)?in\s+(?P<what>(?:{lexicon.SCALE_WORD}|{lexicon.CURRENCY})[^()]{{0,60}})\)|\bin\s+(?P<scale>thousands|millions|billions)\b"
    rf"|\((?P<short>{lexicon.CURRENCY}\s?(?:{lexicon.SCALE_WORD}|m|['’]000))\)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:YoY|QoQ)\s*[=:]\s*(?P<this>\S+(?:\s+FY\s?\d+)?)\s+(?:compared|vs)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of a stretch of text. ``headings`` are the words above it, nearest first: parents of a
    bullet, the caption of a table, the titles of section and document."""

    document: Document
    section: Section
    period: Period | None
    measure: Measure | None
    currency: str
    headings: tuple[str, ...]
    status: Status = "actual"

    def under(self, *headings: str) -> Scope:
        """The same surroundings, under further headings."""
        added = tuple(h for h in headings if h)
        target = any(announces_target(h) for h in added)
        return replace(self, headings=(*added, *self.headings), status="target" if target else self.status)

    def figure(
        self,
        quantity: Quantity,
        *,
        offset: int,
        context: tuple[str, ...],
        period: Period | None,
        status: Status,
        marks: tuple[tuple[int, int], ...] = (),
    ) -> Figure:
        """The figure that a quantity is here; ``offset`` is where the text that it was read from begins."""
        start, end = offset + quantity.start, offset + quantity.end
        return Figure(
            value=quantity.value,
            unit=quantity.unit,
            scale=quantity.scale or 1,
            printed=self.document.text[start:end],
            qualifier=quantity.qualifier,
            metric=context[0] if context else "",
            subject=context[1] if len(context) > 1 else None,
            period=period,
            status=status,
            source=Source(
                doc=self.document.name, start=start, end=end, section=self.section.title, page=self.section.page, marks=marks
            ),
            context=(*context, *self.headings),
        )


def announces_target(text: str) -> bool:
    """True for words that announce a target or forecast, and do not set results beside it."""
    found = frozenset(folded_words(text))
    return bool(found & folded_class("target")) and not found & folded_class("result")


def currency_of(text: str) -> str:
    """The currency that a text mostly speaks of, "" where it names none."""
    found = Counter(lexicon.currency(m.group()) for m in _CURRENCY.finditer(text))
    return found.most_common(1)[0][0] if found else ""


_CURRENCY = re.compile(rf"(?<![a-z]){lexicon.CURRENCY}", re.IGNORECASE)


def counted_in(text: str) -> str:
    """What a heading such as "Number of Contracts" counts: "contracts"; "" where it counts nothing."""
    match = _COUNTED.search(text)
    if match:
        return match["what"].split()[-1].lower()
    counting = [c.name for c in concepts(text) if c.statement == "operating" and c.name in words("counting")]
    return counting[0] if counting else ""


def measure_in_passing(document: Document, section: Section) -> Measure | None:
    """The scale that running text sets for the tables beside it: "… are as follows (in thousands):"."""
    for match in _IN_SCALE.finditer(document.text, section.start, section.end):
        name = "what" if match["what"] else "scale" if match["scale"] else "short"
        measure = find_measure(match[name], match.start(name))
        if measure and (measure.scale > 1 or measure.unit):
            return measure
    return None


def best_mention(text: str, document: Document) -> Mention | None:
    """The period that a heading names: a range with its months spelled out wins over a fiscal name."""
    mentions = find_periods(plain(text), document.calendar)
    ranges = [m for m in mentions if m.kind == "range"]
    return (ranges or mentions or [None])[0]


def period_in(text: str, document: Document) -> Period | None:
    """The period of :func:`best_mention`, labelled by the fiscal name that stands beside it."""
    mention = best_mention(text, document)
    if mention is None:
        return None
    named = [m for m in find_periods(plain(text), document.calendar) if m.kind != "range"]
    label = named[0].period.label if mention.kind == "range" and named else mention.period.label
    return mention.period.model_copy(update={"label": label})


def section_period(document: Document, section: Section, running: Period | None) -> Period | None:
    """The period that a section speaks of: as it defines "YoY", as its title says, as the headings above it say,
    as the sections before it did."""
    compared = _COMPARED.search(document.text, section.start, section.end)
    if compared:
        period = period_in(compared["this"], document)
        if period:
            return period
    for heading in (section.title, *reversed(section.path)):
        period = period_in(heading, document)
        if period and not announces_target(heading):
            return period
    return running
