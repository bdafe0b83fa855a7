"""Every number that a document states, as a Figure.

A walk through the document's sections and blocks that keeps track of what is in force: the unit line, the period,
the bullets and headings above. Tables and prose are read by modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.figures_in_prose import figures_in_prose
from qa.figures_in_tables import figures_in_table, table_at
from qa.model import Block, Document, Figure, Period, Section
from qa.scope import Scope, announces_target, currency_of, measure_in_passing, period_in, section_period
from qa.tables import plain
from qa.units import Measure, find_measure

_BULLET = re.compile(r"^[^\w(\"“'<\[#$¥€£]+")
_ASIDE = re.compile(r"\s*[(*※]")
_HEADING_LENGTH = 90  # characters up to which a paragraph without a full stop can head what follows


def figures(document: Document) -> list[Figure]:
    """The figures of a document in reading order."""
    found: list[Figure] = []
    running = period_in(document.title, document)
    currency = currency_of(document.text)
    for section in document.sections:
        period = section_period(document, section, running)
        if period != running and not announces_target(section.title):
            running = period
        found.extend(_of_section(document, section, period, currency))
    return found


def _of_section(document: Document, section: Section, period: Period | None, currency: str) -> Iterator[Figure]:
    titles = tuple(dict.fromkeys([plain(section.title), *(plain(t) for t in reversed(section.path)), document.title]))
    scope = Scope(document, section, period, None, currency, ()).under(*titles)
    if not announces_target(section.title):
        scope = replace(scope, status="actual")
    fallback = _first_unit_line(document, section) or measure_in_passing(document, section)
    scope = replace(scope, measure=fallback)
    parents: list[tuple[int, str]] = []
    heading = ""
    for block in section.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "paragraph" and plain(text) in titles[0]:
            continue  # the title itself: its numerals number slides
        if block.kind == "unit":
            scope = replace(scope, measure=find_measure(text, block.start) or scope.measure)
        elif block.kind == "table":
            above = tuple(words for _, words in reversed(parents))
            yield from figures_in_table(table_at(document.text, block), _headed(scope, heading).under(*above))
        elif block.kind == "bullet":
            parents = [(level, words) for level, words in parents if level < block.level]
            above = tuple(words for _, words in reversed(parents))
            yield from _of_text(text, block, _headed(scope, heading).under(*above))
            parents.append((block.level, _BULLET.sub("", plain(text))))
        elif block.kind == "paragraph":
            yield from _of_text(text, block, _headed(scope, heading))
            if not _ASIDE.match(text):
                parents = []
            heading = plain(text) if _heads(text) else heading


def _headed(scope: Scope, heading: str) -> Scope:
    """The scope under a heading within the section, whose period, if it names one, is in force."""
    if not heading:
        return scope
    period = period_in(heading, scope.document)
    return replace(scope.under(heading), period=period or scope.period)


def _heads(text: str) -> bool:
    if _ASIDE.match(text):
        return False
    return len(text) <= _HEADING_LENGTH and "\n" not in text.strip() and not text.rstrip().endswith((".", ",", ";"))


def _first_unit_line(document: Document, section: Section) -> Measure | None:
    for block in section.blocks:
        if block.kind == "unit":
            return find_measure(document.text[block.start : block.end], block.start)
    return None


def _of_text(text: str, block: Block, scope: Scope) -> Iterator[Figure]:
    glyphs = _BULLET.match(text) if block.kind == "bullet" else None
    skipped = glyphs.end() if glyphs else 0
    return figures_in_prose(text[skipped:], block.start + skipped, scope)
