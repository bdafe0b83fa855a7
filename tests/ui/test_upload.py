"""Dropped files: their names made safe, and what comes of them in a real library."""

from __future__ import annotations

import os
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.library import Library
from tests.ui import kites
from ui.upload import FOLDER, LONGEST, Result, Upload, begin, safe_name, safe_names, unplaced


class File(BytesIO):
    """A file as the browser sent it."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("results.pdf", "results.pdf"),
        ("../../etc/results.pdf", "results.pdf"),
        (r"C:\My files\results.pdf", "results.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("~$results.docx", "results.docx"),
        (".pdf", "document.pdf"),
        ("..", "document"),
        ("", "document"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("fdp\u202e.exe.pdf", "fdp.exe.pdf"),
        ('what? <now>: "x|y*".txt', "what now xy.txt"),
        ("決算短信.pdf", "決算短信.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_no_name_is_dangerous(name: str) -> None:
    safe = safe_name(name)
    assert os.path.basename(safe) == safe  # noqa: PTH119
    assert 0 < len(safe.encode()) <= max(LONGEST, len("document") + len(Path(f"x{safe}").suffix.encode()))
    assert not safe.startswith((".", "~$"))
    assert not any(unicodedata.category(ch) in ("Cc", "Cf", "Cs") for ch in safe)


def test_no_two_files_get_one_name() -> None:
    assert safe_names(["a.pdf", "x/a.pdf", "A.PDF", "b.pdf"]) == ["a.pdf", "a (2).pdf", "A (3).PDF", "b.pdf"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.build(kites.book(tmp_path / "book.xlsx"), tmp_path / "library")


def uploaded(library: Library, *files: File) -> Upload:
    upload = Upload(tuple(safe_names([file.name for file in files])))
    upload.run(library, files)
    assert upload.done
    assert not (library.folder / FOLDER).exists()
    return upload


def test_each_file_tells_what_came_of_it(library: Library, tmp_path: Path) -> None:
    content = kites.report(tmp_path / "report.pdf").read_bytes()
    upload = uploaded(library, File("report.pdf", content), File("broken.pdf", b"%PDF-1.4"), File("copy.pdf", content))
    assert not upload.error
    [report, broken, copy] = upload.results
    assert report[:3] == ("report.pdf", "added", "report.pdf")
    assert report.about[0].startswith("3 pages, ")
    assert broken[:3] == ("broken.pdf", "failed", "")
    assert broken.about[0].startswith("broken.pdf: no PDF, or a damaged one")
    assert copy == Result("copy.pdf", "unchanged", "report.pdf", ("report.pdf has the same content",))
    assert sorted(upload.read) == ["broken.pdf", "report.pdf"]
    assert upload.step
    assert library.ask("What were kite sales in FY2030?").figures[0].printed == "1,312"
    again = uploaded(library, File("report.pdf", content))
    assert [result.outcome for result in again.results] == ["unchanged"]
    changed = kites.report(tmp_path / "new.pdf", sales="1,315").read_bytes()
    assert [result.outcome for result in uploaded(library, File("report.pdf", changed)).results] == ["updated"]
    assert library.ask("What were kite sales in FY2030?").figures[0].printed == "1,315"


def test_a_failure_is_kept_until_a_good_file_of_that_name_comes(library: Library, tmp_path: Path) -> None:
    uploaded(library, File("report.pdf", b"nothing"))
    [reason] = library.status().unreadable
    assert unplaced(reason, library.folder).startswith("report.pdf: ")
    uploaded(library, File("report.pdf", kites.report(tmp_path / "report.pdf").read_bytes()))
    assert library.status().unreadable == ()


def test_what_was_uploaded_is_not_missed_in_the_folder_about_the_library(library: Library, tmp_path: Path) -> None:
    uploaded(library, File("report.pdf", kites.report(tmp_path.with_suffix(".pdf")).read_bytes()))
    changes = library.add(tmp_path, prune=True)
    assert changes.vanished == []
    assert library.names == ("book.xlsx", "report.pdf")


def test_a_folder_that_takes_no_more_is_an_error_in_words(library: Library) -> None:
    (library.folder / FOLDER).write_text("in the way")
    upload = Upload(("a.txt",))
    upload.run(library, [File("a.txt", b"Results")])
    assert upload.done
    assert FOLDER in upload.error


def test_an_upload_goes_on_in_the_background(library: Library, tmp_path: Path) -> None:
    upload = begin(library, [File("x/report.pdf", kites.report(tmp_path / "report.pdf").read_bytes())])
    assert upload.names == ("report.pdf",)
    upload.join()
    assert [result.outcome for result in upload.results] == ["added"]
