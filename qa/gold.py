"""Gold questions: what is asked, and what a right answer holds. One JSON object a line.

Only ``id`` and ``question`` must be there. What else a line leaves out is ``None`` here, so that a measure can
tell "nothing required" from "not said", and leave the line out and count it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator


def _or_empty(value: object) -> object:
    return () if value is None else value


Dates = Annotated[tuple[date | None, ...], Field(min_length=2)]
Words = Annotated[tuple[str, ...], BeforeValidator(_or_empty)]


class GoldValue(BaseModel):
    """Base of a gold line's parts: immutable; fields that no measure needs are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldFigure(GoldValue):
    """A figure that an answer may hold, and must hold where ``required``. Values in base units; dates inclusive."""

    value: float
    unit: str
    period_start: date | None = None
    period_end: date | None = None
    required: bool = True
    alt_values: Annotated[tuple[float, ...], BeforeValidator(_or_empty)] = ()
    alt_units: Words = ()
    alt_periods: Annotated[tuple[Dates, ...], BeforeValidator(_or_empty)] = ()


class Evidence(GoldValue):
    """A short exact piece of a document that bears the answer out. ``need`` names the operand it stands for."""

    doc: str
    quote: str
    need: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _need_as_text(cls, given: object) -> object:
        if isinstance(given, dict) and given.keys() & {"need", "group"}:
            return {**given, "need": str(given.get("need", given.get("group")))}
        return given


class GoldQuestion(GoldValue):
    """One line of a gold file. ``texts`` are groups of alternatives, one of each of which the answer must say."""

    id: str
    question: str = Field(pattern=r"\S")
    category: str = "uncategorised"
    status: Literal["answered", "not_found"] | None = None
    figures: tuple[GoldFigure, ...] | None = None
    texts: tuple[Annotated[tuple[str, ...], Field(min_length=1)], ...] | None = None
    evidence: tuple[Evidence, ...] | None = None
    evidence_mode: Literal["any", "all"] = "any"
    docs: Words = ()


def read_gold(path: Path) -> list[GoldQuestion]:
    """The questions of a gold file, in its order; raises ValueError naming the file, the line and what is amiss."""
    questions: list[GoldQuestion] = []
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            questions.append(_gold_line(line, f"{path}, line {number}"))
    if not questions:
        raise ValueError(f"{path} holds no question: write one JSON object a line, with at least id and question")
    _refuse_twins(path, questions)
    return questions


def text_of(path: Path) -> str:
    """The text of a UTF-8 file; raises OSError, or ValueError naming the file where it isn't one."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8 text: give a file with one JSON object a line") from None


def _gold_line(line: str, place: str) -> GoldQuestion:
    try:
        return GoldQuestion.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, fault["loc"])) or "line"
        raise ValueError(f"{place}: {field}: {fault['msg']}") from None


def _refuse_twins(path: Path, questions: list[GoldQuestion]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise ValueError(f"{path} has the id {question.id!r} twice: give each question an id of its own")
        seen.add(question.id)
