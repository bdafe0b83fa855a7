"""Numbers in sentences and bullets: what each counts, for which period, and whether it is a level or a change.

A sentence is cut at the numbers it states. The words just before a number (or after it, "JPY819 million in
securities") are its label; where they say nothing ("up 37.7 %"), the sentence's opening does. A period belongs to
the number it stands beside; numbers without one take the sentence's, then the slide's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.knowledge import words
from qa.model import FiscalCalendar, Period, Status
from qa.periods import Mention, find_periods
from qa.tables import plain
from qa.units import Quantity, find_quantities
from qa.vocabulary import folded_class, terms

_ABBREVIATED = (
    r"(?<!approx)(?<!\bInc)(?<!\bNo)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)(?<!\bvs)(?<!\bex)(?<!\bJan)(?<!\bFeb)(?<!\bMar)"
    r"(?<!\bApr)(?<!\bJun)(?<!\bJul)(?<!\bAug)(?<!\bSep)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\bU\.S)(?<!\bi\.e)(?<!\be\.g)"
)
_SENTENCE_END = re.compile(rf"(?:{_ABBREVIATED}\.|[!?。])[”\"’)]*(?:\s+(?=[^a-z\s])|$)|\n\s*\n")
_BREAK = re.compile(r"[;()（）]|,(?!\d)|(?:\s-+>\s)|\b(?:but|while|whereas|compared (?:to|with)|due to|mainly)\b", re.IGNORECASE)
_UP = r"up|increas(?:e|es|ed|ing)|gr(?:ew|own|owth)|rose|risen|rise|gain(?:ed)?|higher|improv(?:ed|ement)|expand(?:ed)?|plus"
_DOWN = r"down|decreas(?:e|es|ed|ing)|declin(?:e|ed|es)|f[ae]ll(?:en)?|drop(?:ped)?|reduc(?:ed|tion)|lower|minus"
_CHANGE_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?:\s+(?:by|of|in|approximately|approx\.?|about|over|around|only|was|were|further|up))*\W*$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    rf"^\s*(?:points?\s*|percentage points\s*)?(?:(?P<base>YoY|QoQ|HoH|year[\s-](?:on|over)[\s-]year|quarter[\s-](?:on|over)[\s-]quarter)"
    rf"|(?P<up>{_UP})|(?P<down>{_DOWN}))\b",
    re.IGNORECASE,
)
_LOSS_BEFORE = re.compile(
    r"\b(?:loss|losses|outflow|deficit|used in [\w\s]{0,40}activities)\b(?:\s+(?:of|was|were|is|from|for|in|totall?ed)|\s*:)*"
    r"(?:\s+[\w\s]{0,24}(?:was|were|of|:))?\W*$",
    re.IGNORECASE,
)
_BESIDE_BEFORE = re.compile(r"^\s*(?:[:=,]|was|were|is|at|of|->|-|–|\)\s*:)?\s*(?:was|were|is|:)?\s*$", re.IGNORECASE)
_BESIDE_AFTER = re.compile(r"^[\s,]*(?:\(|\b(?:for|in|as of|as at|at|on|during|of|by|recorded in)\b)[\s\w]{0,16}$", re.IGNORECASE)
_BASE = re.compile(r"\b(?:from|than|compared (?:to|with)|versus|against|relative to)\b[^,;.]{0,70}$", re.IGNORECASE)
_TRIM = " ,.:;-–()◆➤>▶●▪•≻“”\""
_OF = re.compile(r"\s*(?:of|was|were|is|:)?\s*", re.IGNORECASE)
_EDGE = re.compile(
    r"^(?:(?:and|the|a|an|which|with|by|to|for|of|in|our|has|have|also|YoY|QoQ)\b\s*)+|"
    r"(?:[\s:]*\b(?:was|were|is|are|of|by|up|down|to|as of|as|for|in|at|has|have|reached|increased|decreased|and|from|over)\b)+$",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:" + "|".join(sorted(words("target"))) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A number as a sentence states it. ``label`` are the words nearest to it that say what it counts, ``lead``
    the opening of its sentence, ``sentence`` all of it; ``at`` is the sentence's [start, end) in the text given."""

    quantity: Quantity
    label: str
    lead: str
    sentence: str
    at: tuple[int, int]
    period: Mention | None
    status: Status
    sign: int


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of the sentences in ``text``; ends stand after the full stop."""
    at = 0
    for match in _SENTENCE_END.finditer(text):
        if text[at : match.start()].strip():
            yield at, match.end() - (len(match.group()) - len(match.group().rstrip()))
        at = match.end()
    if text[at:].strip():
        yield at, len(text.rstrip())


def statements(text: str, calendar: FiscalCalendar) -> Iterator[Statement]:
    """Every number that ``text`` states, sentence by sentence. Positions are relative to ``text``."""
    mentions = find_periods(text, calendar)
    quantities = find_quantities(text, [(m.start, m.end) for m in mentions])
    for start, end in sentences(text):
        inside = [q for q in quantities if start <= q.start < end]
        if inside:
            named = [m for m in mentions if start <= m.start < end]
            yield from _of_sentence(text, (start, end), inside, named)


def _of_sentence(
    text: str, at: tuple[int, int], quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> Iterator[Statement]:
    start, end = at
    periods = _periods_of(text, at, quantities, mentions)
    lead = _lead(text, at, quantities, mentions)
    labels = [_label(text, at, quantities, number, mentions) for number in range(len(quantities))]
    previous_label = ""
    for number, quantity in enumerate(quantities):
        left = quantities[number - 1].last if number else start
        right = quantities[number + 1].first if number + 1 < len(quantities) else end
        status, sign = _status(text[left : quantity.first], text[quantity.last : right], quantity)
        label = labels[number] or (previous_label if status == "change" or not lead else "")
        clause = _clause_start(text, start, quantity)
        if status == "actual" and (_TARGET.search(text[clause : quantity.first]) or _TARGET.search(lead)):
            status = "target"
        if status != "change" and not quantity.signed and _LOSS_BEFORE.search(plain(text[clause : quantity.first])):
            sign = -1
        yield Statement(quantity, label, lead, plain(text[start:end]), at, periods[number], status, sign)
        previous_label = label or previous_label


def _lead(text: str, at: tuple[int, int], quantities: Sequence[Quantity], mentions: Sequence[Mention]) -> str:
    """The opening of a sentence up to its first number, break or long way, without periods."""
    limit = min(quantities[0].first, at[1])
    for stop in _BREAK.finditer(text, at[0], limit):
        opening = _without(text, at[0], stop.start(), mentions)
        if has_content(opening) and not _inside(stop.start(), mentions):
            return opening
    return _without(text, at[0], limit, mentions)


def _label(
    text: str, at: tuple[int, int], quantities: Sequence[Quantity], number: int, mentions: Sequence[Mention]
) -> str:
    """The words beside a number that say what it counts: those before it, else those after it."""
    quantity = quantities[number]
    left = at[0]
    for earlier in reversed(quantities[:number]):
        if not _counts_within(text, earlier, quantity):
            left = earlier.last
            break
    right = quantities[number + 1].first if number + 1 < len(quantities) else at[1]
    cuts = [m.end() for m in _BREAK.finditer(text, left, quantity.first) if not _inside(m.start(), mentions)]
    before = _without(text, cuts[-1] if cuts else left, quantity.first, mentions)
    if has_content(before):
        return before
    stop = _BREAK.search(text, quantity.last, right)
    after = _without(text, quantity.last, stop.start() if stop else right, mentions)
    return after if re.match(r"\s*(?:in|of|for|related)\b", after) and has_content(after) else ""


def _inside(at: int, mentions: Sequence[Mention]) -> bool:
    return any(mention.start <= at < mention.end for mention in mentions)


def _counts_within(text: str, earlier: Quantity, quantity: Quantity) -> bool:
    """Whether a count is part of the words about the next number: "loss from 4 new subsidiaries of JPY823 million"."""
    between = text[earlier.last : quantity.first]
    return not earlier.scale and earlier.unit not in ("", "%") and bool(_OF.fullmatch(between))


def _clause_start(text: str, start: int, quantity: Quantity) -> int:
    cuts = [m.end() for m in _BREAK.finditer(text, start, quantity.first)]
    return cuts[-1] if cuts else start


def has_content(text: str) -> bool:
    """True where ``text`` has words that could say what a number counts."""
    idle = folded_class("change") | folded_class("asking")
    return any(term.concept or (term.name not in idle and len(term.name) > 1) for term in terms(text))


def _without(text: str, start: int, end: int, mentions: Sequence[Mention]) -> str:
    """``text[start:end]`` without the periods it names, as plain words."""
    parts, at = [], start
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            parts.append(text[at : mention.start])
            at = mention.end
    parts.append(text[at:end])
    return _EDGE.sub("", plain(" ".join(parts)).strip(_TRIM)).strip(_TRIM)


def _status(before: str, after: str, quantity: Quantity) -> tuple[Status, int]:
    """Level or change, and the sign that the words give it."""
    ahead = _CHANGE_BEFORE.search(before)
    behind = _CHANGE_AFTER.match(after)
    if ahead:
        return "change", -1 if ahead["down"] and not quantity.signed else 1
    if behind and (behind["base"] or quantity.unit in ("%", "pt")):
        return "change", -1 if behind["down"] and not quantity.signed else 1
    return "actual", 1


def _periods_of(
    text: str, at: tuple[int, int], quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> list[Mention | None]:
    beside = [_beside_before(text, quantities, number, mentions) for number in range(len(quantities))]
    claimed = {id(mention) for mention in beside if mention}
    for number, own in enumerate(beside):
        after = None if own else _beside_after(text, quantities, number, mentions)
        if after and id(after) not in claimed:
            beside[number] = after
    claimed = {id(mention) for mention in beside if mention}
    based = {id(m) for m in mentions if _BASE.search(text, max(at[0], m.start - 80), m.start)}
    found: list[Mention | None] = []
    for number, quantity in enumerate(quantities):
        own = beside[number]
        if own is None:
            earlier = [m for m in mentions if m.end <= quantity.first and id(m) not in based]
            later = [m for m in mentions if m.start >= quantity.last and id(m) not in claimed | based]
            inherited = found[-1] if found and _continues(text, quantities, number) else None
            own = inherited or (earlier[-1] if earlier else None) or (later[0] if later else None)
        found.append(own)
    return found


def _continues(text: str, quantities: Sequence[Quantity], number: int) -> bool:
    """Whether a number goes on about the one before it: "JPY915 million (up 244.2 % YoY)"."""
    between = text[quantities[number - 1].last : quantities[number].first]
    return bool(_CHANGE_BEFORE.search(between)) and len(between) < 30


def _beside_before(
    text: str, quantities: Sequence[Quantity], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    """The period that stands right before a number: "1Q10: JPY123 million"."""
    quantity = quantities[number]
    left = quantities[number - 1].last if number else 0
    for mention in reversed(mentions):
        if left <= mention.start and mention.end <= quantity.first:
            if _BESIDE_BEFORE.match(text[mention.end : quantity.first]):
                return mention
            break
    return None


def _beside_after(
    text: str, quantities: Sequence[Quantity], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    """The period that stands right after a number: "JPY120 million for March 2011"."""
    quantity = quantities[number]
    right = quantities[number + 1].first if number + 1 < len(quantities) else len(text)
    for mention in mentions:
        if quantity.last <= mention.start and mention.end <= right:
            between = text[quantity.last : mention.start]
            return mention if _BESIDE_AFTER.match(between) else None
    return None


def period_of(statement: Statement, inherited: Period | None) -> Period | None:
    """The statement's own period, else the one it inherits."""
    return statement.period.period if statement.period else inherited
