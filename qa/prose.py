"""Numbers in sentences and bullets: what each counts, for which period, and whether it is a level or a change.

A sentence is cut at the numbers it states. The words just before a number (or after it, "JPY819 million in
securities") are its label; where they say nothing ("up 37.7 %"), the number before it or the sentence's opening gives
it one. Periods are given out by :mod:`qa.timing`, words made into phrases by :mod:`qa.labels`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.cells import plain
from qa.knowledge import lexicon, words
from qa.labels import has_content, noun_phrase, trimmed
from qa.model import FiscalCalendar, Status
from qa.naming import names_dividend, names_only
from qa.numerals import Aside
from qa.periods import MONTH, Mention, find_periods
from qa.sentences import breaks, sentences
from qa.timing import is_compared, timed
from qa.units import Quantity, find_quantities

_UP = (
    r"up|increas(?:e|es|ed|ing)|gr(?:ew|own|owth)|rose|risen|rise|gain(?:ed)?|higher|improv(?:ed|ement)"
    r"|expand(?:ed)?|plus"
)
_DOWN = r"down|decreas(?:e|es|ed|ing)|declin(?:e|ed|es)|f[ae]ll(?:en)?|drop(?:ped)?|reduc(?:ed|tion)|lower|minus"
_BY = r"by|of|in|approximately|approx\.?|about|over|around|only|was|were|further|up|(?:a\s+)?total\s+of"
_CHANGE_BEFORE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?:\s+(?:{_BY}))*\W*$", re.IGNORECASE)
_BASE = r"YoY|QoQ|HoH|year[\s-](?:on|over)[\s-]year|quarter[\s-](?:on|over)[\s-]quarter"
_CHANGE_AFTER = re.compile(
    rf"^\s*(?:points?\s*|percentage points\s*)?(?:(?P<base>{_BASE})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(rf"\b(?:{_BASE})\s*[+\-]?\s*$", re.IGNORECASE)
_LOSS = re.compile(
    r"\b(?:loss(?:es)?(?!\s+on\b)|deficit|outflow|used in [\w\s]{0,40}activities)\b"  # what is lost
    r"(?:\s+(?:of|from|for|in|related to|attributable to)\s+[\w\s&'’\-/]{1,60}?)?"  # by whom
    r"(?:\s+(?:was|were|is|of|totall?ed|increased|decreased|narrowed|widened|improved|to|by|from)|\s*:)*\W*$",
    re.IGNORECASE,
)
_COST = re.compile(r"\bimpairment\s+loss|noncontrolling|non-controlling|minority|write-?down", re.IGNORECASE)
_MODIFIED = re.compile(r"\s*(?:of|was|were|is|:)?\s*", re.IGNORECASE)
_WITH = re.compile(r"\s*with\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:in|of|on|for|related)\b", re.IGNORECASE)
_IN = re.compile(r"\s*in\b", re.IGNORECASE)
_ITEM = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_JOINED = re.compile(r"\sand\s[^,]*$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_DAY = re.compile(rf"(?<!\w){MONTH}\s+\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?(?![\d,.]*\d)", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:[A-Z][\w&'’/\-]*|of|and|for|per|in|from|to|&)(?: (?:[A-Z][\w&'’/\-]*|of|and|for|per|in|from|to|&)){0,7}"
)
_NUMBERED = re.compile(r"\(\d{1,2}\)|(?:^|\n)\s*\d{1,2}(?=\s+[A-Z])")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number as a sentence states it.

    ``label`` is the phrase nearest to it that says what it counts, ``lead`` the opening of its sentence, ``sentence``
    all of it; ``at`` is the sentence's [start, end) in the text given. ``compared`` is True for a number that another
    one is compared with: the period in force is not its own.
    """

    quantity: Quantity
    label: str
    lead: str
    sentence: str
    at: tuple[int, int]
    period: Mention | None
    status: Status
    sign: int
    compared: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence at ``[start, end)`` of a text, with the quantities and periods that it names."""

    text: str
    start: int
    end: int
    quantities: Sequence[Quantity]
    mentions: Sequence[Mention]

    def left(self, number: int) -> int:
        """Where the words before a quantity begin: after the one before it."""
        return self.quantities[number - 1].last if number else self.start

    def right(self, number: int) -> int:
        """Where the words after a quantity end: before the next one."""
        return self.quantities[number + 1].first if number + 1 < len(self.quantities) else self.end

    def clause(self, number: int) -> int:
        """Where the clause of a quantity begins."""
        cuts = breaks(self.text, self.start, self.quantities[number].first, self.mentions)
        return cuts[-1][1] if cuts else self.start

    def words(self, start: int, end: int) -> str:
        """``text[start:end]`` without the periods that it names."""
        parts, at = [], start
        for mention in self.mentions:
            if start <= mention.start and mention.end <= end:
                parts.append(self.text[at : mention.start])
                at = mention.end
        return " ".join([*parts, self.text[at:end]])


def statements(text: str, calendar: FiscalCalendar) -> Iterator[Statement]:
    """Every number that ``text`` states, sentence by sentence. Positions are relative to ``text``."""
    mentions = find_periods(text, calendar)
    taken = sorted((aside.start, aside.end) for aside in set_aside(text, mentions))
    stated = (quantity for quantity in find_quantities(text, taken) if not names_only(text, quantity))
    quantities = [_as_in_prose(text, quantity) for quantity in stated]
    mentions = [mention for mention in mentions if not names_dividend(text, mention)]
    at_quantity = at_mention = 0
    for start, end in sentences(text):
        first, at_quantity = at_quantity, _after(quantities, at_quantity, end)
        named, at_mention = at_mention, _after(mentions, at_mention, end)
        inside = quantities[first:at_quantity]
        if inside and not _is_debris(text[start:end], inside, mentions[named:at_mention]):
            yield from _of_sentence(_Sentence(text, start, end, inside, mentions[named:at_mention]))


def set_aside(text: str, mentions: Sequence[Mention]) -> Iterator[Aside]:
    """What stands in running text for something else than a quantity: the periods mentioned, days, list numbers."""
    yield from (Aside(mention.start, mention.end, "date or period") for mention in mentions)
    yield from (Aside(*match.span(), "date or period") for match in _DAY.finditer(text))
    yield from (Aside(*match.span(), "heading or list number") for match in _NUMBERED.finditer(text))


def opening(text: str, calendar: FiscalCalendar) -> str:
    """What a heading or bullet is about: its words up to its first number or break, without periods."""
    mentions = find_periods(text, calendar)
    quantities = find_quantities(text, [(m.start, m.end) for m in mentions])
    for start, end in sentences(text):
        inside = [q for q in quantities if start <= q.start < end]
        lead = _lead(_Sentence(text, start, end, inside, [m for m in mentions if start <= m.start < end]))
        if has_content(lead):
            return lead
    return ""


def states_amount(text: str, calendar: FiscalCalendar) -> bool:
    """True for text that states a number other than the length of a time."""
    mentions = find_periods(text, calendar)
    found = find_quantities(text, [(m.start, m.end) for m in mentions])
    return any(quantity.unit not in ("years", "months", "days") for quantity in found)


def _after(found: Sequence[Quantity] | Sequence[Mention], at: int, end: int) -> int:
    """The place of the first of ``found``, from ``at`` on, that begins at ``end`` or later."""
    while at < len(found) and found[at].start < end:
        at += 1
    return at


def _is_debris(sentence: str, quantities: Sequence[Quantity], mentions: Sequence[Mention]) -> bool:
    """True for numbers alone, without a word, unit or period: what is left of a picture."""
    named = bool(mentions) or any(not quantity.bare for quantity in quantities)
    return not named and not any(ch.isalpha() for ch in sentence)


def _as_in_prose(text: str, quantity: Quantity) -> Quantity:
    """Brackets around a percentage are brackets and no minus sign, and so is a dash apart from a number."""
    printed = text[quantity.start : quantity.end]
    bracketed = printed.startswith("(") and printed.endswith(")") and quantity.unit == "%"
    dash = printed[:1] in "-–−" and printed[1:2].isspace() and not lexicon.is_currency(quantity.unit)
    if not (bracketed or dash):
        return quantity
    inner = printed.strip("()-–−% ")
    start = quantity.start + printed.index(inner)
    end = start + len(inner)
    value = abs(quantity.value)
    return replace(quantity, start=start, end=end, first=max(quantity.first, start), value=value, signed=False)


def _of_sentence(sentence: _Sentence) -> Iterator[Statement]:
    text, quantities = sentence.text, sentence.quantities
    judged = [_status(sentence, number) for number in range(len(quantities))]
    changes = [status == "change" for status, _ in judged]
    at = sentence.start, sentence.end
    periods = timed(text, at, quantities, sentence.mentions, changes)
    lead, labels = _lead(sentence), _labels(sentence)
    previous, loss = "", 1
    for number, quantity in enumerate(quantities):
        status, sign = judged[number]
        if status != "change":  # a number without words of its own goes on about a loss
            sign = loss = sign if labels[number] or quantity.signed else loss
        previous = labels[number] or previous
        compared = number > 0 and periods[number] is None and is_compared(text, sentence.start, quantity)
        whole = plain(text[slice(*at)])
        yield Statement(quantity, previous, lead, whole, at, periods[number], status, sign, compared)


# -- labels ------------------------------------------------------------------------------------------------


def _lead(sentence: _Sentence) -> str:
    """The opening of a sentence up to its first number or break, without periods."""
    limit = min([sentence.end, *(quantity.first for quantity in sentence.quantities[:1])])
    for stop, _ in breaks(sentence.text, sentence.start, limit, sentence.mentions):
        said = noun_phrase(sentence.words(sentence.start, stop))
        if has_content(said):
            return said
    return noun_phrase(sentence.words(sentence.start, limit))


def _labels(sentence: _Sentence) -> list[str]:
    """For each quantity the phrase beside it that says what it counts, "" where none does."""
    behind = _all_behind(sentence)
    if behind:
        return behind
    found = [_label(sentence, number) for number in range(len(sentence.quantities))]
    listed = _listed(sentence)
    return [*found[: len(found) - len(listed)], *listed] if listed else found


def _all_behind(sentence: _Sentence) -> list[str]:
    """The labels of a line that begins with a number and tells behind each what it is, as a title is written:
    "JPY 8 million Current Liabilities JPY 2 million Noncurrent Liabilities"; none for other lines."""
    text, quantities = sentence.text, sentence.quantities
    if trimmed(text[sentence.start : quantities[0].first]):
        return []
    told = [text[q.last : sentence.right(number)].strip() for number, q in enumerate(quantities)]
    titles = all(_TITLE.fullmatch(phrase) and has_content(phrase) for phrase in told)
    return [trimmed(phrase) for phrase in told] if titles else []


def _label(sentence: _Sentence, number: int) -> str:
    quantity = sentence.quantities[number]
    shared = _share(sentence, number)
    if shared and any(_share(sentence, other) for other in (number - 1, number + 1)):
        return shared
    left = _label_start(sentence, number)
    before = _phrase_before(sentence, left, quantity.first)
    counted = _counted(sentence, number)
    if counted and not _names(before, quantity.unit):
        return counted
    if has_content(before):
        return before
    behind = _behind(sentence, number)
    after = trimmed(behind)
    return after if _AFTER.match(behind) and has_content(after) else ""


def _share(sentence: _Sentence, number: int) -> str:
    """What a number is a part in: "JPY 8 million in boats and JPY 2 million in kayaks"; "" where it is none."""
    if not 0 <= number < len(sentence.quantities):
        return ""
    behind = _behind(sentence, number)
    said = trimmed(behind)
    return said if _IN.match(behind) and has_content(said) else ""


def _behind(sentence: _Sentence, number: int) -> str:
    """The words between a number and the next break or number."""
    last, right = sentence.quantities[number].last, sentence.right(number)
    stops = breaks(sentence.text, last, right, sentence.mentions)
    return sentence.words(last, stops[0][0] if stops else right)


def _phrase_before(sentence: _Sentence, left: int, right: int) -> str:
    """The phrase right before a number; for a number in brackets of its own, the phrase before the brackets."""
    cuts = breaks(sentence.text, left, right, sentence.mentions)
    start = cuts[-1][1] if cuts else left
    said = _after_colon(sentence.words(start, right))
    bare = not sentence.text[start:right].strip(" ~:")
    if has_content(said) or not (cuts and bare and sentence.text[cuts[-1][0]] in "(（"):
        return said
    return noun_phrase(sentence.words(cuts[-2][1] if len(cuts) > 1 else left, cuts[-1][0]))


def _after_colon(text: str) -> str:
    """The phrase after a colon, or all of it where nothing follows."""
    said = noun_phrase(text.rpartition(":")[2])
    return said if has_content(said) else noun_phrase(text)


def _label_start(sentence: _Sentence, number: int) -> int:
    """Where a label may begin. A count can be part of the words about the next number: "loss from 4 subsidiaries of
    JPY 8 million", "150 clients with sales of JPY 1 million"."""
    quantity = sentence.quantities[number]
    for earlier in reversed(sentence.quantities[:number]):
        between = sentence.text[earlier.last : quantity.first]
        counts = not earlier.scale and not lexicon.is_currency(earlier.unit) and earlier.unit not in ("", "%")
        if counts and _WITH.match(between):
            return earlier.end
        if not (counts and _MODIFIED.fullmatch(between)):
            return earlier.last
    return sentence.start


def _counted(sentence: _Sentence, number: int) -> str:
    """What stands between a count and the end of its noun: "1,600 corporate clients"."""
    quantity = sentence.quantities[number]
    if quantity.scale or not quantity.unit or not lexicon.is_counting(quantity.unit):
        return ""
    if _CHANGE_BEFORE.search(sentence.text, sentence.left(number), quantity.first):
        return ""
    said = trimmed(sentence.words(quantity.end, quantity.last))
    return said if has_content(said) else ""


def _names(label: str, unit: str) -> bool:
    """True where a label says already what is counted."""
    return bool(label) and (label.lower().startswith(("number of", "no. of")) or unit.lower() in label.lower())


def _listed(sentence: _Sentence) -> list[str]:
    """The labels of the last quantities, where a list names as many: "A and B were 1 and 2, respectively"."""
    if not _RESPECTIVELY.search(sentence.text, sentence.quantities[-1].last, sentence.end):
        return []
    said = sentence.words(sentence.start, sentence.quantities[0].first)
    items = [noun_phrase(item) for item in _ITEM.split(said)]
    joined = bool(_JOINED.search(said)) and len(items) == len(sentence.quantities)
    return items if joined and all(map(has_content, items)) else []


# -- status and sign ---------------------------------------------------------------------------------------


@cache
def _target() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('target')))})\b", re.IGNORECASE)


def _status(sentence: _Sentence, number: int) -> tuple[Status, int]:
    """Result, target or change, and the sign that the words give a number."""
    text, quantity = sentence.text, sentence.quantities[number]
    changed = _changed(
        text[sentence.left(number) : quantity.first], text[quantity.last : sentence.right(number)], quantity
    )
    if changed or _has_plus(text, quantity):
        return "change", changed or 1
    before = text[sentence.clause(number) : quantity.first]
    loses = not quantity.signed and (quantity.scale or lexicon.is_currency(quantity.unit) or quantity.bare)
    sign = -1 if loses and _LOSS.search(plain(before)) and not _COST.search(before) else 1
    return "target" if _target().search(before) or _target().search(_lead(sentence)) else "actual", sign


def _changed(before: str, after: str, quantity: Quantity) -> int:
    """1 or -1 for a number that its words call a rise or a fall, 0 for others."""
    ahead = _CHANGE_BEFORE.search(before)
    if ahead:
        return -1 if ahead["down"] and not quantity.signed else 1
    behind = _CHANGE_AFTER.match(after)
    relative = quantity.unit in ("%", "pt")
    if _AGAINST.search(before) or (behind and (behind["base"] or relative)):
        return -1 if behind and behind["down"] and not quantity.signed else 1
    return 0


def _has_plus(text: str, quantity: Quantity) -> bool:
    return quantity.signed and "+" in text[max(0, quantity.first - 2) : quantity.end]
