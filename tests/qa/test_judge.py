"""Verdicts, case by case: what a gold line says, what was answered, and what that is worth."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qa.judge import found_at, judge, plain, supported
from qa.model import Answer, Period
from tests.qa.made import SILENCE, answer, figure, gold, gold_figure, passage

JUNE = Period(start=date(2031, 6, 1), end=date(2031, 6, 30))
LAST_DAY = Period(start=date(2031, 9, 30), end=date(2031, 9, 30))
HALF = Period(start=date(2031, 4, 1), end=date(2031, 9, 30))
OTHER = [figure("1"), figure("2"), figure("3")]
WORDS: dict[str, Any] = {"figures": [], "texts": [["Setana", "the northern port"], ["2031"]]}

VERDICTS = [
    ("the figure asked for", {}, answer(figure()), "right"),
    ("silence on an answerable question", {}, SILENCE, "missed"),
    ("silence on an unanswerable one", {"status": "not_found", "figures": [], "evidence": []}, SILENCE, "right"),
    ("an answer to an unanswerable one", {"status": "not_found", "figures": []}, answer(figure()), "wrong"),
    ("another value", {}, answer(figure("180000000")), "wrong"),
    ("the sign turned", {}, answer(figure("-250000000")), "wrong"),
    ("millions for yen", {}, answer(figure("250")), "wrong"),
    ("no figure", {}, answer(), "wrong"),
    ("within rounding", {}, answer(figure("250149000")), "right"),
    ("beyond rounding", {}, answer(figure("250151000")), "wrong"),
    ("nothing for nothing", {"figures": [gold_figure(value=0)]}, answer(figure("0")), "right"),
    ("something for nothing", {"figures": [gold_figure(value=0)]}, answer(figure("1")), "wrong"),
    ("an alternative value", {"figures": [gold_figure(alt_values=[180e6])]}, answer(figure("180000000")), "right"),
    ("another unit", {}, answer(figure(unit="USD")), "wrong"),
    ("the unit's other spelling", {}, answer(figure(unit="Yen")), "right"),
    ("points for a percentage", {"figures": [gold_figure(value=5, unit="%")]}, answer(figure("5", "pt")), "right"),
    (
        "any word for a count",
        {"figures": [gold_figure(value=5, unit="boats")]},
        answer(figure("5", "vessels")),
        "right",
    ),
    ("money for a count", {"figures": [gold_figure(value=5, unit="boats")]}, answer(figure("5", "JPY")), "wrong"),
    ("an alternative unit", {"figures": [gold_figure(alt_units=["USD"])]}, answer(figure(unit="usd")), "right"),
    ("the wrong headline", {}, answer(figure("1"), figure()), "wrong"),
    (
        "a gold figure that wasn't required as headline",
        {"figures": [gold_figure(), gold_figure(value=1, required=False)]},
        answer(figure("1"), figure()),
        "right",
    ),
    ("two foreign figures", {}, answer(figure(), *OTHER[:2]), "right"),
    ("three foreign figures", {}, answer(figure(), *OTHER), "wrong"),
    (
        "one of two required figures",
        {"figures": [gold_figure(), gold_figure(value=180e6)]},
        answer(figure()),
        "wrong",
    ),
    ("the wrong period is still the right figure", {}, answer(figure(period=JUNE)), "right"),
    ("the words asked for", WORDS, answer(text="In 2031, the  Northern **port**"), "right"),
    ("one of the words", WORDS, answer(text="In 2031"), "wrong"),
    ("too many words", WORDS, answer(text="Setana 2031 " + "and so on " * 60), "wrong"),
    ("many words where none were asked for", {}, answer(figure(), text="and so on " * 70), "right"),
    ("figures in an answer in words", WORDS, answer(*OTHER, text="Setana, 2031"), "right"),
]


@pytest.mark.parametrize(("fields", "given", "verdict"), [case[1:] for case in VERDICTS], ids=[c[0] for c in VERDICTS])
def test_verdict(fields: dict[str, Any], given: Answer, verdict: str) -> None:
    judged = judge(gold(**fields), given)
    assert judged.verdict == verdict
    assert bool(judged.reasons) == (verdict != "right")


PERIODS = [
    ("the period", {}, figure(), True),
    ("the month's last day for the month", {}, figure(period=LAST_DAY), True),
    ("the half year that ends there", {}, figure(period=HALF), False),
    ("another month", {}, figure(period=JUNE), False),
    ("no period", {}, figure(period=None), False),
    ("an alternative period", {"alt_periods": [["2031-06-01", "2031-06-30"]]}, figure(period=JUNE), True),
    ("no period asked for", {"period_start": None, "period_end": None}, figure(period=JUNE), None),
]


@pytest.mark.parametrize(("fields", "given", "period"), [case[1:] for case in PERIODS], ids=[c[0] for c in PERIODS])
def test_period(fields: dict[str, Any], given: Any, period: bool | None) -> None:
    assert judge(gold(figures=[gold_figure(**fields)]), answer(given)).period is period


def test_only_right_answers_have_a_right_period() -> None:
    assert judge(gold(), answer(figure("1"))).period is None


BOTH = [{"doc": "boats.txt", "quote": "250"}, {"doc": "boats.txt", "quote": "kites"}]
ONE_NEED = [{**BOTH[0], "need": "a"}, {**BOTH[1], "need": "a"}]
SUPPORT = [
    ("any one of two quotes", BOTH, "any", True),
    ("all of two quotes", BOTH, "all", False),
    ("one quote for the one need", ONE_NEED, "all", True),
    ("no need met", [{**BOTH[0], "need": "a"}, {**BOTH[1], "need": "b"}], "all", False),
    ("another document's quote", [{"doc": "kites.txt", "quote": "250"}], "any", False),
    ("a quote with other spaces and case", [{"doc": "boats.txt", "quote": "over\tjpy  250"}], "any", True),
    ("no evidence to hold", [], "any", True),
]


@pytest.mark.parametrize(("evidence", "mode", "holds"), [case[1:] for case in SUPPORT], ids=[c[0] for c in SUPPORT])
def test_support(evidence: list[dict[str, str]], mode: str, holds: bool) -> None:
    assert supported([passage(doc="in/boats.txt")], gold(evidence=evidence, evidence_mode=mode)) is holds


def test_found_at_counts_the_passages_needed_for_all_evidence() -> None:
    wanted = gold(evidence=[{"doc": "a", "quote": "x"}, {"doc": "b", "quote": "y"}], evidence_mode="all")
    ranked = [passage("x", "a"), passage("x", "b"), passage("y", "b")]
    assert found_at(ranked, wanted) == 3
    assert found_at(ranked[:2], wanted) == 0


def test_a_right_answer_without_its_evidence_is_not_cited() -> None:
    assert judge(gold(), answer(figure())).cited is True
    assert judge(gold(), answer(figure(), citations=(passage("something else"),))).cited is False
    assert judge(gold(), answer(figure("1"))).cited is False


def test_what_a_line_does_not_say_is_not_judged() -> None:
    bare = judge(gold(status=None, figures=None, texts=None, evidence=None), answer(figure()))
    assert (bare.verdict, bare.cited, bare.found_at, bare.period) == (None, None, None, None)
    located = judge(gold(figures=None, texts=None), answer(figure()))
    assert (located.verdict, located.cited, located.found_at) == (None, None, 1)


def test_plain_text_has_no_markup_and_single_spaces() -> None:
    assert plain(" **JPY**\t1,500\n| per `share` ") == "jpy 1,500 per share"
