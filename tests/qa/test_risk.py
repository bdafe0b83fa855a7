"""The risk-coverage curve: what each threshold leads to, held to a count by hand and to counting anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.judge import Judgement, Prospect
from qa.risk import RiskCurve, risk_curve

Ladder = list[tuple[float, bool]]


def judgement(ladder: Ladder, judged: bool = True) -> Judgement:
    """A judgement of a question for which these answers would be given as the threshold rises."""
    return Judgement(
        id="x",
        category="c",
        question="?",
        expected="answered",
        given="not_found",
        text="",
        confidence=0.5,
        verdict="missed" if judged else None,
        prospects=tuple(Prospect(confidence=confidence, right=right) for confidence, right in ladder),
    )


def curve_of(*ladders: Ladder) -> RiskCurve:
    return risk_curve(map(judgement, ladders))


CURVE = curve_of([(0.2, False), (0.6, True)], [(0.4, False)], [(0.8, True)], [])


@pytest.mark.parametrize(
    ("threshold", "coverage", "risk", "wrong"),
    [
        (0.0, 0.75, 2 / 3, 0.5),
        (0.2, 0.75, 2 / 3, 0.5),
        (0.3, 0.75, 1 / 3, 0.25),
        (0.4, 0.75, 1 / 3, 0.25),
        (0.41, 0.5, 0.0, 0.0),
        (0.7, 0.25, 0.0, 0.0),
        (0.9, 0.0, None, 0.0),
    ],
)
def test_a_question_is_answered_by_the_first_answer_that_is_sure_enough(
    threshold: float, coverage: float, risk: float | None, wrong: float
) -> None:
    point = CURVE.at(threshold)
    assert (point.threshold, point.coverage, point.wrong) == (threshold, coverage, wrong)
    assert point.risk == (None if risk is None else pytest.approx(risk, abs=1e-4))


def test_the_area_is_the_mean_risk_over_the_coverages_reached() -> None:
    # The widest coverage, 0.75, is reached at three thresholds; of its last quarter the least risk counts.
    assert CURVE.area == pytest.approx(1 / 3 * 1 / 3, abs=1e-4)
    assert curve_of([(0.9, True)], [(0.8, False)]).area == pytest.approx((0 + 1 / 2) / 2)
    assert curve_of([(0.8, True)], [(0.9, False)]).area == pytest.approx((1 + 1 / 2) / 2)


def test_the_lowest_threshold_that_keeps_within_a_risk() -> None:
    for of, limit, threshold in (("wrong", 0.25, 0.4), ("wrong", 0.1, 0.6), ("risk", 0.34, 0.4), ("risk", 0.7, 0.0)):
        point = CURVE.within(limit, "wrong" if of == "wrong" else "risk")
        assert point is not None
        assert point.threshold == threshold
    assert curve_of([(0.9, False)]).within(0.5, "risk") is None


def test_nothing_answered_has_no_area_and_what_is_not_judged_does_not_count() -> None:
    empty = risk_curve([judgement([]), judgement([(0.9, True)], judged=False)])
    assert (empty.n, empty.area) == (1, None)
    assert empty.at(0.0).coverage == 0
    assert risk_curve([]).at(0.5).coverage == 0


SURE = st.integers(0, 20).map(lambda part: part / 20)
LADDERS = st.lists(st.lists(st.tuples(SURE, st.booleans()), max_size=4, unique_by=lambda step: step[0]).map(sorted))


@given(LADDERS, SURE)
def test_the_curve_is_what_counting_at_each_threshold_gives(ladders: list[Ladder], threshold: float) -> None:
    given = [next((right for sure, right in ladder if sure >= threshold), None) for ladder in ladders]
    curve = curve_of(*ladders)
    point = curve.at(threshold)
    assert point.coverage * curve.n == pytest.approx(sum(right is not None for right in given), abs=1e-3 * curve.n)
    assert point.wrong * curve.n == pytest.approx(given.count(False), abs=1e-3 * curve.n)
    assert [one.coverage for one in curve.points] == sorted((one.coverage for one in curve.points), reverse=True)
