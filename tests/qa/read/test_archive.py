"""Office files that are damaged, foreign or hostile are refused with a clear word, before they cost anything."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from qa.read import Limits, Unreadable, read

SUFFIXES = ("docx", "pptx", "xlsx")
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'


def good(suffix: str) -> bytes:
    """A small file that can be read."""
    stream = io.BytesIO()
    if suffix == "docx":
        from docx import Document

        word = Document()
        word.add_paragraph("Sales")
        word.save(stream)
    elif suffix == "pptx":
        from pptx import Presentation

        deck = Presentation()
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Sales"
        deck.save(stream)
    else:
        from openpyxl import Workbook

        book = Workbook()
        book.active["A1"] = "Sales"
        book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with a part added, or another content given to one that it has."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def main_part(data: bytes) -> str:
    names = ("ppt/presentation.xml", "word/document.xml", "xl/workbook.xml")
    with ZipFile(io.BytesIO(data)) as archive:
        return next(name for name in archive.namelist() if name in names)


def encrypted(data: bytes) -> bytes:
    """The archive with the mark of encryption on its first part, in the header and in the directory."""
    changed = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[data.index(signature) + at] |= 1
    return bytes(changed)


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "empty"),
    "text": (lambda _: b"just words", "damaged, or no"),
    "half": (lambda data: data[: len(data) // 2], "damaged, or no"),
    "no directory": (lambda data: data[:-30], "damaged, or no"),
    "flipped bytes": (lambda data: data[:200] + bytes(b ^ 255 for b in data[200:400]) + data[400:], "damaged, or no"),
    "an archive of something else": (lambda _: with_part(empty_archive(), "a.txt", b"a"), "damaged, or no"),
    "old format": (lambda _: COMPOUND, "before 2007"),
    "password": (lambda _: COMPOUND + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an encrypted part": (encrypted, "password"),
    "entities": (lambda data: with_part(data, main_part(data), LAUGHS.encode()), "document type"),
    "entities in UTF-16": (lambda data: with_part(data, main_part(data), LAUGHS.encode("utf-16")), "document type"),
    "entities far down": (
        lambda data: with_part(data, "x.xml", b"<!--" + b"x" * 200_000 + b"-->" + LAUGHS.encode()),
        "document type",
    ),
    "a name that leads up": (lambda data: with_part(data, "../../a.xml", b"<a/>"), "leads out"),
    "a name from the root": (lambda data: with_part(data, "/etc/passwd", b"x"), "leads out"),
    "a name with a drive": (lambda data: with_part(data, "C:\\a.xml", b"<a/>"), "leads out"),
    "a bomb": (lambda data: with_part(data, "a.bin", bytes(60_000_000)), "times its own size unpacked"),
    "no XML": (lambda data: with_part(data, main_part(data), b"<p:presentation"), "damaged, or no"),
    "nested deeply": (lambda data: with_part(data, main_part(data), b"<a>" * 100_000), "damaged, or no"),
}  # fmt: skip


def empty_archive() -> bytes:
    stream = io.BytesIO()
    ZipFile(stream, "w").close()
    return stream.getvalue()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", BAD)
def test_bad_files(tmp_path: Path, suffix: str, kind: str) -> None:
    make, reason = BAD[kind]
    path = tmp_path / f"bad.{suffix}"
    path.write_bytes(make(good(suffix)))
    began = time.monotonic()
    with pytest.raises(Unreadable, match=reason) as error:
        read(path)
    assert time.monotonic() - began < 5
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    assert "; " in message


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_unpacks_to_more_than_the_limit(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"large.{suffix}"
    path.write_bytes(good(suffix))
    assert read(path).text.strip() == "Sales"
    with pytest.raises(Unreadable, match="more than 1,000 bytes unpacked"):
        read(path, Limits(unpacked=1000))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_cut_of_a_file_is_refused_clearly(tmp_path: Path, suffix: str) -> None:
    data = good(suffix)
    path = tmp_path / f"cut.{suffix}"
    for end in range(0, len(data), len(data) // 40):
        path.write_bytes(data[:end])
        with pytest.raises(Unreadable):
            read(path)
