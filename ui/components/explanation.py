"""Why this answer: the slots read from the question, and the candidates with a bar for each slot."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from qa.explain import Explanation, Option
from ui.components import page
from ui.components.words import capital


def explanation(value: Explanation) -> None:
    """Draw the whole of it."""
    rows = [[escape(capital(slot.name)), escape(slot.held)] for slot in value.slots]
    tried = "<br>".join(f"{escape(capital(trial.way))}, {trial.confidence:.0%} sure" for trial in value.trials)
    page.facts(["", ""], [*rows, ["Outcome", escape(capital(value.outcome))], ["Ways tried", tried or "none"]])
    options("Figures that might answer", value.figures)
    options("Lines that might answer", value.lines)


def options(heading: str, found: Sequence[Option]) -> None:
    """The candidates of one kind, likeliest first."""
    if found:
        page.heading(heading)
        st.html(f'<ol class="k-options">{"".join(map(option, found))}</ol>')


def option(value: Option) -> str:
    """One candidate: what it says, where it stands, how well it fits each slot, and why it is where it is."""
    bars = "".join(bar(slot, fit) for slot, fit in value.slots.items())
    why = f'<div class="k-why">{escape(capital(value.why))}</div>' if value.why else ""
    return (
        f'<li><div><b>{value.probability:.0%}</b> {escape(value.text)}</div><div class="k-where">{escape(value.where)}'
        f'</div><div class="k-fits">{bars}</div>{why}</li>'
    )


def bar(slot: str, fit: float) -> str:
    """How well a candidate fits one slot, as a small bar with its name."""
    width = round(min(max(fit, 0.0), 1.0) * 100)
    return (
        f'<span title="{escape(slot)}: {fit:.2f}">{escape(slot)}'
        f'<span class="k-meter"><i style="width:{width}%"></i></span></span>'
    )
