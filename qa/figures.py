"""Every number that a document states, as a Figure.

A walk through the document's sections and blocks that keeps track of what is in force: the unit line, the period,
the bullets and headings above. Tables and prose are read by modules of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.cells import plain
from qa.dollars import with_dollars
from qa.figures_in_prose import figures_in_prose
from qa.figures_in_tables import figures_in_table, table_at
from qa.knowledge import lexicon
from qa.labels import has_content
from qa.model import Block, Document, Figure, Period, Section
from qa.outline import bullet_end, outline
from qa.page_breaks import Leftover
from qa.prose import opening
from qa.scope import (
    Scope,
    announces_target,
    counted_in,
    currency_of,
    measure_in_passing,
    measure_of_prose,
    period_in,
    section_periods,
)
from qa.subjects import with_subjects
from qa.units import Measure, find_measure

_SCALED = re.compile(rf"(?P<whole>\d)(?P<decimals>\.\d{{1,2}})?\s?(?P<scale>{lexicon.SCALE_WORD})", re.IGNORECASE)
_HEADINGS = 3  # words right above a table that can say what it counts
_OFTEN = 20  # whole amounts to one with decimals, from which a document prints amounts of a scale whole


def figures(document: Document) -> list[Figure]:
    """The figures of a document in reading order."""
    currency, scales = currency_of(document.text), whole_scales(document.text)
    found: list[Figure] = []
    over = Leftover()
    for section, period in zip(document.sections, section_periods(document), strict=True):
        scope = Scope(document, section, period, None, currency, (), whole_scales=scales)
        over = _read_section(scope, over, found)
    return with_subjects(with_dollars(found, document), document)


def whole_scales(text: str) -> frozenset[int]:
    """The scales in which a text prints amounts without decimals: "JPY 1,234 million" and hardly ever "1.2 million"."""
    whole: Counter[int] = Counter()
    parted: Counter[int] = Counter()
    for match in _SCALED.finditer(text):
        (parted if match["decimals"] else whole)[lexicon.scale(match["scale"])] += 1
    return frozenset(scale for scale, count in whole.items() if count >= _OFTEN * max(parted[scale], 1))


def _read_section(scope: Scope, over: Leftover, found: list[Figure]) -> Leftover:
    """Adds the figures of a section to those found; what it leaves in force is for the page after it."""
    document, section = scope.document, scope.section
    titles = tuple(dict.fromkeys([plain(section.title), *(plain(t) for t in reversed(section.path)), document.title]))
    scope = scope.under(*titles)
    if not announces_target(section.title):
        scope = replace(scope, status="actual")
    scope = replace(scope, measure=_measure_in(document, section) or over.measure_for(section))
    beside = measure_of_prose(document, section) if any(block.kind == "table" for block in section.blocks) else None
    last: list[Figure] = []
    before: Block | None = None
    for placed in outline(document, section):
        scope = _led_up_to(scope, before, placed.block)
        before = placed.block
        block, text = placed.block, document.text[placed.block.start : placed.block.end]
        if block.kind == "unit":
            scope, over = replace(scope, measure=find_measure(text, block.start) or scope.measure), Leftover()
        elif block.kind != "furniture" and not is_title(text, block, section):
            inside = _placed(scope, placed.above, titles)
            inside = replace(inside, period=last[-1].period) if placed.continues and last else inside
            if block.kind == "table":
                last, over = _of_table(block, inside, beside, over)
            else:
                last, over = list(_of_prose(text, block, inside)), Leftover()
            found += last
    return over.of(section, scope.measure)


def _led_up_to(scope: Scope, before: Block | None, block: Block) -> Scope:
    """The scope of a block; the words right before a table may set its scale, and that of what follows."""
    if before is None or before.kind != "paragraph" or block.kind != "table":
        return scope
    return replace(scope, measure=measure_in_passing(scope.document, before) or scope.measure)


def is_title(text: str, block: Block, section: Section) -> bool:
    """True for the section's own title, whose numerals number slides; a sentence is none, though it head a section."""
    return block.kind == "paragraph" and plain(text) in plain(section.title) and not text.rstrip().endswith(".")


def _of_table(block: Block, scope: Scope, beside: Measure | None, over: Leftover) -> tuple[list[Figure], Leftover]:
    """The figures of a table, and what it leaves for one that goes on with it; ``beside`` is the measure of the
    section's prose, for tables without one."""
    counts = any(map(counted_in, scope.headings[:_HEADINGS]))
    table = table_at(scope.document.text, block)
    joined = over.joined(table, scope)
    measure = (over.measure if joined else None) or scope.measure or (None if counts else beside)
    found = figures_in_table(joined or table, replace(scope, measure=measure))
    own = [figure for figure in found if figure.source and figure.source.start >= table.start]
    return own, Leftover(scope.section, measure, (*over.tables[:1], table) if joined else (table,))


def _of_prose(text: str, block: Block, scope: Scope) -> Iterator[Figure]:
    skipped = bullet_end(text) if block.kind == "bullet" else 0
    yield from figures_in_prose(text[skipped:], block.start + skipped, scope)


def _placed(scope: Scope, above: Sequence[str], titles: Sequence[str]) -> Scope:
    """The scope under the words above a block: the nearest that names a stretch of time puts it in force."""
    calendar = scope.document.calendar
    openings = (opening(words, calendar) for words in (*above, *titles))
    topic = next((words for words in openings if has_content(words)), "")
    named = (period_in(words.split(":")[0], scope.document) for words in above)
    period = next((period for period in named if period and _lasts(period)), None)
    return replace(scope.under(*above), topic=topic, period=period or scope.period)


def _lasts(period: Period) -> bool:
    return period.days > 1


def _measure_in(document: Document, section: Section) -> Measure | None:
    """The unit and scale in force in a section: its first unit line's, or what its text says."""
    return _first_unit_line(document, section) or measure_in_passing(document, section)


def _first_unit_line(document: Document, section: Section) -> Measure | None:
    for block in section.blocks:
        if block.kind == "unit":
            return find_measure(document.text[block.start : block.end], block.start)
    return None
