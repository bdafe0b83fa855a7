"""PDFs: pages as a viewer counts them, and what a file that can't be read says."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from qa.read import Limits, Unreadable, read


def drawn(path: Path, *pages: str, **options: object) -> Path:
    """A PDF with a page for each text, a line of type for each of its lines."""
    canvas = Canvas(str(path), **options)
    for page in pages:
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(72, 720 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def test_pages_are_counted_as_a_viewer_does(tmp_path: Path) -> None:
    document = read(drawn(tmp_path / "a.pdf", "Cover", "", "Sales rose.\nCosts fell."))
    assert [(section.page, document.text[section.start : section.end].split()) for section in document.sections] == [
        (1, ["Cover"]),
        (3, ["Sales", "rose.", "Costs", "fell."]),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 and no more", "damaged"),
        (b"PK\x03\x04 an archive", "no PDF"),
        (b"\0" * 5000, "no PDF"),
    ],
)
def test_foreign_and_damaged_files_are_named(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=rf"a\.pdf: .*{reason}.*; ") as error:
        read(path)
    assert "\n" not in str(error.value)


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", "Secret", encrypt=StandardEncryption("user", "owner"))
    with pytest.raises(Unreadable, match="encrypted"):
        read(path)


def test_pages_without_text_are_no_empty_success(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no text layer"):
        read(drawn(tmp_path / "a.pdf", "", ""))


@pytest.mark.parametrize(("limits", "what"), [(Limits(pages=1), "pages"), (Limits(characters=5), "characters")])
def test_limits_hold(tmp_path: Path, limits: Limits, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read(drawn(tmp_path / "a.pdf", "Sales rose", "Costs fell"), limits)
