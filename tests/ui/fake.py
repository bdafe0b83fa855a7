"""A small library of made-up documents, for drawing pages without reading or searching anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from qa.checks import Failure
from qa.conflicts import Conflict, Fact
from qa.coverage import Coverage, coverage
from qa.explain import Explanation, Option, Slot, Trial
from qa.library import Changes, State, UnknownDocument
from qa.model import (
    Answer,
    Block,
    Derivation,
    Document,
    Figure,
    FiscalCalendar,
    Passage,
    Period,
    Section,
    Source,
)
from qa.progress import Progress, Step, silent
from tests.qa.made import FakeProspects

DECK = """Results for 2Q14
Aoba Ferries Corporation
Unit: JPY million

II-1. Revenue by route
\t2Q13\t1Q14\t2Q14
Northern route\t1,204\t1,250\t1,312
Island route\t310\t298\t(12)
-----\t-----\t-----\t-----
Total\t1,514\t1,548\t1,300

II-2. Freight
- Freight revenue for Sep. 2014 reached over JPY250 million, from JPY120 million for March 2014
  - Two new ships joined the fleet in July
"""

RELEASE = """Aoba Ferries Announces Results
Hakodate, November 7, 2014 - Aoba Ferries Corporation announced its results.

Outlook
We expect the island route to recover because the harbour at Setana reopens in spring.
"""

HOSTILE = """Notes <script>window.broken = true</script>
Costs were $5 and $6, *not* **bold**, `code`, [link](javascript:alert(1)) :red[red] <b>tag</b> &amp; \
<img src=x onerror="window.broken = true">
<script>window.broken = true</script>\t<b>2Q14</b>
Fee $x$\t$77
"""

SEPTEMBER = Period(start=date(2014, 9, 1), end=date(2014, 9, 30), label="Sep. 2014")
QUARTER = Period(start=date(2014, 7, 1), end=date(2014, 9, 30), label="2Q14")
QUARTER_BEFORE = Period(start=date(2014, 4, 1), end=date(2014, 6, 30), label="1Q14")
CALENDAR = FiscalCalendar(last_month=3, named_for="start", evidence="2Q14 (14/7~14/9)")


def document(name: str, text: str, titles: Sequence[str], when: date | None) -> Document:
    """A document whose sections begin at their titles, each one block."""
    starts = [text.index(title) for title in titles]
    ends = [*starts[1:], len(text)]
    sections = tuple(
        Section(title, start, end, (Block("paragraph", start + len(title), end),), page=page)
        for page, (title, start, end) in enumerate(zip(titles, starts, ends, strict=True), start=1)
    )
    return Document(name, text, titles[0], "Aoba Ferries Corporation", when, CALENDAR, sections, "0" * 64)


DOCUMENTS = (
    document("deck.txt", DECK, ["Results for 2Q14", "II-1. Revenue by route", "II-2. Freight"], date(2014, 11, 7)),
    document("release.txt", RELEASE, ["Aoba Ferries Announces Results", "Outlook"], date(2014, 11, 7)),
    document("hostile.txt", HOSTILE, ["Notes <script>window.broken = true</script>"], None),
)
TEXTS = {document.name: document.text for document in DOCUMENTS}


def source(doc: str, printed: str, marks: Iterable[str] = (), after: str = "") -> Source:
    """Where some digits first stand in a document, after some words, with the words that give them meaning."""
    text = TEXTS[doc]
    start = text.index(printed, text.index(after))
    section = next(d for d in DOCUMENTS if d.name == doc).section_at(start)
    begins = [text.index(mark, section.start) for mark in marks]
    places = tuple((begin, begin + len(mark)) for begin, mark in zip(begins, marks, strict=True))
    end = start + len(printed)
    return Source(doc=doc, start=start, end=end, section=section.title, page=section.page, marks=places)


def passage(doc: str, first: str, last: str, score: float = 1.0) -> Passage:
    """The text of a document from some words to others."""
    text = TEXTS[doc]
    start = text.index(first)
    end = text.index(last, start) + len(last)
    section = next(d for d in DOCUMENTS if d.name == doc).section_at(start)
    return Passage(
        doc=doc, section=section.title, page=section.page, start=start, end=end, text=text[start:end], score=score
    )


def million(printed: str, period: Period, found: Source | None, *, sign: int = 1, subject: str | None = None) -> Figure:
    """Revenue in yen, printed in millions."""
    digits = Decimal(printed.strip("()").replace(",", ""))
    return Figure(
        value=digits * sign * 10**6,
        unit="JPY",
        scale=10**6,
        printed=printed,
        metric="revenue",
        subject=subject,
        period=period,
        source=found,
        context=("revenue",),
    )


FREIGHT_SOURCE = source("deck.txt", "250", ["Freight revenue", "Sep. 2014"], after="over JPY")
FREIGHT = million("250", SEPTEMBER, FREIGHT_SOURCE, subject="freight")
FREIGHT = FREIGHT.model_copy(update={"qualifier": "over", "metric": "monthly revenue"})
NORTHERN = [
    million(printed, period, source("deck.txt", printed, ["Northern route", period.label]), subject="northern route")
    for printed, period in (("1,250", QUARTER_BEFORE), ("1,312", QUARTER))
]
ISLAND = million("(12)", QUARTER, source("deck.txt", "(12)", ["Island route", "2Q14"]), sign=-1, subject="island route")
LATER = Period(start=date(2015, 1, 1), end=date(2015, 3, 31), label="4Q14")
THIRD = NORTHERN[1].model_copy(update={"period": LATER, "value": Decimal(1400 * 10**6)})
FEE = Figure(value=Decimal(77), unit="USD", printed="$77", metric="fee $x$ <b>", source=source("hostile.txt", "77"))
HALF = Figure(
    value=Decimal(2562 * 10**6),
    unit="JPY",
    scale=10**6,
    printed="2,562",
    metric="revenue",
    subject="northern route",
    period=Period(start=date(2014, 4, 1), end=date(2014, 9, 30), label="1H14"),
    derivation=Derivation(formula="a + b", inputs=tuple(NORTHERN)),
)
FIGURES = [FREIGHT, *NORTHERN, ISLAND, FEE]

CONFLICT = Conflict(kind="conflict", versions=((NORTHERN[0],), (NORTHERN[1],)), why="nothing tells which is right")
FAILURE = Failure(check="total", figures=(ISLAND,), printed=ISLAND.value, expected=None, words="<b>Total</b> is off")

TABLE = passage("deck.txt", "Northern route", "(12)")
BULLET = passage("deck.txt", "- Freight revenue", "March 2014")
REASON = passage("release.txt", "We expect", "in spring.")
ATTACK = passage("hostile.txt", "Costs", "$77")
PASSAGES = (BULLET, TABLE, REASON, ATTACK)


def answered(text: str, *figures: Figure, cited: Sequence[Passage], **more: object) -> Answer:
    """An answer that cites some passages."""
    fields = {"question": "", "status": "answered", "confidence": 0.82, "passages": PASSAGES} | more
    return Answer.model_validate({**fields, "text": text, "figures": figures, "citations": tuple(cited)})


ANSWERS = {
    "freight": answered("over JPY 250 million", FREIGHT, cited=[BULLET], notes=("March 2014: JPY 120 million.",)),
    "northern": answered("1,250; 1,312", *NORTHERN, cited=[TABLE]),
    "every quarter": answered("1,250; 1,312; 1,400", *NORTHERN, THIRD, cited=[TABLE]),
    "island": answered("(12)", ISLAND, cited=[TABLE]),
    "half": answered("2,562", HALF, cited=[TABLE]),
    "why": answered("Because …", cited=[REASON], spans=("the harbour at Setana reopens in spring",)),
    "fee": answered("$77 <b>bold</b>", FEE, cited=[ATTACK], notes=("*no* <script>window.broken = true</script>",)),
}
NOTHING = Answer(
    question="",
    status="not_found",
    text="Not in these documents: no figure for the number of whales in <2Q14>.",
    confidence=0.7,
    passages=PASSAGES,
)


class FakeLibrary:
    """Answers by the first word that it knows in a question."""

    documents = DOCUMENTS

    def __init__(self, folder: Path = Path("nowhere")) -> None:
        self.folder = folder
        self.added: list[str] = []
        self.removed: list[str] = []
        self.refused: tuple[str, ...] = ()

    def document(self, name: str) -> Document:
        """A document by its name; of what was added too."""
        return next((of for of in DOCUMENTS if of.name == name), document(name, "Results", ["Results"], None))

    def original(self, name: str) -> Path:
        """None of the documents was ever a file."""
        raise UnknownDocument(name)

    def status(self) -> State:
        """What could not be read."""
        return State(folder=str(self.folder), documents=tuple(TEXTS), unreadable=self.refused)

    def remove(self, *names: str) -> None:
        """Remember what was to be removed."""
        self.removed += names

    def ask(self, question: str, *, docs: Sequence[str] | None = None, threshold: float = 0.5) -> Answer:
        """The answer made for a word of the question, or that there is none."""
        return self.prospects(question, docs=docs).at(threshold)

    def prospects(self, question: str, *, docs: Sequence[str] | None = None) -> FakeProspects:
        """The one answer that may be given, or none."""
        if "bad" in question:
            raise ValueError("A question must have *words*.")
        known = [answer for word, answer in ANSWERS.items() if word in question.lower()]
        return FakeProspects(question, known[:1], NOTHING)

    def explain(self, question: str, *, docs: Sequence[str] | None = None, threshold: float = 0.5) -> Explanation:
        """An explanation with a candidate of each kind."""
        first = Option(text="¥250 million", where="deck.txt", probability=0.72, slots={"words": 0.9}, why="ahead by it")
        second = Option(text="<b>$77</b>", where="deck.txt", probability=0.03, slots={"period": 0.4}, why="behind")
        return Explanation(
            question=question,
            slots=(Slot(name="about", held=question),),
            outcome=f"{threshold:.0%} is enough",
            trials=(Trial(way="one figure", text="¥250 million", confidence=0.82),),
            figures=(first, second),
            lines=(second,),
        )

    def figures(
        self,
        metric: str | None = None,
        period: str | None = None,
        docs: Sequence[str] | None = None,
        *,
        subject: str | None = None,
        unit: str | None = None,
        status: str | None = None,
    ) -> list[Figure]:
        """The figures whose measure and subject hold the words."""
        if period == "soon":
            raise ValueError("'soon' names no period; there are figures for *2Q14*")
        return [
            figure
            for figure in FIGURES
            if (metric or "") in figure.metric
            and (subject or "") in (figure.subject or "")
            and unit in (None, figure.unit)
            and status in (None, figure.status)
            and (not docs or (figure.source and figure.source.doc in docs))
        ]

    def coverage(self) -> list[Coverage]:
        """The coverage of each document by its figures."""
        of = {d.name: [f for f in FIGURES if f.source and f.source.doc == d.name] for d in DOCUMENTS}
        return [coverage(document, of[document.name]) for document in DOCUMENTS]

    def conflicts(self, docs: Sequence[str] | None = None) -> list[Conflict]:
        """One conflict in the deck."""
        return [] if docs and "deck.txt" not in docs else [CONFLICT]

    def fact(self, figure: Figure) -> Fact:
        """Of the freight figure, another that agrees with it."""
        return Fact(corroborating=(THIRD,) if figure == FREIGHT else ())

    def checks(self, docs: Sequence[str] | None = None) -> list[Failure]:
        """One failing check in the deck."""
        return [] if docs and "deck.txt" not in docs else [FAILURE]

    def add(self, paths: Sequence[Path], progress: Progress = silent) -> Changes:
        """Remember what was to be added; what is empty can't be read."""
        for number, path in enumerate(paths, start=1):
            progress(Step("documents read", number, len(paths), name=path.name))
        added = [path.name for path in paths if path.read_bytes()]
        self.added += added
        empty = {str(path): f"{path}: the file is empty" for path in paths if path.name not in added}
        return Changes(added=added, unreadable=empty)
