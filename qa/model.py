"""The nouns of kessan: what a document is made of, and what an answer is made of.

Values never change once made. Everything that came out of a document knows its ``[start, end)`` in the
document's text, so ``document.text[start:end]`` is what a person would see there, to the letter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, PlainSerializer

BlockKind = Literal["paragraph", "bullet", "table", "unit", "furniture"]
Status = Literal["actual", "target", "change"]


# -- documents ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that belongs together: a paragraph, one bullet, a whole table, a unit line, page furniture.

    ``level`` is the nesting depth of a bullet, 0 for the outermost; other kinds have level 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """One slide of a deck, or one headed section of a release.

    ``path`` holds the titles of the headings that enclose the section, outermost first, without its own.
    ``page`` counts from 1 and is None where the format has no pages.
    """

    title: str
    start: int
    end: int
    blocks: tuple[Block, ...]
    path: tuple[str, ...] = ()
    page: int | None = None


class Leaf(NamedTuple):
    """A page, slide or sheet: ``text[start:end]``, empty where nothing is written on it.

    ``page`` is the number by which a person turns to it, None where it has none. A leaf with a ``title`` is a section
    of its own; without one it goes on with the section before.
    """

    start: int
    end: int
    page: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """How a company cuts time: ``last_month`` of its fiscal year (1-12), and the calendar year that names it.

    With last month 3, "FY2011" runs from April 2011 where years are ``named_for`` their "start", and from
    April 2010 where they are named for their "end".
    """

    last_month: int = 12
    named_for: Literal["start", "end"] = "end"
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file and what reading it found. ``name`` is the file name, by which users speak of it.

    ``leaves`` are its pages, slides or sheets in order, none where it has none. ``sha256`` is the file's.
    ``warnings`` say what in it could not be read, as whole clauses that name the place.
    """

    name: str
    text: str
    title: str
    company: str
    date: dt.date | None
    calendar: FiscalCalendar
    sections: tuple[Section, ...]
    sha256: str
    warnings: tuple[str, ...] = ()
    leaves: tuple[Leaf, ...] = ()

    def section_at(self, offset: int) -> Section:
        """The section that holds the character at ``offset``; raises ValueError outside of every section."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section
        raise ValueError(f"{self.name}: no section holds offset {offset}")

    def leaf_at(self, offset: int) -> Leaf | None:
        """The page, slide or sheet that holds the character at ``offset``; None where there is none."""
        return next((leaf for leaf in self.leaves if leaf.start <= offset < leaf.end), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text's [start, end) in the document, and its place in the grid from 0."""

    text: str
    start: int
    end: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. ``rows[r][c]`` is a Cell; rows may differ in length."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


# -- answers -----------------------------------------------------------------------------------------------


def as_number(value: Decimal) -> int | float:
    """A decimal as the plainest JSON number that holds it."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(as_number, return_type=int | float, when_used="json")]


class Value(BaseModel):
    """Base of everything that crosses the programme's edge: immutable, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(Value):
    """A date interval, both ends included, and the name it was given. A point in time has start = end."""

    start: dt.date
    end: dt.date
    label: str = ""

    @property
    def days(self) -> int:
        """Length in days; a point in time has 1."""
        return (self.end - self.start).days + 1


class Source(Value):
    """Where a figure's digits stand. ``marks`` are the [start, end) of the words that give it its meaning:
    row header, column header, unit line."""

    doc: str
    start: int
    end: int
    section: str
    page: int | None = None
    marks: tuple[tuple[int, int], ...] = ()


class Derivation(Value):
    """How a figure follows from stated ones: a formula over ``a``, ``b``, … in the order of ``inputs``."""

    formula: str
    inputs: tuple[Figure, ...]


class Figure(Value):
    """A number that a document states (or that follows from such numbers), typed.

    ``value`` is in base units: yen rather than millions, 37.7 for 37.7 %. ``unit`` is an ISO 4217 code, "%",
    "pt", or the counting word as printed. ``scale`` is what one printed unit stands for. ``context`` holds the
    words that say what is counted, nearest first: row header, row groups, column header, caption, section.
    ``warnings`` say what had to be mended or is not in sight, as whole clauses: "read 1.600 as 1,600".
    """

    value: Number
    unit: str
    scale: int = 1
    printed: str
    qualifier: str | None = None
    metric: str = ""
    subject: str | None = None
    period: Period | None = None
    status: Status = "actual"
    source: Source | None = None
    derivation: Derivation | None = None
    context: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def places(self) -> int:
        """How many digits stand after the point in print."""
        return sum(ch.isdigit() for ch in self.printed.partition(".")[2])


class Passage(Value):
    """A unit of search: text that lies within one section. ``text`` is the document's, to the letter."""

    doc: str
    section: str
    page: int | None = None
    start: int
    end: int
    text: str
    score: float = 0.0


class Answer(Value):
    """What kessan says to a question. ``confidence`` is the probability that the answer is right."""

    id: str | None = None
    question: str
    status: Literal["answered", "not_found"]
    text: str
    confidence: float
    figures: tuple[Figure, ...] = ()
    spans: tuple[str, ...] = ()
    citations: tuple[Passage, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()
