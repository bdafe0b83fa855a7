"""Coverage as text for people in a terminal: a line a document, and the numerals that were not understood in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from qa.show import Style, clean, columns

if TYPE_CHECKING:
    from qa.coverage import Coverage, Numeral, SectionCoverage, Tally

AROUND = 30  # characters shown on either side of a numeral

TextOf = Callable[[str], str]


def coverage_text(covered: Sequence[Coverage], style: Style) -> str:
    """One line a document: its numerals, and how many were typed, left out and not understood."""
    head = ("numerals", "seen", "typed", "left out", "not understood")
    rows = [head, *((clean(of.doc), *_counts(of.tally)) for of in covered)]
    widths = [max(columns(row[at]) for row in rows) for at in range(len(head))]
    lines = ["  ".join([_left(row[0], widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
    return "\n".join([style.strong(lines[0]), *lines[1:]])


def _left(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _counts(tally: Tally) -> tuple[str, ...]:
    parts = (tally.typed, sum(tally.left_out.values()), tally.not_understood)
    return f"{tally.seen:,}", *(f"{part:,} {part / max(tally.seen, 1):6.1%}" for part in parts)


def places_text(covered: Sequence[Coverage], text_of: TextOf, style: Style) -> str:
    """Section by section the counts, what was left out and why, and each numeral that was not understood, as
    file:place and in its line."""
    lines: list[str] = []
    for of in covered:
        lines += [style.strong(clean(of.doc))]
        for section in of.sections:
            if section.numerals:
                lines += _section_lines(of.doc, section, text_of(of.doc), style)
    return "\n".join(lines)


def _section_lines(doc: str, section: SectionCoverage, text: str, style: Style) -> Iterator[str]:
    tally = section.tally
    left = ", ".join(f"{reason} {count}" for reason, count in tally.left_out.items())
    page = f" (page {section.page})" if section.page else ""
    yield f"  {clean(section.title) or 'Untitled'}{page}"
    yield style.faint(f"    {tally.typed} typed; left out: {left or 'none'}; {tally.not_understood} not understood")
    for numeral in section.numerals:
        if numeral.standing == "not understood":
            yield f"    {clean(doc)}:{numeral.start}  {_excerpt(numeral, text, style)}"


def _excerpt(numeral: Numeral, text: str, style: Style) -> str:
    """A numeral in its line, marked."""
    first = max(text.rfind("\n", 0, numeral.start) + 1, numeral.start - AROUND)
    end = text.find("\n", numeral.end)
    last = min(len(text) if end < 0 else end, numeral.end + AROUND)
    before, after = clean(text[first : numeral.start]).lstrip(), clean(text[numeral.end : last]).rstrip()
    return before + style.mark(clean(text[numeral.start : numeral.end])) + after
