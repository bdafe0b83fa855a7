"""Figures from tables: each value with the metric, period, unit and scale that its headers give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from qa.cells import is_nil, is_value, plain, tells_change
from qa.figures_in_prose import figures_in_prose
from qa.knowledge import words
from qa.knowledge.lexicon import is_currency
from qa.mending import mended
from qa.model import Block, Cell, Figure, Period, Status, Table
from qa.periods import (
    COUNTS,
    MONTH,
    MONTHS,
    Mention,
    find_periods,
    month_end,
    months_ending,
    months_in,
    periods_of,
)
from qa.scope import Scope, period_in
from qa.table_measures import SHARE_OF, currency_in, measure_of, measure_words, shared_measure
from qa.tables import Reading, grid, values
from qa.units import Measure, Quantity, apply, find_measure, find_quantities, read_as
from qa.vocabulary import folded_class, folded_words

_BULLET = re.compile(r"^[^\w(\"“'<\[#$¥€£%△+＋\-−]+")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_OPEN_DATE = re.compile(r"\b(?:ended|ending|as\s+(?:of|at)|at)\s+[a-z]{3,9}\.?\s*\d{0,2}\s*,?\s*$", re.IGNORECASE)
_DATES = re.compile(
    rf"\b(?:ended|ending|as\s+(?:of|at))\b|\b{MONTH}|^(?:fiscal|financial|calendar)?\s*(?:years?)?\W*$", re.IGNORECASE
)
_TARGET = re.compile(
    r"\b(?:targets?|targeted|forecasts?|guidance|outlook|projections?|projected|budget(?:ed)?|goals?)\b|^\W*(?:planned|plan|expected)\W*$",
    re.IGNORECASE,
)
_CHANGE_ROW = re.compile(
    r"^\W*(?:YoY|QoQ|year[- ](?:over|on)[- ]year)\b"
    r"|^\W*(?:%\s+)?(?:change|growth|increase)(?:\s*(?:rate|ratio|in\s+%|\(%\)|%))?\W*$",
    re.IGNORECASE,
)
_FROM_TO_YEAR = re.compile(r"\W*(?:19|20)\d\d\s*(?:[-–—~〜]|to|through)\s*(?:19|20)\d\d\W*", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:three|six|nine|twelve|thirteen|\d{1,2})[\s-]+(?=(?:months?|weeks?)\b)")
_OVER_YEAR = re.compile(r"\bYoY\b|\byear[- ](?:over|on)[- ]year\b", re.IGNORECASE)
_STATES_AMOUNT = re.compile(r"\d\s(?:thousand|million|billion)")
LAST_MONTHS = re.compile(r"<\s*for\s+(?:the\s+)?(?P<count>\d{1,2}|three|six|nine|twelve)\s+months\s*>", re.IGNORECASE)
_IN_SCALE = re.compile(r"\W{0,3}(?:[a-z$]+\s+)?in\s", re.IGNORECASE)
_LEADS_TO_UNIT = re.compile(r"\s*\b(?:in|of|unit)\s*$", re.IGNORECASE)
_EDGE = re.compile(
    r"\b(?P<which>end|close|beginning|start)\s+of\s+(?:the\s+)?(?:period|year|quarter|half|month|term)\b", re.IGNORECASE
)
_STRETCH = re.compile(r"\w+(?:\s+\w+)?\s+(?:ended|ending)\b", re.IGNORECASE)  # "Six months ended", of whichever date
_BALANCE_SHEET = re.compile(r"\bbalance sheets?\b|\bfinancial position\b", re.IGNORECASE)
TOTAL_ASSETS = "Total assets"
_QUARTER_END = re.compile(r"\b(?P<q>[1-3])Q[- ]end\b|\b(?P<half>interim)\b", re.IGNORECASE)
_ABOVE = 300  # characters above a table in which its periods may stand
_LONG = 60  # characters from which a row label is cut at its first comma: the rest is a remark


def table_at(text: str, block: Block) -> Table:
    """The table that a block of tab-separated lines is."""
    return Table(block.start, block.end, grid(text, block.start, block.end))


def figures_in_table(table: Table, scope: Scope) -> Iterator[Figure]:
    """The figures of a table. Wordy cells, and labels that state amounts, are read as prose."""
    if scope.measure and _is_of_row(scope.measure, table):
        scope = replace(scope, measure=None)
    scope = replace(scope, measure=_in_force(scope.measure, shared_measure(table)))
    currency = currency_in(table, scope)
    for reading in values(table, scope.document.calendar, _periods_above(table, scope)):
        meaning = _meaning(reading, scope)
        if is_value(reading.cell.text):
            yield from _of_value(reading, meaning, scope, currency)
        else:
            yield from _of_words(reading, meaning, scope)
    for row in table.rows:
        if row[0].text and _STATES_AMOUNT.search(row[0].text):
            yield from figures_in_prose(row[0].text, row[0].start, scope)


def _in_force(outer: Measure | None, shared: Measure | None) -> Measure | None:
    """The measure above a table, else the one that its columns share, which may add a scale to its unit."""
    scaled = outer and shared and outer.unit == shared.unit and outer.scale == 1
    return shared if scaled else outer or shared


def _is_of_row(measure: Measure, table: Table) -> bool:
    """Whether a measure stands in a row's label, and so holds for that row alone."""
    labels = [row[0] for row in table.rows if any(is_value(cell.text) for cell in row[1:])]
    return any(cell.start <= measure.start < cell.end for cell in labels)


def _periods_above(table: Table, scope: Scope) -> list[Cell]:
    """The periods that the nearest line above a table to name two or more names, as cells outside of its grid: of
    "six months ended June 30, 2030 and June 30, 2031" both are stretches of six months."""
    text, calendar = scope.document.text, scope.document.calendar
    end = table.start
    for line in reversed(text[max(scope.section.start, table.start - _ABOVE) : table.start].split("\n")):
        start = end - len(line)
        named = find_periods(line, calendar)
        if len(named) > 1:
            lead = _STRETCH.match(line, named[0].start)
            cells = [
                Cell(_stretched(line, mention, lead), start + mention.start, start + mention.end, -1, 0)
                for mention in named
            ]
            periods = [period_in(cell.text, scope.document) for cell in cells]
            return cells if len({(p.start, p.end) for p in periods if p}) == len(cells) else []
        end = start - 1
    return []


def _stretched(line: str, mention: Mention, lead: re.Match[str] | None) -> str:
    """A period's name, with the words that make its date the end of a stretch of time."""
    name = line[mention.start : mention.end]
    return f"{lead.group()} {name}" if lead and mention.kind == "day" and mention.start > lead.start() else name


# -- meaning -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a cell's surroundings say of it: its row and column in words, the headings above its row, its period."""

    label: str
    column: str
    above: tuple[str, ...]
    period: Period | None
    status: Status
    marks: tuple[tuple[int, int], ...]
    total: str = ""

    def context(self, share_of: str) -> tuple[str, ...]:
        """The words that say what is counted, nearest first. ``share_of`` names what a share is a share of."""
        label = f"{self.label} {share_of}" if share_of else self.label
        said = (label, "" if share_of else self.column, self.total, *self.above)
        return tuple(dict.fromkeys(part for part in said if part))


def _meaning(reading: Reading, scope: Scope) -> _Meaning:
    label = _BULLET.sub("", plain(reading.label.text)) if reading.label else ""
    header = _joined(reading.headers)
    words_of_row = _without_units(_without_periods(label.split(",")[0] if len(label) > _LONG else label, scope), "()")
    words_of_column = _column_words(reading, scope)
    if words_of_column and period_in(label, scope.document) and not period_in(header, scope.document):
        words_of_row, words_of_column = words_of_column, words_of_row  # the row is a period, the column the metric
    above = [_without_units(_without_periods(plain(cell.text), scope), "()") for cell in reading.groups]
    above += [_without_units(_without_periods(plain(cell.text), scope)) for cell in [reading.corner] if cell]
    status: Status = "change" if reading.compared else _status(header, label, scope)
    period = _period(reading, scope, header, status)
    total = _grand_total(label, above, scope)
    return _Meaning(words_of_row, words_of_column, tuple(above), period, status, _marks(reading), total)


def _grand_total(label: str, above: Sequence[str], scope: Scope) -> str:
    """What a bare "TOTAL" under no heading of its own is the total of: in a balance sheet, whose two sides are equal,
    all assets; "" elsewhere."""
    bare = label.lower() == "total" and not any(above)
    return TOTAL_ASSETS if bare and _BALANCE_SHEET.search(scope.section.title) else ""


def _joined(headers: tuple[Cell, ...]) -> str:
    return " ".join(plain(cell.text) for cell in reversed(headers))


def _column_words(reading: Reading, scope: Scope) -> str:
    texts = [_without_units(_without_periods(plain(cell.text), scope)) for cell in reversed(reading.headers)]
    said = [text[1:-1] if _IN_BRACKETS.fullmatch(text) else text for text in texts]
    return " ".join(dict.fromkeys(filter(None, said)))


def _without_periods(text: str, scope: Scope) -> str:
    """A label without the periods that it names, and without the words that only lead up to them."""
    mentions = periods_of(text, scope.document.calendar)
    if not mentions:
        return _tidied(text) if _says(text) or not _DATES.search(text) else ""
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    text = _IN_BRACKETS.sub(lambda match: match.group() if _says(match[1]) else "", text)
    return _tidied(text) if _says(text) else ""


def _says(text: str) -> bool:
    """Whether any words of a text say more than when."""
    said = re.findall(r"[^\W\d_]+|%", _LENGTH.sub(" ", text.lower()))
    silent = words("function") | words("time")
    return any({word, word.removesuffix("s")}.isdisjoint(silent) and word[:3] not in MONTHS for word in said)


def _tidied(text: str) -> str:
    """A label without blanks and marks at its ends, and without a bracket that has lost its other half."""
    text = " ".join(text.split()).strip(" ,:*-–—/")
    if text.count("(") != text.count(")"):
        text = text.removeprefix(")").removesuffix("(").strip()
        text = f"{text})" if text.count("(") > text.count(")") else text
    return text


def _without_units(text: str, only_in: str = "") -> str:
    """A label without the words that set its unit; of a row label ``only_in`` brackets."""
    if only_in:
        return _tidied(_IN_BRACKETS.sub(lambda match: "" if _sets_unit(match[1]) else match.group(), text))
    measure = find_measure(text)
    if not measure or measure.unit == "%":
        return text
    if measure.scale > 1 and _IN_SCALE.match(text):
        return ""  # "(in thousands, except per share data)"
    rest = f"{text[: measure.start].rstrip(' (')} {text[measure.end :].lstrip(' )')}" if measure_words(text) else ""
    return _tidied(_LEADS_TO_UNIT.sub("", rest))


def _sets_unit(inside: str) -> bool:
    return all(find_measure(part) and not measure_words(part) for part in inside.split("/"))


def _marks(reading: Reading) -> tuple[tuple[int, int], ...]:
    cells = [cell for cell in (reading.label, *reading.headers, *reading.groups) if cell and cell.text]
    return tuple(dict.fromkeys((cell.start, cell.end) for cell in cells))


# -- status and period -------------------------------------------------------------------------------------


def _status(header: str, label: str, scope: Scope) -> Status:
    dated = re.search(r"\bas of\b", header, re.IGNORECASE)
    if _CHANGE_ROW.search(label) or (tells_change(header) and not dated):
        return "change"
    if "actual" in header.lower():
        return "actual"
    return "target" if scope.status == "target" or _TARGET.search(header) or _TARGET.search(label) else "actual"


def _period(reading: Reading, scope: Scope, header: str, status: Status) -> Period | None:
    """The column's period, else the row's, else its groups', the corner's, the headings' and the scope's."""
    if status == "change":
        changed = _period_of_change(reading, scope, header)
        if changed:
            return changed
    above = [plain(cell.text) for cell in (reading.label, *reading.groups, reading.corner) if cell]
    opening = next((text for text in above if _OPEN_DATE.search(text)), "")
    dated = [f"{opening} {header}"] if opening else []
    named = next(filter(None, (_named_in(text, scope) for text in (*dated, header, *above))), scope.period_for(status))
    named = _up_to_quarter(header, named)
    return _at_edge(above[0], named) if reading.label else named


def _up_to_quarter(header: str, period: Period | None) -> Period | None:
    """Of a row's fiscal year the part up to the quarter with whose end a column is headed: dividends for "2Q-end" are
    those of the first half. Other periods unchanged."""
    part = _QUARTER_END.search(header)
    if not part or not period or months_in(period) != 12:
        return period
    end = month_end(period.start.year, period.start.month + 3 * int(part["q"] or 2) - 1)
    return Period(start=period.start, end=end, label=f"{period.label}, {part.group()}")


def _at_edge(label: str, period: Period | None) -> Period | None:
    """The point in time of a balance at an edge of a period: "cash, end of the period"; other periods unchanged."""
    edge = _EDGE.search(label)
    if not edge or not period or period.days == 1:
        return period
    day = period.end if edge["which"].lower() in ("end", "close") else period.start
    return Period(start=day, end=day, label=f"{day:%B} {day.day}, {day.year}")


def _named_in(text: str, scope: Scope) -> Period | None:
    """The period that a label or heading names; "2030 – 2034" is the years from the first to the last."""
    years = _FROM_TO_YEAR.fullmatch(text)
    named = [mention.period for mention in find_periods(text, scope.document.calendar)] if years else []
    if len(named) > 1:
        return Period(start=named[0].start, end=named[-1].end, label=text)
    return period_in(text, scope.document)


def _period_of_change(reading: Reading, scope: Scope, header: str) -> Period | None:
    """The period of a change: that of the later of the two columns it compares, as the table's arithmetic or the
    header says; between two points in time that are no year apart, the time between."""
    if not reading.compared:
        named = [mention.period for mention in find_periods(header, scope.document.calendar)]
        return max(named, key=lambda period: period.end) if len(named) > 1 else None
    later, earlier = (period_in(_joined(of), scope.document) for of in reading.compared)
    if not later or not earlier:
        return later
    points = later.start == later.end and earlier.start == earlier.end
    if points and not _OVER_YEAR.search(header) and later.end > earlier.end:
        return later.model_copy(update={"start": earlier.end + timedelta(days=1)})
    return later


# -- figures -----------------------------------------------------------------------------------------------


def _of_value(reading: Reading, meaning: _Meaning, scope: Scope, currency: str) -> Iterator[Figure]:
    quantities = _quantities(reading)
    header = _joined(reading.headers)
    share_of = SHARE_OF.search(header)
    for quantity in quantities:
        is_share = quantity.unit == "%" and share_of and len(quantities) > 1
        measure = measure_of(reading, scope, currency)
        measured = apply(quantity, measure)
        if is_nil(plain(reading.cell.text)) and (meaning.status != "actual" or measured.unit == "%"):
            continue  # a dash for a target or a ratio says that there is none
        about = meaning if measured.unit == "%" else replace(meaning, column=SHARE_OF.sub("", meaning.column).strip())
        set_by = [(measure.start, measure.end)] if measure and measure.end > measure.start else []
        yield scope.figure(
            measured,
            offset=reading.cell.start,
            context=about.context(share_of.group() if is_share and share_of else ""),
            period=_told_beside(reading.cell, quantity, meaning.period),
            status=meaning.status,
            marks=tuple(dict.fromkeys([*meaning.marks, *set_by])),
            warnings=_out_of_sight(quantity, measured, measure),
        )


def _out_of_sight(quantity: Quantity, measured: Quantity, measure: Measure | None) -> tuple[str, ...]:
    """The warning that no words set the unit, or only the scale, of what may be money."""
    if quantity.scale or (measured.unit and not is_currency(measured.unit)):
        return ()
    missing = measure.missing if measure else "unit"
    return (f"no {missing} in sight",) if missing else ()


def _told_beside(cell: Cell, quantity: Quantity, period: Period | None) -> Period | None:
    """The period of a value that has a length of its own beside it: "<For 3 months> 11.7%"."""
    told = [*LAST_MONTHS.finditer(cell.text, 0, quantity.start)][-1:]
    if not told or not period:
        return period
    start, end = months_ending(period.end, COUNTS.get(told[0]["count"].lower()) or int(told[0]["count"]))
    return Period(start=start, end=end, label=told[0].group().strip("<> "))


def _quantities(reading: Reading) -> list[Quantity]:
    cell = reading.cell
    if is_nil(plain(cell.text)):
        return [Quantity(0, len(cell.text), 0, len(cell.text), Decimal(0), "", 0, None, False)]
    text = mended(cell, reading.row.near(cell), reading.column.near(cell))
    found = find_quantities(text)
    return found if text is cell.text else [replace(quantity, warning=read_as(cell.text, text)) for quantity in found]


def _of_words(reading: Reading, meaning: _Meaning, scope: Scope) -> Iterator[Figure]:
    label = f"{meaning.label} {_apart_from_status(meaning.column)}".strip() or next(iter(meaning.above), "")
    inside = scope.under(*meaning.above)
    inside = replace(inside, status=meaning.status if meaning.status != "change" else inside.status)
    yield from figures_in_prose(
        reading.cell.text,
        reading.cell.start,
        inside,
        label=label,
        period=meaning.period,
        marks=meaning.marks,
    )


def _apart_from_status(column: str) -> str:
    """A column's words without a share's name, and none where they only tell results from targets."""
    said = SHARE_OF.sub("", column).strip()
    return "" if frozenset(folded_words(said)) <= folded_class("target") | folded_class("result") else said
