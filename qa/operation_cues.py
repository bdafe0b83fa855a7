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
    r"|expand(?:ed)?|climb(?:ed)?|surge[ds]?|soar(?:ed)?|plunge[ds]?|slump(?:ed)?|slip(?:ped)?|tumble[ds]?|widen(?:ed)?"
    r"|narrow(?:ed)?|swing|swung|shr[aiu]nk"
    r"|(?<!-)(?<!quarters )(?<!halves )(?<!years )(?<!months )added(?!\s+(?:up|together|to)\b))"
)
_MORE = r"(?:more|less|fewer|higher|lower|larger|bigger|smaller|greater)"
_ON_YEAR = r"(?:yoy|qoq|(?:year|quarter)[\s-](?:on|over)[\s-](?:year|quarter))"
_BACK = r"(?:previous|prior|preceding|last)"
_IS = r"(?:is|are|was|were)"
_PIECE = rf"(?:{_PORTION}|part|slice|chunk)"
_FROM = (
    rf"(?:(?:relate[sd]?|belong(?:s|ed)?|{_IS} (?:due|owed|related|attributable|attributed|allocated|put down)) to"
    r"|(?:stem(?:s|med)?|derive[sd]?|c[ao]mes?|arose|arises?|originate[sd]?|result(?:s|ed)?) from"
    rf"|{_IS} (?:contributed|generated|earned|brought in|made up|accounted for|provided|taken up|held) by)"
)
"""How a part is tied to what it comes from."""
_BEYOND = (
    rf"(?:{_MORE}\s+than|exceed(?:s|ed)?|above|below|outstrip(?:s|ped)?|outweigh(?:s|ed)?|top(?:s|ped)?"
    r"|surpass(?:es|ed)?)"
)

FRAME = any_of(
    rf"^\W*(?:what|how)\s+(?:{_IS}|would be|did|does|do|has|have|much|far|large|big|high|fast)\b"
    rf"(?:\s+(?:{_IS}|did|does|the|of))*",
    r"^\W*(?:work out|calculate|compute|by how (?:much|many)|by what|please)\b",
    rf"\b(?:the\s+)?(?:value|amount) of (?:the\s+)?(?={_MOVE})",
    rf"^\W*(?:did|does|do|{_IS})\b|\b(?:did|does|{_IS}|there)\s*$",
    r"^\W*implied\b|^\W*what['’]?s\s+the\b",
    r"\?\s*$",
)
TIME_FIRST = re.compile(
    r"^\W*(?P<time>(?:in|for|as (?:of|at)|at|during|on|from)\s+[^,?]+(?:,\s+(?:19|20)\d\d)?),\s+"
    r"(?=\S+\s)",
    re.IGNORECASE,
)
"""What may open a question by its time: "for the second quarter, what …"."""
ASKING = any_of(r"(?:what|how|by)\b")
NO_OPERATION = any_of(
    r"\brespectively\b",
    rf"\bhow many (?:quarters|years|months)\b|\bhow many times\b(?!\s+(?:over|{_MORE}|its|their|the|as)\b|.*\bcover)",
    r"^\W*(?:in )?which\b",
    r"\b(?:why|reasons?|caused?|drove|explain\w*|explanations?)\b",
    rf"^(?!.*\b{_PIECE}\s+of\b)\W*(?:to\s+)?what\b.*\b(?:attribute|ascribe|blame)[sd]?\b",
    rf"^(?!.*\b{_PIECE}\s+of\b).*\b(?<!amount )(?<!amounts )(?<!payable )(?<!balances )due to\b",
)
"""What asks for several figures, for a choice or for a reason rather than for a calculation."""

# -- one thing at several times

CHANGED = any_of(
    rf"\b{_MOVE}s?\b|\b{_MOVED}\b|\b(?:improvement|gain(?:ed)?|shrink|shrank|(?:go|goes|gone|went)\s+(?:up|down))\b",
    rf"\b{_MORE}\b.*\bthan\b(?!\s*(?:\d|one|two|three|four|five|ten|a year))",
    rf"\b{_MORE}\b.*\bcompared (?:to|with)\b|\b(?:up|down)\s+on\b",
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
    r"\b(?:up|down)\s+on\b",
    r"\b(?:compared (?:to|with)|versus|vs?\.?|against|relative to|between|both|at the (?:close|start) of)\b",
    r"\b(?:from|than|over|to|against)?\s*(?:the\s+)?(?:same\s+\w+\s+)?(?:a|one|the)?\s*"
    rf"{_BACK}?\s*(?:year|quarter|period)\s*(?:before|earlier|ago|previously)?\b",
)
PERCENT = any_of(_PCT, r"\b(?:growth|change) rate\b", r"\brate of (?:growth|change)\b", r"\bproportional\b")
RELATIVE = any_of(r"\brelative\b", r"\b(?:growth rate|rate of growth)\b", rf"\b{_ON_YEAR}\s+{_PCT}")
"""What asks for the change of a percentage as a part of itself, and not in points."""
PEOPLE = any_of(r"\bhow many (?:more |fewer )?(?:people|persons|heads)\b")
"""What is counted, where the question goes on to say of what: "by how many people did the staff grow"."""
UPWARD = any_of(
    r"\bhow (?:many|much) (?:\w+ )?more\b",
    r"\bby (?:how (?:many|much)|what per\s?cent\w*)\b.*"
    r"\b(?:grow|grew|grown|rise|rose|risen|increased?|climb(?:ed)?|gained)\b",
)
"""What takes for granted that there is more than there was."""
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
    r"\b(?:(?:a|one|the)\s+year|(?:12|twelve)\s+months)\s+(?:before|earlier|ago|previously)\b",
    rf"\b{_BACK}\s+(?:fiscal\s+)?year\b",
    r"\byear[\s-]earlier\b",
)
PERIOD_BACK = any_of(
    rf"\b{_BACK}\s+(?:quarter|half|month|period)\b",
    r"\b(?:(?:a|one)\s+quarter|(?:the\s+)?three\s+months)\s+(?:before|earlier|previously)\b",
)
YEAR_BEFORE = any_of(
    r"\b(?:a|one|the|1)\s+year\s+(?:before|prior to|earlier than|earlier|previous to)\b", r"\bi\.?e\.?(?=\W)"
)
AND_THEN = any_of(r"\band then\b")
"""What goes from one time to the next rather than from the first to the last."""
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
_ADD = r"add(?:s|ed|ing)?(?:\s+(?:up|together))?"
_TOGETHER = rf"combined|together|in all|in total|all told|altogether|jointly|{_ADD}"
SUM = any_of(
    rf"\b(?:sum|total|aggregate|cumulative(?:ly)?|{_TOGETHER})\b",
    r"\b(?:come|comes|came|amount(?:s|ed)?) to\b",
    r"^\W*foot\s+(?:the|all|its)\b",
)
SUM_AT_ANY_RATE = any_of(rf"\b(?:(?:sum|total) of|{_TOGETHER})\b")
ADDED_TO = any_of(r"^\W*add\s+(?P<a>.+?)\s+to\s+(?P<b>.+)")
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
    r"\bif\s+(?:I|you|we|one)\s+add\b|,?\s*\bwhat (?:do|would|is it that) (?:I|you|we) get\b",
    rf",?\s*\b(?:taken\s+)?(?:{_TOGETHER})\b(?:\s+to\b)?|\btotal of\b",
    r"\b(?:come|comes|came|amount(?:s|ed)?) to\b",
    r"\b(?:over|across|for|in)\s+(?:all\s+)?(?:the\s+)?(?:two|three|four|both)\s+"
    r"(?:quarters|years|halves|months)(?:\s+of)?\b",
    r"^\W*(?:foot|sum|tot up|total up)\s+(?:the\s+)?(?:\w+\s+)?(?:quarters|years|halves|months)\s*:",
    r"\b(?:the\s+)?(?:two|three|four|both)\s+(?:quarters|years|halves|months)\s*:|(?<=its\s)(?:two|three|four)\s+quarterly\b",
    r",?\s*\bin\s+(?:millions|thousands|billions)(?:\s+of\s+\w+)?\s*$",
    r"\s[–—-]\s*what (?:do|does) (?:they|it|that|these)\b.*$",
)

# -- several things at one time

_ALL = r"(?:the\s+|its\s+)?(?:total|overall|whole|entire|all|group|consolidated)\b"
_TAKES = (
    r"account(?:ed|s)?(?: for)?|ma[dk]es? up|represent(?:ed|s)?|constitut\w+|contribut\w+|have|ha[sd]|hold|held"
    r"|bring in"
)
PART_OF_WHOLE = (
    any_of(
        r"(?P<a>.+?)\s*,?\s+(?:expressed |calculated |stated )?(?:as\s+(?:an?\s+|the\s+)?|in\s+(?=%|per|pct))"
        rf"{_PORTION}\s+of\s+(?P<b>.+)"
    ),
    any_of(rf"^\W*of\s+(?P<b>.+?),?\s+(?:what|which)\s+{_PIECE}\b.*?(?:{_FROM}|{_IS})\s+(?P<a>.+)"),
    any_of(rf"^(?P<a>.+?)\s+(?:{_TAKES})\s+(?:what|which)\s+{_PIECE}\s+of\s+(?P<b>.+)"),
    any_of(
        rf"(?:what\s+|which\s+)?{_PIECE}\s+of\s+(?:the\s+)?(?P<b>.+?)\s+"
        rf"(?:{_FROM}|did|do|does|{_IS}|consist(?:s|ed)? of|comprised?(?: of)?|made up by)\s+"
        rf"(?P<a>.+?)(?:\s+(?:{_TAKES}))?"
        r"(?P<rest>\s+(?:for|in|at|during|as of)\s+.*)?$"
    ),
    any_of(
        rf"(?:what\s+is\s+the\s+)?{_PORTION}\s+(?:\(in {_PCT}\)\s+)?(?:constitution\s+)?of\s+(?P<a>.+?)\s+"
        r"(?:(?:among|in|out of|to|against)\s+(?:the\s+)?(?P<b>(?:total|overall|whole|all)\b.+)|over\s+(?P<c>.+))$"
    ),
    any_of(rf"(?P<a>.+?)(?:['’]s?)?\s+{_PIECE}\s+of\s+(?P<b>{_ALL}.+)"),
)
"""A part ``a`` of a whole ``b``, however the part is asked for."""
PART_IN_PERCENT = (
    any_of(
        rf"\bhow (?:much|large|big)\b(?: an?)?(?: {_PIECE})?\s+of\s+(?P<b>.+?)\s+(?:{_FROM}|did|do|does|{_IS})\s+"
        rf"(?P<a>.+?)(?:\s+(?:{_TAKES}))?(?P<rest>\s+(?:for|in|at|during|as of)\s+.*)?$"
    ),
    any_of(rf"^\W*of\s+(?P<b>.+?),?\s+how much\b.*?(?:{_FROM}|{_IS})\s+(?P<a>.+)"),
    any_of(r"\bcontribution\s+of\s+(?P<a>.+?)\s+(?:to|towards)\s+(?P<b>.+)"),
    any_of(rf"(?P<a>.+?)['’]s?\s+(?:contribution to|{_PIECE} of)\s+(?P<b>.+)"),
)
"""The same where it is a percentage that is asked for: "how much of sales was freight, in percent?"."""
RATIO = (
    any_of(r"(?P<a>.+?),?\s+as\s+a\s+(?:ratio|multiple)\s+of\s+(?P<b>.+)"),
    any_of(r"\bratio\s+(?:\([^)]*\)\s+)?of\s+(?P<a>.+?)\s+(?:to|over|and)\s+(?P<b>.+)"),
    any_of(r"(?P<a>.+?)\s+divided\s+by\s+(?P<b>.+)"),
    any_of(r"\bdivid(?:e|ing)\s+(?P<a>.+?)\s+by\s+(?P<b>[^:;?]+)"),
    any_of(r"\bhow many times(?: over)?\s+(?:did|does|do|could|would)\s+(?P<a>.+?)\s+(?:cover|exceed)\s+(?P<b>.+)"),
    any_of(rf"\bhow many times\s+(?:its|their|the)\s+(?P<b>.+?)\s+{_IS}\s+(?P<a>.+)"),
    any_of(rf"\bhow many times\s+(?:{_MORE}|as \w+)\s+{_IS}\s+(?P<a>.+?)\s+(?:than|as)\s+(?P<b>.+)"),
)
RATIO_OF_METRICS = (
    any_of(r"(?P<a>.+?)[\s-]to[\s-](?P<b>.+?)\s+ratio\b(?P<rest>.*)"),
    any_of(r"(?P<a>.+?),?\s+(?:relative to|over|/)\s+(?P<b>.+)"),
)
"""What is a ratio where both are metrics."""
FOR_EACH = any_of(
    r"(?P<a>.+?)\s+(?:per|for (?:each|every))\s+(?!(?:common |ordinary |diluted |basic )*"
    r"(?:share|ads|unit|cent|annum|year|quarter|month|week|day|half|period|capita|of)\w*\b)(?P<b>.+)"
)
"""So much of something for each of what is counted."""
DIFFERENCE = any_of(r"(?P<head>.*?)\b(?:difference|gap)\s+(?P<mid>.*?)\bbetween\s+(?P<a>.+?)\s+and\s+(?P<b>.+)")
MORE_THAN = (
    any_of(rf"^\W*(?:by\s+)?how\s+(?:much|many)\s+{_MORE}\s+than\s+(?P<b>.+?)\s+(?:{_IS}|did)\s+(?P<a>.+)"),
    any_of(
        rf"^\W*(?:by\s+)?how\s+(?:much|many|far)\s+(?!of\b){_MORE}?\s*(?:{_IS}|did|does|do)?\s*(?P<a>.+?)\s+"
        rf"(?:{_BEYOND}|than)\s+(?P<b>.+)"
    ),
    any_of(r"\b(?:excess|surplus)\s+of\s+(?P<a>.+?)\s+over\s+(?P<b>.+)"),
    any_of(r"\b(?:subtract|deduct|tak(?:e|ing))\s+(?P<b>.+?)\s+(?:away from|out of|off|from)\s+(?P<a>[^,;:?]+)"),
    any_of(
        r"\bhow much (?:of\s+)?(?P<a>.+?)\s+(?:is|was|would be|remain(?:s|ed)?) (?:left (?:over )?)?(?:after|once)\s+"
        r"(?:(?:deducting|subtracting|paying off|taking off|repaying)\s+)?(?P<b>.+)"
    ),
)
"""By how much ``a`` is more than ``b``."""
SIGN = re.compile(
    r"\s*,?\s+(plus|\+|added to|minus|−|less(?! than)|net of|(?:after )?(?:deducting|subtracting|taking off))\s+",
    re.IGNORECASE,
)
BY = re.compile(r"\s+(?:over|divided by|/|÷)\s+", re.IGNORECASE)
THE_RESULT = any_of(
    r"\b(?:gross|net|total|overall|combined)?\s*\b(?:result|figure|amount|value|balance|position|margin|ratio|rate|cover"
    r"|sum|total|surplus|deficit|net|gross)\b"
)
"""By what a question calls what comes out."""
SPELT_OUT = (
    re.compile(r"\((?P<how>[^()]+)\)"),
    re.compile(
        r"(?:[,:;]|\s[–—-]|\bby)\s+(?:i\.?e\.?,?|that is,?|meaning|being|defined as"
        r"|(?:calculated|computed|worked out) as|tak(?:e|ing)|(?P<all>counting|adding(?: up)?)(?: both)?)\s+"
        r"(?P<how>[^;:?()]+)",
        re.IGNORECASE,
    ),
    re.compile(r",\s+(?P<how>[^,;:?()]+?\s+(?:over|divided by)\s+[^,;:?()]+)", re.IGNORECASE),
)
"""Where a question says itself what makes up what it asks for: "net debt, taking loans plus leases minus cash"."""
HOW = any_of(
    r"(?<=\w)\s*(?:,|\(|;)?\s*\b"
    r"(?:if you|take|taking|by taking|worked out|(?:calculated?|computed?|derived?) (?:from|as)"
    r"|(?:implied )?from (?:the |its )?(?=\S+(?: \S+){0,5} and ))\b(?=.*\b(?:and|less|minus|out of|from)\b).*$"
)
"""The end of a question that says how to come by the answer: ", if you take the second quarter out of the half"."""

OF_THE_FIRST = any_of(r"\b(?:adjusted|underlying|core|normali[sz]ed)\s*$")
"""What before the name of a ratio says how its first operand is reckoned: "adjusted EBITDA margin"."""
USING = re.compile(r",?\s+(?:using|based on|going by)\s+(?:the\s+)?.*$", re.IGNORECASE)
"""The end of a question that says which operand to take."""

# -- results and targets

_GOAL = r"(?:target|forecast|plan|guidance|outlook|goal|estimate|budget)"
_PAST = r"(?:short of|miss(?:ed)?|below|under|exceed(?:ed)?|beat|above|ahead of)"

REVISED = any_of(
    rf"\b(?:lower|rais|cut|reduc|revis|trimm?|slash|lift|chang)\w*\b.*\b{_GOAL}",
    rf"\b{_GOAL}s?\b.*\b(?:lower|rais|cut|reduc|revis|trimm?|slash|lift|chang)(?:ed|ing|ion)?\b",
    rf"\b(?:new|revised)\b.*\b(?:old|previous|original|initial)\b.*\b{_GOAL}",
    rf"\b{_GOAL}\s+(?:fall|fell|rise|rose|drop(?:ped)?|come down|came down|go up|went up)\b",
)
"""That a target was changed."""
HOW_REVISED = any_of(
    r"^(?!.*\b(?:after|before|following|since)\s+(?:the\s+|its\s+|it\s+|they\s+)?"
    r"(?:lower|rais|cut|reduc|revis|trim|slash|lift))"
    r".*\b(?:how (?:much|many|big|large|deep|far|steep)|by what|what per\s?cent|percent\w*|difference|revision)\b"
)
"""That a question asks by how much, and not for what it was changed to."""
THE_REVISION = any_of(
    r"\bdid\b|\b(?:the\s+)?company\b|\b(?:its|their|down|up|old|previous|downward|upward|difference|deep)\b|\b(?:lower|rais|cut|reduc|revis|trimm?|slash|lift|chang)\w*\b"
)
STILL_NEEDED = any_of(
    r"\b(?:still|yet)\s+(?:needed|required|to go|to be|to come|missing|ha[ds] to be)\b",
    r"\b(?:left|remain(?:s|ed|ing)?)\s+(?:to|needed|required|for|after)\b|\bleaves?\b.*\bfor\b",
    r"\bimpl(?:y|ies|ied)\b",
    r"\b(?:needed|required|have to|has to|needs? to|must)\b.*\b(?:reach|hit|meet|achieve|make)\b",
)
AGAINST_TARGET = any_of(
    rf"\b(?:{_PAST}|over|versus|vs\.?|against|than)\s+(?:the\s+|its\s+)?(?:\w+\s+)?{_GOAL}",
    r"\b(?:shortfall|overshoot)\b",
)
PART_OF_TARGET = any_of(
    rf"\b{_PORTION}\s+of\b.*\b{_GOAL}", rf"\bprogress\b.*\b{_GOAL}", rf"\b{_GOAL}.*\b(?:progress|achievement) rate\b"
)
THE_TARGET = any_of(
    rf"\b(?:given|under|with|after|based on)\s+(?:the\s+)?(?:[a-z]+\s+)?(?={_GOAL})",
    r",?\s*\b(?:new|revised)\s+(?:versus|vs\.?|against|over)\s+(?:the\s+)?(?:previous|old|original|initial)(?:\s+one)?\b",
    rf"\b(?:an?\s+)?{_PORTION}\s+of\b",
    r"\b(?:achieved?|reached|earned|ha[ds] to be|had been|less(?: what was)?|must|bring)\b",
    r"\bprogress(?: rate)?\b",
    r"\b(?:after|for|of|in)\s+(?:the\s+)?(?:first\s+)?(?:half|nine months|three quarters|quarter)\b",
    rf"\b(?:{_PAST}|fall|fell|come|came)\b",
    r"\b(?:original|initial|new|full|annual|actual(?:ly)?|still|needed|required|left|remain\w*|impl\w+)\b",
    r"\b(?:hit|reach|meet|achieve)\b",
    r"\bhow (?:far|much|many)\b",
    r"\b(?:the\s+)?(?:first|second|latter)\s+half\b",
    r"\b(?:the\s+)?(?:last|final|remaining|fourth)\s+(?:quarter|months|half)\b",
    rf"\b{_GOAL}\w*\b|\bleaves?\b",
)

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
