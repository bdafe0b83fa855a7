"""Files that a visitor drops: named safely, read into the library in the background, and what came of each."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Event, Lock, Thread
from typing import Literal, NamedTuple, Protocol

from index import Busy, Damaged
from qa.library import Changes, Library
from qa.progress import Step
from ui.components import words

FOLDER = "uploads"
"""The folder in a library's folder in which files lie while they are read."""
LONGEST = 200
"""Bytes of a file's name; systems allow 255."""
UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*]')
_TURN = Lock()
"""One upload is read at a time."""

Outcome = Literal["added", "updated", "unchanged", "failed"]


class Result(NamedTuple):
    """What came of a file: the document that has its content now, "" for none, and what there is to know about it."""

    name: str
    outcome: Outcome
    doc: str = ""
    about: tuple[str, ...] = ()


class Dropped(Protocol):
    """A file as the browser sent it."""

    @property
    def name(self) -> str:
        """What the visitor calls it."""

    def getvalue(self) -> bytes:
        """All that it holds."""


@dataclass
class Upload:
    """Some files on their way into a library. ``step`` says how far that has come and ``read`` which were read so far;
    once it is ``done`` there are the ``results``, or the ``error`` that kept all of them out."""

    names: tuple[str, ...]
    step: Step | None = None
    read: list[str] = field(default_factory=list)
    results: tuple[Result, ...] = ()
    error: str = ""
    _ended: Event = field(default_factory=Event)

    @property
    def done(self) -> bool:
        """Whether nothing more will happen."""
        return self._ended.is_set()

    def join(self) -> None:
        """Waits until nothing more will happen."""
        self._ended.wait()

    def note(self, step: Step) -> None:
        """Takes down how far it has come."""
        self.step = step
        self.read += [step.name] if step.name else []

    def run(self, library: Library, files: Sequence[Dropped]) -> None:
        """Reads the files; whatever happens is told by what stands here then."""
        try:
            with _TURN, ExitStack() as held:
                paths = list(self._put(library.folder / FOLDER, files, held))
                self.results = tuple(results(library, paths, library.add(paths, self.note)))
        except (Busy, Damaged, OSError) as error:
            self.error = str(error)
        except Exception as error:
            self.error = f"The files could not be added ({type(error).__name__}); try them one by one."
            raise
        finally:
            self._ended.set()

    def _put(self, folder: Path, files: Sequence[Dropped], held: ExitStack) -> Iterator[Path]:
        """Writes the files into a folder until the block ends; the library keeps copies of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        held.callback(_remove, folder)
        for name, file in zip(self.names, files, strict=True):
            path = folder / name
            held.callback(path.unlink, missing_ok=True)
            path.write_bytes(file.getvalue())
            yield path


def begin(library: Library, files: Sequence[Dropped]) -> Upload:
    """Starts reading files into a library."""
    upload = Upload(tuple(safe_names([file.name for file in files])))
    Thread(target=upload.run, args=(library, files), daemon=True).start()
    return upload


def _remove(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def results(library: Library, paths: Sequence[Path], changes: Changes) -> Iterator[Result]:
    """What came of each file."""
    same = {str(path): doc for path, doc in changes.same.items()}
    for path in paths:
        name, reason = path.name, changes.unreadable.get(str(path.absolute()), "")
        if reason:
            yield Result(name, "failed", about=(unplaced(reason, library.folder),))
        elif str(path.absolute()) in same:
            doc = same[str(path.absolute())]
            yield Result(name, "unchanged", doc, (f"{doc} has the same content",))
        else:
            outcome: Outcome = "added" if name in changes.added else "updated"
            yield Result(name, "unchanged" if name in changes.skipped else outcome, name, told(library, name))


def told(library: Library, name: str) -> tuple[str, ...]:
    """What is to be known of a document that was read: how much was found, and what could not be read."""
    document = library.document(name)
    parts = words.count(len(document.leaves), words.leaf(name)) if document.leaves else ""
    figures = words.count(len(library.figures(docs=[name])), "figure")
    return (f"{parts or words.count(len(document.sections), 'section')}, {figures}", *document.warnings)


def unplaced(reason: str, folder: Path) -> str:
    """A reason without the folder of the uploads, which is nobody's concern."""
    return reason.replace(f"{folder.absolute() / FOLDER}{os.sep}", "")


# -- names -------------------------------------------------------------------------------------------------


def safe_names(names: Sequence[str]) -> list[str]:
    """Names for files that came by these names: each fit for a file in a folder, and no two the same."""
    found: list[str] = []
    for name in map(safe_name, names):
        taken = {other.casefold() for other in found}
        path = PurePosixPath(name)
        numbered = (f"{path.stem} ({number}){path.suffix}" for number in range(2, len(names) + 2))
        found.append(next(one for one in (name, *numbered) if one.casefold() not in taken))
    return found


def safe_name(name: str) -> str:
    """The last part of a path that a browser sent, without what is not seen or has a meaning to a system."""
    last = re.split(r"[\\/]", " ".join(unicodedata.normalize("NFC", name).split()))[-1]
    seen = "".join(ch for ch in UNSAFE.sub("", last) if unicodedata.category(ch) not in ("Cc", "Cf", "Cs", "Co"))
    plain = " ".join(seen.split())
    suffix = PurePosixPath(f"x{plain}").suffix
    stem = plain.removesuffix(suffix).lstrip(".~$ ").encode()[: max(LONGEST - len(suffix.encode()), 0)]
    return f"{stem.decode(errors='ignore').rstrip('. ') or 'document'}{suffix}"
