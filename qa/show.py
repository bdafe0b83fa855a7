"""Answers, passages and figures as text for people in a terminal."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa.model import Answer, Figure, Passage, as_number
from qa.periods import in_words

CONTEXT = 160  # characters of a long line that are shown on either side of what is marked
TABLE_LIMIT = 40  # characters that a column of figures may take
HEADINGS = ("value", "unit", "metric", "subject", "period", "status", "source", "warnings")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: its ``width`` in columns, and whether the terminal shows bold and colour."""

    width: int = 80
    colour: bool = False

    def strong(self, text: str) -> str:
        """Text that stands out; plain where there is no colour."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def faint(self, text: str) -> str:
        """Text that stands back; plain where there is no colour."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour else text

    def mark(self, text: str) -> str:
        """The characters that an answer was read from: lit where there is colour, else between »«."""
        return f"\x1b[1;30;43m{text}\x1b[0m" if self.colour else f"»{text}«"


def answer_text(answer: Answer, style: Style) -> str:
    """The answer, its period, where it was read with the place marked, and the notes."""
    parts = [style.strong(_wrapped(answer.text, style))]
    periods = list(dict.fromkeys(_period_line(figure) for figure in answer.figures if figure.period))
    if periods:
        parts.append("Period: " + "; ".join(periods))
    if answer.status == "answered":
        parts.append(f"Confidence: {answer.confidence:.0%}")
    parts += ["", *_source_parts(answer, style)] if answer.citations else []
    if answer.notes:
        parts += ["", "Notes", *(_item(note, style) for note in answer.notes)]
    return "\n".join(parts)


def _period_line(figure: Figure) -> str:
    assert figure.period
    words, name = in_words(figure.period), clean(figure.period.label).strip()
    return f"{words} ({name})" if name and name != words else words


def _source_parts(answer: Answer, style: Style) -> Iterator[str]:
    yield "Source" if len(answer.citations) == 1 else "Sources"
    for number, passage in enumerate(answer.citations):
        if number:
            yield ""
        yield "  " + style.faint(place_of(passage))
        yield from (f"    {line}" for line in excerpt(passage, list(_marks(answer, passage)), style))


def _marks(answer: Answer, passage: Passage) -> Iterator[Run]:
    """What the answer took from a passage, as [start, end) within the passage's text."""
    for figure in with_operands(answer.figures):
        source = figure.source
        if source and source.doc == passage.doc and passage.start <= source.start and source.end <= passage.end:
            yield source.start - passage.start, source.end - passage.start
    for span in answer.spans:
        at = passage.text.find(span) if span else -1
        if at >= 0:
            yield at, at + len(span)


def with_operands(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Figures, each followed by those it was computed from."""
    for figure in figures:
        yield figure
        if figure.derivation:
            yield from with_operands(figure.derivation.inputs)


def place_of(passage: Passage) -> str:
    """Document, section, page and characters of a passage."""
    page = [f"page {passage.page}"] if passage.page else []
    return clean(" · ".join([passage.doc, passage.section, *page, f"characters {passage.start}-{passage.end}"]))


def excerpt(passage: Passage, marks: Sequence[Run], style: Style) -> list[str]:
    """The lines of a passage that hold a mark, or its first line where nothing is marked; long lines are cut."""
    lines: list[str] = []
    for start, line in _lines(passage.text):
        here = sorted({(a - start, min(b - start, len(line))) for a, b in marks if start <= a < start + len(line)})
        if here:
            lines += _wrapped_marked(line, _apart(here), style)
    return lines or textwrap.wrap(clean(passage.text.strip()), style.width - 4, max_lines=2, placeholder=" …")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line.rstrip("\r\n")
        start += len(line)


def _apart(runs: Iterable[Run]) -> list[Run]:
    """Sorted runs without those that begin inside an earlier one."""
    kept: list[Run] = []
    for run in runs:
        if not kept or run[0] >= kept[-1][1]:
            kept.append(run)
    return kept


def _wrapped_marked(line: str, marks: Sequence[Run], style: Style) -> list[str]:
    first, last = _around(line, marks[0][0], marks[-1][1])
    pieces, at = [], first
    for start, end in marks:
        pieces += [line[at:start], _OPEN, line[start:end], _CLOSE]
        at = end
    shown = clean("".join([*pieces, line[at:last]])).strip()
    whole = ("… " if first else "") + shown + (" …" if last < len(line) else "")
    return [_lit(part, style) for part in _carried(textwrap.wrap(whole, style.width - 4))]


def _around(line: str, start: int, end: int) -> Run:
    """Where to cut a line on either side of [start, end): at a gap between words."""
    first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(line))
    if first:
        first = max(line.find(" ", first, start) + 1, first)
    gap = line.rfind(" ", end, last)
    return first, gap if last < len(line) and gap > 0 else last


_OPEN, _CLOSE = (
    "\ue000",
    "\ue001",
)  # stand for marks while lines are wrapped; private characters of no width of their own


def _carried(lines: Iterable[str]) -> Iterator[str]:
    """Wrapped lines, with a mark that runs over a line's end closed there and opened anew on the next."""
    inside = False
    for line in lines:
        begun = _OPEN + line if inside else line
        inside = begun.rfind(_OPEN) > begun.rfind(_CLOSE)
        yield begun + _CLOSE if inside else begun


def _lit(line: str, style: Style) -> str:
    return re.sub(f"{_OPEN}(.*?){_CLOSE}", lambda found: style.mark(found[1]), line)


def clean(text: str) -> str:
    """Text that a terminal can't take for a command: tabs as gaps, and no control or direction characters."""
    return CONTROL.sub("", text.replace("\t", "  ").replace("\n", " "))


def _wrapped(text: str, style: Style) -> str:
    return "\n".join(textwrap.wrap(clean(text), style.width)) or "(nothing)"


def _item(text: str, style: Style) -> str:
    return textwrap.fill(clean(text), style.width, initial_indent="  - ", subsequent_indent="    ")


def passages_text(passages: Sequence[Passage], style: Style) -> str:
    """Ranked passages, best first."""
    blocks = []
    for rank, passage in enumerate(passages, 1):
        lines = textwrap.wrap(clean(passage.text.strip()), style.width - 4, max_lines=4, placeholder=" …")
        head = style.strong(f"{rank:2}  ") + style.faint(f"{place_of(passage)} · score {passage.score:.4f}")
        blocks.append("\n".join([head, *(f"    {line}" for line in lines)]))
    return "\n\n".join(blocks)


def state_text(state: Mapping[str, object]) -> str:
    """What a library holds, one thing a line; several things one below the other."""
    width = max(map(len, state), default=0) + 2
    lines: list[str] = []
    for name, value in state.items():
        several = value if isinstance(value, tuple | list) else (value,)
        heads = [name, *[""] * (len(several) - 1)] if several else []
        lines += [f"{head:{width}}{_plainly(one)}" for head, one in zip(heads, several, strict=True)]
    return "\n".join(lines)


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else clean(str(value))


def figures_text(figures: Sequence[Figure], style: Style) -> str:
    """Figures as a table: value in base units, what it measures, its period and where it stands."""
    rows = [HEADINGS, *map(_figure_row, figures)]
    widths = [min(max(columns(row[at]) for row in rows), TABLE_LIMIT) for at in range(len(rows[0]))]
    lines = ["  ".join(_padded(*pair) for pair in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([style.strong(lines[0]), *lines[1:]])


def _figure_row(figure: Figure) -> tuple[str, ...]:
    value = f"{as_number(figure.value):,}"
    source = f"{figure.source.doc}:{figure.source.start}" if figure.source else ""
    cells = (
        f"{figure.qualifier} {value}" if figure.qualifier else value,
        figure.unit,
        figure.metric,
        figure.subject or "",
        figure.period.label or in_words(figure.period) if figure.period else "",
        figure.status,
        source,
        "; ".join(figure.warnings),
    )
    return tuple(map(clean, cells))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    if columns(text) > width:
        while columns(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - columns(text))
