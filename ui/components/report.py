"""An evaluation's report: the measures in all and by category, what changed, and every question that went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from qa.evaluate import Change, Comparison, Report
from qa.judge import Judgement
from qa.measure import Measures
from ui.components import page, risk, words

SHARES = {
    "right": "Right",
    "wrong": "Wrong",
    "missed": "Missed",
    "cited": "Cited",
    "hit1": "hit@1",
    "hit5": "hit@5",
    "hit10": "hit@10",
    "period": "Period",
}


def report(value: Report) -> None:
    """Draw the whole report."""
    score(value.overall)
    table(value)
    if value.risk and value.risk.area is not None:
        page.heading("Risk against coverage")
        risk.chart(value.risk, value.threshold)
        st.html(f'<div class="k-soft">Mean risk over all coverages reached: {share(value.risk.area)}</div>')
        risk.table(value.risk, value.threshold)
    if value.against:
        page.heading(f"Against {value.against.earlier}")
        comparison(value.against)
    failures([one for one in value.judgements if one.verdict in ("wrong", "missed")])
    with st.expander("What was not counted, and why"):
        omissions = [[escape(one.measure), escape(one.reason), f"{one.n:,}"] for one in value.left_out]
        page.facts(["Measure", "Because", "Questions"], omissions, frozenset({2}))


def score(overall: Measures) -> None:
    """The measures that matter most, large."""
    shown = {
        "right": share(overall.right),
        "wrong": share(overall.wrong),
        "of answers given are right": share(overall.precision),
        "calibration error": share(overall.calibration_error),
        "a question, median": "–" if overall.median_ms is None else f"{overall.median_ms:.0f} ms",
    }
    parts = "".join(f"<div><b>{value}</b>{name}</div>" for name, value in shown.items())
    st.html(f'<div class="k-score">{parts}</div>')


def share(value: float | None) -> str:
    """A share in percent; a dash where there was nothing to measure."""
    return "–" if value is None else f"{value:.1%}"


def table(value: Report) -> None:
    """Every share by category, by split and in all."""
    rows = {**value.categories, **value.splits, "all": value.overall}
    headings = ["Category", "Questions", *SHARES.values()]
    cells = [[escape(name.replace("_", " ")), f"{of.n:,}", *shares(of)] for name, of in rows.items()]
    page.facts(headings, cells, frozenset(range(1, len(headings))))


def shares(of: Measures) -> list[str]:
    """A row of shares."""
    return [share(getattr(of, name)) for name in SHARES]


def comparison(value: Comparison) -> None:
    """Gains and losses since an earlier run."""
    compared = words.count(value.compared, "question")
    summary = f"{compared} compared: {len(value.gains)} gained, {len(value.losses)} lost."
    st.html(f'<div class="k-soft">{escape(summary)}</div>')
    changes = [("gained", one) for one in value.gains] + [("lost", one) for one in value.losses]
    if changes:
        page.facts(["Question", "", "Because"], [change(kind, one) for kind, one in changes])


def change(kind: str, one: Change) -> list[str]:
    """One question whose verdict changed."""
    return [asked(one.question), kind, escape("; ".join(one.reasons))]


def failures(judgements: Sequence[Judgement]) -> None:
    """The questions that were not answered rightly, folded, with what was said and why that is not right."""
    with st.expander(f"{words.count(len(judgements), 'question')} not answered rightly"):
        page.facts(["Question", "Verdict", "Answer", "Because"], [failure(one) for one in judgements])


def failure(one: Judgement) -> list[str]:
    """One question that was not answered rightly."""
    return [asked(one.question), str(one.verdict), escape(one.text), escape("; ".join(one.reasons))]


def asked(question: str) -> str:
    """A question as a link that asks it."""
    return f'<a href="./?{escape(urlencode({"q": question}))}" target="_self">{escape(question)}</a>'
