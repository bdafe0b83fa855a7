"""What is in an archive, before anything of it is unpacked. Office files are archives of XML parts."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from qa.read.manuscript import Limits, Unreadable

HARMLESS = 1 << 24
"""What unpacks to fewer bytes is read however tightly it is packed."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2, the signature of a compound file
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 1.3.2, the stream that holds the document
_CHUNK = 1 << 16


def vet(path: Path, limits: Limits) -> None:
    """Raise Unreadable for a file that is no archive, is encrypted, would unpack to more than the limits allow, has
    names that lead out of it, or declares entities (which no Office programme writes)."""
    _vet_kind(path)
    try:
        with ZipFile(path) as archive:
            _vet_sizes(path, archive.infolist(), limits)
            for part in archive.infolist():
                _vet_part(path, archive, part)
    except (BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(f"{path}: damaged, or no {path.suffix} file ({error}); {_anew(path)}") from error


def _vet_kind(path: Path) -> None:
    data = path.read_bytes()
    if not data:
        raise Unreadable(f"{path}: the file is empty; give one that has text in it")
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise Unreadable(f"{path}: protected by a password; save it without one")
        raise Unreadable(f"{path}: in the format of Office before 2007; save it as {path.suffix} anew")


def _vet_sizes(path: Path, parts: list[ZipInfo], limits: Limits) -> None:
    """Unpacking stops at the sizes that the archive declares, so these can be relied on."""
    unpacked = sum(part.file_size for part in parts)
    limits.check(path, "unpacked", unpacked)
    if unpacked > HARMLESS:
        limits.check(path, "ratio", unpacked / path.stat().st_size)


def _vet_part(path: Path, archive: ZipFile, part: ZipInfo) -> None:
    name = PurePosixPath(part.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or (name.parts[:1] and name.parts[0].endswith(":")):
        raise Unreadable(f"{path}: holds a part whose name leads out of the file; {_anew(path)}")
    if part.flag_bits & 1:
        raise Unreadable(f"{path}: protected by a password; save it without one")
    if name.suffix.lower() in (".xml", ".rels") and _declares_entities(archive, part):
        raise Unreadable(f"{path}: declares a document type, as XML entity bombs do; {_anew(path)}")


def _declares_entities(archive: ZipFile, part: ZipInfo) -> bool:
    """Whether a document type stands before the first element of a part; only there can entities be declared."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append("type")
    parser.StartElementHandler = lambda *_: found.append("element")
    with archive.open(part) as stream:
        while not found and (data := stream.read(_CHUNK)):
            try:
                parser.Parse(data)
            except expat.ExpatError:
                break  # what follows is for the reader of the part to judge
    return found[:1] == ["type"]


def _anew(path: Path) -> str:
    return f"open it in its own programme and save it as {path.suffix} anew"
