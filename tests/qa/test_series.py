"""Series: the periods that a question asks for, and one thing over them; each line of the examples is a test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qa.answer import one_figure
from qa.derive import implication
from qa.inquiry import Inquiry
from qa.model import Figure, FiscalCalendar, Period
from qa.periods import name_of
from qa.series import amount_at, asks_for_each, kin, rightly_labelled, series
from qa.timeline import run_of
from tests.qa.made import figure
from tests.qa.shelved import examples, shelf_of

CALENDAR = FiscalCalendar(3, "start")
THRESHOLD = 0.3


@pytest.mark.parametrize("example", examples("timeline.jsonl"), ids=lambda example: example["text"])
def test_run_of_periods(example: dict[str, Any]) -> None:
    run = run_of(example["text"], CALENDAR)
    assert [name_of(asked.period, CALENDAR) for asked in run.asked] == example["periods"]
    assert run.enumerated == example["enumerated"]
    assert run.last == example.get("last", 0)
    assert str(run.since or "") == example.get("since", "")
    assert str(run.until or "") == example.get("until", "")
    assert run.grain == example.get("grain", run.grain)


@pytest.mark.parametrize("example", examples("series.jsonl"), ids=lambda example: example["question"])
def test_series(example: dict[str, Any]) -> None:
    made = series(Inquiry(example["question"], shelf_of("aoba.txt")), THRESHOLD)
    if example["values"] is None:
        assert made is None
        return
    assert made is not None
    assert [figure.value / 10**6 for figure in made.figures] == example["values"]
    assert made.text == example.get("text", made.text)
    assert made.notes == ((f"Nothing found for {example['gap']}.",) if "gap" in example else ())
    assert made.citations


def test_a_series_is_in_order_of_time_and_cites_what_it_says() -> None:
    shelf = shelf_of("aoba.txt")
    made = series(Inquiry("orders of kayaks at September 2031, March 2031 and June 2031", shelf), THRESHOLD)
    assert made is not None
    ends = [figure.period.end for figure in made.figures if figure.period]
    assert ends == sorted(ends)
    for stated in made.figures:
        assert stated.source is not None
        assert shelf.document("aoba.txt").text[stated.source.start : stated.source.end] == stated.printed
        assert any(p.start <= stated.source.start < p.end for p in made.citations)


@pytest.mark.parametrize(
    ("value", "scale", "said"),
    [
        ("49800000000", 10**6, "JPY 49,800 million"),
        ("57055000000", 10**9, "JPY 57.055 billion"),
        ("0", 10**6, "JPY 0 million"),
    ],
)
def test_amounts_at_one_scale(value: str, scale: int, said: str) -> None:
    assert amount_at(figure(value, qualifier=None), scale) == said


def _of(value: str = "100", unit: str = "JPY", metric: str = "sales", days: int = 90) -> Figure:
    period = Period(start=date.fromordinal(date(2031, 6, 30).toordinal() - days + 1), end=date(2031, 6, 30))
    return figure(value, unit, period, metric=metric)


def test_kin_prefers_like_labels_units_sizes_and_lengths() -> None:
    one = _of()
    assert kin(one, _of("120")) > kin(one, _of("120", metric="sales of boats")) > kin(one, _of("120", metric="orders"))
    assert kin(one, _of("120")) > kin(one, _of("120000"))
    assert kin(one, _of("120")) > kin(one, _of("120", days=365))
    assert kin(one, _of("120", unit="%")) == 0
    assert kin(one, _of(str(Decimal(0)))) == kin(one, _of("120"))


def test_one_figure_is_doubted_where_several_are_asked_for() -> None:
    shelf = shelf_of("aoba.txt")
    each, one = (
        Inquiry("orders of kayaks at March 2031, June 2031 and September 2031", shelf),
        Inquiry("orders of kayaks at September 2031", shelf),
    )
    assert asks_for_each(each)
    assert not asks_for_each(one)
    made = one_figure(each, 0.0)
    assert made is not None
    assert made.confidence < each.candidates[0].probability


def test_an_opening_balance_is_carried_forward() -> None:
    made = series(Inquiry("cash at March 31, 2049, 2050 and 2051", shelf_of("group.txt")), 0.0)
    assert made is not None
    assert [figure.printed for figure in made.figures] == ["1,010", "1,250", "1,530"]


def test_a_wrong_label_counts_less() -> None:
    inquiry = Inquiry("net cash used in financing activities in 1H41", shelf_of("yamabuki_release.txt"))
    [choice] = rightly_labelled(inquiry, [inquiry.candidates])
    before, after = (
        {c.figure.printed: c.probability for c in of if inquiry.shelf.is_mislabelled(c.figure)}
        for of in (inquiry.candidates, choice)
    )
    assert before
    assert all(after[printed] < before[printed] for printed in before)


def test_an_open_series_keeps_to_likely_figures() -> None:
    run_up = Inquiry("orders of kayaks quarter by quarter, up to June 2031", shelf_of("aoba.txt"))
    assert run_up.question.status is None
    assert asks_for_each(run_up)


def test_the_figures_of_an_open_series_share_what_is_probable() -> None:
    text, shelf = "rental business revenue by quarter{} up to June 2041", shelf_of("pumps.txt")
    plain, since = (series(Inquiry(text.format(said), shelf), 0.0) for said in (",", " since it was bought,"))
    assert plain is not None
    assert since is not None
    assert [one.value for one in since.figures] == [one.value for one in plain.figures]
    assert len(since.figures) == 5
    assert plain.confidence == since.confidence > 0.5


def test_a_sum_of_periods_is_no_series() -> None:
    for asks in ("Add up the two quarters of 1H31:", "Foot the quarters of 1H31:"):
        assert series(Inquiry(f"{asks} orders of kayaks", shelf_of("aoba.txt")), 0.0) is None


def test_a_series_is_of_one_row_where_that_has_all_of_it() -> None:
    shelf = shelf_of("pumps.txt")
    made = series(Inquiry("rental business revenue by quarter from 1Q40 through 1Q41", shelf), THRESHOLD)
    assert made is not None
    assert [figure.printed for figure in made.figures] == ["106", "123", "125", "164", "244"]


def test_a_series_is_not_answered_by_one_figure_that_follows_from_others() -> None:
    inquiry = Inquiry("ticket sales in each quarter of the half to September 2040", shelf_of("minato.txt"))
    assert implication(inquiry, 0.0) is None
