"""What a library keeps of its documents: the files themselves, and all that reading them gave.

    catalogue.json                  which documents there are, and which files could not be read
    documents/<key>/original.pdf    the file, as it was
                    document.json   how it was read
                    figures.json    the figures that it states
                    lines.json      its lines
                    passages.json   and a file for each other engine: what else is indexed of it

No name of a user's is a name of a file here, so that none can be too long, too odd or lead elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from index import Entry
from index.store import link
from qa.figures import figures
from qa.lines import Line, lines
from qa.model import Document, Figure, Value
from qa.read import FORMATS, Unreadable
from qa.shelf import Engines, entries, line_entries

CATALOGUE, DOCUMENTS = "catalogue.json", "documents"
DOCUMENT, FIGURES, LINES, ORIGINAL = "document.json", "figures.json", "lines.json", "original"

OTHERS = tuple(engine for engine in Engines._fields if engine != "lines")
"""The engines whose entries are kept; those of the lines follow from the lines."""

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)
_FIGURES: TypeAdapter[list[Figure]] = TypeAdapter(list[Figure])
_LINES: TypeAdapter[list[Line]] = TypeAdapter(list[Line])
_ENTRIES: TypeAdapter[list[Entry]] = TypeAdapter(list[Entry])


Content = tuple[str, str]


def content(path: str, sha256: str) -> Content:
    """What makes a file the same document as another one: the same bytes, read in the same way."""
    return FORMATS.get(Path(path).suffix.lower(), ""), sha256


class Card(Value):
    """A document in the catalogue: its name, its file's sha256, and the path that the file had, "" if nobody knows."""

    name: str
    sha256: str
    path: str

    @property
    def key(self) -> str:
        """What the folder of the document is called."""
        return sha256(f"{self.name}\n{self.sha256}".encode()).hexdigest()[:32]

    @property
    def content(self) -> Content:
        """What makes it the same document as another one."""
        return content(self.name, self.sha256)


class Refusal(Value):
    """A file that could not be read, and why. Where a limit stopped it, ``limit`` says which, ``most`` how much it
    allowed, and ``sha256`` what the file held."""

    path: str
    reason: str
    sha256: str = ""
    limit: str = ""
    most: float = 0


class Catalogue(Value):
    """What a library holds, documents by name; and the files that it was given and could not read, by path."""

    cards: tuple[Card, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Card]:
        """The documents by name."""
        return {card.name: card for card in self.cards}

    def with_cards(self, cards: Iterable[Card], without: Iterable[str] = ()) -> Catalogue:
        """The catalogue with some cards put in, each in the place of one with its name, and others taken out."""
        kept = {**self.by_name, **{card.name: card for card in cards}}
        for name in without:
            kept.pop(name, None)
        return Catalogue(cards=tuple(kept[name] for name in sorted(kept)), refusals=self.refusals)

    def with_refusals(self, refusals: Iterable[Refusal]) -> Catalogue:
        """The catalogue with these refusals instead of those that it has."""
        by_path = {refusal.path: refusal for refusal in refusals}
        return Catalogue(cards=self.cards, refusals=tuple(by_path[path] for path in sorted(by_path)))

    def write(self, folder: Path) -> None:
        """Puts the catalogue into a folder. Paths that are no text come back as they were."""
        (folder / CATALOGUE).write_text(json.dumps(self.model_dump()), encoding="ascii")

    @classmethod
    def read(cls, folder: Path) -> Catalogue:
        """The catalogue in a folder."""
        return cls.model_validate(json.loads((folder / CATALOGUE).read_bytes()))


class Kept(NamedTuple):
    """A document's ``card`` and the ``folder`` that holds its files."""

    card: Card
    folder: Path

    @property
    def original(self) -> Path:
        """The document's file as it was added."""
        return self.folder / f"{ORIGINAL}{Path(self.card.name).suffix.lower()}"

    def document(self) -> Document:
        """The document as it was read."""
        return _DOCUMENT.validate_json((self.folder / DOCUMENT).read_bytes())

    def figures(self) -> list[Figure]:
        """The figures that it states."""
        return _FIGURES.validate_json((self.folder / FIGURES).read_bytes())

    def lines(self) -> list[Line]:
        """Its lines that can answer in words."""
        return _LINES.validate_json((self.folder / LINES).read_bytes())

    def entries(self, engine: str) -> list[Entry]:
        """What is indexed of it in an engine."""
        if engine in OTHERS:
            return _ENTRIES.validate_json((self.folder / f"{engine}.json").read_bytes())
        return line_entries(self.lines())

    @property
    def indexed(self) -> int:
        """The bytes of all that is indexed of it."""
        return sum((self.folder / f"{engine}.json").stat().st_size for engine in Engines._fields)


def kept_in(generation: Path, card: Card) -> Kept:
    """What a generation of the library keeps of a document."""
    return Kept(card, generation / DOCUMENTS / card.key)


class Contents(NamedTuple):
    """All that reading a file gives: the document, its figures and lines, and what is indexed of them, by engine."""

    document: Document
    figures: list[Figure]
    lines: list[Line]
    entries: dict[str, list[Entry]]

    @classmethod
    def of(cls, document: Document) -> Contents:
        """What a document holds."""
        found, said = figures(document), lines(document)
        return cls(document, found, said, dict(zip(Engines._fields, entries([document], found, said), strict=True)))


def keep(kept: Kept, file: Path, contents: Contents) -> None:
    """Fills the folder of a document with what was read from a file.

    Raises :class:`qa.read.Unreadable` where the file is no longer the one on the card, and OSError where the disk takes
    no more.
    """
    kept.folder.mkdir(parents=True)
    shutil.copyfile(file, kept.original)
    with kept.original.open("rb") as copy:
        if {file_digest(copy, "sha256").hexdigest(), contents.document.sha256} != {kept.card.sha256}:
            raise Unreadable(f"{file}: it was changed while it was read; index it again")
    (kept.folder / DOCUMENT).write_bytes(_DOCUMENT.dump_json(contents.document))
    (kept.folder / FIGURES).write_bytes(_FIGURES.dump_json(contents.figures, exclude_defaults=True))
    (kept.folder / LINES).write_bytes(_LINES.dump_json(contents.lines))
    for engine in OTHERS:
        (kept.folder / f"{engine}.json").write_bytes(_ENTRIES.dump_json(contents.entries[engine]))


def link_all(before: Path, after: Path) -> None:
    """Gives each file of a folder a second name in another folder."""
    after.mkdir()
    for file in before.iterdir():
        link(file, after / file.name)


def name_of(path: Path) -> str:
    """The name of a file's document: the file's own, as text."""
    return os.fsencode(path.name).decode(errors="replace")
