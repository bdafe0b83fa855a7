"""A library: a folder that holds some documents and everything read from them. The only class with state.

The folder changes as a whole, a generation at a time (``qa.holdings``), so a crash leaves the old library or the new
one. Opening reads what reading gave; no document is read, embedded or searched for figures again.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from index import Absent, Damaged, Encoder, Newer, load_encoder
from qa.batches import batches, cores, refusals
from qa.bind import Candidate
from qa.checks import Failure
from qa.confidence import THRESHOLD
from qa.conflicts import Conflict, Fact
from qa.explain import Explanation, explanation
from qa.filters import Wanted, filtered
from qa.history import History, histories
from qa.holdings import Change
from qa.inquiry import Inquiry
from qa.intake import absolute, intake
from qa.keeper import Keeper, Say, naming, remains
from qa.kept import Catalogue, Kept
from qa.model import Answer, Document, Figure, Passage, Value
from qa.progress import Progress, silent
from qa.prospects import Prospects
from qa.quoting import Quote
from qa.read import LIMITS, Limits, Unreadable
from qa.shelf import Shelf

if TYPE_CHECKING:
    from qa.coverage import Coverage


class UnknownDocument(ValueError):
    """A document's name that the library doesn't hold; the message lists those that it does."""


@dataclass(frozen=True)
class Changes:
    """What adding did, by document name.

    ``same`` gives for the path of a file of another name the document that has its content, ``unreadable`` for the
    path of a file the reason why it could not be read. ``vanished`` are the documents whose files are gone from a
    folder that was looked through; they were taken out where that was asked for.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    vanished: list[str] = field(default_factory=list)

    def note(self, change: Change, before: Catalogue) -> None:
        """Adds a change to a library that had been as ``before`` says."""
        self.unreadable.update({refusal.path: refusal.reason for refusal in change.refused})
        for kept in change.new:
            insort(self.updated if kept.card.name in before.by_name else self.added, kept.card.name)


class State(Value):
    """What a library holds. ``search`` says how passages are ranked: with which sentence encoder, or why without one.
    ``unreadable`` says of each file that could not be read why. A library that is not ``sound`` can't be opened;
    ``damage`` says why, and ``documents`` are those that it keeps."""

    folder: str
    documents: tuple[str, ...]
    sections: int = 0
    passages: int = 0
    figures: int = 0
    search: str = ""
    unreadable: tuple[str, ...] = ()
    sound: bool = True
    damage: str = ""


class Library:
    r"""Documents that can be asked. Make one with :meth:`build` or :meth:`open`.

    >>> from pathlib import Path; from tempfile import mkdtemp
    >>> folder = Path(mkdtemp()); deck = folder / "deck.txt"
    >>> _ = deck.write_text("Aoba Inc.\nResults for 2Q14\n\nOperating income in 2Q14 was JPY 310 million.\n")
    >>> library = Library.build([deck], folder / "library")
    >>> [figure.printed for figure in library.figures(metric="operating profit")]
    ['310']
    """

    def __init__(self, folder: Path, encoder: Encoder | None, search: str, say: Say) -> None:
        self.folder = folder
        self._keeper = Keeper(folder, encoder, say)
        self._search = search
        self._changing = Lock()

    @classmethod
    def open(
        cls,
        folder: str | Path,
        model: str | None = None,
        say: Say = lambda _: None,
        *,
        create: bool = False,
        progress: Progress = silent,
        limits: Limits = LIMITS,
    ) -> Self:
        """The library in a folder.

        ``model`` names another sentence-transformers model or folder than the default; a library that was built
        with another one ranks by BM25 alone until it is indexed again. With ``create`` a missing library is an empty
        one, and one that is damaged or of an older format is built anew from the documents that it keeps, read within
        ``limits``. Otherwise raises ``index.Absent`` and ``index.Damaged``.
        """
        loaded = load_encoder(model, say=say)
        library = cls(Path(folder), loaded.encoder, loaded.reason, say)
        try:
            library._keeper.open()
        except Absent:
            if not create:
                raise
        except Damaged as damage:
            if not create or isinstance(damage, Newer):
                raise
            say(str(damage))
            library._keeper.rescue(progress, limits)
        return library

    @classmethod
    def build(
        cls,
        paths: Iterable[str | Path] | str | Path,
        folder: str | Path,
        model: str | None = None,
        say: Say = lambda _: None,
        progress: Progress = silent,
    ) -> Self:
        """The library in ``folder``, made if need be, with the files and folders in ``paths`` added.

        Raises :class:`qa.read.Unreadable` where that leaves it without a document.
        """
        library = cls.open(folder, model, say, create=True, progress=progress)
        changes = library.add(paths, progress)
        if not library.names:
            raise Unreadable(next(iter(changes.unreadable.values()), f"{paths}: no documents there; name some files"))
        return library

    # -- contents ------------------------------------------------------------------------------------------

    @property
    def _shelf(self) -> Shelf:
        return self._keeper.holdings.shelf

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the documents, which are told without reading them."""
        return tuple(self._keeper.holdings.catalogue.by_name)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, by name."""
        return self._shelf.documents

    def document(self, name: str) -> Document:
        """A document by its file name; raises :class:`UnknownDocument`."""
        with suppress(KeyError):
            return self._shelf.document(name)
        raise self._unknown(name)

    def text_of(self, name: str) -> str:
        """A document's text, in which every source and passage has its [start, end)."""
        return self.document(name).text

    def original(self, name: str) -> Path:
        """The file of a document as it was added, at a place where it stays until the library is changed; raises
        :class:`UnknownDocument`."""
        return self._kept(name).original

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
            unreadable=tuple(refusal.reason for refusal in self._keeper.holdings.catalogue.refusals),
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

    # -- changing ------------------------------------------------------------------------------------------

    def add(
        self,
        paths: Iterable[str | Path] | str | Path,
        progress: Progress = silent,
        *,
        prune: bool = False,
        limits: Limits = LIMITS,
        at_once: int | None = None,
    ) -> Changes:
        """Adds or updates files, and the readable files in and under folders; skips what is there already by content.

        Files that can't be read, or not within ``limits``, are listed, and the others added all the same; ``at_once``
        are read at a time, by default as many as there are cores. What was read is kept now and then, so that little of
        a run that is broken off is lost. ``prune`` takes out the documents whose files are gone from the folders. Waits
        while another process writes; raises ``index.Busy`` where that takes long, and OSError where nothing can be
        written.
        """
        with self._changing, naming(self.folder):
            before = self._keeper.current().catalogue
            found = intake([absolute(path) for path in _several(paths)], before, limits)
            changes = Changes(skipped=found.skipped, same=found.same, vanished=found.vanished)
            with closing(batches(found.reading, self.folder, limits, at_once or cores(), progress)) as run:
                for batch in run:
                    refused = [*found.refused, *chain.from_iterable(refusals(*one, found.same) for one in batch.failed)]
                    gone = found.vanished if prune and batch.last else ()
                    change = Change(batch.new, found.moved, gone, refused, [*found.same, *found.settled])
                    self._keeper.change(change, progress, compare=batch.last)
                    changes.note(change, before)
        return changes

    def remove(self, *names: str) -> None:
        """Takes documents out of everything; files that could not be read are no longer remembered. Raises
        :class:`UnknownDocument` for a name that isn't there, and as :meth:`add` does."""
        with self._changing, naming(self.folder):
            catalogue = self._keeper.current().catalogue
            held = {*catalogue.by_name, *(Path(refusal.path).name for refusal in catalogue.refusals)}
            for name in names:
                if name not in held:
                    raise self._unknown(name)
            self._keeper.change(Change(gone=names), silent, compare=True)

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

    def _kept(self, name: str) -> Kept:
        with suppress(KeyError):
            return self._keeper.holdings.kept(self._keeper.holdings.catalogue.by_name[name])
        raise self._unknown(name)

    def _unknown(self, name: str) -> UnknownDocument:
        return UnknownDocument(f"{name}: no such document in {self.folder}; it holds {', '.join(self.names) or 'none'}")


def damaged_state(folder: Path, damage: Damaged) -> State:
    """What is left of a library that could not be opened for its damage."""
    return State(folder=str(folder), documents=tuple(remains(folder)), sound=False, damage=str(damage))


def _several(paths: Iterable[str | Path] | str | Path) -> Iterable[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


def _within(docs: Sequence[str] | None, figures: Iterable[Figure]) -> bool:
    return docs is None or any(figure.source is not None and figure.source.doc in docs for figure in figures)
