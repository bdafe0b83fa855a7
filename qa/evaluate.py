"""Asks every question of a gold file, judges the answers, sums them up, and sets the run against an earlier one."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from qa.confidence import THRESHOLD
from qa.gold import GoldQuestion, text_of
from qa.judge import Judgement, Verdict, judge
from qa.measure import LeftOut, Measures, left_out, measures, split_of
from qa.model import Answer, Value
from qa.risk import RiskCurve, risk_curve


class Outlook(Protocol):
    """What may be answered to one question, as :class:`qa.prospects.Prospects`."""

    def at(self, threshold: float) -> Answer:
        """The answer at a threshold."""
        ...

    def __iter__(self) -> Iterator[Answer]:
        """The answers that some threshold would let through, each surer than the one before."""
        ...


class Answerer(Protocol):
    """Whatever answers questions: a library, or a stand-in for one."""

    def prospects(self, question: str, *, docs: Sequence[str] | None = None) -> Outlook:
        """What may be answered to a question, within some documents only where they are named."""
        ...


class Asked(NamedTuple):
    """A gold question, the answer it got, the seconds that took, and what it would have got at other thresholds."""

    gold: GoldQuestion
    answer: Answer
    seconds: float | None
    prospects: tuple[Answer, ...] = ()


class Change(Value):
    """A question whose verdict is not what it was."""

    id: str
    question: str
    before: Verdict | None
    after: Verdict | None
    reasons: tuple[str, ...] = ()


class Comparison(Value):
    """What changed since an earlier run, over the questions that both runs judged."""

    earlier: str
    compared: int
    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    others: tuple[Change, ...]


class Report(Value):
    """A run over a gold file: measures in all, by split and by category, and every judgement behind them.

    ``threshold`` was in force; ``risk`` is what other thresholds lead to (None in reports of older versions).
    """

    gold: str
    threshold: float = THRESHOLD
    overall: Measures
    splits: dict[str, Measures]
    categories: dict[str, Measures]
    left_out: tuple[LeftOut, ...]
    risk: RiskCurve | None = None
    judgements: tuple[Judgement, ...]
    against: Comparison | None = None


def ask_all(library: Answerer, questions: Iterable[GoldQuestion], threshold: float = THRESHOLD) -> Iterator[Asked]:
    """Ask each question in turn; the answers carry their gold line's id. What the other thresholds would have let
    through comes after, and is no part of the time."""
    for gold in questions:
        began = time.perf_counter()
        prospects = library.prospects(gold.question, docs=gold.docs or None)
        answer = prospects.at(threshold)
        seconds = time.perf_counter() - began
        yield Asked(gold, answer.model_copy(update={"id": gold.id}), seconds, tuple(prospects))


def report(gold: str, asked: Iterable[Asked], threshold: float = THRESHOLD) -> Report:
    """Judge and sum up a run at a threshold over the gold file named ``gold``."""
    judgements = tuple(judge(*one) for one in asked)
    return Report(
        gold=gold,
        threshold=threshold,
        overall=measures(judgements),
        splits=_by({one.id: split_of(one.id) for one in judgements}, judgements),
        categories=_by({one.id: one.category for one in judgements}, judgements),
        left_out=left_out(judgements),
        risk=risk_curve(judgements),
        judgements=judgements,
    )


def _by(group_of: Mapping[str, str], judgements: Iterable[Judgement]) -> dict[str, Measures]:
    groups: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        groups[group_of[judgement.id]].append(judgement)
    return {group: measures(groups[group]) for group in sorted(groups)}


def against(now: Report, earlier: Path, questions: Iterable[GoldQuestion]) -> Report:
    """The report with gains and losses against an earlier run's answers, or the report that was made of it.

    Answers are judged anew by the same gold questions; a report's verdicts stand. Raises OSError or ValueError
    where the earlier file can't be read.
    """
    before = _verdicts(earlier, questions)
    both = [one for one in now.judgements if before.get(one.id) and one.verdict]
    changes = [_change(one, before[one.id]) for one in both if one.verdict != before[one.id]]
    comparison = Comparison(
        earlier=earlier.name,
        compared=len(both),
        gains=tuple(change for change in changes if change.after == "right"),
        losses=tuple(change for change in changes if change.before == "right"),
        others=tuple(change for change in changes if "right" not in (change.before, change.after)),
    )
    return now.model_copy(update={"against": comparison})


def _change(judgement: Judgement, before: Verdict | None) -> Change:
    return Change(
        id=judgement.id,
        question=judgement.question,
        before=before,
        after=judgement.verdict,
        reasons=judgement.reasons,
    )


def _verdicts(earlier: Path, questions: Iterable[GoldQuestion]) -> dict[str, Verdict | None]:
    text = text_of(earlier)
    try:
        if _is_report(text):
            return {one.id: one.verdict for one in Report.model_validate_json(text).judgements}
        answers = [Answer.model_validate_json(line) for line in text.split("\n") if line.strip()]
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise ValueError(f"{earlier} is no run's answers or report: {fault['loc']}: {fault['msg']}") from None
    by_id = {answer.id: answer for answer in answers}
    return {gold.id: judge(gold, by_id[gold.id]).verdict for gold in questions if gold.id in by_id}


def _is_report(text: str) -> bool:
    try:
        whole = json.loads(text)
    except ValueError:
        return False
    return isinstance(whole, dict) and "judgements" in whole
