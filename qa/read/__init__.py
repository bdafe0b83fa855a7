"""Files into Documents: a reader for each format, and what tells the parts of a text.

A reader is a module of this folder with ``manuscript_of(path, limits)``, imported when a file of its format comes.
"""

from __future__ import annotations

from hashlib import file_digest
from importlib import import_module
from pathlib import Path

from qa.model import Document
from qa.read.assemble import assemble
from qa.read.manuscript import Limits, Manuscript, Unreadable

__all__ = ["FORMATS", "LIMITS", "Limits", "Unreadable", "read", "reader_of"]

FORMATS = {
    ".txt": "text",
    ".md": "text",
    ".pdf": "pdf",
    **dict.fromkeys([".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"], "pptx"),
    ".docx": "docx",
    **dict.fromkeys([".html", ".htm", ".xhtml"], "html"),
    **dict.fromkeys([".xlsx", ".xlsm", ".xltx"], "xlsx"),
    **dict.fromkeys([".csv", ".tsv"], "delimited"),
}
"""The reader of each kind of file, by its suffix."""
LIMITS = Limits()


def read(path: Path, limits: Limits = LIMITS, name: str = "") -> Document:
    """Read a file by its suffix into a document called ``name``, by default as the file is.

    Raises :class:`Unreadable` where there is nothing to read or no way to.
    """
    manuscript = _manuscript(reader_of(path), path, limits)
    with path.open("rb") as file:
        return assemble(name or path.name, manuscript, file_digest(file, "sha256").hexdigest())


def reader_of(path: Path) -> str:
    """The reader of a file's format; raises :class:`Unreadable` where there is no file, or none that has a reader."""
    if not path.is_file():
        raise Unreadable(f"{path}: no such file; give the path of an existing document")
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(f"{path}: unknown format; give one of {', '.join(sorted(FORMATS))}")
    return reader


def _manuscript(reader: str, path: Path, limits: Limits) -> Manuscript:
    """What a reader makes of a file. Whatever a parsing library makes of a damaged one is an error of the file."""
    manuscript_of = import_module(f"qa.read.{reader}").manuscript_of
    try:
        return manuscript_of(path, limits)  # type: ignore[no-any-return]
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # there is no end to what they raise
        reason = " ".join(f"{type(error).__name__} {error}".split())[:200]
        raise Unreadable(
            f"{path}: damaged, or no {path.suffix} file ({reason}); save it anew in its own programme"
        ) from error
