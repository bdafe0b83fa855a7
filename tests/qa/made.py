"""Made-up answers and gold lines, and a library that answers from a table: for tests that need no documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from qa.checks import Failure
from qa.conflicts import Conflict
from qa.gold import GoldQuestion
from qa.model import Answer, Figure, Passage, Period, Source

TEXT = "Sales of boats were over JPY 250 million in September 2031, after JPY 180 million in June."
SEPTEMBER = Period(start=date(2031, 9, 1), end=date(2031, 9, 30), label="Sep. 2031")


def figure(value: str = "250000000", unit: str = "JPY", period: Period | None = SEPTEMBER, **more: Any) -> Figure:
    """A figure of boats sold in September 2031, printed "250" in ``TEXT``."""
    start = TEXT.index("250")
    source = Source(doc="boats.txt", start=start, end=start + 3, section="Boats")
    fields = {"printed": "250", "scale": 10**6, "qualifier": "over", "metric": "sales", "subject": "boats"}
    return Figure.model_validate(
        {**fields, "value": Decimal(value), "unit": unit, "period": period, "source": source, **more}
    )


def passage(text: str = TEXT, doc: str = "boats.txt") -> Passage:
    """A passage at the start of a document."""
    return Passage(doc=doc, section="Boats", page=4, start=0, end=len(text), text=text, score=0.5)


def answer(*figures: Figure, **more: Any) -> Answer:
    """An answer with some figures that cites ``TEXT``."""
    fields = {"question": "?", "status": "answered", "text": "over JPY 250 million", "confidence": 0.8}
    found = {"citations": (passage(),), "passages": (passage(),)}
    return Answer.model_validate({**fields, **found, "figures": figures, **more})


SILENCE = Answer(question="?", status="not_found", text="The documents give no sales of kites.", confidence=0.1)


def gold(**more: Any) -> GoldQuestion:
    """A gold line that asks for the sales of boats in September 2031."""
    fields = {
        "id": "g1",
        "category": "prose_figure",
        "question": "boat sales in Sep 2031?",
        "status": "answered",
        "figures": [gold_figure()],
        "texts": [],
        "evidence": [{"doc": "boats.txt", "quote": "over JPY 250 million in September"}],
        "evidence_mode": "any",
    }
    return GoldQuestion.model_validate({**fields, **more})


def gold_figure(**more: Any) -> dict[str, Any]:
    """A gold line's figure: JPY 250 million in September 2031."""
    fields = {"value": 250000000, "unit": "JPY", "period_start": "2031-09-01", "period_end": "2031-09-30"}
    return {**fields, "required": True, **more}


class FakeProspects:
    """Some answers, each surer than the one before."""

    def __init__(self, question: str, answers: Sequence[Answer], silence: Answer = SILENCE) -> None:
        self.answers = [answer.model_copy(update={"question": question}) for answer in answers]
        self.silence = silence.model_copy(update={"question": question})

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.answers)

    def at(self, threshold: float) -> Answer:
        """The first that is sure enough."""
        return next((answer for answer in self.answers if answer.confidence >= threshold), self.silence)


class FakeLibrary:
    """Answers each question that it knows, is silent on the others, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, Answer | Sequence[Answer]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Sequence[str] | None]] = []

    def prospects(self, question: str, *, docs: Sequence[str] | None = None) -> FakeProspects:
        """The answers known for a question."""
        self.asked.append((question, docs))
        known = self.answers.get(question, ())
        given = [known] if isinstance(known, Answer) else known
        return FakeProspects(question, [answer for answer in given if answer.status == "answered"])

    def ask(self, question: str, *, docs: Sequence[str] | None = None, threshold: float = 0.5) -> Answer:
        """The answer known for a question."""
        return self.prospects(question, docs=docs).at(threshold)

    def search(self, query: str, *, k: int = 10, docs: Sequence[str] | None = None) -> list[Passage]:
        """The one passage, ``k`` times."""
        return [passage()] * k

    def figures(self, **_: object) -> list[Figure]:
        """The one figure, and one whose words are a spreadsheet's formula."""
        return [figure(), figure("-5", "contracts", None, metric="=HYPERLINK(1)", printed="-5", scale=1)]

    def conflicts(self) -> list[Conflict]:
        """One conflict over the one figure, and one over figures of another document."""
        twin = figure("251000000", qualifier=None, metric="=HYPERLINK(1)")
        source = twin.source.model_copy(update={"doc": "kites.txt"}) if twin.source else None
        far = twin.model_copy(update={"source": source})
        pairs = (((figure(),), (twin,)), ((far,), (far,)))
        return [Conflict(kind="conflict", versions=pair, why="nothing tells which is right") for pair in pairs]

    def checks(self) -> list[Failure]:
        """One failing check of the one figure."""
        return [Failure(check="total", figures=(figure(),), printed=Decimal(1), expected=None, words="It is off.")]
