"""What surrounds a stretch of a document and gives its numbers meaning: titles, period, unit, currency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.knowledge import lexicon, words
from qa.model import Block, Document, Figure, Period, Section, Source, Status
from qa.periods import Mention, find_periods
from qa.tables import plain
from qa.units import Measure, Quantity, find_measure, find_quantities
from qa.vocabulary import folded_class, folded_words, terms

_COUNTED = re.compile(
    r"(?:\b(?:number|no\.|count)|#)\s+of\s+(?P<what>(?:[\w\-&'’/]+\s+){0,3}?(?:[\w\-]*[a-z]s|personnel|people|staff))\b",
    re.IGNORECASE,
)
_IN_SCALE = re.compile(
    r"\((?:[^()]{0,40}?\b)?in\s+"  # (in thousands of yen)
    rf"(?P<what>(?:{lexicon.SCALE_WORD}|{lexicon.CURRENCY})[^()]{{0,60}})\)"
    r"|\bin\s+(?P<scale>thousands|millions|billions)\b"  # stated in millions
    rf"|\((?P<short>{lexicon.CURRENCY}\s?(?:{lexicon.SCALE_WORD}|m|['’]000))\)",  # (JPY million)
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:YoY|QoQ)\s*[=:]\s*(?P<this>\S+(?:\s+FY\s?\d+)?)\s+(?:compared|vs)", re.IGNORECASE)


_BALANCE = re.compile(r"\bbalance\s+sheets?\b|\bfinancial\s+position\b", re.IGNORECASE)
_RESULTS = ("quarter", "half", "nine months", "year", "range")  # a month or day in a title dates the document


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of a stretch of text. ``headings`` are the words above it, nearest first: parents of a
    bullet, the caption of a table, the titles of section and document. ``topic`` is what the nearest of them is about.
    ``whole_scales`` are the scales in which the document prints amounts without decimals."""

    document: Document
    section: Section
    period: Period | None
    measure: Measure | None
    currency: str
    headings: tuple[str, ...]
    status: Status = "actual"
    topic: str = ""
    whole_scales: frozenset[int] = frozenset()

    def period_for(self, status: Status) -> Period | None:
        """The period in force for a number: in a balance sheet the period's last day, but for changes."""
        balance = status != "change" and _BALANCE.search(self.section.title)
        return self.period.model_copy(update={"start": self.period.end}) if balance and self.period else self.period

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
        warnings: tuple[str, ...] = (),
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
            period=period,
            status=status,
            source=Source(
                doc=self.document.name,
                start=start,
                end=end,
                section=self.section.title,
                page=self.section.page,
                marks=marks,
            ),
            context=tuple(dict.fromkeys((*context, *self.headings))),
            warnings=tuple(filter(None, (quantity.warning, *warnings))),
        )


def announces_target(text: str) -> bool:
    """True for words that announce a target or forecast, and do not set results beside it."""
    said = folded_words(text)
    targets = [place for place, word in enumerate(said) if word in folded_class("target")]
    results = [place for place, word in enumerate(said) if word in folded_class("result")]
    if not targets or not results:
        return bool(targets)
    return targets[0] < results[0] and bool({"of", "for"} & frozenset(said[targets[0] : results[0]]))


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
    last = terms(text)[-1:]
    return last[0].name if last and last[0].concept and last[0].name in words("counting") else ""


def measure_in_passing(document: Document, within: Section | Block) -> Measure | None:
    """The scale that running text sets for the tables beside it: "… are as follows (in thousands):"."""
    for match in _IN_SCALE.finditer(document.text, within.start, within.end):
        name = "what" if match["what"] else "scale" if match["scale"] else "short"
        measure = find_measure(match[name], match.start(name))
        if measure and (measure.scale > 1 or measure.unit):
            return measure
    return None


def measure_of_prose(document: Document, section: Section) -> Measure | None:
    """The unit and scale in which the text of a section states all its money: tables beside it count in it too."""
    found: list[Measure] = []
    for block in section.blocks:
        if block.kind in ("paragraph", "bullet"):
            text = document.text[block.start : block.end]
            stated = (q for q in find_quantities(text) if lexicon.is_currency(q.unit))
            found += [Measure(q.unit, q.scale, block.start + q.first, block.start + q.last) for q in stated]
    alike = len({(measure.unit, measure.scale) for measure in found}) == 1
    return found[0] if alike and len(found) > 1 and found[0].scale > 1 else None


def best_mention(text: str, document: Document) -> Mention | None:
    """The period that a heading names: a range with its months spelled out wins over a fiscal name."""
    mentions = find_periods(plain(text), document.calendar)
    ranges = [m for m in mentions if m.kind == "range"]
    return next(iter(ranges or mentions), None)


def period_in(text: str, document: Document) -> Period | None:
    """The period of :func:`best_mention`, labelled by the fiscal name that stands beside it."""
    mention = best_mention(text, document)
    if mention is None:
        return None
    named = [m for m in find_periods(plain(text), document.calendar) if m.kind != "range"]
    label = named[0].period.label if mention.kind == "range" and named else mention.period.label
    return mention.period.model_copy(update={"label": label})


def section_periods(document: Document) -> list[Period | None]:
    """The period that each section speaks of: as it defines "YoY", as its title says, as the section before it under
    the same headings did, as those headings say, as the sections before them did, as most titles do. A month or day in
    a title holds for that section alone."""
    running = period_in(document.title, document) if _tells_results(document.title, document) else None
    running = running or _usual(document)
    found: list[Period | None] = []
    path: tuple[str, ...] | None = None
    for section in document.sections:
        own = _compared_in(document, section) or period_in(section.title, document)
        above = None if section.path == path else _titled_by(section.path, document)
        period = own or above or running
        dated = own is not None and not _compared_in(document, section) and not _tells_results(section.title, document)
        if not dated and not announces_target(section.title):
            running = period
        path = section.path
        found.append(period)
    return found


def _tells_results(title: str, document: Document) -> bool:
    """Whether the period that a title names is one for which companies give results, and no month or day."""
    named = best_mention(title, document)
    return named is not None and named.kind in _RESULTS


def _usual(document: Document) -> Period | None:
    """The period of which most titles of results speak, None where none names one."""
    titles = [section.title for section in document.sections if not announces_target(section.title)]
    named = [period_in(title, document) for title in titles if _tells_results(title, document)]
    spans = Counter((period.start, period.end) for period in named if period)
    most = spans.most_common(1)
    return next((period for period in named if most and period and (period.start, period.end) == most[0][0]), None)


def _compared_in(document: Document, section: Section) -> Period | None:
    """The period that a section compares with others: "YoY = 1Q11 compared to 1Q10"."""
    compared = _COMPARED.search(document.text, section.start, section.end)
    return period_in(compared["this"], document) if compared else None


def _titled_by(path: Sequence[str], document: Document) -> Period | None:
    """The period of the nearest heading that names one and doesn't announce a target."""
    named = (period_in(title, document) for title in reversed(path) if not announces_target(title))
    return next(filter(None, named), None)
