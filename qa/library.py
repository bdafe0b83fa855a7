"""A library: a folder that holds some documents and everything read from them. The only class with state.

The folder keeps the originals, the index and the figures in one generation of a store that changes as a whole, so a
crash leaves the old library or the new one. Opening reads text and figures; nothing is embedded or extracted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from pydantic import TypeAdapter

from index import Absent, Damaged, Encoder, LocalEngine, Store, load_encoder
from qa.bind import Candidate
from qa.checks import Failure
from qa.confidence import THRESHOLD
from qa.conflicts import Conflict, Fact
from qa.explain import Explanation, explanation
from qa.figures import figures as figures_of
from qa.filters import Wanted, filtered
from qa.history import History, histories
from qa.inquiry import Inquiry
from qa.model import Answer, Document, Figure, Passage, Value
from qa.prospects import Prospects
from qa.quoting import Quote
from qa.read import FORMATS, Unreadable, read
from qa.shelf import Engines, Findings, Shelf, entries

if TYPE_CHECKING:
    from qa.coverage import Coverage

FORMAT = 4
"""Of the library's folder."""
DOCUMENTS, FIGURES, FINDINGS = "documents", "figures.json", "findings.json"
REMEDY = "'kessan index' builds it anew from the documents that it keeps"

Say = Callable[[str], None]
Progress = Callable[[int, int], None]
_FIGURES: TypeAdapter[list[Figure]] = TypeAdapter(list[Figure])
_FINDINGS: TypeAdapter[Findings] = TypeAdapter(Findings)


class UnknownDocument(ValueError):
    """A document's name that the library doesn't hold; the message lists those that it does."""


@dataclass(frozen=True)
class Changes:
    """What adding did, by document name; ``unreadable`` has the reason for each file that could not be read, and, by
    path, for each with the name of another."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)


class State(Value):
    """What a library holds. ``search`` says how passages are ranked: with which sentence encoder, or why without one.
    A library that is not ``sound`` can't be opened; ``damage`` says why, and ``documents`` are those that it keeps."""

    folder: str
    documents: tuple[str, ...]
    sections: int = 0
    passages: int = 0
    figures: int = 0
    search: str = ""
    sound: bool = True
    damage: str = ""


class _Unchanged(Exception):
    pass


class Library:
    r"""Documents that can be asked. Make one with :meth:`build` or :meth:`open`.

    >>> from pathlib import Path; from tempfile import mkdtemp
    >>> folder = Path(mkdtemp()); deck = folder / "deck.txt"
    >>> _ = deck.write_text("Aoba Inc.\nResults for 2Q14\n\nOperating income in 2Q14 was JPY 310 million.\n")
    >>> library = Library.build([deck], folder / "library")
    >>> [figure.printed for figure in library.figures(metric="operating profit")]
    ['310']
    """

    def __init__(self, folder: Path, shelf: Shelf, encoder: Encoder | None, search: str) -> None:
        self.folder = folder
        self._shelf = shelf
        self._encoder = encoder
        self._search = search
        self._changing = Lock()

    @classmethod
    def open(
        cls, folder: str | Path, model: str | None = None, say: Say = lambda _: None, *, create: bool = False
    ) -> Self:
        """The library in a folder.

        ``model`` names another sentence-transformers model or folder than the default; a library that was built
        with another one ranks by BM25 alone until it is indexed again. With ``create`` a missing library is an empty
        one, and a damaged one is built anew from the documents that it keeps. Otherwise raises ``index.Absent`` and
        ``index.Damaged``.
        """
        loaded = load_encoder(model, say=say)
        library = cls(Path(folder), _empty(), loaded.encoder, loaded.reason)
        try:
            library._shelf = library._read()
        except Absent:
            if not create:
                raise
        except Damaged as damage:
            if not create:
                raise
            say(str(damage))
            library._rescue()
        return library

    @classmethod
    def build(
        cls,
        paths: Iterable[str | Path] | str | Path,
        folder: str | Path,
        model: str | None = None,
        say: Say = lambda _: None,
        progress: Progress | None = None,
    ) -> Self:
        """The library in ``folder``, made if need be, with the files and folders in ``paths`` added.

        Raises :class:`qa.read.Unreadable` where that leaves it without a document.
        """
        library = cls.open(folder, model, say, create=True)
        changes = library.add(paths, progress=progress)
        if not library.documents:
            raise Unreadable(next(iter(changes.unreadable.values()), f"{paths}: no documents there; name some files"))
        return library

    # -- contents ------------------------------------------------------------------------------------------

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, by name."""
        return self._shelf.documents

    def document(self, name: str) -> Document:
        """A document by its file name; raises :class:`UnknownDocument`."""
        with suppress(KeyError):
            return self._shelf.document(name)
        held = ", ".join(document.name for document in self.documents) or "none"
        raise UnknownDocument(f"{name}: no such document in {self.folder}; it holds {held}")

    def text_of(self, name: str) -> str:
        """A document's text, in which every source and passage has its [start, end)."""
        return self.document(name).text

    def status(self) -> State:
        """What the library holds."""
        shelf = self._shelf
        return State(
            folder=str(self.folder),
            documents=tuple(document.name for document in shelf.documents),
            sections=sum(len(document.sections) for document in shelf.documents),
            passages=len(shelf.passages),
            figures=len(shelf.figures),
            search=self._search if shelf.engines.passages.dense is not None else f"BM25 alone: {self._search}",
        )

    def coverage(self) -> list[Coverage]:
        """For each document which of its numerals became figures, which were left out and why, and which were not
        understood. Read anew at each call."""
        from qa.coverage import coverage

        shelf = self._shelf
        of: dict[str, list[Figure]] = {document.name: [] for document in shelf.documents}
        for figure in shelf.figures:
            if figure.source:
                of[figure.source.doc].append(figure)
        return [coverage(document, of[document.name]) for document in shelf.documents]

    def add(self, paths: Iterable[str | Path] | str | Path, progress: Progress | None = None) -> Changes:
        """Adds or updates files, and the readable files in folders; skips what is there already by content.

        Files that can't be read are listed, and the others added all the same. ``progress`` counts the texts that
        are embedded. Raises ``index.Busy`` while another process writes.
        """
        changes = Changes()
        with self._changing:
            shelf = self._shelf
            with _writing(self.folder) as folder:
                originals = self._originals()
                for path in _files([paths] if isinstance(paths, str | Path) else paths):
                    _take(originals, path, changes)
                if not (changes.added or changes.updated):
                    raise _Unchanged
                shelf = self._filled(folder, originals, progress)
            self._shelf = shelf
        return changes

    def remove(self, *names: str) -> None:
        """Takes documents out of everything; raises :class:`UnknownDocument` for a name that isn't there."""
        with self._changing:
            with _writing(self.folder) as folder:
                originals = self._originals()
                for name in names:
                    self.document(name)
                    originals.pop(name, None)
                shelf = self._filled(folder, originals, None)
            self._shelf = shelf

    # -- asking --------------------------------------------------------------------------------------------

    def ask(self, question: str, docs: Sequence[str] | None = None, threshold: float = THRESHOLD) -> Answer:
        """One answer, from the documents named or from all; ``threshold`` is the probability from which one is given.
        Raises :class:`qa.question.NoQuestion` and :class:`UnknownDocument`."""
        return self.prospects(question, docs).at(threshold)

    def prospects(self, question: str, docs: Sequence[str] | None = None) -> Prospects:
        """Every answer that some threshold would let through. Raises as :meth:`ask` does."""
        return Prospects(self.inquiry(question, docs))

    def explain(self, question: str, docs: Sequence[str] | None = None, threshold: float = THRESHOLD) -> Explanation:
        """How a question was read, and what may answer it with what speaks for and against. Raises as :meth:`ask`."""
        return explanation(self.inquiry(question, docs), threshold)

    def inquiry(self, question: str, docs: Sequence[str] | None = None) -> Inquiry:
        """A question put to the documents: all that is looked up for it. Raises as :meth:`ask` does."""
        return Inquiry(question, self._shelf, self._known(docs))

    def candidates(self, question: str, docs: Sequence[str] | None = None) -> list[Candidate]:
        """The figures that may answer a question, likeliest first, each with what speaks for it."""
        return self.inquiry(question, docs).candidates

    def quotes(self, question: str, docs: Sequence[str] | None = None) -> list[Quote]:
        """The lines that may answer a question in words, likeliest first, each with what speaks for it."""
        return self.inquiry(question, docs).lines

    def search(self, query: str, k: int = 10, docs: Sequence[str] | None = None) -> list[Passage]:
        """The ``k`` passages that fit a query best, best first. Raises as :meth:`ask` does."""
        return self.inquiry(query, docs).passages(k)

    def figures(
        self,
        metric: str | None = None,
        period: str | None = None,
        docs: Sequence[str] | None = None,
        *,
        subject: str | None = None,
        unit: str | None = None,
        status: str | None = None,
    ) -> list[Figure]:
        """The figures that documents state, in reading order; only those that meet every filter given.

        The filters are those of :class:`qa.filters.Wanted`. Raises :class:`qa.UnknownFilter` for a unit, status or
        period that no figure can have, and :class:`UnknownDocument`.
        """
        return filtered(self._shelf, Wanted(metric, subject, period, unit, status), self._known(docs))

    def conflicts(self, docs: Sequence[str] | None = None) -> list[Conflict]:
        """The facts that documents state in versions that do not agree within their rounding, the better supported
        version first; only those with a figure in the documents named. Raises :class:`UnknownDocument`."""
        known = self._known(docs)
        return [found for found in self._shelf.conflicts.all if _within(known, chain(*found.versions))]

    def checks(self, docs: Sequence[str] | None = None) -> list[Failure]:
        """The totals, changes, ratios and labels that do not follow from the other printed values. Raises as
        :meth:`conflicts` does."""
        known = self._known(docs)
        return [failure for failure in self._shelf.audit.failing if _within(known, failure.figures)]

    def fact(self, figure: Figure) -> Fact:
        """What else the documents state of a figure's fact: the figures that agree with it, and the conflict that it is
        part of."""
        return self._shelf.conflicts.fact_of(figure)

    def histories(
        self,
        metric: str | None = None,
        subject: str | None = None,
        docs: Sequence[str] | None = None,
        *,
        unit: str | None = None,
        status: str | None = None,
    ) -> list[History]:
        """What documents state of one thing period after period, as lines of comparable points: every line of two or
        more periods among the figures that meet the filters, the longest first. Raises as :meth:`figures` does."""
        found = self.figures(metric, docs=docs, subject=subject, unit=unit, status=status)
        return histories(found, self.documents)

    def _known(self, docs: Sequence[str] | None) -> Sequence[str] | None:
        for name in docs or ():
            self.document(name)
        return docs

    # -- on disk -------------------------------------------------------------------------------------------

    def _read(self) -> Shelf:
        with _store(self.folder).read() as generation:
            documents = [read(path) for path in sorted((generation.path / DOCUMENTS).iterdir())]
            figures = _FIGURES.validate_json((generation.path / FIGURES).read_bytes())
            findings = _FINDINGS.validate_json((generation.path / FINDINGS).read_bytes())
            engines = Engines(*(LocalEngine.open(generation.path / name, self._encoder) for name in Engines._fields))
        return Shelf(documents, figures, engines, findings)

    def _originals(self) -> dict[str, bytes]:
        """The documents' files by name as they are on disk now, whoever wrote them."""
        try:
            with _store(self.folder).read() as generation:
                return {path.name: path.read_bytes() for path in (generation.path / DOCUMENTS).iterdir()}
        except Absent:
            return {}

    def _rescue(self) -> None:
        kept = {path.name: path.read_bytes() for path in _kept(self.folder)}
        with _writing(self.folder) as folder:
            shelf = self._filled(folder, kept, None)
        self._shelf = shelf

    def _filled(self, folder: Path, originals: dict[str, bytes], progress: Progress | None) -> Shelf:
        """Writes a whole generation, to be taken up once it is on disk; texts embedded before aren't embedded again."""
        (folder / DOCUMENTS).mkdir()
        for name, content in sorted(originals.items()):
            (folder / DOCUMENTS / name).write_bytes(content)
        documents = [read(path) for path in sorted((folder / DOCUMENTS).iterdir())]
        figures = [figure for document in documents for figure in figures_of(document)]
        (folder / FIGURES).write_bytes(_FIGURES.dump_json(figures))
        engines = Engines(
            *(
                LocalEngine.build(of, self._encoder, reuse=before, progress=progress)
                for of, before in zip(entries(documents, figures), self._shelf.engines, strict=True)
            )
        )
        for name, engine in engines._asdict().items():
            engine.save(folder / name)
        shelf = Shelf(documents, figures, engines)
        (folder / FINDINGS).write_bytes(_FINDINGS.dump_json(shelf.findings))
        return shelf


def damaged_state(folder: Path, damage: Damaged) -> State:
    """What is left of a library that could not be opened for its damage."""
    kept = sorted(path.name for path in _kept(folder))
    return State(folder=str(folder), documents=tuple(kept), sound=False, damage=str(damage))


def _kept(folder: Path) -> list[Path]:
    """The documents' files that a damaged library keeps unharmed."""
    return [path for path in _store(folder).survivors().values() if path.parent.name == DOCUMENTS]


def _within(docs: Sequence[str] | None, figures: Iterable[Figure]) -> bool:
    return docs is None or any(figure.source is not None and figure.source.doc in docs for figure in figures)


def _store(folder: Path) -> Store:
    return Store(folder, FORMAT, REMEDY)


@contextmanager
def _writing(folder: Path) -> Iterator[Path]:
    """The folder of a new generation; nothing is written where the block says that nothing changed."""
    with suppress(_Unchanged), _store(folder).write() as generation:
        yield generation


def _empty() -> Shelf:
    return Shelf([], [], Engines(*(LocalEngine.build([], None) for _ in Engines._fields)))


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files named, and the files of known formats in the folders named, by name."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(file for file in path.iterdir() if file.suffix.lower() in FORMATS and file.is_file())
        else:
            yield path


def _take(originals: dict[str, bytes], path: Path, changes: Changes) -> None:
    """Reads a file to see that it can be read, and puts it among the originals where it is new or different."""
    try:
        read(path)
        content = path.read_bytes()
    except (Unreadable, OSError) as error:
        changes.unreadable[path.name] = str(error)
        return
    before = originals.get(path.name)
    if before == content:
        changes.skipped.append(path.name)
    elif path.name in (*changes.added, *changes.updated, *changes.skipped):
        changes.unreadable[str(path)] = f"{path}: another file is named {path.name} too; rename one of them"
    else:
        (changes.updated if before is not None else changes.added).append(path.name)
        originals[path.name] = content
