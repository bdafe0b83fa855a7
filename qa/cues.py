"""The words by which a question shows what it wants: patterns of plain English, one for each slot.

Each pattern is a list of alternatives; a question has a cue where any of them occurs, in any case.
"""

from __future__ import annotations

import re

from qa.knowledge import lexicon
from qa.period_rules import MONTH


def any_of(*alternatives: str) -> re.Pattern[str]:
    """The pattern of a cue that occurs where any of its alternatives does."""
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


START = r"^\W*(?:(?:and|so|ok|please|pls|then)\W+)*"
DRIVES = (
    r"(?:drove|caused|made(?! up\b)|led|explains?|impacted|affected|lies behind"
    r"|(?:pushed|pulled|dragged|brought|held|weighed) (?:up|down|on|back|in)"
    r"|lifted|boosted|hurt|helped|triggered|prompted|drained|swelled|depressed"
    r"|reduced|increased)"
)
"""What a cause does to what it explains."""
PUSHES = (
    r"(?:(?:pushed|pulled|drove|dragged|brought|held|weighed|sent|kept|lifted|moved)\b[^?]*\b(?:up|down|on|back|in|higher"
    r"|lower)(?=\s+(?:in|during|over|for|from|between|by|since|at)\b|\s+\d|\s+FY|\W*$))"
)
"""The same with what is explained between the verb and its particle: "what pushed costs up"."""
BEHIND = (
    r"\b(?:on|for) (?:what|which) grounds?\b|\bwhat(?:['’]s| was| is| were| are| lay| lies| stood| stands) behind\b"
    r"|\bwhat (?:[\w-]+ )?(?:explanations?|justifications?)\b"
    r"|\b(?:reasons?|explanations?|causes?)(?: (?:is|was|are|were))? (?:given|stated|cited|offered|named|mentioned)\b"
    r"|\bwhat (?:accounts|accounted) for\b"
    r"|\bhow (?:is|was|were|are|does|do|did) .* (?:explain|justif)(?:y|ies|ied|ed)\b"
)
"""Asks for a reason in other words."""
_PART = r"(?:quarter|year|month|half)"

UNITS = any_of(
    rf"\b(?:in|to the|expressed in)\s+(?:(?:{lexicon.SCALE_WORD})\s*)?(?:of\s+)?{lexicon.CURRENCY}(?:\s+m\b)?",
    rf"\bin\s+{lexicon.SCALE_WORD}",
    rf"(?<=how many )(?:{lexicon.SCALE_WORD}\s+)?{lexicon.CURRENCY}\b",
    rf"\b{lexicon.CURRENCY}\s?(?:{lexicon.SCALE_WORD}|m\b|bn\b)",
    r"\b(?:jpy|usd)\b",
    r"to the (?:thousand|million|sen|yen)\b",
    rf"\b(?:total )?{lexicon.CURRENCY} (?:amount|value|figure|sum)s?\b",
    "%",
    r"\bper\s+cent\b",
)
"""Words that name the unit of the answer, and say nothing about what is counted."""

PERCENT = any_of(
    r"%",
    r"\bper\s?cent\b",
    r"\bpercent\w*",
    r"\bpct\b",
    r"\bratio\b",
    r"\bmargin\b",
    r"\bproportion\b",
    r"\bshare of\b",
    r"\bslice\b",
    r"\bweight(?:ing)? (?:in|of|within)\b",
    r"^\W*(?:what|how (?:large|big|high)(?: an?| is| was)?)(?: \w+)? (?:stake|holding)\b",
    r"\brate\b",
)
NOT_PERCENT = any_of(
    r"\bexchange rate",
    r"\bbuying rate",
    r"\bgross margin\b(?!\s*(?:ratio|percent|%|rate|as))",
    r"\b\d+(?:\.\d+)?\s?(?:%|per\s?cent\b|percent\b)",
)
"""Words that look like a percentage's and are an amount's, and percentages that the question itself states."""
NOT_CURRENCY = any_of(r"(?<!korean )(?<!in )(?<!of )(?<!thousand )(?<!million )(?<!billion )(?<!trillion )\bwon\b")
"""Contracts and prizes are won; as money the word follows its country, a scale or a preposition."""

AMOUNT = any_of(
    rf"\bfrom \d[\d,.]* to (?:{lexicon.CURRENCY}\s?)?\d[\d,.]*\s?{lexicon.SCALE_WORD}\b(?:\s+{lexicon.CURRENCY})?",
    rf"{lexicon.CURRENCY}\s?\d[\d,.]*(?:\s?(?:{lexicon.SCALE_WORD}|bn|m)\b)?",
    rf"\b\d[\d,.]*\s?{lexicon.SCALE_WORD}\b(?:\s+{lexicon.CURRENCY})?",
    rf"\b(?:half|a quarter of) an? {lexicon.SCALE_WORD}\b(?:\s+{lexicon.CURRENCY})?",
)
"""An amount that the question itself states."""
ASIDE = any_of(
    r"[,;]?\s*\b(?:bear(?:ing)?|keep(?:ing)?) in mind (?:that )?[^,;?]*",
    r"(?<=[?.!])\s+(?:I|we) (?:gather|think|believe|guess|understand|hear|heard|read|recall|suppose)\b[^?]*$",
    r"[,;]?\s*\b(?:given|noting|note|considering|seeing|remember(?:ing)?|knowing|assuming) that\b[^,;?]*",
)
"""What the question remarks by the way."""
ABOUT_ASKER = re.compile(
    r"(?:^|(?<=[.!;]\s))(?:so |ok(?:ay)?,? )?(?:I|we)(?:['’]m| am|['’]re| are|['’]ve been| have been) "
    r"(?!looking|trying|asking|wondering|interested|after|searching|seeking)[^.;!?]+[.;!]\s+(?=\S)",
    re.IGNORECASE,
)
"""A sentence on what the asker is doing before the question: "We're updating our model. What were sales?"."""
APPOSITION = re.compile(
    rf"(?P<name>\b(?!{MONTH})[A-Z][\w.&'’-]*), (?:the|a|an|its|their) (?:[\w'’-]+ ){{1,9}}?[\w'’-]+, (?=\w)"
)
"""What a question says of a thing between commas: "what did Acme, the maker of pumps, owe"."""
PART_OF = re.compile(
    r"\b(?P<which>[a-z]+(?:ed|ring|al|able)) (?:part|element|component|piece) of (?:the |its )?", re.IGNORECASE
)
"""A part that is told by its kind, before the whole: "the deferred part of the tax charge"."""
FIRST_TIME = any_of(
    r",?\s*\bfor the (?:very )?(?:first|second|last|only) time\b",
    r",?\s*\b(?:in|during|for) (?:its|their) (?:very )?(?:first|opening|maiden|debut)(?: full)?"
    r"(?: (?:fiscal|consolidated|financial|reported))? (?:year|quarter|half|month)"
    r"(?: (?:in|with|within|under|inside|of) (?:the |its )?(?:group|company|consolidation|new owner(?:ship)?))?\b",
)
"""When something happened in the life of its subject: that tells no figure from another."""
SAVING = re.compile(
    r"\b(?:(?:annual|yearly|monthly|cost|overall|expected)\s+)*savings?\s+(?=(?:on|in|of|from)\b)"
    r"|\b(?:sav(?:e|ed|es|ing)|cut(?:s|ting)?)\s+(?=(?:on\s+)?(?:(?:the|its|their)\s+)?"
    r"[\w'’ ]{0,20}\b(?:rents?|costs?|expenses?|bills?)\b)",
    re.IGNORECASE,
)
"""What is saved on a cost: the change in it, downwards."""
ASKER = any_of(
    r"\b(?:do(?:es)?|did|has|had|have|will|would|is|was) (?:the )?(?:management|board|executives?|\w{0,5}holders)\b",
    r"\b(?:the )?(?:management|board|executives?)(?: team)? (?:is |was )?"
    r"(?:aim|expect|think|thought|plan|target|forecast|guid|believ|project|predict|hop|want|assum|see|saw)\w*\b",
)
"""Who is said to expect what is asked for."""

IN_PERCENT = re.compile(
    r"\s*[,(]?\s*(?:(?:in|as a|as)\s+)?(?:%|per\s?cent(?:age)?\b|pct\b)(?!\s*(?:change|growth|point|increase))"
    r"(?!\s*of\s+(?:\w+\s+){0,3}(?:plan|target|forecast|goal|guidance|budget|outlook))",
    re.IGNORECASE,
)
"""A metric goes before it that is asked for as a percentage: "gross margin %"."""
SPENT = any_of(
    r"\bhow much\b.*\b(?:paid|pays?|costs?|spen[dt]|spending|earn(?:ed|s)?|worth|owe[ds]?)\b",
    r"\bhow much\b.*\b(?:invested|borrowed|raised|money)\b",
    r"\bwhat (?:did|does|do)\b.*\b(?:cost|pay|earn|owe)\b",
)
"""Asks for an amount of money, though it names no metric."""
COUNTED = re.compile(r"\b(?:how many|number of|# of)\s+(?P<what>(?:[\w'’-]+\s+){1,3})", re.IGNORECASE)
"""What is counted: the words right after the question word."""
COUNT = any_of(r"\bhow many\b", r"\bnumber of\b", r"\bheadcount\b", r"# of\b")
FIGURE = any_of(
    r"\bhow (?:much|many|large|big|high|low|far|long|fast|strongly)\b",
    r"\bwhat (?:amount|number|percentage|per\s?cent|proportion|share|portion|slice|fraction)\b",
    r"\b(?:roughly|approximately|about) what part\b",
    r"\bwhat did\b.*\b(?:cost|pay|paid|spend|earn|invest|book|take in|bring in|make|generate|contribute|amount to|lose"
    r"|come to)\b",
    r"\b(?:what|which) (?:[\w/-]+ )?(?:exchange|conversion|translation|interest|tax|discount|dollar|currency) rates?\b",
    r"\b(?:what|which) \w+-\w+ rates?\b",
)
IN_SO_MANY_PERCENT = any_of(r"(?<!\d)(?<!\d )%", r"(?<!\d )\bper\s?cent\b", r"\bpercentage\b(?! points?)", r"\bpct\b")
"""Says that the answer is a percentage, rather than that it may be one."""
PAID = any_of(r"\bhow much\b(?! of\b)[^?]*\b(?:paid|pays?|costs?|spen[dt]|earn(?:ed|s)?|invested|borrowed|raised)\b")
"""Asks for an amount of money that somebody parted with or got."""
_GREW = (
    r"(?:grow|grew|grown|rise|rose|risen|fall|fell|fallen|increased?|decreased?|drop(?:ped)?|declined?|changed?"
    r"|shrink|shrank|shrunk|(?:come|came|go|gone|went) (?:up|down))"
)
BY_HOW_MUCH = any_of(
    rf"\bby (?:how (?:much|many)|what (?:amount|percentage|per\s?cent|percent))\b[^?]*\b{_GREW}\b",
    rf"\bhow (?:much|many)\b(?! of\b)[^?]*?\b(?:did|has|had|have)\b[^?]*\b{_GREW}\b(?! to\b)",
)
"""Asks for a change and not for a level."""
BY_ITSELF = any_of(r"\b(?:alone|by itself|on its own|by themselves|on their own|in isolation|solely)\b")
"""Says that a thing is asked for without what it is otherwise put together with."""
SERIES = any_of(
    rf"\b(?:by|each|every)\s+(?:fiscal\s+)?{_PART}\b",
    r"\bquarterly\b(?!\s+report)",
    r"\btrend\b",
    r"\btrace\b",
    r"\bover time\b",
    r"\bhistory\b",
    r"\bseries (?:of|for)\b|\b(?:time|whole|full) series\b|^\W*series\b",
    r"\bevolution\b",
    r"\bprogression\b",
    r"\b(?:quarter by quarter|year by year|quarter to quarter|(?:each|every) (?:three|six)[ -]months?)\b",
    r"\b(?:each|every one) of (?:the )?(?:\w+ )?(?:quarters|halves|years|months)\b",
    rf"\bhow (?:did|has|have|do|does)\b.*\b(?:look|run|move|go|fare|behave)\b.*\b(?:\w+ {_PART}s)\b",
    r"\bdevelop(?:ed|ment of)?\b.*\b(?:from|since|over|between)\b",
    r"\bfrom\b.*\b(?:through|up to)\b.*\d",
)
ASKS_WHO = any_of(rf"{START}(?:who|whom|whose|why)\b")
"""Asks for a person or a reason, whatever else it says."""
ASKS_WHY = any_of(rf"{START}why\b")
"""Asks for a reason, whatever it is the reason of."""
_FEW = r"(?:both|two|three|four|five|six|seven|eight|nine|ten|[2-9])"
_NAMED = (
    r"(?:affiliates|associates|investees|subsidiaries|lenders|banks|firms|companies|(?:share|stock)?holders|partners|suppliers"
    r"|competitors|locations|regions|countries|cities|press releases|releases|offerings|brands|directors"
    r"|officers|auditors|awards|award categories)"
)
"""Things that are called by name, in the plural; amounts are seldom stated of the whole of them."""
_FREE = r"(?!(?:of|in|on|to|by|for|from|with|at|and|how|what|which|who|is|are|was|were|did|do|does|has|have|had)\b)"
NAMES = any_of(
    rf"^\W*(?:{_FREE}[\w'’.&-]+\s+){{0,5}}?{_NAMED}\b"
    r"(?=\W*$|\s*[,:–—]|\s+-|\s+(?:of|to|in|on|at|by|as|for|from|during|that|which|who|put|shown|given|held|per|going|according"
    r"|\w+ed|early|late|mid|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|fy\w+)\b)",
    rf"\b(?:top|best|biggest|largest|main|leading)\s+{_FEW}\s+\w+",
    rf"\b{_FEW}\s+(?:top|best|biggest|largest|main|leading)\s+\w+",
    rf"\bwhat (?:are|were) (?:the|its|their|our) (?:[\w-]+\s+){{0,2}}?{_NAMED}\b",
    rf"^\W*(?:give|tell|show|list|name)\b(?: me| us)?(?: all)?(?: of)? (?:the )?(?:{_NAMED}|dates|names|days)\b",
    r"[-–—,:?]\s*(?:name (?:all|both|each|them)|which ones|what are they|(?:the\s+)?names|locations)\b",
)
"""Asks for the names of several things in a phrase, without a question word: "the main lenders in 2031"."""
_PARTS = (
    r"(?:components|constituents|elements|(?:financial |line )?items|types|kinds|sorts|categories|classes|segments"
    r"|sources)"
)
MADE_UP = (
    re.compile(
        rf"^\W*(?:what|which|name|list)\b[^?]{{0,20}}?\b{_PARTS}\s+(?:(?:that|which|are|were|is|considered|factored|listed|included)\s+)*"
        r"(?:(?:when|in)\s+(?:the\s+)?(?:calculating|calculation of)|mak(?:e|ing) up|of|under|within|comprising)\s+"
        r"(?P<what>[^?]+)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*(?:of\s+)?(?:what|which)\s+(?:\w+\s+)?{_PARTS}\s+(?:do|does|did|is|are|was|were)\s+(?P<what>[^?]+?)\s+"
        r"(?:consist(?:s|ed)? of|comprises?|comprised?(?: of)?|(?:made up|composed) of)(?=\W*$)",
        re.IGNORECASE,
    ),
)
"""Asks for the parts of something: ``what``."""
LIST = any_of(
    r"^\W*(?:list|name the|name all|name \w+ (?:kinds|types)|break ?down|enumerate)\b",
    rf"^(?!.*\bhow (?:many|much)\b).*\b{_FEW} (?:[\w'-]+ )+.*[-–—,:.?]\s*which(?: ones)?\W*$",
    r"^\W*which (?:two|three|four|five|\w+ies|\w+[^s]s) (?:did|do|does|are|were|have|has|make)\b",
    r"\bbreak ?down\b",
    rf"\bby (?:the |its )?{_FEW} (?:[a-z]+ ){{0,2}}[a-z]+s\b",
    r"\beach (?:kind|type|sort|category|class) of\b",
    r"\bwhat (?:mainly |mostly |chiefly |largely )?(?:made|makes) up\b",
    r"\bhow (?:big|large|much|many|high)\W+(?:(?:was|were|is|are|did|does)\W+)?each\b",
    r"\bsplit (?:up )?(?:by|into|between)\b",
    r"\bwhat (?!(?:percentage|per\s?cent|share|proportion|portion|fraction|part)\b).* make up\b",
    r"\bwith (?:their )?stakes\b",
    r"\bby (?:segment|category|kind|type|region|client|industry|service)\b",
)
PLURAL = any_of(r"^\W*what (?:are|were)\b")
_ASIDE = r"^\W*(?:in|for|during|from|as of|at)\b[^,]*,\s*"
_STATES = (
    r"(?:represent|mean|include|exclude|comprise|reflect|(?:relate|refer) to|consist of|(?:depend|rely) on|follow)"
)
"""Verbs by which one asks what stands behind a thing that is measured."""
_LEFT_OPEN = r"[a-z]+(?:ed|able|ue|en) (?:to|by|in|as|on|of|from|with|against)"
"""How a question ends that leaves open to what, by what or in what something is."""
_SIDE = r"(?:in|on|at|with|for|by|to|from|of)"
WORDS = any_of(
    rf"{START}(?:who|whom|whose|why|where|when|which|is|are|did|does|do|has|have|had|can|will|was|were)\b",
    r"^\W*(?:on|in|at|from|under|for|by|to|into|of|with|among|through|against)\s+(?:what|which|whom?|whose)\b",
    r"^\W*(?:whose|reasons? (?:for|why|behind)?)\b",
    r"(?<!quarter )(?<!year )(?<!half )(?<!period )(?<!month )"
    r"\b(?:of|by|with|from|to|into|for|in) (?:which|whom|whose)\b",
    r"\bwhat (?:date|day|reason|kind of|line of business)\b",
    rf"\bwhat (?:{DRIVES}\b|{PUSHES})",
    rf"[.!;:–—-]\s*(?:{_SIDE}\s+)?(?:which|who|whose|whom|where|when|why|reasons?)\b[^.!;]*$",
    rf"[-–—,.!;:?]\s*(?:{_SIDE}\s+)?(?:which|what)\s+(?:{_NAMED}|categories|areas|places|sectors|industries)\W*$",
    BEHIND,
    r",\s*(?:then\s+|but\s+|so\s+)?why\b",
    r"\bnames? of\b",
    r"[-–,:]\s*names?\W*$",
    r"\bwhat (?:is|was|are|were) the (?:reason|rationale|purpose|point|idea|thinking|nature)",
    r"\bwhat (?:is|was|are|were) the (?:definition|meaning|basis|method)",
    r"\bhow (?:is|are|was|were|does|do|did)\s+(?!.*\b(?:much|many)\b)",
    r"\bwhat (?:is|does) .*\b(?:business|do|mean|stand for|consist)\b",
    r"^\W*what\b.*\b(?:consist of|comprised?(?: of)?|composed of|made up of)\W*$",
    rf"\bwhat (?:does|do|did)\b.*\b{_STATES}\b",
    rf"\bwhat (?:is|are|was|were|has|have)\b.*\b{_LEFT_OPEN}\W*$",
    r"\bwhat (?:is|are|was|were) (?:also |not )?(?:included|comprised|represented|contained|reflected)"
    r" (?:in|by|under|among)\b",
    r"\bwhat (?:\w+ )?(?:factors?|drivers?|reasons?|causes?)\b",
    r"\b(?:primary|main|key|major) (?:reasons?|factors?|drivers?|causes?)\b",
    r"\bwhat (?:could |would |might )?(?:caused?|led to|lead to|results? in|resulted in)\b",
    rf"{_ASIDE}(?:why|which|who|whose|whom)\b",
    r"\bhow (?:often|frequently)\b",
    r"\bwhat (?:symbol|ticker|program(?:me)?|policy|method|approach|model|standard|framework)\b",
)
DID = any_of(r"\bwhat (?:does|do|did|has|have|had)\b")
"""Asks in words, unless it names something that is measured."""
TARGET = any_of(
    r"\btarget\w*",
    r"\bforecast\w*",
    r"\bguid(?:ance|ed|ing)\b",
    r"\boutlook\b",
    r"\bgoals?\b",
    r"\baim\w*\b",
    r"\bexpect\w*\b",
    r"\bplan(?:s|ned|ning)?\b",
    r"\bprojected\b",
    r"\bbudget\w*",
    r"\bpencil(?:l?ed|l?ing)? in\b|\bpencil\b[^.?!]*\bin\W*$",
)
ACTUAL = any_of(r"\bactual(?:s|ly)?\b", r"\bturned out\b", r"\bachieved\b")
_WITH_UP = (
    "add",
    "adds",
    "added",
    "adding",
    "sum",
    "summing",
    "summed",
    "tot",
    "dial",
    "set",
    "back",
    "make",
    "made",
    "take",
    "took",
    "sign",
    "top",
    "build",
    "start",
    "mark",
)
_WITH_DOWN = ("write", "wrote", "written", "break", "broken", "lay", "laid", "shut", "mark", "pay", "paid", "wind")
_NO_VERB = "".join(f"(?<!{verb} )" for verb in (*_WITH_UP, *_WITH_DOWN))
"""Words that make another sense together with "up" or "down": "dial up", "set up", "write down"."""
CHANGE = any_of(
    r"\b(?:growth|grow|grew|increase\w*|decrease\w*|change[ds]?|rise|rose|fall|fell|drop(?:ped)?|decline\w*)\b",
    rf"{_NO_VERB}(?<!-)\b(?:up(?!\s+to\b)|down)\b",
    r"(?<!-)\b(?:moved?|jump\w*|improve\w*|more|fewer|less|yoy|qoq)\b",
    r"\b(?:year|quarter)[- ](?:on|over)[- ](?:year|quarter)\b",
)
_MOVED = r"(?:w[ea][sr]e?|is|are|be|go|goes|gone|went|come|came|moved?|turned|pushed|pulled|brought|sent)"
RISING = any_of(
    r"\b(?:grew|grow\w*|increas\w+|rose|rise[ns]?|rising|expan\w+|gain\w*|improv\w+|jump\w*|climb\w*|surg\w+|higher"
    r"|rais(?:e|ed|ing))\b",
    rf"\b{_MOVED} up\b",
    r"\bup (?:by )?[A-Z$¥€£]*\d",
)
FALLING = any_of(
    r"\b(?:shr[aiu]nk\w*|fell|fall\w*|declin\w+|decreas\w+|drop\w*|deteriorat\w+|lower\w*|reduc\w+|cuts?|cutting"
    r"|slump\w*|plung\w+|weak\w*)\b",
    rf"\b{_MOVED} down\b",
    r"\bdown (?:by )?[A-Z$¥€£]*\d",
)
"""Which way something moved."""
MOVING = any_of(RISING.pattern, FALLING.pattern, r"\b(?:sequential\w*|yoy|qoq)\b")
OPERATION = any_of(
    r"\b(?:together|combined|in total|sum|add(?:ed|ing)?|plus|minus|less|than|difference|gap|implied|imply|implies)\b",
    r"\b(?:still|left|remain\w*|needed|to go|reach|hit the|work(?:ed)? out|restated|both|versus|vs|against)\b",
    r"\b(?:per (?:share|employee|head|customer)|each|average|mean|ratio of|times|from .* to|between .* and|before)\b",
)
"""Words of a question that several figures answer together, by a calculation."""
TOTAL = any_of(r"\b(?:total|overall|consolidated|altogether|group-wide)\b")
QOQ = any_of(
    r"\bqoq\b",
    r"quarter[- ](?:on|over)[- ]quarter",
    r"\bsequential",
    r"\b(?:from|than|versus|vs|over|against|compared (?:to|with)|on) the (?:previous|prior|preceding) quarter",
    r"\b(?:than|versus|vs|over|against|compared (?:to|with)|on) (?:the )?three months (?:before|earlier|previously)",
)
YOY = any_of(
    r"\byoy\b",
    r"year[- ](?:on|over)[- ]year",
    r"\bannual growth",
    r"\b(?:from|than|versus|vs|over|against|compared (?:to|with)|on) (?:a|the|one)"
    r" (?:(?:same|year-ago) (?:quarter|half|period|month) (?:of )?(?:a |one |the )?)?"
    r"(?:year|previous year|prior year|last year)",
    r"\byear-ago (?:quarter|half|period|month)\b",
    r"\b(?:than|versus|vs|over|against|compared (?:to|with)|on) (?:12|twelve) months (?:before|earlier|previously)",
)
WANTS = {
    "reason": any_of(
        r"\bwhy\b",
        rf"\bwhat (?:{DRIVES}\b|{PUSHES})",
        r"\bhow come\b",
        r"\breasons?\b",
        BEHIND,
    ),
    "person": any_of(r"\bwho(?:m|se)?\b"),
    "date": any_of(r"\b(?:since )?when\b", r"\b(?:what|which|effective) (?:date|day|month|year)\b", r"\bdate of\b"),
    "place": any_of(
        r"\bwhere\b",
        r"\b(?:which|what) (?:(?!are\b|is\b|was\b|were\b)[\w-]+ ){0,2}"
        r"(?:cit(?:y|ies)|countr(?:y|ies)|places?|regions?|locations?|towns?|prefectures?|areas?)\b",
        r"\b(?:which|what) parts? of (?:the )?(?:country|world|[A-Z][a-z]+(?:\W|$))",
    ),
}
"""What an answer in words should hold, by the cue that asks for it; the first that occurs counts."""

_NAME = r"\b[A-Z][a-zA-Z]+ [A-Z][a-zA-Z]+\b"
_OFFICE = r"\b(?:[Pp]resident|CEO|CFO|COO|[Dd]irector|[Cc]hairman|[Oo]fficer|[Mm]anager|[Rr]epresentative)\b"
HOLDS = {
    "reason": any_of(
        r"\b(?:due to|because|as a result|owing to|affected by|caused by|thanks to|in order to|along with|led by"
        r"|in relation to|in line with|on the back of|driven by|stemming from)\b",
        r"(?<!income )(?<!loss )(?<!profit )(?<!earnings )(?<!equity )\battributable to\b",
        r"\b(?:reflect(?:s|ing|ed)?|mainly|resulted|as (?:they|we|it|there|contracts))\b",
        r"\bto (?:expand|enhance|seek|increase|meet|provide|strengthen|reduce)\b",
    ),
    "person": re.compile(rf"{_NAME}.*{_OFFICE}|{_OFFICE}.*{_NAME}|\b(?:[Cc]ontact|[Ii]nquir\w+|Mr|Ms|Dr)\b.*{_NAME}"),
}
"""What a line looks like that holds what is wanted."""

# -- numbers that disagree ---------------------------------------------------------------------------------

SAYING = re.compile(r"\b(?:say|give|show|state|print|read)s?\s+\D{0,8}\d", re.IGNORECASE)
"""That some place gives a number: "the table says 2,488"."""
RIGHT = re.compile(r"\bwhich\b.{0,40}\b(?:right|correct|true|wrong)\b|\bwhich is it\b", re.IGNORECASE)
"""That the question is which of several numbers to believe."""
