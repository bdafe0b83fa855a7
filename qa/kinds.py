"""What kind of thing answers a question in words, and how well a line holds one: a person, an organisation, a date,
a place, an address, the name of a thing, a reason, a description, a yes or no, a list."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable
from functools import lru_cache

from qa import cues
from qa.cells import is_value
from qa.knowledge.lexicon import is_currency
from qa.model import Document
from qa.periods import periods_of
from qa.question import Question
from qa.vocabulary import concepts, fold, folded_class

_WHEN = re.compile(
    r"^\W*(?:\w+\W+)?when\b|\b(?:and|since|until|by) when\b|\b(?:what|which|effective|exact) (?:date|day|month|year)\b"
    r"|\bdate of\b",
    re.IGNORECASE,
)
"""Asks for a time, where "when" doesn't just open a clause: "were targets changed when results came out?"."""
_DAY = re.compile(r"\b(?:date|day)\b", re.IGNORECASE)
_SHORT_DAY = re.compile(r"^\W*\d{1,2}/\d{1,2}(?=\s+[A-Z])")
"""The day before what happened then, in a list of events."""
KINDS = ("person", "organisation", "date", "place", "address", "name", "reason", "description", "verdict")
"""The kinds of thing that a question may want."""
NO_KIND = 0.5
"""What any line holds for a question that wants no kind of thing."""

_ORGANISATIONS = (
    "compan(?:y|ies)|firms?|vendors?|banks?|lenders?|houses?|institut(?:e|ion)s?|agenc(?:y|ies)|(?:share)?holders?"
    "|partners?|suppliers?|auditors?|clients?|customers?|bod(?:y|ies)|ministr(?:y|ies)|subsidiar(?:y|ies)|universit(?:y|ies)"
    "|manufacturers?|organi[sz]ations?|affiliates?|associates?|investees?|competitors?|providers?"
)
_NAMED_THINGS = "platform|product|brand|model|software|technology|vessel|project|trademark"
"""Things that go by a name of their own."""
_ASKED: dict[str, re.Pattern[str]] = {
    "address": re.compile(
        r"\baddress\b|\bheadquarter\w*|\bpostal\b|\bwhere\b.*\b(?:office|located|write|post)\b", re.IGNORECASE
    ),
    "person": re.compile(
        r"\bwho\b.*\b(?:president|chair\w*|officer|director|manager|head|chief|c[efo]o|representative|contact|questions"
        r"|founder)\b"
        r"|\b(?:name of|named?)\b.*\b(?:president|chair\w*|officer|director|c[efo]o|manager|contact|founder)\b"
        r"|^\W*(?:the\s+|current\s+|new\s+)*(?:president|chair(?:man|woman|person)|c[efo]o|founder)\s+(?:of|at)\b",
        re.IGNORECASE,
    ),
    "organisation": re.compile(
        rf"\b(?:which|what|whose|name the|name all(?: of)?(?: the)?|list the|names? of(?: the)?|top \d|main|major)"
        r"\s+(?!(?:do|does|did|has|have|had|will|would|can|could)\s)"
        rf"(?:[\w'&-]+\s+){{0,3}}?(?:{_ORGANISATIONS})\b(?!['’]s)"
        rf"|\bwhich\s+(?:[\w&-]+\s+){{0,2}}?(?:{_ORGANISATIONS})['’]s?\b"
        rf"|^\W*(?:[\w'’-]+\s+){{0,2}}?(?:{_ORGANISATIONS})\s+(?:\w+ed|shown|of|in|by)\b"
        r"|\bwho(?:m|se)?\b",
        re.IGNORECASE,
    ),
    "name": re.compile(
        rf"\bnames? of (?:the|its|their|an?)\b|\bwhat\b.*\b(?:called|dubbed|known as|branded)\W*$"
        rf"|\b(?:what|which) (?:[\w'-]+\s+){{0,3}}?(?:{_NAMED_THINGS})\b",
        re.IGNORECASE,
    ),
    "description": re.compile(
        r"^\W*what(?:'s| is| are| was| were)\s+(?:an?\s+|the\s+)?[\"'‘“]?[\w.&-]+(?:\s+[\w.&-]+)?[\"'’”]?\W*$"
        r"|\bwhat (?:does|do|did)\b.*\b(?:do|mean|stand for|offer|provide)\b|\brole of\b"
        r"|\bline of business\b|\b(?:point|purpose|aim|idea) (?:of|behind)\b|\bhow (?:does|do|is|are)\b|\bdescribe\b",
        re.IGNORECASE,
    ),
    "verdict": re.compile(r"^\W*(?:is|are|was|were|did|do|does|has|have|had|will|would|can)\b", re.IGNORECASE),
}
"""The kinds that a question's words ask for, the surest first."""

_SEVERAL = re.compile(
    r"\b(?:which|what|whose|name|names of|list|new|all)\s+(?:the\s+|of the\s+)?(?:[\w&'-]+\s+){0,3}?"
    r"(?!(?:was|is|does|has|this|its|business|basis|always|as)\b)[a-z-]+[^s\Wu]s\b(?!['’])",
    re.IGNORECASE,
)
"""Asks for things in the plural: "which yards were opened", "names of the ferries"."""

_REASONS = re.compile(r"\b(?:reasons|factors|drivers|causes)\b", re.IGNORECASE)
_SO_MANY = re.compile(r"\b(?:which|what|name)\s+(?:two|three|four|five|six)\b", re.IGNORECASE)
_MONTHS = frozenset(name[:3].lower() for name in month_name if name)
_WORD = r"[A-Z][\w'’.&-]*"
_NAME = re.compile(rf"\b(?!The\b|A\b|In\b){_WORD}(?:\s+{_WORD})*")
_COMPANY = re.compile(
    rf"{_WORD}(?:,?\s+{_WORD}){{0,5}}?,?\s+(?:Inc|Corp|Co|Ltd|LLC|LLP|PLC|K\.K|AG|GmbH|N\.V|S\.A|Corporation|Company|Group"
    r"|Holdings?|Banks?|Banking|Trust|Institute|University|Agency|Association|Council|Laborator(?:y|ies)|Research)\b"
    r"|\bMinistry of\b|\bBank of\b|\bUniversity of\b"
)
_ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,5}[A-Z]\b|\b[A-Z]+[a-z]+[A-Z]\w*\b")
_SHOUTED = re.compile(r"^\W*[A-Z]{2,}(?: [A-Z]\.?)? [A-Z]{2,}\W*$")
_QUOTED = re.compile(r"[“\"]\s*([^”\"]{2,60}?)[.,]?\s*[”\"]")
_PLACE = re.compile(
    r"\b(?:in|at|from|near|across|to|into|of the (?:city|town) of)\s+(?:the\s+)?([A-Z][a-z]{2,})\b"
    r"|\b([A-Z][a-z]{2,})(?=(?:\s+and\s+[A-Z][a-z]+)?\s+(?:areas?|regions?|city|prefectures?|branch|plant|factory)\b)"
    r"|\(([A-Z][a-z]{2,})(?=/[A-Z]|,\s[A-Z][a-z]+\)|\))"
)
_OFFICES = {
    "chair": r"\bchair(?:man|woman|person|ed)?\b",
    "president": r"(?<!vice )(?<!vice-)\bpresident\b",
    "executive": r"\bCEO\b|\bchief executive\b",
    "finance": r"\bCFO\b|\bchief financial\b|\bfinance (?:chief|director|head)\b",
    "operations": r"\bCOO\b|\bchief operating\b",
    "technology": r"\bCTO\b|\bchief technology\b",
    "auditor": r"\bauditors?\b",
}
"""Offices that different people hold."""
_FULL_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_IN_OFFICE = re.compile(r"\b(?:President|Director|Chair\w*|Officer|Manager|Representative|Chief|Executive|Managing)\b")
_OFFICE = {office: re.compile(said, re.IGNORECASE) for office, said in _OFFICES.items()}
_ADDRESS = re.compile(
    r"\b\d+(?:-\d+)+\s+[A-Z]\w+|\b\d+\s+(?:[A-Z][\w.]+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Drive|Lane|Boulevard|Blvd)\b"
    r"|\b[A-Z]\w+-(?:ku|cho|shi|dori|gun)\b|\b(?:[Hh]eadquarter\w*|[Hh]ead [Oo]ffice)\s+(?:in|at)\b|\b[A-Z]{2}\s\d{5}\b"
)
_DESCRIBES = re.compile(
    r"\b(?:is|are|provid\w+|offer\w*|operat\w+|develop\w*|sell\w*|suppl\w+|engag\w+|business|services?|solutions?|for|which"
    r"|through|us(?:es|ing)|mean\w*|refers?|defin\w+|to [a-z]+|e\.g|such as|an?)\b"
)
_VERDICT = re.compile(
    r"\b(?:yes|no|not|none|never|nothing|unchanged|without|remain\w*|applicable|eliminat\w+|discontinued|ceased"
    r"|terminated|abolished|cancell?ed|withdrawn)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[,;、](?!\d)\s*(?:and\b)?|\band\b|[”\"]\s*[“\"]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def kind_wanted(question: Question) -> str:
    """The kind of thing that a question in words wants, "" for none in particular."""
    if question.wants == "reason" or (question.wants == "date" and _WHEN.search(question.text)):
        return question.wants
    asked = next((kind for kind, pattern in _ASKED.items() if pattern.search(question.text)), "")
    return asked or (question.wants if question.wants != "date" else "")


def asks_several(question: Question) -> bool:
    """Whether a question asks for several things."""
    if kind_wanted(question) == "reason" and not _REASONS.search(question.text):
        return False
    return question.shape == "list" or bool(_SEVERAL.search(question.text) or _SO_MANY.search(question.text))


def holds(kind: str, question: Question, text: str, document: Document) -> float:
    """How well a text holds a thing of a kind, from 0 to 1; ``NO_KIND`` where none is wanted."""
    if kind == "date":
        return _date(question, text, document)
    test = _HELD.get(kind)
    known = f"{question.text} {document.company}".lower()
    return test(text, known) if test else NO_KIND


def _date(question: Question, text: str, document: Document) -> float:
    """A day or a month answers "when"; the period by which the question itself is dated doesn't, nor a year where a
    day is asked for."""
    asked = {(one.period.start, one.period.end) for one in question.periods(document.calendar)}
    named = [m for m in periods_of(text, document.calendar) if (m.period.start, m.period.end) not in asked]
    if _SHORT_DAY.match(text):
        return 1.0
    exact = bool(_DAY.search(question.text))
    worth, other = ({"day": 1.0, "month": 0.4}, 0.1) if exact else ({"day": 1.0, "month": 1.0}, 0.7)
    return max((worth.get(mention.kind, other) for mention in named), default=0.0)


def _person(text: str, known: str) -> float:
    """The name of a person who is not known yet, but not beside another office than the one asked for."""
    if not (cues.HOLDS["person"].search(text) or _SHOUTED.match(text)) or _names_the_known(text, known):
        return 0.0
    asked, told = ({office for office, said in _OFFICE.items() if said.search(words)} for words in (known, text))
    return float(not asked or not told or bool(asked & told))


def _names_the_known(text: str, known: str) -> bool:
    """Whether all persons in a text are known already: "who else, alongside Mr Suzuki"."""
    named = (
        match.group().lower().split() for match in _FULL_NAME.finditer(text) if not _IN_OFFICE.search(match.group())
    )
    surnames = [words[-1] for words in named]
    return bool(surnames) and all(re.search(rf"\b{re.escape(name)}\b", known) for name in surnames)


def _reason(text: str, _: str) -> float:
    """Words of cause; or those with which a row of values ends, a remark on how they came about."""
    *values, last = text.split(" | ")
    remark = len(values) > 2 and len(last.split()) > 2 and not is_value(last) and all(map(_is_figured, values[1:]))
    return float(remark or bool(cues.HOLDS["reason"].search(text)))


def may_tell(kind: str, text: str) -> bool:
    """Whether a line may hold what is wanted at all: a row of values tells no reason, whatever its label says."""
    _, *values = text.split(" | ")
    return kind != "reason" or not values or not all(map(_is_figured, values))


def _is_figured(cell: str) -> bool:
    """Whether a cell holds values alone, be it several: "6.0% 2,877"."""
    return all(map(is_value, cell.split()))


def _place(text: str, known: str) -> float:
    """The name of a place, or at least what stands where one would, that is not known yet and no month."""
    named = (next(filter(None, match.groups())) for match in _PLACE.finditer(text))
    return float(any(name.lower() not in known and name[:3].lower() not in _MONTHS for name in named))


def _own_name(text: str, known: str) -> float:
    """A name in quotes; or at least one, by its capitals, that doesn't open the text and is not known yet."""
    if any(match.group(1).lower() not in known for match in _QUOTED.finditer(text)):
        return 1.0
    names = [*_ACRONYM.finditer(text), *(m for m in _NAME.finditer(text) if m.start() > 3)]
    return NO_KIND if any(_is_new(match.group(), known) for match in names) else 0.0


def _is_new(name: str, known: str) -> bool:
    """Whether a name is not known yet, and none of the field's own abbreviations, such as a currency."""
    return not (
        name.lower() in known or is_currency(name) or concepts(name) or fold(name.lower()) in folded_class("change")
    )


def _organisation(text: str, known: str) -> float:
    """The name of an organisation, or at least a name, that is not known yet; none stands in a row of values."""
    cells = text.split(" | ")[1:]
    if cells and all(map(is_value, cells)):
        return 0.0
    if any(match.group().lower() not in known for match in _COMPANY.finditer(text)):
        return 1.0
    if any(_is_new(match.group(), known) for match in _ACRONYM.finditer(text)):
        return 0.7
    return 0.5 if any(m.start() and _is_new(m.group(), known) for m in _NAME.finditer(text)) else 0.0


def _description(text: str, _: str) -> float:
    return min(len(_DESCRIBES.findall(text)), 2) / 2


def _held(pattern: re.Pattern[str]) -> Callable[[str, str], float]:
    return lambda text, _: float(bool(pattern.search(text)))


def items_in(text: str) -> int:
    """How many things a text lists, by its commas and conjunctions."""
    return len(_ITEM.findall(text)) + 1


_HELD: dict[str, Callable[[str, str], float]] = {
    "person": _person,
    "organisation": _organisation,
    "description": _description,
    "address": _held(_ADDRESS),
    "verdict": _held(_VERDICT),
    "reason": _reason,
    "place": _place,
    "name": _own_name,
}
