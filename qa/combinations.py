"""Calculations with several things at one time: shares, ratios, sums and differences, and those that a name defines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from qa import operation_cues as cue
from qa.calculation import Calculation, about, times_named, times_of
from qa.formulas import Definition, defined_in, total
from qa.knowledge.lexicon import is_currency
from qa.model import FiscalCalendar
from qa.question import parse
from qa.segments import completed, is_bare_metric, metric_in, parted, shared_parts, timed, without_metrics
from qa.vocabulary import folded_class, folded_words, terms

_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|plus)\s+", re.IGNORECASE)


def shares(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    """A part as a percentage of its whole, or one thing as a multiple of another."""
    if len({time.period.end for time in times_of(text, calendar)}) > 1:
        return
    ratios = [*_ratios(text, cue.RATIO)]
    if ratios or cue.CHANGED.search(text):
        yield from ratios
        return
    percent = bool(cue.PERCENT.search(text))
    if is_currency(parse(text).unit) and not percent:
        return
    for pattern in (*cue.PART_OF_WHOLE, *(cue.PART_IN_PERCENT if percent else ())):
        found = pattern.search(text.rstrip("?. "))
        if found:
            yield from _share(text, found)
            return


def _share(text: str, found: re.Match[str]) -> Iterator[Calculation]:
    part, whole = _pair(text, found)
    yield Calculation("share", "a / b * 100", (part, whole), "part")
    parts = shared_parts(_plain(found["a"]), exact=True)
    if parts:
        formula = f"({total(len(parts))}) / {ascii_lowercase[len(parts)]} * 100"
        yield Calculation("share", formula, tuple(completed([*parts, whole])), "part")


def _pair(text: str, found: re.Match[str]) -> tuple[str, str]:
    """The two operands that a pattern found, each with the metric that only the other names, and with the times that
    the text names wherever it does."""
    said = found.groupdict()
    other = f"{said.get('c') or said['b']} {said.get('rest') or ''}"
    timed = "" if [*times_named(f"{said['a']} . {other}")] else " ".join(times_named(text))
    one, two = completed([said["a"], f"{other}, {timed}" if timed else other])
    return _plain(one), _plain(two)


def _apart(text: str, found: re.Match[str]) -> tuple[str, str]:
    """The two operands that a pattern found, where they are of different things: each at the times that are named."""
    times = " ".join(times_named(text))
    one, two = (about(_plain(found[name]), cue.THE_AVERAGE) for name in "ab")
    return f"{one}, {times}".strip(" ,"), f"{two}, {times}".strip(" ,")


def _plain(text: str) -> str:
    return about(text, cue.FRAME, cue.PERCENT, keep_periods=True)


def _ratios(text: str, patterns: Sequence[re.Pattern[str]], measured: bool = False) -> Iterator[Calculation]:
    for pattern in patterns:
        found = pattern.search(text.rstrip("?. "))
        if found and (not measured or (metric_in(found["a"]) and metric_in(found["b"]))):
            unit = "%" if cue.PERCENT.search(text) else "same" if is_currency(parse(text).unit) else "number"
            yield Calculation("ratio", "a / b * 100" if unit == "%" else "a / b", _pair(text, found), unit)
            return


def ratios_of_metrics(text: str) -> Iterator[Calculation]:
    """ "A over B" and "A to B ratio", where both are metrics; and so much of one for each of what is counted."""
    ratios = [*_ratios(text, cue.RATIO_OF_METRICS, measured=True)]
    yield from ratios
    found = cue.FOR_EACH.search(text.rstrip("?. "))
    if found and not ratios and terms(about(found["a"], cue.FRAME)):
        amount, count = _apart(text, found)
        yield Calculation("ratio for each", "a / b", (amount, count))


def spelt_out(text: str) -> Iterator[Calculation]:
    """What a question says itself that its answer is made up of: "net debt, taking loans plus leases minus cash"."""
    for pattern in cue.SPELT_OUT:
        said = pattern.search(text)
        made = _arithmetic(said["how"], bool(said.groupdict().get("all"))) if said else None
        if said and made:
            formula, pieces = made
            around = f"{text[: said.start()]} {text[said.end() :]}"
            owner = about(without_metrics(around), cue.FRAME, cue.THE_RESULT, cue.PERCENT)
            times = " ".join(times_named(text))
            operands = tuple(f"{owner} {about(piece)}, {times}".strip(" ,") for piece in pieces)
            yield _named_for(formula, operands, around)
            return


def _arithmetic(how: str, adds: bool) -> tuple[str, list[str]] | None:
    """The formula of some words, and what its letters stand for; None where they aren't metrics with signs between."""
    signed, quotient = cue.SIGN.split(how), cue.BY.split(how)
    if len(signed) > 2:
        formula, pieces = _formula(signed[1::2]), signed[::2]
    elif len(quotient) == 2:
        formula, pieces = "a / b", quotient
    elif adds:
        pieces = _AND.split(how)
        formula = total(len(pieces))
    else:
        return None
    return (formula, pieces) if len(pieces) > 1 and all(map(_is_measured, pieces)) else None


def _is_measured(piece: str) -> bool:
    return bool(metric_in(piece)) or not folded_class("measuring").isdisjoint(folded_words(piece))


def _formula(words: Sequence[str]) -> str:
    """The formula of things with such words between them."""
    signs = [" + " if word.lower() in ("plus", "added to", "+") else " - " for word in words]
    return "a" + "".join(sign + letter for sign, letter in zip(signs, ascii_lowercase[1:], strict=False))


def _named_for(formula: str, operands: tuple[str, ...], around: str) -> Calculation:
    """A calculation that is called by what a question says around it; a quotient in the unit of what is so called."""
    defined = defined_in(around)
    name = defined[0].names[0] if defined else _called(formula)
    if "/" not in formula:
        return Calculation(name, formula, operands, signed=True)
    percent = cue.PERCENT.search(around) or (defined and defined[0].unit in ("%", "part"))
    return Calculation(name, f"{formula} * 100" if percent else formula, operands, "%" if percent else "number")


def _called(formula: str) -> str:
    return "ratio" if "/" in formula else "difference" if "-" in formula else "sum"


def defined(text: str) -> Iterator[Calculation]:
    """A metric that a textbook defines by others, where the question names it."""
    plain = cue.USING.sub("", cue.HOW.sub("", text))
    bare = re.sub(r"\([^)]*\)", " ", plain) if defined_in(plain) else text
    found = defined_in(bare)
    if not found or cue.CHANGED.search(bare) or cue.AVERAGE.search(bare):
        return
    definition, match = found
    within = "".join(filter(None, match.groups()))
    yield _of_definition(definition, bare[: match.start()], f"{within}{bare[match.end() :]}")


def _of_definition(definition: Definition, head: str, tail: str) -> Calculation:
    """A definition applied to what a question says around the name of what is defined."""
    stripped = about(head, cue.FRAME, keep_periods=True)
    plain = about(stripped, cue.OF_THE_FIRST, keep_periods=True)
    if _names(tail, definition):
        tail = without_metrics(tail)
    first, *others = definition.operands
    operands = (f"{stripped} {first} {tail}".strip(), *(f"{plain} {other} {tail}".strip() for other in others))
    return Calculation(definition.names[0], definition.formula, operands, definition.unit)


def _names(text: str, definition: Definition) -> bool:
    """Whether a text says itself an operand of what is defined, after its name."""
    of = {term.name for operand in definition.operands for term in terms(operand) if term.concept}
    return any(term.concept and term.name in of for term in terms(text))


def differences(text: str) -> Iterator[Calculation]:
    """The difference between two things, or by how much one is more than another."""
    found = cue.DIFFERENCE.search(text.rstrip("?. "))
    if found:
        head = re.sub(r"^(?:in|of)\s+", "", f"{found['mid']}".strip(), flags=re.IGNORECASE)
        lead = about(found["head"], cue.FRAME, keep_periods=True)
        parts = completed([f"{lead} {head} {found['a']}", f"{lead} {head} {found['b']}"])
        yield Calculation("difference", "a - b", tuple(map(_plain, parts)))
        return
    for pattern in cue.MORE_THAN:
        found = pattern.search(text.rstrip("?. "))
        if found and metric_in(f"{found['a']} {found['b']}") and not re.match(r"\W*\d", found["b"]):
            yield Calculation("difference", "a - b", _pair(text, found), signed=True)
            return


def signed_sums(text: str) -> Iterator[Calculation]:
    """ "A plus B less C"; a tail that only the last part has counts for all."""
    bare = about(re.sub(r"\([^)]*\)", " ", text), cue.FRAME, cue.THE_SUM, keep_periods=True)
    pieces = cue.SIGN.split(bare)
    if len(pieces) < 3 or (not metric_in(pieces[-1]) and pieces[-2].lower() not in ("plus", "+")):
        return
    formula, parts = _formula(pieces[1::2]), parted(pieces[::2])
    operands = timed(parts) if is_bare_metric(parts[0]) else completed(parts)
    yield Calculation(_called(formula), formula, tuple(operands), signed=True)


def added(text: str) -> Iterator[Calculation]:
    """Several things that a question asks to be added up."""
    told = cue.ADDED_TO.search(text.rstrip("?. "))
    if told:
        yield Calculation("sum", "a + b", _pair(text, told))
        return
    bare = about(text, cue.FRAME, cue.THE_SUM, keep_periods=True)
    parts = shared_parts(bare, exact=bool(cue.SUM_AT_ANY_RATE.search(text)))
    if parts:
        yield Calculation("sum", total(len(parts)), tuple(parts))
