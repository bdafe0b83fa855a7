"""Plain text, as it stands or as it was made from slides, into a manuscript."""

from __future__ import annotations

from pathlib import Path

from qa.model import Document
from qa.read.assemble import assemble
from qa.read.manuscript import Limits, Manuscript, Unreadable

ENCODINGS = ("utf-8-sig", "cp932")
LONGEST = 4
"""Bytes that a character takes at most."""


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The decoded file, to the letter; raises Unreadable where it is no text, empty, or longer than the limit."""
    limits.check(path, "characters", path.stat().st_size / LONGEST)
    text = decoded(path)
    if not text.strip():
        raise Unreadable(f"{path}: the file is empty; give one that has text in it")
    limits.check(path, "characters", len(text))
    return Manuscript(text)


def read_text(name: str, text: str) -> Document:
    """Read a decoded text; total: any text gives a Document whose sections tile it, none for an empty text."""
    return assemble(name, Manuscript(text))


def decoded(path: Path) -> str:
    """The file's text as UTF-8, with or without a byte order mark, or as Shift_JIS; no line end is changed."""
    data = path.read_bytes()
    if b"\0" not in data:
        for encoding in ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Unreadable(f"{path}: not a text file; save it as UTF-8 text")
