"""Files: what is decoded how, and what a file that can't be read says."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.read import Unreadable, read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "決算.txt"
    path.write_bytes("売上高は100億円です。\r\n".encode(encoding))
    document = read(path)
    assert (document.name, document.text) == ("決算.txt", "売上高は100億円です。\r\n")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", b"PK\x03\x04\x00\x00", "not a text file"),
        ("undecodable.txt", b"\xff\xfe\xfd\x81", "not a text file"),
        ("table.xyz", b"words", "unknown format"),
    ],
)
def test_unreadable(tmp_path: Path, name: str, data: bytes | None, reason: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Unreadable, match=reason) as error:
        read(path)
    message = str(error.value)
    assert name in message
    assert "\n" not in message
    assert ";" in message


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        read(tmp_path)
