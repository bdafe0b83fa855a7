"""Checks: whether printed totals, changes and ratios follow from the other printed values.

A check fails only where the arithmetic is known to hold otherwise: a total whose other columns add up, a change whose
levels are both printed, a ratio that a textbook defines. Each failing one is told in words, with its figures; what
passes bears its figures out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import groupby, product
from typing import Annotated, Literal, NamedTuple

from pydantic import PlainSerializer

from qa import say
from qa.facts import Facts, Spot, spot
from qa.fiscal import before, year_before
from qa.formulas import Definition, computed, definitions, spoken
from qa.identity import Identity, in_one_row, terms_told
from qa.knowledge.lexicon import is_currency
from qa.mislabels import Mislabel, mislabels
from qa.model import Figure, Number, Period, Value
from qa.rounding import NEAR, agree, bounds
from qa.totals import Row, Sum, sums_in, tables

Check = Literal["total", "change", "ratio", "direction", "label"]

_NEAR = {True: Decimal(5), False: Decimal("0.5")}
"""Percentage points by which a printed growth or ratio may miss the one that follows and still be meant for it: where
all stand in one section, and where they do not."""
_VAGUE = Decimal(2)
"""Percentage points that rounding may hide before a growth or ratio tells nothing."""
_MARGIN = "part"


class Failure(Value):
    """A printed figure that does not follow from others: ``figures`` holds it first, then those it should follow from.

    ``printed`` and ``expected`` are in base units of the first figure; ``expected`` is None where the label is wrong
    rather than the number. ``words`` say it as a sentence.
    """

    check: Check
    figures: tuple[Figure, ...]
    printed: Number
    expected: Number | None
    words: str

    @property
    def of_label(self) -> bool:
        """Whether it is the label that is wrong: a number that belongs to another."""
        return self.expected is None and self.check != "direction"

    @property
    def doubted(self) -> tuple[Figure, ...]:
        """The figures that may be wrong: the first; changes that go opposite ways both; a mislabelled row's all."""
        if self.check == "direction":
            return self.figures
        first = self.figures[0]
        row = [figure for figure in self.figures if self.check == "label" and in_one_row(first, figure)]
        return first, *(figure for figure in row if figure is not first)


_Spots = Annotated[frozenset[Spot], PlainSerializer(sorted)]


class Audit(NamedTuple):
    """What checking found: the checks that fail, the spots of the figures that fail them, and of those that the checks
    that pass bear out."""

    failing: tuple[Failure, ...]
    doubted: _Spots
    borne_out: _Spots


def audit(facts: Facts) -> Audit:
    """Checks the totals of every table, every change and ratio whose terms are printed too, and what labels say."""
    totals = [total for rows in _tables(facts) for total in sums_in(rows)]
    outcomes = [[(claim, claim.holds) for claim in _claims(*placed, facts)] for placed in facts.placed()]
    passing = [(claim.printed, *claim.operands) for of in outcomes for claim, holds in of if holds]
    passing += [(total.total, *total.parts) for total in totals if total.holds]
    failing = [_of_total(total) for total in totals if not total.holds]
    for of in outcomes:
        failing += _failures(claim for claim, _ in of) if not any(holds for _, holds in of) else ()
    failing += [*_directions(facts), *_excesses(facts), *map(_of_label, mislabels(facts))]
    sound = {spot(figure.source) for figures in passing for figure in figures if figure.source}
    doubted = {spot(failure.figures[0].source) for failure in failing if failure.figures[0].source}
    return Audit(tuple(sorted(failing, key=_place)), frozenset(doubted), frozenset(sound))


def _place(failure: Failure) -> tuple[str, int]:
    source = failure.figures[0].source
    return (source.doc, source.start) if source else ("", 0)


def _tables(facts: Facts) -> Iterator[list[Row]]:
    for doc, of in groupby(facts.figures, key=lambda figure: figure.source.doc if figure.source else ""):
        yield from tables(of, facts.documents[doc])


def _of_total(total: Sum) -> Failure:
    due = say.amount(total.total.model_copy(update={"value": total.expected}))
    words = f"{say.sentence(total.total)} is the total of {len(total.parts)} rows, which add up to {due}"
    figures = (total.total, *total.parts)
    return Failure(check="total", figures=figures, printed=total.total.value, expected=total.expected, words=words)


def _of_label(mislabel: Mislabel) -> Failure:
    figures = (*mislabel.figures, *mislabel.others)
    return Failure(check="label", figures=figures, printed=figures[0].value, expected=None, words=mislabel.words)


# -- what should follow from what --------------------------------------------------------------------------


class _Claim(NamedTuple):
    """That a printed figure follows from others by a formula over the letters of its operands."""

    check: Check
    printed: Figure
    formula: str
    operands: tuple[Figure, ...]

    @property
    def expected(self) -> Decimal:
        return computed(self.formula, [figure.value for figure in self.operands])

    @property
    def holds(self) -> bool:
        """Whether it follows, for all that rounding may hide."""
        least, most = self.interval()
        low, high = bounds(self.printed)
        return least <= high and low <= most

    def interval(self) -> tuple[Decimal, Decimal]:
        """The least and the most that can follow, for all that rounding allows the operands."""
        corners = [computed(self.formula, corner) for corner in product(*map(bounds, self.operands))]
        return min(corners), max(corners)


def _claims(figure: Figure, named: Identity, facts: Facts) -> Iterator[_Claim]:
    if figure.status == "change":
        yield from _of_change(figure, named, facts)
    elif named.unit == "%":
        yield from _of_ratio(figure, named, facts)


def _of_change(figure: Figure, named: Identity, facts: Facts) -> Iterator[_Claim]:
    """That a change is the difference of two levels, or the growth from the earlier, which must be more than nil."""
    earlier = _BACK.get(named.base)
    if earlier is None:
        return
    now = Period(start=named.start, end=named.end)
    then = earlier(now)
    formula = "(a - b) / b * 100" if named.unit == "%" else "a - b"
    for unit in facts.units if named.unit == "%" else ("%",) if named.unit == "pt" else (named.unit,):
        level = named._replace(status="actual", base="", unit=unit)
        reached = [*facts.stated(level), *facts.stated(level._replace(status="target"))]
        for later, before_it in product(reached, facts.stated(level._replace(start=then.start, end=then.end))):
            if named.unit != "%" or min(later.value, bounds(before_it)[0]) > 0:
                yield _Claim("change", figure, formula, (later, before_it))


_BACK: dict[str, Callable[[Period], Period]] = {"YoY": year_before, "QoQ": before}


def _of_ratio(figure: Figure, named: Identity, facts: Facts) -> Iterator[_Claim]:
    """That a ratio is what a textbook makes of its terms."""
    definition = _ratios().get(named.what)
    if definition is None:
        return
    for unit in facts.units:
        terms = [named._replace(what=terms_told(words), unit=unit) for words in definition.operands]
        for operands in product(*map(facts.stated, terms)):
            if all(bounds(operand)[0] > 0 for operand in operands):
                yield _Claim("ratio", figure, definition.formula, operands)


@cache
def _ratios() -> dict[frozenset[str], Definition]:
    """The percentages of ``ratios.txt`` by the terms of their names."""
    percent = [definition for definition in definitions() if definition.unit in ("%", _MARGIN)]
    return {terms_told(name): definition for definition in reversed(percent) for name in definition.names}


# -- whether it does ---------------------------------------------------------------------------------------


def _failures(claims: Iterable[_Claim]) -> Iterator[Failure]:
    """The failure of the first claim that comes near enough to be the one that was meant."""
    meant = next(filter(_is_meant, claims), None)
    if meant:
        yield _failure(meant)


def _is_meant(claim: _Claim) -> bool:
    printed, (least, most) = claim.printed, claim.interval()
    if least <= -printed.value <= most and least * most > 0:
        return True  # all but the sign follows
    if not printed.value or (printed.unit in ("%", "pt") and most - least > _VAGUE):
        return False
    together = len({f.source and (f.source.doc, f.source.section) for f in (printed, *claim.operands)}) == 1
    slack = _NEAR[together] if printed.unit in ("%", "pt") else abs(printed.value) * NEAR if together else 0
    return abs(claim.expected - printed.value) <= slack


def _failure(claim: _Claim) -> Failure:
    places = Decimal(1).scaleb(-claim.printed.places) * claim.printed.scale
    expected = claim.expected.quantize(places) if claim.printed.scale == 1 else claim.expected
    terms = [say.amount(figure) for figure in claim.operands]
    due = say.amount(claim.printed.model_copy(update={"value": expected, "qualifier": None}))
    words = (
        f"{say.about(claim.printed)} ({say.when(claim.printed.period)}) is printed as {say.amount(claim.printed)}; "
        f"{spoken(claim.formula, terms)} gives {due}"
    )
    return Failure(
        check=claim.check,
        figures=(claim.printed, *claim.operands),
        printed=claim.printed.value,
        expected=expected,
        words=words,
    )


# -- directions, and parts that exceed their whole ---------------------------------------------------------


def _directions(facts: Facts) -> Iterator[Failure]:
    """Changes of one thing in one sentence, one in percent, that go opposite ways."""
    said: dict[tuple[object, ...], Figure] = {}
    for figure, named in facts.placed():
        if figure.status != "change" or not _grows(named):
            continue
        place = figure.source and (figure.source.doc, figure.source.section, figure.context[1:2])
        other = said.setdefault((place, named._replace(unit="")), figure)
        if (other.unit == "%") != (figure.unit == "%") and other.value * figure.value < 0:
            words = f"{say.about(figure)}: {say.amount(other)} and {say.amount(figure)} are said of one change"
            pair = (figure, other) if figure.unit == "%" else (other, figure)
            yield Failure(check="direction", figures=pair, printed=pair[0].value, expected=None, words=words)


def _grows(named: Identity) -> bool:
    """Whether a rise of a thing is a growth in percent too: not of an income, which may be below nil."""
    return not any(word in name for name in named.what for word in ("income", "profit", "loss", "deficit"))


def _excesses(facts: Facts) -> Iterator[Failure]:
    """Parts that are no less than their whole: an operating income of all the revenue."""
    parts = [definition for definition in definitions() if definition.unit == _MARGIN]
    wholes = {terms_told(d.operands[0]): terms_told(d.operands[1]) for d in parts}
    for named in facts.versions:
        stated = named.what in wholes and is_currency(named.unit) and named.status == "actual"
        whole = facts.stated(named._replace(what=wholes[named.what])) if stated else []
        for part in facts.stated(named) if whole else []:
            own = all(bounds(part)[1] >= bounds(of)[0] > 0 for of in whole)
            if own and not _is_of_all(part, named, facts):
                words = f"{say.about(part)} of {say.amount(part)} is no less than {say.sentence(whole[0])}"
                figures = (part, *whole)
                yield Failure(check="ratio", figures=figures, printed=part.value, expected=None, words=words)


def _is_of_all(part: Figure, named: Identity, facts: Facts) -> bool:
    """Whether what is stated of a subject is what is stated of the whole company: then it was meant for that."""
    return bool(named.subject) and any(
        agree(part, whole) for whole in facts.stated(named._replace(subject=frozenset()))
    )
