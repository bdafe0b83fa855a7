"""An answer's face: the figure, the words, or that the documents don't say; how sure, and what to know about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from qa.model import Answer, Figure
from ui.components import words
from ui.evidence import operands_of
from ui.state import place_query, source_address

SILENCE = "Not in these documents"
REFUSAL = re.compile(rf"({SILENCE}[^.:]{{0,40}})[.:]\s+(.+)", re.DOTALL)


def answer(value: Answer, *, charted: bool = False) -> None:
    """Draw an answer without its evidence; one that is ``charted`` beside needs no bars."""
    parts = [face(value, charted=charted), formulas(value.figures)]
    if value.status == "answered":
        parts.append(confidence(value.confidence))
    parts.append(notes(value.notes))
    st.html(f'<div class="k-answer" role="status">{"".join(parts)}</div>')


def face(value: Answer, *, charted: bool) -> str:
    """The part that is read first."""
    if value.status == "not_found":
        return silence(value.text)
    if len(value.figures) == 1:
        return headline(value.figures[0])
    if value.figures:
        return series(value.figures, bars=not charted)
    return f'<div class="k-words">{escape(value.text)}</div>'


def silence(said: str) -> str:
    """That the documents don't say, large, and why not."""
    parts = REFUSAL.fullmatch(said)
    head, reason = (parts[1], parts[2][:1].upper() + parts[2][1:]) if parts else (SILENCE, said)
    return f'<div class="k-none">{escape(head)}</div><div class="k-period k-soft">{escape(reason)}</div>'


def headline(figure: Figure) -> str:
    """One figure, large: what it measures, how much, when."""
    qualifier = words.qualifier(figure)
    before = f'<span class="k-qualifier">{escape(qualifier)}</span> ' if qualifier else ""
    when = escape(words.period(figure.period)) if figure.period else ""
    return (
        f'<div class="k-measure">{escape(words.subject_of(figure))}</div>'
        f'<div class="k-figure">{before}{escape(words.amount(figure))}</div>'
        f'<div class="k-period">{when}{tag(figure)}</div>'
    )


def tag(figure: Figure) -> str:
    """That a figure is no plain result: a target, a change, or computed."""
    kinds: list[str] = [figure.status] if figure.status != "actual" else []
    kinds += ["computed"] if figure.derivation else []
    return "".join(f'<span class="k-tag">{kind}</span>' for kind in kinds)


def series(figures: Sequence[Figure], *, bars: bool) -> str:
    """Several figures as a table, with bars where they can be compared; each leads to its source."""
    comparable = bars and len({figure.unit for figure in figures}) == 1
    largest = max(abs(figure.value) for figure in figures) if comparable else 0
    measures = {words.subject_of(figure) for figure in figures}
    about = f'<div class="k-measure">{escape(measures.pop())}</div>' if len(measures) == 1 else ""
    rows = "".join(series_row(figure, named=not about, share=share(figure, largest)) for figure in figures)
    return f'{about}<div class="k-series"><table>{rows}</table></div>'


def share(figure: Figure, largest: object) -> float | None:
    """The figure's size against the largest, in percent; None where there is nothing to compare."""
    return round(float(abs(figure.value)) / float(str(largest)) * 100, 1) if largest else None


def series_row(figure: Figure, *, named: bool, share: float | None) -> str:
    """One figure of several."""
    when = words.period(figure.period) if figure.period else ""
    what = [words.subject_of(figure), when] if named else [when or words.subject_of(figure)]
    name = "".join(f"<td>{escape(cell)}{tag(figure) if i == 0 else ''}</td>" for i, cell in enumerate(what))
    minus = "k-minus" if figure.value < 0 else ""
    bar = "" if share is None else f'<td class="k-bar"><i class="{minus}" style="width:{share}%"></i></td>'
    return f'<tr>{name}<td class="k-amount">{linked(figure)}</td>{bar}</tr>'


def linked(figure: Figure) -> str:
    """The figure's size as a link to its source, where it has one."""
    size = escape(words.quantity(figure))
    if figure.source is None:
        return size
    query = place_query(figure.source.doc, (figure.source.start, figure.source.end), figure.source.marks)
    return f'<a href="{escape(source_address(query))}" target="_self" title="See it in the document">{size}</a>'


def formulas(figures: Sequence[Figure]) -> str:
    """How the computed figures follow from stated ones."""
    return "".join(formula(figure) for figure in figures if figure.derivation)


def formula(figure: Figure) -> str:
    """One computation: the formula, then each operand by its letter."""
    if figure.derivation is None:
        return ""
    operands = "".join(
        f"<br><code>{letter}</code> {escape(words.quantity(operand))} {escape(about(operand))}"
        for letter, operand in operands_of([figure])
    )
    return f'<div class="k-formula">Computed as <code>{escape(figure.derivation.formula)}</code>, where{operands}</div>'


def about(figure: Figure) -> str:
    """What an operand is, after its size: "revenue, July to September 2011"."""
    when = words.period(figure.period) if figure.period else ""
    return ", ".join(part for part in (words.subject_of(figure).lower(), when) if part)


def confidence(probability: float) -> str:
    """How sure, as a small meter and in words."""
    width = round(probability * 100)
    said = escape(words.confidence(probability))
    return f'<div class="k-confidence"><span class="k-meter"><i style="width:{width}%"></i></span>{said}</div>'


def notes(lines: Sequence[str]) -> str:
    """Conflicts, other readings, what was missing."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul class="k-notes">{items}</ul>' if items else ""
