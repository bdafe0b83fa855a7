"""The calculations that a question asks for: an operation, and a question of its own for each operand.

Operations are recognised by how plain English asks for them ("X as a percentage of Y", "change from P to Q"), never by
what they are applied to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from qa import cues
from qa.formulas import Definition, defined_in
from qa.model import FiscalCalendar, Period, Status
from qa.periods import before, find_periods, in_words, year_before
from qa.question import Asked, parse
from qa.segments import completed, parted, shared_parts
from qa.spans import rest_of, year_around
from qa.timeline import run_of


@dataclass(frozen=True, slots=True)
class Calculation:
    """A ``formula`` over a, b, …, and the question that each letter answers.

    ``name`` is what the result is called, ``unit`` its unit: "%", "part" (a percentage of a whole),
    "number", or "same" as the operands'. ``alike`` tells
    one thing at several times from several things at one time. With ``every`` the one operand stands for itself at
    that many times (0: as many as there are). ``period`` is the result's, where the operands don't tell. ``statuses``
    are those that the operands must have; none means levels of one status. ``times`` are theirs, where they must be just
    these. ``rough`` tells a result less exact than its operands.
    """

    name: str
    formula: str
    operands: tuple[str, ...]
    unit: str = "same"
    alike: bool = False
    every: int | None = None
    period: Period | None = None
    statuses: tuple[Status, ...] = ()
    times: tuple[Period, ...] = ()
    rough: bool = False


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


_CHANGE = _any(
    r"\b(?:change[ds]?|difference|increase[ds]?|decrease[ds]?|grow(?:th|n)?|grew|rise|rose|risen|fall|fell|fallen)\b",
    r"\b(?:drop(?:ped)?|decline[ds]?|improve(?:d|ment)?|jump(?:ed)?|gain(?:ed)?|added|expand(?:ed)?|shrink|shrank|moved?)\b",
    r"\b(?:more|fewer|less|higher|lower|larger|smaller|greater)\b.*\bthan\b",
    r"\b(?:yoy|qoq|(?:year|quarter)[\s-](?:on|over)[\s-](?:year|quarter))\b",
)
_PERCENT = _any(r"%", r"\bper\s?cent(?:age)?\b", r"\bpct\b", r"\b(?:growth|change) rate\b", r"\brate of (?:growth|change)\b", r"\bproportional\b")
_GROWTH = _any(r"\bgrowth\b")
_AMOUNT = _any(r"\bhow (?:much|many)\b", r"\bamount\b", r"\babsolute\b", r"\bin (?:yen|dollars|million|thousand)")
_AVERAGE = re.compile(r"(?<!weighted )(?<!weighted-)\b(?:average|mean)\b(?!\s+(?:remaining|selling|number of shares|exercise|grant))", re.IGNORECASE)
_SUM = _any(r"\b(?:sum|total|combined|together|aggregate|in all|cumulative(?:ly)?|altogether|add(?:ed)? up)\b")
_EXACT_SUM = _any(r"\b(?:sum of|combined|together|in all|altogether|added? up)\b")
_WHY = _any(r"\bwhy\b", r"\breasons?\b", r"\bdue to\b", r"\bcaused?\b", r"\bdrove\b", r"\bexplain")
_FRAME = _any(
    r"^\W*(?:what|how)\s+(?:is|are|was|were|would be|did|does|do|has|have|much|far)\b(?:\s+(?:is|are|was|were|did|does|the|of))*",
    r"^\W*(?:work out|calculate|compute|by how (?:much|many)|by what|please)\b",
    r"\b(?:the\s+)?(?:value|amount) of (?:the\s+)?(?=change|increase|decrease|difference)",
    r"^\W*(?:did|does|do|were|was|is|are)\b|\b(?:did|does|were|was|is|are|there)\s*$",
    r"\?\s*$",
)
_THE_CHANGE = _any(
    r"\b(?:by\s+)?(?:what\s+)?(?:%|per\s?cent(?:age)?|pct|relative|nominal|absolute)\s*(?:points?\s*)?(?:of\s+)?(?=(?:the\s+)?(?:change|increase|decrease|growth|fall|rise|decline|drop|difference)|\()",
    r"\b(?:change|increase|decrease|growth|fall|rise|decline|drop|difference)s?\s+(?:rate\s+)?(?:in|of|for|between)?\b(?:\s+the\s+(?:amount|value|number) (?:of|for))?",
    r"[/(]\s*\(?\s*(?:decrease|increase|fall|decline)\s*\)?\s*(?:in|of)?",
    r"\b(?:growth|change)\s+rate\b|\brate of (?:growth|change)\b",
    r",?\s*\bin\s+(?:%|per\s?cent(?:age)?)(?:\s+terms)?",
    r"\b(?:by\s+)?(?:how much|what (?:percentage|per\s?cent|amount))\b|^\W*(?:percentage|per\s?cent|%)",
    r"\b(?:grew|grow|grown|rose|risen|fell|fallen|changed?|increased?|decreased?|dropped|declined|improved?|jumped|moved?|expand(?:ed)?|added)\b",
    r"\b(?:more|fewer|higher|lower|larger|smaller|greater)\b",
    r"\b(?:yoy|qoq|(?:year|quarter)[\s-](?:on|over)[\s-](?:year|quarter))\b",
    r"\b(?:compared (?:to|with)|versus|vs\.?|against|relative to)\b",
    r"\b(?:from|than|over|to|against)?\s*(?:the\s+)?(?:same\s+\w+\s+)?(?:a|one|the)?\s*(?:previous|prior|preceding|last)?\s*(?:year|quarter|period)\s*(?:before|earlier|ago|previously)?\b",
)
_THE_AVERAGE = _any(r"\b(?:average|mean)\b(?:\s+(?:quarterly|annual|yearly|monthly|value|amount))*(?:\s+of\b)?", r"\b(?:quarterly|annually|yearly|per (?:quarter|year))\b")
_THE_SUM = _any(
    r"\b(?:the\s+)?(?:sum|aggregate|combined|cumulative)(?:\s+(?:total|amount|value))?(?:\s+of\b)?|\b(?:together|in all|altogether)\b|\btotal of\b",
    r"\b(?:over|across|for|in)\s+(?:all\s+)?(?:the\s+)?(?:two|three|four|both)\s+(?:quarters|years|halves|months)(?:\s+of)?\b",
)
_WHOLE = {
    "part of whole": re.compile(
        r"(?P<a>.+?)\s*,?\s+(?:expressed |calculated |stated )?as\s+(?:an?\s+|the\s+)?(?:%|per\s?cent(?:age)?|share|proportion|fraction|portion)\s+of\s+(?P<b>.+)",
        re.IGNORECASE,
    ),
    "whole first": re.compile(
        r"(?:what\s+|which\s+)?(?:%|per\s?cent(?:age)?|proportion|share|fraction|portion|part|slice)\s+of\s+(?:the\s+)?(?P<b>.+?)\s+"
        r"(?:did|do|does|was|were|is|are|came from|come from|comes from|consists? of|consisted of|comprised?(?: of)?|made up by)\s+"
        r"(?P<a>.+?)(?:\s+(?:account(?:ed)?(?: for)?|make up|made up|represent(?:ed)?|constitut\w+|contribut\w+))?(?P<rest>\s+(?:for|in|at|during|as of)\s+.*)?$",
        re.IGNORECASE,
    ),
    "among": re.compile(
        r"(?:what\s+is\s+the\s+)?(?:per\s?cent(?:age)?|proportion|share)\s+(?:constitution\s+)?of\s+(?P<a>.+?)\s+(?:among|in|out of|over|to|against)\s+(?:the\s+)?(?P<b>(?:total|overall|whole|all)\b.+)$",
        re.IGNORECASE,
    ),
}
_RATIO = (
    re.compile(r"(?P<a>.+?),?\s+as\s+a\s+(?:ratio|multiple)\s+of\s+(?P<b>.+)", re.IGNORECASE),
    re.compile(r"\bratio\s+of\s+(?P<a>.+?)\s+(?:to|over|and)\s+(?P<b>.+)", re.IGNORECASE),
    re.compile(r"(?P<a>.+?)\s+divided\s+by\s+(?P<b>.+)", re.IGNORECASE),
)
_BETWEEN_THINGS = re.compile(r"(?P<head>.*?)\bdifference\s+(?P<mid>.*?)\bbetween\s+(?P<a>.+?)\s+and\s+(?P<b>.+)", re.IGNORECASE)
_MORE_THAN = re.compile(
    r"^\W*(?:by\s+)?how\s+(?:much|many)\s+(?:more|less|fewer|higher|lower|larger|bigger|smaller|greater)?\s*(?:was|were|is|are|did)?\s*(?P<a>.+?)\s+"
    r"(?:(?:more|less|fewer|higher|lower|larger|bigger|smaller|greater)\s+)?(?:than|exceed(?:ed)?|above|below)\s+(?P<b>.+)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s*,?\s+(plus|added to|and also|minus|less|net of|deducting|excluding)\s+", re.IGNORECASE)
_GAP = _any(
    r"\bstill\s+(?:needed|required|to go|missing)\b",
    r"\b(?:left|remain(?:s|ing)?)\s+(?:to|needed|required)\b",
    r"\bimpl(?:y|ies|ied)\b",
    r"\b(?:needed|required|have to|has to|needs? to|must)\b.*\b(?:reach|hit|meet|achieve|make)\b",
)
_SHORT = _any(
    r"\b(?:short of|miss(?:ed)?|below|under|exceed(?:ed)?|beat|above|over|ahead of|versus|vs\.?|against|than)\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:target|forecast|plan|guidance)",
    r"\b(?:shortfall|overshoot)\b",
)
_TARGET_WORDS = _any(
    r"\b(?:short of|miss(?:ed)?|below|under|exceed(?:ed)?|beat|above|ahead of|fall|fell|come|came)\b",
    r"\b(?:original|initial|new|full|annual|actual(?:ly)?|still|needed|required|left|remain\w*|impl\w+|hit|reach|meet|achieve)\b",
    r"\bhow (?:far|much|many)\b",
    r"\b(?:the\s+)?(?:first|second|latter)\s+half\b|\b(?:the\s+)?(?:last|final|remaining|fourth)\s+(?:quarter|months|half)\b",
    r"\b(?:target\w*|forecast\w*|plan(?:ned)?|guidance|goal)\b",
)
YEAR_BEFORE = re.compile(
    r"\b(?:a|one|the|1)\s+year\s+(?:before|prior to|earlier than|earlier|previous to)\b|\bi\.?e\.?(?=\W)", re.IGNORECASE
)
HOW = re.compile(
    r"\s*(?:,|\(|;)?\s*\b(?:if you|take|taking|by taking|calculated? (?:from|as)|worked out|derived? from|computed? (?:from|as)|(?:implied )?from (?:the |its )?(?=\S+(?: \S+){0,5} and ))\b(?=.*\b(?:and|less|minus|out of|from)\b).*$",
    re.IGNORECASE,
)


def calculations(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    """The calculations that a question asks for in so many words, the likeliest reading first."""
    if _WHY.search(text):
        return
    for readings in (
        _to_target(text, calendar),
        _shares(text),
        _defined(text),
        _averages(text, calendar),
        _changes(text, calendar),
        _differences(text),
        _signed_sums(text),
        _sums(text, calendar),
    ):
        found = [*readings]
        if found:
            yield from found
            return


# -- one thing at several times --------------------------------------------------------------------------------


def _changes(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if not _CHANGE.search(text):
        return
    times = _two_times(text, calendar)
    if not times:
        return
    percent = bool(_PERCENT.search(text)) or bool(_GROWTH.search(text) and not _AMOUNT.search(text))
    bare = about(text, _FRAME, _THE_CHANGE, _PERCENT)
    operands = tuple(at(bare, time, calendar) for time in reversed(times))
    if percent:
        yield Calculation("change", "(a - b) / b * 100", operands, "%", alike=True)
    else:
        yield Calculation("change", "a - b", operands, alike=True)


def _two_times(text: str, calendar: FiscalCalendar) -> list[Asked]:
    """The two times that a change runs between, earlier first; empty where the text doesn't tell two."""
    named = times_of(text, calendar)
    if len(named) >= 2:
        return [named[0], named[-1]]
    question = parse(text)
    if len(named) == 1 and question.change:
        back = year_before if question.change == "YoY" else before
        return [Asked(back(named[0].period), named[0].kind), named[0]]
    return []


_ENDS = re.compile(r"\s+(?:to|through|until|and)\s+|\s*[-–—~]\s*", re.IGNORECASE)


def times_of(text: str, calendar: FiscalCalendar) -> list[Asked]:
    """The times that a text names, in order; "between June 2011 and March 2012" names two."""
    run = [*run_of(text, calendar).asked]
    if len(run) == 1 and run[0].kind == "range":
        return _ends_of(text, calendar) or run
    return run


def _ends_of(text: str, calendar: FiscalCalendar) -> list[Asked]:
    mention = find_periods(text, calendar)[0]
    words = text[mention.start : mention.end]
    spelt = re.match(r"(?:from|between)\s+", words, re.IGNORECASE)
    ends = _ENDS.split(words[spelt.end() :]) if spelt else []
    if len(ends) != 2:
        return []
    if not re.search(r"\d{4}", ends[0]):
        ends[0] = f"{ends[0]} {words[-4:]}"
    return [Asked(found.period, found.kind) for end in ends for found in find_periods(end, calendar)[:1]]


def _averages(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if not _AVERAGE.search(text) or _CHANGE.search(text):
        return
    times = times_of(text, calendar)
    bare = about(text, _FRAME, _THE_AVERAGE, _THE_SUM)
    if len(times) > 1:
        yield Calculation("average", _mean(len(times)), tuple(at(bare, one, calendar) for one in times), alike=True)
    elif not times:
        yield Calculation("average", "a", (" ".join(bare.split()),), alike=True, every=0)


def _mean(count: int) -> str:
    return f"({total(count)}) / {count}"


def total(count: int) -> str:
    """The formula of a sum."""
    return " + ".join(ascii_lowercase[:count])


def _sums(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if not _SUM.search(text) or _CHANGE.search(text):
        return
    run = run_of(text, calendar)
    singular = re.search(r"^\W*what\s+(?:is|was)\b", text, re.IGNORECASE)
    if len(run.asked) > 1 and (_EXACT_SUM.search(text) or singular or run.grain):
        bare = about(text, _FRAME, _THE_SUM)
        yield Calculation("sum", total(len(run.asked)), tuple(at(bare, one, calendar) for one in run.asked), alike=True)
    elif len(run.asked) < 2:
        parts = shared_parts(about(text, _FRAME, _THE_SUM, keep_periods=True), exact=bool(_EXACT_SUM.search(text)))
        if parts:
            yield Calculation("sum", total(len(parts)), tuple(parts))


# -- several things at one time --------------------------------------------------------------------------------


def _shares(text: str) -> Iterator[Calculation]:
    if _CHANGE.search(text):
        return
    for pattern in _WHOLE.values():
        found = pattern.search(text.rstrip("?. "))
        if found:
            rest = (found.groupdict().get("rest") or "").strip()
            part, whole = completed([found["a"], f"{found['b']} {rest}"])
            yield Calculation("share", "a / b * 100", (_plain(part), _plain(whole)), "part")
            return
    for pattern in _RATIO:
        found = pattern.search(text.rstrip("?. "))
        if found:
            yield Calculation("ratio", "a / b", tuple(map(_plain, completed([found["a"], found["b"]]))), "number")
            return


def _plain(text: str) -> str:
    return about(text, _FRAME, _PERCENT, keep_periods=True)


def _defined(text: str) -> Iterator[Calculation]:
    """A metric that a textbook defines by others, where the question names it."""
    bare = HOW.sub("", re.sub(r"\([^)]*\)", " ", text)) if defined_in(HOW.sub("", text)) else text
    found = defined_in(bare)
    if not found or _CHANGE.search(bare) or _AVERAGE.search(bare):
        return
    definition, match = found
    yield of_definition(definition, bare[: match.start()], bare[match.end() :])


def of_definition(definition: Definition, head: str, tail: str) -> Calculation:
    """A definition applied to what a question says around the name of what is defined."""
    stripped = about(head, _FRAME, keep_periods=True)
    operands = tuple(f"{stripped} {operand} {tail}".strip() for operand in definition.operands)
    return Calculation(definition.names[0], definition.formula, operands, definition.unit)


def _differences(text: str) -> Iterator[Calculation]:
    found = _BETWEEN_THINGS.search(text.rstrip("?. "))
    if found:
        head = re.sub(r"^(?:in|of)\s+", "", f"{found['mid']}".strip(), flags=re.IGNORECASE)
        lead = about(found["head"], _FRAME, keep_periods=True)
        parts = completed([f"{lead} {head} {found['a']}", f"{lead} {head} {found['b']}"])
        yield Calculation("difference", "a - b", tuple(map(_plain, parts)))
        return
    found = _MORE_THAN.search(text.rstrip("?. "))
    if found:
        yield Calculation("difference", "a - b", tuple(map(_plain, completed([found["a"], found["b"]]))))


def _signed_sums(text: str) -> Iterator[Calculation]:
    """ "A plus B less C"; a tail that only the last part has counts for all."""
    bare = about(re.sub(r"\([^)]*\)", " ", text), _FRAME, keep_periods=True)
    pieces = _SIGNED.split(bare)
    if len(pieces) < 3:
        return
    signs = ["+" if word.lower() in ("plus", "added to", "and also") else "-" for word in pieces[1::2]]
    letters = ascii_lowercase[: len(signs) + 1]
    formula = letters[0] + "".join(f" {sign} {letter}" for sign, letter in zip(signs, letters[1:], strict=True))
    name = "sum" if set(signs) == {"+"} else "difference"
    yield Calculation(name, formula, tuple(completed(parted(pieces[::2]))))


# -- results and targets -----------------------------------------------------------------------------------------


def _to_target(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if not cues.TARGET.search(text):
        return
    times = times_of(text, calendar)
    metric = about(text, _FRAME, _TARGET_WORDS)
    if _GAP.search(text) and times:
        yield from _remainder(text, metric, times, calendar)
    elif _SHORT.search(text) and len(times) == 1:
        which = next((word for word in ("original", "initial", "new", "revised") if word in text.lower()), "")
        operands = at(f"actual {metric}", times[0], calendar), at(f"{metric} {which} target", times[0], calendar)
        yield Calculation("difference from the target", "a - b", operands, statuses=("actual", "target"))


def _remainder(text: str, metric: str, times: Sequence[Asked], calendar: FiscalCalendar) -> Iterator[Calculation]:
    """What is left of a year's target for the rest of the year."""
    year = next((one for one in times if one.period.days > 360), None)
    rest = next((one.period for one in times if one.period.days < 360), None)
    whole = year or (Asked(year_around(rest, calendar), "year") if rest else None)
    if whole is None:
        return
    rest = rest or rest_of(text, whole.period)
    if rest is None or rest.end != whole.period.end:
        return
    done = Asked(whole.period.model_copy(update={"end": before(rest).end, "label": ""}), "range")
    which = next((word for word in ("new", "revised", "original") if word in text.lower()), "")
    operands = at(f"{metric} {which} target", whole, calendar), at(metric, done, calendar)
    yield Calculation("still needed", "a - b", operands, period=rest, alike=True, statuses=("target", "actual"))


# -- words ---------------------------------------------------------------------------------------------------------


def about(text: str, *without: re.Pattern[str], keep_periods: bool = False) -> str:
    """What a text is about: without some patterns, and without the periods that it names."""
    if not keep_periods:
        for mention in reversed(find_periods(text, FiscalCalendar())):
            text = f"{text[: mention.start]} {text[mention.end :]}"
    for pattern in without:
        text = pattern.sub(" ", text)
    return " ".join(text.split()).strip(" ,;:?.")


def at(text: str, asked: Asked, calendar: FiscalCalendar) -> str:
    """A question for what a text is about at one time, named as it was, or else by its dates."""
    named = find_periods(asked.period.label, calendar)
    same = len(named) == 1 and (named[0].period.start, named[0].period.end) == (asked.period.start, asked.period.end)
    return f"{text}, {asked.period.label if same else in_words(asked.period)}"
