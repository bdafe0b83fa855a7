"""The words by which a question shows what sort of answer it wants: patterns of plain English, in order of weight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.cues import BEHIND, DRIVES, PUSHES, START, any_of

if TYPE_CHECKING:
    from qa.forms import Form, Latest


_AT = r"(?:(?:on|in|at|from|under|for|by|to|into|of|since)\s+)?"
_WHICH = r"(?:which|what)"

BY_QUESTION_WORD: dict[Form, re.Pattern[str]] = {
    "why": any_of(
        r"\bwhy\b",
        r"\bhow come\b",
        r"\bfor what reason\b",
        r"\breasons?\s+(?:for|of|why|behind)\b",
        rf"\bwhat\s+(?:{DRIVES}\b|{PUSHES})",
        BEHIND,
    ),
    "who": any_of(rf"{START}{_AT}who(?:m|se)?\b", r",\s*who(?:m|se)?\b"),
    "when": any_of(
        rf"{START}{_AT}when\b",
        rf"{START}{_AT}{_WHICH}\s+(?:date|day|month|year)\b(?!\W+(?:had|has|saw|was the))",
        r"\b(?:effective date|date of)\b",
    ),
    "where": any_of(
        rf"{START}{_AT}where\b", rf"{START}{_AT}{_WHICH}\s+(?:city|cities|country|countries|place|location)\b"
    ),
    "yes/no": any_of(
        rf"{START}(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\s+(?!.*\bor (?:by )?how\b)"
    ),
}
"""Forms that the word which opens a question tells, whatever else it says."""

_SHARE = r"(?:share|proportion|fraction|portion|slice)"
BY_OPERATION: dict[Form, re.Pattern[str]] = {
    "comparison": any_of(
        r"\bcompar(?:e|ed|es|ing|ison)\b(?!\s+(?:to|with)\s+the\s+(?:previous|preceding|prior)\b)",
        r"\b(?:versus|vs)\b",
        r"\bdifference\s+between\b",
        r"\bhow (?:far|much)\b.*\b(?:short of|above|below|ahead of|exceed\w*|beat)\b",
        r"\bagainst\s+(?:the\s+|its\s+|their\s+)?(?:\w+\s+)?(?:forecast|target|plan|guidance|budget|goal)",
        r"\b(?:higher|lower|more|less|larger|smaller)\s+or\s+(?:higher|lower|more|less|larger|smaller)\b",
    ),
    "share": any_of(
        rf"\b(?:as\s+)?(?:a|an|the|what)\s+(?:percentage|{_SHARE})\s+of\b",
        rf"\b{_SHARE}\s+of\b(?!\s+(?:profit|loss))",
        r"(?:%|\bper\s?cent|\bpct)\s+of\s+(?!the\s+(?:change|increase|growth))",
        r"\bwhat\s+(?:percentage|per\s?cent|share|proportion|slice|part)\b(?!\s+(?:did|has|have)\b)",
        r"\b(?:make|made|makes)\s+up\b",
    ),
    "change": any_of(
        r"\b(?:growth|grow|grew|grown|increase[ds]?|decrease[ds]?|changed?|rise|rose|risen|fall|fell|fallen)\b",
        r"\b(?:drop(?:ped)?|decline[ds]?|moved?|jump(?:ed)?|improved?|shrank|shrunk|yoy|qoq)\b",
        r"\b(?:year|quarter)[- ](?:on|over)[- ](?:year|quarter)\b",
    ),
}
NOT_CHANGE = any_of(r"\bchanges? in\s+(?:accounting|equity|shareholders)\b")
WHICH = any_of(rf"{START}{_AT}which\b", rf"{START}{_AT}what\s+(?:kind|type|sort)\b")

# -- rankings ----------------------------------------------------------------------------------------------

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_NUMBER = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten"
_LEAST = r"lowest|smallest|least|fewest|slowest|worst|bottom|weakest|minimum|minimal"
_MOST = r"largest|biggest|highest|most|fastest|greatest|best|top|strongest|main|peak|maximum|leading"
_NOUN = r"[a-z][a-z-]*(?: (?!by|in|for|of|at|on|with|had|has|is|was|were|did|the\b)[a-z][a-z-]*){0,2}"
SUPERLATIVE = re.compile(
    rf"\b(?:(?P<before>{_NUMBER})\s+)?(?P<best>{_LEAST}|{_MOST})\b(?:\s+(?P<n>{_NUMBER})\b)?(?:\s+(?P<among>{_NOUN}))?",
    re.IGNORECASE,
)
NOT_SUPERLATIVE = any_of(
    r"\bmost recent(?:ly)?\b",
    r"\bat (?:the )?(?:most|least|best|worst)\b",
    r"\btop[ -]line\b",
    r"\bbottom[ -]line\b",
    r"\bbest[ -]estimate\b",
    r"\bmain(?:ly)?\s+(?:bank|lender|reason|business|currency)\w*",
    r"\bmaximum (?:of|number|capacity)\b",
    r"\bminimum (?:lease|payment|of)\w*",
    r"\bmost of\b",
    r"\bput \w+ at the top\b",
    r"\btop of\b",
    r"\bleading (?:to|up)\b",
    r"\b(?:main|leading|top)\b(?!\s+(?:\d|two|three|four|five|six|seven|eight|nine|ten)\b)",
)
LEAST = re.compile(_LEAST, re.IGNORECASE)
GROWTH = any_of(r"\b(?:grew|grow|grown|grows|growing|growth|increased?|rose|risen|rising|expanded|gained|improved)\b")
FALLING = any_of(r"\b(?:shrank|shrunk|shrink|fell|fallen|falling|declined?|decreased?|dropped|deteriorated)\b")
LOSING = any_of(r"\b(?:lost|loses|losing)\b")
RANK_ALL = re.compile(rf"\brank(?:ed|ing)?\s+(?:of\s+)?(?:the\s+|all\s+)*(?P<among>{_NOUN})", re.IGNORECASE)
WHICH_NOUN = re.compile(
    r"^\W*(?:in\s+|of\s+)?(?:which|what)\s+(?P<among>(?!is\b|are\b|was\b|were\b|did\b|does\b|do\b|has\b|have\b|had\b)"
    r"[a-z-]+(?:\s+(?:lines?|items?|units?|groups?|areas?))?)\b",
    re.IGNORECASE,
)
GROWING_WORDS = frozenset(["growing", "falling", "selling", "performing"])
KINDS = frozenset(
    [
        "item",
        "items",
        "line",
        "lines",
        "segment",
        "segments",
        "category",
        "categories",
        "type",
        "types",
        "kind",
        "kinds",
    ]
)

# -- what is left out, versions, recency -------------------------------------------------------------------

_STOP = (
    r"(?=\s*(?:[,;:?.()]|$)|\s+(?:in|for|at|on|over|during|as|by|what|how|and|was|were|is|are|from|to)\b"
    r"|\s+(?:\d|fy|q\d|h\d))"
)
EXCLUDING = re.compile(
    r"\b(?:excluding|excludes?|other than|except(?:ing)?(?: for)?|apart from|aside from|without|w/o|exclusive of|net of"
    r"|not including|not counting|stripp(?:ing|ed) out|strip out|leaving (?:out|aside)|leave out|left out"
    r"|setting aside"
    r"|(?:did|does|do|was|were|is|are)(?: not|n['’]t) (?:stem|come|came|arise|result|originate|due|belong|relate[ds]?"
    r"|attributable) (?:from|to)|not (?:stemming|coming|arising|resulting|from|due to|related to|attributable to)"
    rf"|disregarding|ignoring|ex[- ])\s*(?:the\s+|any\s+|its\s+|all\s+)*(?P<what>[\w&'/. -]+?){_STOP}",
    re.IGNORECASE,
)
_PLAN = r"(?:plan|target|forecast|guidance|goal|outlook|estimate|projection|budget)s?"
ORIGINAL = any_of(
    rf"\b(?:initial|original|first|previous|earlier|old|prior|unrevised)\s+(?:\w+\s+){{0,2}}{_PLAN}\b",
    r"\bbefore (?:the |its |any )?(?:\w+ )?revisions?\b",
    r"\b(?:initially|originally) (?:\w+ )?(?:planned|forecast|expect|target|guid)\w*",
)
REVISED = any_of(
    r"\b(?:revised|updated|amended|restated|lowered|raised|cut)\s+(?:\w+\s+){0,3}" + _PLAN + r"\b",
    rf"\bnew\s+(?:\w+\s+){{0,2}}{_PLAN}\b",
    r"\brevis(?:ed|ions?|ing)\b",
    r"\bafter (?:the |its )?(?:\w+ )?(?:revision|cut|downgrade|upgrade)\b",
)
_NEWEST = r"(?:latest|most recent(?:ly)?|newest|last reported|last published)"
LATEST = any_of(rf"\b{_NEWEST}\b", r"\b(?:currently|as of now|at present|right now)\b")
_ONE = rf"\b{_NEWEST}\s+(?:\w+\s+)?"
LATEST_OF: dict[Latest, re.Pattern[str]] = {
    "quarter": any_of(rf"{_ONE}quarter\b"),
    "half": any_of(rf"{_ONE}half\b"),
    "year": any_of(rf"{_ONE}year\b"),
    "month": any_of(rf"{_ONE}month\b"),
    "document": any_of(
        rf"{_ONE}(?:document|report|release|deck|presentation|filing|statement|announcement|slides?)s?\b"
    ),
}
