"""Which of the periods that a sentence names belongs to which of its numbers.

In this order: a list that pairs them ("JPY 1 million and JPY 2 million for 2030 and 2031, respectively"); a period
right beside the number, before it or after it; the period of the number that it goes on about; the last period named
before it; the first named after it. What a number is compared with, a date of what happened, and what brackets hold
are not for numbers elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from qa.knowledge import words
from qa.periods import Mention
from qa.sentences import breaks
from qa.units import Quantity

_BESIDE_BEFORE = re.compile(
    r"^\s*(?:[:=]|was|were|is|at|of|->|-|–|\)\s*:)?\s*(?:was|were|is|:)?\s*$",
    re.IGNORECASE,
)
_BESIDE_AFTER = re.compile(
    r"^[\s,]*(?:\(|\b(?:for|in|as of|as at|at|on|during|of|by|recorded in)\b)[\s\w]{0,16}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:from|than|compared (?:to|with)|versus|against|relative to)\b(?:[^,;.]|[,.](?=\d)){0,70}$",
    re.IGNORECASE,
)
_COMPARED_NUMBER = re.compile(
    r"\b(?:from|than|compared (?:to|with)|versus|against)\s+(?:(?:a|an|the)\s+)?"
    r"(?!\d{1,3}\s)(?:[\w\-]+\s+){0,3}(?:of\s+)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^[^.;]{0,30}$")
_AND = re.compile(r"^[\s,]*(?:and|&)?[\s,]*(?:for|at|in|as of)?\s*$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"[\s,]*\brespectively\b", re.IGNORECASE)
_BACK = 80  # characters before a period in which it can turn out to be one that is compared with


def timed(text: str, at: tuple[int, int], quantities: Sequence[Quantity], mentions: Sequence[Mention],
          changes: Sequence[bool]) -> list[Mention | None]:  # fmt: skip
    """The period of each quantity of the sentence at ``[start, end)``, None where the sentence gives it none.

    ``changes`` says of each quantity whether it is a change of the one before it.
    """
    paired = _respectively(text, at, quantities, mentions)
    own = [paired.get(n) or _beside_before(text, quantities, n, mentions) for n in range(len(quantities))]
    claimed = {id(mention) for mention in own if mention}
    for number, mention in enumerate(own):
        after = None if mention else _beside_after(text, quantities, number, mentions)
        own[number] = after if after and id(after) not in claimed else mention
    free = [m for m in mentions if not _is_base(text, at[0], m) and not _is_event(text, at[0], m)]
    claimed = {id(mention) for mention in own if mention}
    found: list[Mention | None] = []
    for number in range(len(quantities)):
        goes_on = bool(found) and changes[number] and _close(text, quantities, number)
        inherited = found[-1] if goes_on else None
        near = own[number] or inherited or _nearest(text, quantities, number, free, claimed)
        found.append(near)
    return found


def is_compared(text: str, start: int, quantity: Quantity) -> bool:
    """Whether a quantity is what another is compared with: "… from JPY 3 million"."""
    return bool(_COMPARED_NUMBER.search(text, max(start, quantity.first - 60), quantity.first))


def _nearest(
    text: str, quantities: Sequence[Quantity], number: int, mentions: Sequence[Mention], claimed: Iterable[int]
) -> Mention | None:
    """The last period named before a quantity, else the first after it that no other quantity has. A point in time
    at the end of a sentence is shared."""
    quantity = quantities[number]
    within = [m for m in mentions if not _bracketed_apart(text, quantities, number, m)]
    before = [m for m in within if m.end <= quantity.first]
    after = [m for m in within if m.start >= quantity.last and not _leads_to_next(text, quantities, number, m)]
    open_to_all = [m for m in after if id(m) not in claimed or m.period.days == 1]
    return before[-1] if before else next(iter(open_to_all), None)


def _leads_to_next(text: str, quantities: Sequence[Quantity], number: int, mention: Mention) -> bool:
    """Whether a period after a quantity begins the clause of the next one: "…, then for 2031 JPY 3 million"."""
    if number + 1 >= len(quantities) or quantities[number + 1].first < mention.end:
        return False
    apart = breaks(text, quantities[number].last, mention.start)
    return bool(apart) and not breaks(text, mention.end, quantities[number + 1].first)


def _bracketed_apart(text: str, quantities: Sequence[Quantity], number: int, mention: Mention) -> bool:
    """Whether a period stands in brackets that hold other quantities than this one."""
    opened = text.rfind("(", max(0, mention.start - _BACK), mention.start)
    closed = text.find(")", mention.end, mention.end + _BACK)
    if opened < 0 or closed < 0 or ")" in text[opened : mention.start] or "(" in text[mention.end : closed]:
        return False
    inside = [place for place, quantity in enumerate(quantities) if opened < quantity.start < closed]
    return bool(inside) and number not in inside


def _is_base(text: str, start: int, mention: Mention) -> bool:
    return bool(_COMPARED.search(text, max(start, mention.start - _BACK), mention.start))


@cache
def _event() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('event')))})\s+(?:(?:in|on|at|from|as of)\s+)?$", re.IGNORECASE)


def _is_event(text: str, start: int, mention: Mention) -> bool:
    return bool(_event().search(text, max(start, mention.start - _BACK), mention.start))


def _close(text: str, quantities: Sequence[Quantity], number: int) -> bool:
    """Whether a number stands close to the one before it, and in the same clause: "JPY 915 million (up 244.2 %)"."""
    return bool(_GOES_ON.match(text[quantities[number - 1].last : quantities[number].first]))


def _beside_before(
    text: str, quantities: Sequence[Quantity], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    """The period that stands right before a number: "1Q10: JPY123 million"."""
    quantity = quantities[number]
    left = quantities[number - 1].last if number else 0
    before = [m for m in mentions if left <= m.start and m.end <= quantity.first]
    if before and _BESIDE_BEFORE.match(text[before[-1].end : quantity.first]):
        return before[-1]
    return None


def _beside_after(
    text: str, quantities: Sequence[Quantity], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    """The period that stands right after a number: "JPY120 million for March 2011"."""
    quantity = quantities[number]
    right = quantities[number + 1].first if number + 1 < len(quantities) else len(text)
    after = [m for m in mentions if quantity.last <= m.start and m.end <= right]
    if after and _BESIDE_AFTER.match(text[quantity.last : after[0].start]):
        return after[0]
    return None


def _respectively(
    text: str, at: tuple[int, int], quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> dict[int, Mention]:
    """The numbers that a list pairs with periods, by place: as many as it names periods, right beside them."""
    word = _RESPECTIVELY.search(text, *at)
    amounts = [(q.first, q.last) for q in quantities if word and q.last <= word.start()]
    dates = [(m.start, m.end) for m in mentions if word and m.end <= word.start()]
    if not amounts or not dates:
        return {}
    if amounts[-1] < dates[-1]:  # "1 and 2 at March 31 and June 30, respectively"
        dates = _run(text, dates)
        amounts = _run(text, [span for span in amounts if span[1] <= dates[0][0]])
    else:  # "for March and June were 1 and 2, respectively"
        amounts = _run(text, amounts)
        dates = _run(text, [span for span in dates if span[1] <= amounts[0][0]])
    if not 1 < len(dates) == len(amounts):
        return {}
    number = {quantity.first: place for place, quantity in enumerate(quantities)}
    named = {mention.start: mention for mention in mentions}
    return {number[first]: named[start] for (first, _), (start, _) in zip(amounts, dates, strict=True)}


def _run(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last of some spans that a list joins: "A, B and C"."""
    run = list(spans[-1:])
    for before in reversed(spans[:-1]):
        if not _AND.match(text[before[1] : run[0][0]]):
            break
        run.insert(0, before)
    return run
