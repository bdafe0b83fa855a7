"""Files: what is decoded how, and what a file that can't be read says."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from qa.model import Document
from qa.read import Limits, Unreadable, read
from qa.read.manuscript import COUNTED


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


def test_a_document_may_have_another_name_than_its_file(tmp_path: Path) -> None:
    path = tmp_path / "original.txt"
    path.write_text("Aoba\n", encoding="utf-8")
    assert read(path, name="deck.txt").name == "deck.txt"


@pytest.mark.parametrize("most", [3, 30])
def test_a_limit_is_named_with_the_option_that_raises_it(tmp_path: Path, most: int) -> None:
    path = tmp_path / "long.txt"
    path.write_text("word " * 7, encoding="utf-8")
    with pytest.raises(Unreadable, match=rf"long\.txt: more than {most} characters.*--max-characters"):
        read(path, Limits(characters=most))
    assert read(path, Limits(characters=35)).text == "word " * 7


def test_every_limit_says_what_it_counts() -> None:
    assert list(COUNTED) == [field.name for field in fields(Limits)]


def test_a_document_can_be_kept_as_json() -> None:
    path = Path(__file__).parents[3] / "seeds"
    kept = TypeAdapter(Document)
    for document in map(read, sorted(path.glob("*.txt"))):
        assert kept.validate_json(kept.dump_json(document)) == document
