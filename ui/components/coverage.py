"""How much of the documents' numerals was understood: bars, a slide list, and the numerals marked in their place."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from qa.coverage import Coverage, Numeral, SectionCoverage, Standing, Tally
from ui.components import page, words
from ui.components.markup import Mark, MarkKind
from ui.state import coverage_address

KINDS: dict[Standing, MarkKind] = {"typed": "typed", "left out": "aside", "not understood": "missed"}
HEADINGS = ["Document", "", "Numerals", "Typed", "Left out", "Not understood"]


def documents(covered: Sequence[Coverage], titles: dict[str, str]) -> None:
    """Draw a row a document with its bar and counts; its title leads to its slides."""
    page.facts(HEADINGS, [document_row(of, titles[of.doc]) for of in covered], frozenset({2, 3, 4, 5}))


def document_row(of: Coverage, title: str) -> list[str]:
    """One document as cells of HTML."""
    link = f'<a href="{escape(coverage_address(of.doc))}" target="_self">{escape(title)}</a>'
    return [f'{link}<div class="k-where">{escape(of.doc)}</div>', bar(of.tally), *counts(of.tally)]


def counts(tally: Tally) -> list[str]:
    """The numerals seen, typed, left out and not understood, the parts with their shares."""
    shares = ((f"{count:,}", share(count, tally.seen)) for _, count in parts(tally))
    return [f"{tally.seen:,}", *(f'<span>{count} <span class="k-share">{of}</span></span>' for count, of in shares)]


def share(count: int, seen: int) -> str:
    """A part of the numerals in whole per cent; a few of many are no nought."""
    return "&lt;1%" if 0 < 200 * count < seen else f"{count / (seen or 1):.0%}"


def parts(tally: Tally) -> tuple[tuple[Standing, int], ...]:
    """How many numerals stand how."""
    return ("typed", tally.typed), ("left out", sum(tally.left_out.values())), ("not understood", tally.not_understood)


def bar(tally: Tally) -> str:
    """The numerals as one bar, its parts as long as they are many."""
    said = ", ".join(f"{count:,} {name}" for name, count in parts(tally))
    drawn = (f'<i class="k-{KINDS[name]}" style="flex-grow:{count}"></i>' for name, count in parts(tally) if count)
    return f'<div class="k-parts" role="img" aria-label="{said}" title="{said}">{"".join(drawn)}</div>'


def legend() -> None:
    """What the colours mean."""
    told = (("typed", "typed as a figure"), ("aside", "left out on purpose"), ("missed", "not understood"))
    shown = "".join(f'<span><mark class="k-{kind}">12.3</mark> {meaning}</span>' for kind, meaning in told)
    st.html(f'<div class="k-legend k-text">{shown}</div>')


def sections(of: Coverage, chosen: int, only_missed: bool) -> None:
    """Draw a line a slide that has numerals: its title, which leads to it, and its bar."""
    rows = [
        section_row(of.doc, section, number == chosen, only_missed)
        for number, section in enumerate(of.sections)
        if (section.tally.not_understood if only_missed else section.numerals)
    ]
    st.html(f'<div class="k-slides">{"".join(rows)}</div>' if rows else '<div class="k-soft">None.</div>')


def section_row(doc: str, section: SectionCoverage, chosen: bool, only_missed: bool) -> str:
    """One slide as a line that leads to it."""
    address = escape(coverage_address(doc, section.start, only_missed))
    missed = section.tally.not_understood
    told = f"<b>{missed}</b>" if missed else ""
    current = ' aria-current="true"' if chosen else ""
    return (
        f'<a href="{address}" target="_self"{current}><span>{escape(section.title or "Untitled")}</span>'
        f"{told}{bar(section.tally)}</a>"
    )


def summary(section: SectionCoverage) -> None:
    """Say how a slide's numerals stand, and what was left out for which reason."""
    tally = section.tally
    said = [f"{tally.typed} typed", *(f"{count} {reason}" for reason, count in tally.left_out.items())]
    said.append(f"{tally.not_understood} not understood")
    st.html(f'<div class="k-where">{words.count(tally.seen, "numeral")}: {escape(", ".join(said))}</div>')


def marks(numerals: Sequence[Numeral]) -> list[Mark]:
    """The numerals as marks of their kind, each saying on pointing at it how it stands."""
    return [Mark(n.start, n.end, KINDS[n.standing], n.reason or n.standing) for n in numerals]
