"""Filters: each lets through what it means and nothing else, and says what there is where it can mean nothing."""

from __future__ import annotations

import pytest

from qa.filters import UnknownFilter, Wanted, filtered
from qa.shelf import Shelf
from tests.qa.made import figure
from tests.qa.shelved import shelf_of

SHELF = shelf_of("aoba.txt", "minato.txt")


def printed(doc: str = "aoba.txt", **wanted: str) -> list[str]:
    return [figure.printed for figure in filtered(SHELF, Wanted(**wanted), [doc])]


def test_without_filters_everything_is_there() -> None:
    assert filtered(SHELF, Wanted()) == list(SHELF.figures)
    assert filtered(SHELF, Wanted("", "", "", "", "")) == list(SHELF.figures)


def test_documents_narrow() -> None:
    docs = {f.source.doc for f in filtered(SHELF, Wanted(), ["minato.txt"]) if f.source}
    assert docs == {"minato.txt"}
    assert filtered(SHELF, Wanted(), []) == []


@pytest.mark.parametrize("metric", ["operating income", "operating profit", "EBIT"])
def test_a_metric_is_met_by_every_name_of_it(metric: str) -> None:
    assert printed(metric=metric) == ["50", "(60)", "71", "83", "95", "104"]
    assert printed(metric="kites") == []


@pytest.mark.parametrize("subject", ["sailing boats", "Sailing Boat", "boats sailing"])
def test_a_subject_is_met_in_a_label_too(subject: str) -> None:
    assert printed(subject=subject) == ["1,000", "1,400"]
    assert printed(subject=subject, period="1H31") == ["1,400"]


def test_a_known_subject_is_the_only_one() -> None:
    sold = figure(metric="sales of kayaks", subject="boats", context=("sales of kayaks",))
    shelf = Shelf(SHELF.documents, [sold], SHELF.engines)
    assert filtered(shelf, Wanted(subject="boat")) == [sold]
    assert filtered(shelf, Wanted(subject="kayaks")) == []
    assert filtered(shelf, Wanted(metric="kayak sales")) == [sold]


@pytest.mark.parametrize("period", ["2Q31", "second quarter of FY2031", "July to September 2031"])
def test_a_period_is_met_in_any_wording(period: str) -> None:
    assert printed(period=period) == ["1,310", "104", "61"]


@pytest.mark.parametrize("unit", ["JPY", "jpy", "yen", "JPY million"])
def test_a_unit_is_met_in_any_wording(unit: str) -> None:
    found = filtered(SHELF, Wanted(unit=unit))
    assert found
    assert {figure.unit for figure in found} == {"JPY"}
    assert len(found) == sum(figure.unit == "JPY" for figure in SHELF.figures)


def test_status() -> None:
    for status in ("actual", "Actual", "change", "target"):
        assert {f.status for f in filtered(SHELF, Wanted(status=status))} <= {status.lower()}
    assert sum(len(filtered(SHELF, Wanted(status=s))) for s in ("actual", "change", "target")) == len(SHELF.figures)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(unit="doubloons"), r"no figure has the unit 'doubloons'; there are JPY"),
        (Wanted(status="rumour"), "'rumour' is no status; there are actual, target, change"),
        (Wanted(period="soon"), r"'soon' names no period; there are figures for .*1H31.* more$"),
    ],
)
def test_what_no_figure_can_be_is_said_with_what_there_is(wanted: Wanted, said: str) -> None:
    with pytest.raises(UnknownFilter, match=said):
        filtered(SHELF, wanted)


def test_a_period_that_nothing_is_stated_for_is_no_error() -> None:
    assert filtered(SHELF, Wanted(period="3Q2077")) == []
