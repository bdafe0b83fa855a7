"""Whether an answer stands where another of its kind is spoken of: asked for the plant at one place, told of the other.

A question that names one of several things of a kind ("the Kure plant") is not answered by a part of a document that
speaks of such things and never names that one, where the documents name it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from qa.inquiry import Inquiry
from qa.model import Answer, Passage
from qa.period_rules import MONTH
from qa.vocabulary import concepts, folded_class, folded_words

_MONTH = rf"(?i:{MONTH})"
_NAME = rf"(?!{_MONTH})[A-Z][\w'’&-]*(?:\s+(?!{_MONTH})[A-Z][\w'’&-]*)*"
_ONE_OF_A_KIND = re.compile(
    rf"(?<=\w\s)(?P<name>{_NAME})\s+(?P<kind>[a-z][a-z-]+(?:\s+[a-z][a-z-]+)?)|\b(?:in|at)\s+(?P<place>{_NAME})(?![\w'’&-])"
)
_GLUED = re.compile(r"\b[A-Z]{2,}(?=[a-z]{3})")
"""A name in capitals to which the print has joined what it names: "KXseries"."""


def of_another(inquiry: Inquiry, made: Answer) -> bool:
    """Whether what an answer cites is silent on the one that the question names, though the documents know it."""
    named = [one for one in _named(inquiry.question.bare) if _is_known(one[0], inquiry)]
    if not named or not made.citations:
        return False
    around = frozenset(chain.from_iterable(_around(inquiry, cited) for cited in made.citations))
    return any(
        not _is_named(name, around, inquiry) and (not kind or any(word in around for word in kind))
        for name, kind in named
    )


def _named(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words of each name by which a question tells one of a kind, and those of the kind, none for a place's."""
    for said in _ONE_OF_A_KIND.finditer(text):
        name, kind = folded_words(said["name"] or said["place"]), said["kind"] or ""
        words = tuple(word for word in folded_words(kind) if word not in folded_class("function"))
        numbered = any(ch.isdigit() for word in name for ch in word)
        if not (concepts(kind) or concepts(" ".join(name)) or numbered) and (words or said["place"]):
            yield name, words


def _is_known(name: tuple[str, ...], inquiry: Inquiry) -> bool:
    """Whether some line has every word of a name."""
    return all(bool(inquiry.shelf.line_postings.holding(word).any()) for word in name)


def _is_named(name: tuple[str, ...], around: frozenset[str], inquiry: Inquiry) -> bool:
    """Whether some words hold one of a name's, or another name of the same thing."""
    others = inquiry.shelf.names.get(name, ())
    return any(word in around for word in name) or any(all(word in around for word in other) for other in others)


def _around(inquiry: Inquiry, cited: Passage) -> Iterator[str]:
    """The words of the section in which a passage stands, of the headings above it, and of its document's title."""
    document = inquiry.shelf.document(cited.doc)
    section = document.section_at(cited.start)
    said = (document.title, document.company, *section.path, section.title, document.text[section.start : section.end])
    for text in said:
        yield from folded_words(text)
        yield from folded_words(" ".join(_GLUED.findall(text)))
