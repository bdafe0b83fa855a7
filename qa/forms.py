"""What sort of answer a question asks for: its form, what it ranks, what it leaves out, which version, how recent.

Each is read from the question's words alone by the patterns of :mod:`qa.form_cues`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qa import cues
from qa import form_cues as cue
from qa.vocabulary import Term, terms

Form = Literal[
    "why", "who", "when", "where", "yes/no", "ranking", "comparison", "share", "change",
    "series", "list", "count", "which", "value", "words",
]  # fmt: skip
Order = Literal["most", "least"]
By = Literal["level", "growth"]
Latest = Literal["document", "year", "half", "quarter", "month", "any", ""]
Version = Literal["original", "revised", ""]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question orders: the ``count`` that have the most or the least, 0 for all; by a level or its growth;
    ``among`` what, as it says, "" where it doesn't ("when was revenue highest")."""

    order: Order
    count: int
    by: By
    among: str


def form_of(text: str, shape: str, ranking: Ranking | None) -> Form:
    """The form of answer that a question asks for; its question word tells before its verbs and nouns do."""
    asked = cue.NOT_CHANGE.sub(" ", text)
    told: dict[Form, bool] = {
        **{form: bool(pattern.search(text)) for form, pattern in cue.BY_QUESTION_WORD.items()},
        "ranking": ranking is not None,
        "series": shape == "series",
        **{form: bool(pattern.search(asked)) for form, pattern in cue.BY_OPERATION.items()},
        "list": shape == "list",
        "count": bool(cues.COUNT.search(text)),
        "which": bool(cue.WHICH.search(text)),
        "value": shape == "figure",
    }
    return next((form for form, is_told in told.items() if is_told), "words")


def ranking_of(text: str) -> Ranking | None:
    """What a question ranks; None where it ranks nothing."""
    every = cue.RANK_ALL.search(text)
    if every:
        return Ranking("most", 0, "growth" if cue.GROWTH.search(text) else "level", _noun(every["among"]))
    said = cue.SUPERLATIVE.search(cue.NOT_SUPERLATIVE.sub(" ", text))
    if not said:
        return None
    falling = bool(cue.FALLING.search(text))
    growing = falling or bool(cue.GROWTH.search(text))
    least = bool(cue.LEAST.fullmatch(said["best"])) != (falling or bool(cue.LOSING.search(text)))
    return Ranking("least" if least else "most", _count(said), "growth" if growing else "level", _among(text, said))


def _count(said: re.Match[str]) -> int:
    number = said["n"] or said["before"]
    if not number:
        return 1
    return int(number) if number.isdigit() else cue.NUMBERS[number.lower()]


def _among(text: str, said: re.Match[str]) -> str:
    """What is ranked: the noun after "which", else the one that the superlative stands before."""
    which = cue.WHICH_NOUN.search(text)
    return _noun(which["among"] if which else said["among"] or "")


def _noun(words: str) -> str:
    """A plain noun phrase in the singular, "" for a measure."""
    phrase = words.strip().lower()
    kept = [word for word in phrase.split() if word not in cue.GROWING_WORDS]
    found = terms(" ".join(kept))
    measured = any(term.concept and term.concept.statement != "operating" for term in found)
    if not kept or (measured and kept[-1] not in cue.KINDS):
        return ""
    last = kept[-1]
    single = last[:-3] + "y" if last.endswith("ies") else last.removesuffix("s")
    return " ".join([*kept[:-1], last if last.endswith("ss") else single])


def excluded_from(text: str) -> tuple[Term, ...]:
    """What a question leaves out: the terms after "excluding", "other than" and their like."""
    return tuple(term for said in cue.EXCLUDING.finditer(text) for term in terms(said["what"]))


def version_of(text: str) -> Version:
    """Which version of a target is meant, "" where the question doesn't say."""
    if cue.ORIGINAL.search(text):
        return "original"
    return "revised" if cue.REVISED.search(text) else ""


def latest_of(text: str) -> Latest:
    """The latest what a question asks for: a document, a period of some length, or "any"; "" where it doesn't."""
    if not cue.LATEST.search(text):
        return ""
    return next((what for what, pattern in cue.LATEST_OF.items() if pattern.search(text)), "any")
