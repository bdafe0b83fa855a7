"""An evaluation's report as text for people, and the measures it must not fall below or rise above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from qa.evaluate import Change, Comparison, Report
from qa.judge import Judgement
from qa.measure import Measures
from qa.risk import Point, RiskCurve

SHARES = ("right", "wrong", "missed", "cited", "hit1", "hit5", "hit10", "period")
TENTHS = tuple(tenth / 10 for tenth in range(10))
STATED_RISKS: tuple[tuple[Literal["risk", "wrong"], float], ...] = (("wrong", 0.07), ("risk", 0.1), ("risk", 0.05))
"""Risks for which the report names the lowest threshold that keeps within them."""
OF = {"wrong": "all questions", "risk": "the answers given"}
HEADINGS = tuple(name.replace("hit", "hit@") for name in SHARES)


def scoreboard(report: Report) -> str:
    """The whole report but for the single judgements."""
    return "\n".join(
        [
            f"{report.gold}: {report.overall.n} questions asked, {report.overall.judged} judged",
            "",
            *_table(report),
            "",
            *_overall_lines(report.overall),
            *(_risk_lines(report.risk, report.threshold) if report.risk else ()),
            *_left_out_lines(report),
            *(_comparison_lines(report.against) if report.against else ()),
        ]
    )


def _table(report: Report) -> Iterator[str]:
    width = max(map(len, [*report.categories, *report.splits, "category"])) + 2
    yield f"{'category':{width}}{'n':>5}" + "".join(f"{heading:>8}" for heading in HEADINGS)
    for name, measures in report.categories.items():
        yield _row(name, measures, width)
    yield ""
    for name, measures in report.splits.items():
        yield _row(name, measures, width)
    yield _row("all", report.overall, width)


def _row(name: str, measures: Measures, width: int) -> str:
    return f"{name:{width}}{measures.n:5}" + "".join(f"{_share(getattr(measures, share)):>8}" for share in SHARES)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _overall_lines(measures: Measures) -> Iterator[str]:
    yield f"answers given that are right {_share(measures.precision)}"
    yield f"calibration error {_share(measures.calibration_error)}"
    if measures.median_ms is not None and measures.p95_ms is not None:
        yield f"a question takes {measures.median_ms:.1f} ms (median), {measures.p95_ms:.1f} ms (95 in 100)"


def _risk_lines(curve: RiskCurve, threshold: float) -> Iterator[str]:
    yield ""
    yield "threshold  answered  wrong of these  wrong of all"
    for point in points_shown(curve, threshold):
        here = "  in force" if point.threshold == threshold else ""
        yield (
            f"{point.threshold:9.2f}{_share(point.coverage):>10}{_share(point.risk):>16}{_share(point.wrong):>14}{here}"
        )
    yield f"area under risk against coverage {_share(curve.area)}"
    for of, limit in STATED_RISKS:
        kept = curve.within(limit, of)
        met = f"threshold {kept.threshold:.4f}, {_share(kept.coverage)} answered" if kept else "no threshold"
        yield f"wrong at most {limit:.2f} of {OF[of]}: {met}"


def points_shown(curve: RiskCurve, threshold: float) -> list[Point]:
    """The points of the tenths and of the threshold in force: few enough for a table."""
    return [curve.at(at) for at in sorted({*TENTHS, threshold})]


def _left_out_lines(report: Report) -> Iterator[str]:
    if report.left_out:
        yield ""
        yield "not counted"
    for omission in report.left_out:
        yield f"  {omission.n:5}  {omission.measure}: {omission.reason}"


def _comparison_lines(comparison: Comparison) -> Iterator[str]:
    gains, losses, others = comparison.gains, comparison.losses, comparison.others
    yield ""
    yield (
        f"against {comparison.earlier}, {comparison.compared} questions: "
        f"{len(gains)} gained, {len(losses)} lost, {len(others)} otherwise changed"
    )
    for sign, changes in (("+", gains), ("-", losses), ("~", others)):
        for change in changes:
            yield _change_line(sign, change)


def _change_line(sign: str, change: Change) -> str:
    why = f" ({'; '.join(change.reasons)})" if change.reasons else ""
    return f"  {sign} {change.id}  {change.before} -> {change.after}  {change.question}{why}"


def misses(judgements: Iterable[Judgement]) -> str:
    """The questions that were not answered rightly, one a line, with the reasons."""
    return "\n".join(
        f"{one.id}  {one.verdict}  {one.category}  {one.question}: {'; '.join(one.reasons)}"
        for one in judgements
        if one.verdict not in (None, "right")
    )


def breaches(
    measures: Measures, floors: Iterable[tuple[str, float]], ceilings: Iterable[tuple[str, float]]
) -> list[str]:
    """Which measures fall below their floor or rise above their ceiling, in words; an unmeasured one does both."""
    below = [_breach(measures, name, floor, "below") for name, floor in floors if _value(measures, name, -1.0) < floor]
    above = [
        _breach(measures, name, ceiling, "above")
        for name, ceiling in ceilings
        if _value(measures, name, float("inf")) > ceiling
    ]
    return below + above


def _value(measures: Measures, name: str, missing: float) -> float:
    value = getattr(measures, name)
    return missing if value is None else float(value)


def _breach(measures: Measures, name: str, limit: float, side: str) -> str:
    value = getattr(measures, name)
    return f"{name} is {side} {limit:g}: {'not measured' if value is None else format(value, '.3f')}"
