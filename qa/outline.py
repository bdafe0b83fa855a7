"""What each block of a section stands under: the bullets above it, the headings within the section.

A heading is a short line without a full stop. How it is written ranks it: "<Financing Activities>" over "FINANCING"
over "Financing" over "Financing:". A bullet stands under the bullets of lower level before it. A line that has numbers
and no words of its own goes on about the bullet before it, and so does a paragraph right after a bullet that is a
heading by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.cells import plain
from qa.labels import has_content
from qa.model import Block, Document, FiscalCalendar, Section
from qa.prose import opening, states_amount
from qa.vocabulary import folded_class, folded_words

LONGEST = 90
"""Characters up to which a line can be a heading."""
_BULLET = re.compile(r"^[^\w(\"“'<\[#$¥€£△▲+]+")
_ASIDE = re.compile(r"\s*[(*※]")
_ENCLOSED = re.compile(r"<[^<>]+>|\([^()]+\)|\[[^\[\]]+\]")
_JOINED = re.compile(r"\w+(?:-\w+)+")  # "dial-up" moves nothing
_STOPPED = (".", ",", ";")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and the words that it stands under within its section, nearest first. ``continues`` is True where the
    block before it ended with a comma."""

    block: Block
    above: tuple[str, ...]
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Over:
    """Words that further blocks stand under, and how deep: the rank of a heading, the level of a bullet."""

    words: str
    depth: int


class _Outline:
    """The headings and bullets in force while the blocks of a section go by."""

    def __init__(self, calendar: FiscalCalendar) -> None:
        self._calendar = calendar
        self._headings: list[_Over] = []
        self._bullets: list[_Over] = []
        self.open = False
        """The last block ended with a comma."""
        self._headed = False
        """The last block was a bullet that heads what follows."""

    def above(self) -> tuple[str, ...]:
        """The words in force, nearest first."""
        return tuple(dict.fromkeys(over.words for over in [*reversed(self._bullets), *reversed(self._headings)]))

    def bullet(self, text: str, level: int) -> tuple[str, ...]:
        """Takes in a bullet; returns what it stands under."""
        words = plain(text[bullet_end(text) :])
        if _ENCLOSED.fullmatch(words):
            return self._heading(words)
        self._bullets = [over for over in self._bullets if over.depth < level]
        above = self.above()
        self._bullets.append(_Over(words, level))
        self.open = words.endswith(",")
        self._headed = self._heads(words)
        return above

    def paragraph(self, text: str, heads_bullets: bool) -> tuple[str, ...]:
        """Takes in a paragraph; returns what it stands under. ``heads_bullets`` is True where a bullet follows."""
        words = plain(text)
        if self._is_heading(text, words, heads_bullets):
            return self._heading(words)
        self.open = words.endswith(",")
        headed, self._headed = self._headed, False
        if not (headed or _ASIDE.match(text) or not has_content(opening(words, self._calendar))):
            self._bullets = []
        return self.above()

    def table(self) -> tuple[str, ...]:
        """Takes in a table; returns what it stands under."""
        self.open = self._headed = False
        self._bullets = [over for over in self._bullets if not _remarks(over.words)]
        return self.above()

    def _heading(self, words: str) -> tuple[str, ...]:
        rank = _rank(words)
        self._headings = [over for over in self._headings if over.depth < rank]
        if not _remarks(words):
            self._bullets = []
        above = self.above()
        self._headings.append(_Over(words, rank))
        self.open = self._headed = False
        return above

    def _heads(self, words: str) -> bool:
        """True for a bullet that is a heading by its words: short, of one line, neither a sentence nor a number."""
        short = len(words) <= LONGEST and not words.endswith(_STOPPED) and not _remarks(words)
        return short and has_content(words) and not states_amount(words, self._calendar)

    def _is_heading(self, text: str, words: str, heads_bullets: bool) -> bool:
        aside = bool(_ASIDE.match(text)) and not _ENCLOSED.fullmatch(words)
        if self.open or aside or len(text) > LONGEST or "\n" in text.strip() or words.endswith(_STOPPED):
            return False
        if states_amount(words, self._calendar) and not heads_bullets:
            return False
        return has_content(opening(words, self._calendar))


def outline(document: Document, section: Section) -> Iterator[Placed]:
    """The blocks of a section in order, each with the words that it stands under. The title stands under none."""
    state = _Outline(document.calendar)
    title = plain(section.title)
    blocks = section.blocks
    for place, block in enumerate(blocks):
        text = document.text[block.start : block.end]
        if block.kind == "bullet":
            yield Placed(block, state.bullet(text, block.level))
        elif block.kind == "table":
            yield Placed(block, state.table())
        elif block.kind != "paragraph" or plain(text) in title:
            yield Placed(block, state.above())
        else:
            before_bullet = place + 1 < len(blocks) and blocks[place + 1].kind == "bullet"
            continues = state.open
            yield Placed(block, state.paragraph(text, before_bullet), continues)


def bullet_end(text: str) -> int:
    """Where the glyphs of a bullet end and its words begin."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def _rank(words: str) -> int:
    """How deep a heading stands, by the way it is written: the lower the more it encloses."""
    if _ENCLOSED.fullmatch(words):
        return 0
    if words.endswith(":"):
        return 3
    return 1 if words.isupper() and " " in words else 2


def _remarks(words: str) -> bool:
    """True for a line that tells how something moved: it heads nothing by itself."""
    return bool(folded_class("change") & frozenset(folded_words(_JOINED.sub(" ", words))))
