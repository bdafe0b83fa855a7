"""Which figure answers: on made-up companies, and what holds of all candidates."""

from __future__ import annotations

from datetime import date

import pytest

from index import LocalEngine
from qa.bind import MIN_PERIOD, _version, agrees, fact_groups, significant
from qa.explain import explanation
from qa.inquiry import Inquiry
from qa.model import Period
from qa.prospects import Prospects
from qa.question import parse
from qa.rounding import step
from qa.shelf import Shelf
from tests.qa.made import figure
from tests.qa.shelved import shelf_of

COMPANIES = ("aoba.txt", "kayaks.txt", "minato.txt")
ODD = [
    "the of and",
    "???",
    "2Q31",
    "operating income",
    "how many?",
    "売上高",
    "list",
    "who?",
    "Zorblax revenue by quarter",
]


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("What was operating income in 2Q31?", "104"),
        ("operating profit of 2Q30", "(60)"),
        ("monthly orders of kayaks in September 2031", "31"),
        ("revenue of sailing boats in 1H31", "1,400"),
        ("total assets in March 2041", "9,800"),
        ("target for operating income in FY2041", "0.8"),
        ("the # of vessels in service as of March 31, 2041", "37"),
    ],
)
def test_the_likeliest_figure(question: str, printed: str) -> None:
    found = Inquiry(question, shelf_of(*COMPANIES)).candidates
    assert found[0].figure.printed == printed
    assert found[0].probability > 0.5


def test_candidates_are_of_the_period_and_share_at_most_one() -> None:
    inquiry = Inquiry("operating income in 2Q31", shelf_of(*COMPANIES))
    found = inquiry.candidates
    assert [c.probability for c in found] == sorted((c.probability for c in found), reverse=True)
    assert sum(c.share for c in found) <= 1
    assert all(c.share <= c.probability + 1e-9 for c in found)
    assert all(c.features["period"] >= MIN_PERIOD for c in found)


def test_only_the_documents_named_are_asked() -> None:
    shelf = shelf_of(*COMPANIES)
    of = {c.figure.source and c.figure.source.doc for c in Inquiry("total revenues", shelf, ["aoba.txt"]).candidates}
    assert of == {"aoba.txt"}
    assert Inquiry("total revenues", shelf, []).candidates == []


@pytest.mark.parametrize("question", ODD)
@pytest.mark.parametrize("names", [(), ("aoba.txt",)], ids=["no document", "one document"])
def test_odd_questions_are_answered_or_not_but_never_fail(question: str, names: tuple[str, ...]) -> None:
    shelf = shelf_of(*names)
    made = Prospects(Inquiry(question, shelf)).at()
    assert 0 <= made.confidence <= 1
    assert explanation(Inquiry(question, shelf)).question == made.question
    if not names:
        assert (made.status, made.passages) == ("not_found", ())


def test_documents_without_figures_are_quoted() -> None:
    whole = shelf_of("aoba.txt")
    bare = Shelf(whole.documents, [], whole.engines._replace(labels=LocalEngine.build([], None)))
    assert Inquiry("operating income in 2Q31", bare).candidates == []
    assert "Uzuki yard" in Prospects(Inquiry("which yard is leased?", bare)).at().text


def test_figures_agree_within_the_rounding_of_the_coarser() -> None:
    exact = figure("1612000000", scale=10**6, printed="1,612")
    rounded = figure("1600000000", scale=10**9, printed="1.6")
    other = figure("1700000000", scale=10**9, printed="1.7")
    assert agrees(exact, rounded)
    assert not agrees(exact, other)
    assert not agrees(exact, figure("1612000000", unit="USD", scale=10**6, printed="1,612"))
    assert not agrees(exact, exact.model_copy(update={"period": None}))
    quarter = Period(start=date(2031, 7, 1), end=date(2031, 9, 30))
    assert not agrees(exact, exact.model_copy(update={"period": quarter}))
    assert fact_groups([exact, other, rounded]) == [0, 1, 0]


def test_few_digits_agree_only_under_labels_that_may_name_one_thing() -> None:
    coarse = figure("400000000", scale=10**9, printed="0.4", metric="Operating income", subject=None)
    tax = figure("425000000", scale=10**6, printed="425", metric="Income tax expense", subject=None)
    profit = figure("436000000", scale=10**6, printed="436", metric="Operating profit", subject=None)
    assert fact_groups([coarse, tax, profit]) == [0, 1, 0]
    assert agrees(tax, tax.model_copy(update={"metric": "Taxes paid"}))


@pytest.mark.parametrize(
    ("printed", "scale", "place", "digits"),
    [("1,612", 10**6, 1e6, 4), ("(0.60)", 1, 0.01, 2), ("△1.5%", 1, 0.1, 2), ("007", 1, 1.0, 1), ("0", 1, 1.0, 0)],
)
def test_the_precision_of_print(printed: str, scale: int, place: float, digits: int) -> None:
    one = figure(printed=printed, scale=scale)
    assert float(step(one)) == pytest.approx(place)
    assert significant(one) == digits


@pytest.mark.parametrize(
    ("question", "printed", "feature", "value"),
    [
        ("revenue in 1H31", "800", "part", 1),  # of a segment, where the whole is asked for
        ("revenue in 1H31", "2,510", "part", 0),
        ("revenue of motor boats in 1H31", "800", "part", 0),
        ("revenue in 1H31", "800", "under metric", 1),
        ("cost of sales in 1H31", "800", "under other", 1),
        ("cost of sales in 1H31", "800", "under metric", 0),
    ],
)
def test_parts_and_what_stands_under_other_metrics(question: str, printed: str, feature: str, value: float) -> None:
    found = Inquiry(question, shelf_of(*COMPANIES)).candidates
    assert {one.features[feature] for one in found if one.figure.printed == printed} == {value}


def test_a_result_is_met_by_its_name_below_nil() -> None:
    best = Inquiry("operating result of the rental business, 2Q40", shelf_of("pumps.txt")).candidates[0]
    assert (best.figure.printed, best.features["own metric"], best.features["other metric"]) == ("(140)", 1, 0)


def test_a_joint_label_is_that_of_neither_metric_alone() -> None:
    shelf = shelf_of("pumps.txt")
    for question, joined in (
        ("research and development expenses in 1Q41", 1),
        ("operating loss of rentals in 1Q41", 0),
    ):
        found = Inquiry(question, shelf).candidates
        assert found[0].features["joined"] == joined


@pytest.mark.parametrize("leaving_out", ["Stripping out Heron, what were", "Leaving aside Heron, what were"])
def test_what_a_question_leaves_out_is_no_candidate(leaving_out: str) -> None:
    inquiry = Inquiry(f"{leaving_out} expenses in 1Q41?", shelf_of("pumps.txt"))
    found = inquiry.candidates
    assert [term.name for term in inquiry.question.excluded] == ["heron"]
    assert all(one.features["left out"] < 1 for one in found)
    assert "731" in {one.figure.printed for one in found}


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("Previous Target", "original"),
        ("Revenues New Target", "revised"),
        ("JPY 69 billion, down JPY 4 billion from previous target", ""),
        ("Revised", "revised"),
        ("New subsidiaries", ""),
    ],
)
def test_which_version_a_heading_names(words: str, version: str) -> None:
    found = figure(context=("Revenues", words, "Revised target for FY2031"), status="target")
    said = _version(parse("initial sales target of FY2031"), found)
    assert said == {"original": 1.0, "revised": 0.0, "": 0.0}[version]
    assert _version(parse("revised sales target of FY2031"), found) == 1 - said


def test_a_change_is_no_level_of_the_same_number() -> None:
    level, change = figure(), figure(status="change")
    assert agrees(level, level)
    assert not agrees(level, change)
