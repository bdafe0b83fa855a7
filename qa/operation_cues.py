"""The words by which a question asks for an operation: patterns of plain English, and those that only frame it.

Names that start with THE match the words of an operation, which say nothing about what it is applied to.
"""

from __future__ import annotations

import re

from qa.cues import any_of

_PCT = r"(?:%|per\s?cent(?:age)?|pct)"
_PORTION = rf"(?:{_PCT}|share|proportion|fraction|portion)"
_MOVE = r"(?:change|increase|decrease|growth|fall|rise|decline|drop|difference)"
_MOVED = (
    r"(?:grew|grow|grown|rose|risen|fell|fallen|changed?|increased?|decreased?|dropped|declined|improved?|jumped|moved?"
    r"|expand(?:ed)?|(?<!-)(?<!quarters )(?<!halves )(?<!years )(?<!months )added)"
)
_MORE = r"(?:more|less|fewer|higher|lower|larger|bigger|smaller|greater)"
_ON_YEAR = r"(?:yoy|qoq|(?:year|quarter)[\s-](?:on|over)[\s-](?:year|quarter))"
_BACK = r"(?:previous|prior|preceding|last)"
_IS = r"(?:is|are|was|were)"

FRAME = any_of(
    rf"^\W*(?:what|how)\s+(?:{_IS}|would be|did|does|do|has|have|much|far)\b(?:\s+(?:{_IS}|did|does|the|of))*",
    r"^\W*(?:work out|calculate|compute|by how (?:much|many)|by what|please)\b",
    rf"\b(?:the\s+)?(?:value|amount) of (?:the\s+)?(?={_MOVE})",
    rf"^\W*(?:did|does|do|{_IS})\b|\b(?:did|does|{_IS}|there)\s*$",
    r"^\W*implied\b",
    r"\?\s*$",
)
TIME_FIRST = re.compile(
    r"^\W*(?P<time>(?:in|for|as (?:of|at)|at|during|on|from)\s+[^,?]+(?:,\s+(?:19|20)\d\d)?),\s+"
    r"(?=(?:what|how|by)\b)",
    re.IGNORECASE,
)
"""What opens a question by its time: "for the second quarter, what …"."""
NO_OPERATION = any_of(
    r"\brespectively\b",
    r"\bhow many (?:quarters|years|months|times)\b",
    r"^\W*(?:in )?which\b",
    r"\b(?:why|reasons?|(?<!amount )(?<!amounts )(?<!payable )(?<!balances )due to|caused?|drove|explain\w*)\b",
)
"""What asks for several figures, for a choice or for a reason rather than for a calculation."""

# -- one thing at several times

CHANGED = any_of(
    rf"\b{_MOVE}s?\b|\b{_MOVED}\b|\b(?:improvement|gain(?:ed)?|shrink|shrank|(?:go|goes|gone|went)\s+(?:up|down))\b",
    rf"\b{_MORE}\b.*\bthan\b(?!\s*(?:\d|one|two|three|four|five|ten|a year))",
    rf"\b{_ON_YEAR}\b",
)
THE_CHANGE = any_of(
    rf"\b(?:by\s+)?(?:what\s+)?(?:{_PCT}|relative|nominal|absolute)\s*(?:points?\s*)?(?:of\s+)?(?=(?:the\s+)?{_MOVE}|\()",
    rf"\b{_MOVE}s?\b(?:\s+rate\b)?(?:\s+(?:in|of|for|between)\b)?(?:\s+the\s+(?:amount|value|number) (?:of|for))?",
    rf"[/(]\s*\(?\s*{_MOVE}\s*\)?\s*(?:in|of)?",
    r"\b(?:growth|change)\s+rate\b|\brate of (?:growth|change)\b",
    rf",?\s*\bin\s+{_PCT}(?:\s+terms)?",
    rf"\b(?:by\s+)?(?:how much|what (?:percentage|per\s?cent|amount))\b|^\W*{_PCT}",
    rf"\b{_MOVED}\b|\b(?:go|goes|gone|went)\s+(?:up|down)\b|\b(?:more|fewer|higher|lower|larger|smaller|greater)\b|\b{_ON_YEAR}\b",
    r"\b(?:compared (?:to|with)|versus|vs?\.?|against|relative to|between|both|at the (?:close|start) of)\b",
    r"\b(?:from|than|over|to|against)?\s*(?:the\s+)?(?:same\s+\w+\s+)?(?:a|one|the)?\s*"
    rf"{_BACK}?\s*(?:year|quarter|period)\s*(?:before|earlier|ago|previously)?\b",
)
PERCENT = any_of(_PCT, r"\b(?:growth|change) rate\b", r"\brate of (?:growth|change)\b", r"\bproportional\b")
RELATIVE = any_of(r"\brelative\b", r"\b(?:growth rate|rate of growth)\b", rf"\b{_ON_YEAR}\s+{_PCT}")
"""What asks for the change of a percentage as a part of itself, and not in points."""
IN_THE_YEAR_TO = any_of(r"\b(?:in|over|during)\s+the\s+(?:year|(?:12|twelve)\s+months)\s+(?:to|through|ended|ending)\b")
CHANGE_ITSELF = any_of(
    rf"^\W*(?:what|how much)\s+{_IS}\s+(?:the\s+)?(?:value of (?:the\s+)?)?"
    rf"(?:(?:{_PCT}|absolute|nominal|net)\s+)?(?!difference){_MOVE}\s+(?:in|of|for)\b"
)
"""What asks for a change and needn't say since when."""
APART = any_of(
    r"(?<!net )\bdifference\b.*\bbetween\s+(?:(?:the|fiscal|fy|f|q[1-4]|[1-4]q)\s*)*(?:\d|(?:[a-z]+\s+){1,2}\d)"
)
"""What asks how far apart two times are, whichever has more."""
CHANGE_OF_SHARE = any_of(rf"\b{_MOVE}\s+in\s+(?:the\s+)?{_PORTION}\s+of\b")
GROWTH = any_of(r"\bgrowth\b")
AMOUNT = any_of(r"\bhow (?:much|many)\b", r"\bamount\b", r"\babsolute\b", r"\bin (?:yen|dollars|million|thousand)")
YEAR_BACK = any_of(
    r"\b(?:a|one|the)\s+year\s+(?:before|earlier|ago)\b", rf"\b{_BACK}\s+(?:fiscal\s+)?year\b", r"\byear[\s-]earlier\b"
)
PERIOD_BACK = any_of(rf"\b{_BACK}\s+(?:quarter|half|month|period)\b", r"\b(?:a|one)\s+quarter\s+(?:before|earlier)\b")
YEAR_BEFORE = any_of(
    r"\b(?:a|one|the|1)\s+year\s+(?:before|prior to|earlier than|earlier|previous to)\b", r"\bi\.?e\.?(?=\W)"
)
AVERAGE = any_of(
    r"(?<!weighted )(?<!weighted-)\b(?:average|mean)\b"
    r"(?!\s+(?:remaining|selling price|number of shares|exercise|grant))"
)
AVERAGE_OF_YEAR = any_of(r"\b(?:19|20)\d\d\s+average\b(?!\s+(?:price|rate|cost))")
"""A year's average: of what it opened and what it closed with."""
THE_AVERAGE = any_of(
    r"\b(?:between|both)\b",
    r"\b(?:average|mean)\b(?:\s+(?:quarterly|annual|yearly|monthly|value|amount))*(?:\s+of\b)?",
    r"\b(?:quarterly|annually|yearly|per (?:quarter|year))\b",
)
PARTS_ADDED = any_of(
    r",?\s*\(?\b(?:1q|q1)\s*(?:\+|plus)\s*(?:2q|q2)\b\)?", r",?\s*\b(?:both|the two) quarters added(?: up| together)?\b"
)
"""That a half is to be made of its quarters."""
SUM = any_of(r"\b(?:sum|total|combined|together|aggregate|in all|cumulative(?:ly)?|altogether|add(?:ed)? up)\b")
SUM_AT_ANY_RATE = any_of(r"\b(?:sum of|combined|together|in all|altogether|added? up)\b")
EVERY_PERIOD = any_of(
    r"\b(?:all|both|the)\s+(?:the\s+)?(?:two|three|four|five|[2-9])?\s*(?:fiscal\s+)?(?:years|quarters|fys|periods)\b"
)
"""All the periods that a row has, without naming them."""
BOTH_PERIODS = any_of(r"\bboth\s+(?:the\s+)?(?:fiscal\s+)?(?:years|quarters|fys|periods)\b")
SINGULAR = any_of(r"^\W*what\s+(?:is|was)\b")
THE_SUM = any_of(
    r"\b(?:over|across|for|in)?\s*both quarters\b",
    r"\b(?:between|both)\b",
    r"\b(?:the\s+)?(?:sum|aggregate|combined|cumulative)(?:\s+(?:total|amount|value))?(?:\s+of\b)?",
    r"\b(?:together|in all|altogether)\b|\btotal of\b",
    r"\b(?:over|across|for|in)\s+(?:all\s+)?(?:the\s+)?(?:two|three|four|both)\s+"
    r"(?:quarters|years|halves|months)(?:\s+of)?\b",
)

# -- several things at one time

PART_OF_WHOLE = (
    any_of(
        r"(?P<a>.+?)\s*,?\s+(?:expressed |calculated |stated )?as\s+(?:an?\s+|the\s+)?"
        rf"{_PORTION}\s+of\s+(?P<b>.+)"
    ),
    any_of(
        rf"(?:what\s+|which\s+)?(?:{_PORTION}|part|slice)\s+of\s+(?:the\s+)?(?P<b>.+?)\s+"
        rf"(?:did|do|does|{_IS}|c[ao]mes? from|consist(?:s|ed)? of|comprised?(?: of)?|made up by)\s+"
        r"(?P<a>.+?)(?:\s+(?:account(?:ed)?(?: for)?|ma[dk]e up|represent(?:ed)?|constitut\w+|contribut\w+))?"
        r"(?P<rest>\s+(?:for|in|at|during|as of)\s+.*)?$"
    ),
    any_of(
        rf"(?:what\s+is\s+the\s+)?{_PORTION}\s+(?:\(in {_PCT}\)\s+)?(?:constitution\s+)?of\s+(?P<a>.+?)\s+"
        r"(?:(?:among|in|out of|to|against)\s+(?:the\s+)?(?P<b>(?:total|overall|whole|all)\b.+)|over\s+(?P<c>.+))$"
    ),
)
RATIO = (
    any_of(r"(?P<a>.+?),?\s+as\s+a\s+(?:ratio|multiple)\s+of\s+(?P<b>.+)"),
    any_of(r"\bratio\s+(?:\([^)]*\)\s+)?of\s+(?P<a>.+?)\s+(?:to|over|and)\s+(?P<b>.+)"),
    any_of(r"(?P<a>.+?)\s+divided\s+by\s+(?P<b>.+)"),
)
DIFFERENCE = any_of(r"(?P<head>.*?)\bdifference\s+(?P<mid>.*?)\bbetween\s+(?P<a>.+?)\s+and\s+(?P<b>.+)")
MORE_THAN = any_of(
    rf"^\W*(?:by\s+)?how\s+(?:much|many)\s+{_MORE}?\s*(?:{_IS}|did)?\s*(?P<a>.+?)\s+"
    rf"(?:{_MORE}\s+)?(?:than|exceed(?:ed)?|above|below)\s+(?P<b>.+)"
)
SIGN = re.compile(r"\s*,?\s+(plus|added to|minus|less(?! than)|net of|deducting)\s+", re.IGNORECASE)
HOW = any_of(
    r"(?<=\w)\s*(?:,|\(|;)?\s*\b"
    r"(?:if you|take|taking|by taking|worked out|(?:calculated?|computed?|derived?) (?:from|as)"
    r"|(?:implied )?from (?:the |its )?(?=\S+(?: \S+){0,5} and ))\b(?=.*\b(?:and|less|minus|out of|from)\b).*$"
)
"""The end of a question that says how to come by the answer: ", if you take the second quarter out of the half"."""

USING = re.compile(r",?\s+(?:using|based on|going by)\s+(?:the\s+)?.*$", re.IGNORECASE)
"""The end of a question that says which operand to take."""

# -- results and targets

_GOAL = r"(?:target|forecast|plan|guidance)"
_PAST = r"(?:short of|miss(?:ed)?|below|under|exceed(?:ed)?|beat|above|ahead of)"

REVISED = any_of(
    rf"\b(?:lower|rais|cut|reduc|revis|trimm?|slash|lift|chang)\w*\b.*\b{_GOAL}",
    rf"\b{_GOAL}s?\b.*\b(?:lower|rais|cut|reduc|revis|trimm?|slash|lift|chang)(?:ed|ing|ion)?\b",
)
"""That a target was changed."""
THE_REVISION = any_of(
    r"\bdid\b|\b(?:the\s+)?company\b|\b(?:its|their|down|up)\b|\b(?:lower|rais|cut|reduc|revis|trimm?|slash|lift|chang)\w*\b"
)
STILL_NEEDED = any_of(
    r"\bstill\s+(?:needed|required|to go|to be|to come|missing)\b",
    r"\b(?:left|remain(?:s|ing)?)\s+(?:to|needed|required)\b",
    r"\bimpl(?:y|ies|ied)\b",
    r"\b(?:needed|required|have to|has to|needs? to|must)\b.*\b(?:reach|hit|meet|achieve|make)\b",
)
AGAINST_TARGET = any_of(
    rf"\b(?:{_PAST}|over|versus|vs\.?|against|than)\s+(?:the\s+|its\s+)?(?:\w+\s+)?{_GOAL}",
    r"\b(?:shortfall|overshoot)\b",
)
THE_TARGET = any_of(
    rf"\b(?:{_PAST}|fall|fell|come|came)\b",
    r"\b(?:original|initial|new|full|annual|actual(?:ly)?|still|needed|required|left|remain\w*|impl\w+)\b",
    r"\b(?:hit|reach|meet|achieve)\b",
    r"\bhow (?:far|much|many)\b",
    r"\b(?:the\s+)?(?:first|second|latter)\s+half\b",
    r"\b(?:the\s+)?(?:last|final|remaining|fourth)\s+(?:quarter|months|half)\b",
    r"\b(?:target\w*|forecast\w*|plan(?:ned)?|guidance|goal)\b",
)
WHICH_TARGET = any_of(r"\b(?:original|initial|new|revised)\b")

# -- when something was so

_WHEN = r"(?:fiscal\s+|financial\s+)?(?P<grain>year|quarter|month|half|period|fy)(?:\(?e?s\)?)?\b(?!\s+(?:ended|ago))"
WHICH_PERIODS = any_of(
    rf"\b(?:(?P<many>how\s+many)|which|what|(?P<count>number))\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?{_WHEN}"
)
PEAK = any_of(r"\b(?:largest|highest|greatest|biggest|most|peak(?:ed)?|best)\b")
TROUGH = any_of(r"\b(?:smallest|lowest|least|fewest|worst|weakest)\b")
LARGER = any_of(r"\b(?:larger|higher|greater|bigger|more)\b(?!\s*than)")
SMALLER = any_of(r"\b(?:smaller|lower|less|fewer)\b(?!\s*than)")
ABOVE = any_of(
    r"\b(?:exceed(?:s|ed|ing)?|surpass(?:es|ed)?|above|over|at least)\b",
    r"\b(?:more|greater|higher|larger|bigger)\s*than",
)
BELOW = any_of(r"\b(?:below|under|at most)\b", r"\b(?:less|lower|fewer|smaller)\s*than")
GIVEN = any_of(
    r"\b(?:calculated|provided?|recorded|presented|reported|shown|given|included|available|disclosed|listed|measured)\b"
)
THE_OCCASION = any_of(
    r"^\W*(?:(?:in|for|over|during|at)\s+)?(?:how\s+many|which|what)\s+(?:of\s+)?(?:the\s+)?(?:fiscal\s+|financial\s+)?"
    r"(?:year|quarter|month|half|period|fy)\S*",
    rf"\b(?:{_IS}|did|does|do|has|had|have|the table|information|made|for)\b",
    r"\b(?:the\s+)?(?:amount|value|number)s?\s+(?:of|for)\b",
    r"\b(?:the\s+)?(?:larg|high|great|bigg|small|low|least|few|most|less|more|peak)\w*\b",
)
