"""PDFs: pages as a viewer counts them, furniture and headings, and what a file that can't be read says."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from qa.read import Limits, Unreadable, read
from qa.read.pdf import boxes_of, picture_of
from qa.read.places import places_of
from tests.qa.read.drawn import Draw, Sheet, drawn, lines


def pictured(sheet: Sheet) -> None:
    """A page that is a picture."""
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "grey")), 72, 72, 400, 600)


def test_pages_are_counted_as_a_viewer_does(tmp_path: Path) -> None:
    document = read(drawn(tmp_path / "a.pdf", lines("Cover"), lines(""), lines("Sales rose.\nCosts fell.")))
    assert [(section.page, document.text[section.start : section.end].split()) for section in document.sections] == [
        (1, ["Cover"]),
        (3, ["Sales", "rose.", "Costs", "fell."]),
    ]
    assert [leaf.page for leaf in document.leaves] == [1, 2, 3]


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


def test_a_file_cut_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    whole = drawn(tmp_path / "whole.pdf", lines("Sales rose by 5 %"), lines("Costs fell")).read_bytes()
    path = tmp_path / "cut.pdf"
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with suppress(Unreadable):
            assert "Sales" in read(path).text


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lines("Secret"), encrypt=StandardEncryption("user", "owner"))
    with pytest.raises(Unreadable, match="encrypted"):
        read(path)


def test_pages_without_text_are_no_empty_success(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no text layer: the pages are pictures; run text recognition first"):
        read(drawn(tmp_path / "a.pdf", pictured, pictured))


def test_pages_that_are_pictures_are_warned_of(tmp_path: Path) -> None:
    document = read(drawn(tmp_path / "a.pdf", lines("Sales rose"), pictured, lines(""), pictured))
    assert document.warnings == ("pages 2, 4 are pictures without text: run text recognition to have them read",)


@pytest.mark.parametrize(("limits", "what"), [(Limits(pages=1), "pages"), (Limits(characters=5), "characters")])
def test_limits_hold(tmp_path: Path, limits: Limits, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read(drawn(tmp_path / "a.pdf", lines("Sales rose"), lines("Costs fell")), limits)


def reported(number: int, heading: str, text: str) -> Draw:
    """A report's page: a running header, a heading, a paragraph and a footer with the page's number."""

    def draw(sheet: Sheet) -> None:
        sheet.write(72, 40, "Minato Boats Annual Report", 8)
        sheet.write(72, 120, heading, 12, bold=True)
        sheet.paragraph(72, 150, [text, f"and so it went on in every one of the {number} months that we report on"])
        sheet.write(306, 760, f"Minato Boats | {number}", 8, align="middle")

    return draw


def test_what_recurs_on_every_page_is_furniture_and_larger_type_a_heading(tmp_path: Path) -> None:
    pages = [reported(1, "Sales", "Sales rose,"), reported(2, "Costs", "Costs fell,"), reported(3, "Staff", "It grew,")]
    document = read(drawn(tmp_path / "a.pdf", *pages))
    blocks = [(b.kind, document.text[b.start : b.end]) for s in document.sections for b in s.blocks]
    assert [text for kind, text in blocks if kind == "furniture"] == [
        line for number in (1, 2, 3) for line in ("Minato Boats Annual Report", f"Minato Boats | {number}")
    ]
    assert {"Sales", "Costs", "Staff"} <= {section.title for section in document.sections}
    assert document.section_at(document.text.index("Costs fell")).title == "Costs"


def test_headings_of_notes_stand_under_those_of_items(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for y, heading in ((80, "ITEM 8. FINANCIAL STATEMENTS"), (160, "Note 3 - Leases"), (240, "Terms")):
            sheet.write(72, y, heading, bold=True)
            sheet.paragraph(
                72, y + 24, ["We lease boats and the harbour that they lie in from the town of Minato."] * 2
            )

    document = read(drawn(tmp_path / "a.pdf", page))
    assert [(section.title, section.path) for section in document.sections if section.title != "a.pdf"] == [
        ("ITEM 8. FINANCIAL STATEMENTS", ()),
        ("Note 3 - Leases", ("ITEM 8. FINANCIAL STATEMENTS",)),
        ("Terms", ("ITEM 8. FINANCIAL STATEMENTS", "Note 3 - Leases")),
    ]


def slide(title: str, text: str) -> Draw:
    """A slide with a title, if there is one, and a line of text."""

    def draw(sheet: Sheet) -> None:
        sheet.write(40, 60, title, 28)
        sheet.write(40, 300, text, 14)

    return draw


def test_a_slide_is_called_by_its_largest_line_at_the_top(tmp_path: Path) -> None:
    pages = [slide("Results of 2031", "Sales rose"), slide("", "Costs fell"), slide("Outlook", "We expect more")]
    document = read(drawn(tmp_path / "deck.pdf", *pages, size=(960, 540)))
    assert [(section.page, section.title) for section in document.sections] == [
        (1, "Results of 2031"),
        (2, "Page 2"),
        (3, "Outlook"),
    ]


def test_a_filing_is_called_by_its_cover(tmp_path: Path) -> None:
    cover = lines(
        "FORM 10-Q\n\nFor the quarterly period ended June 30, 2031\n\nCommission File Number: 000-00001\n\n"
        "Minato Boats Inc.\n\n(Exact name of registrant as specified in its charter)"
    )
    document = read(drawn(tmp_path / "a.pdf", cover, lines("Fiscal year ended September 30, 2030")))
    assert document.title == "Minato Boats Inc. Form 10-Q, quarterly period ended June 30, 2031"
    assert (document.company, document.date) == ("Minato Boats Inc.", date(2031, 6, 30))
    assert document.calendar.last_month == 9


def test_a_page_is_drawn_as_wide_as_asked(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lines("Sales"), size=(400, 300))
    picture = Image.open(BytesIO(picture_of(path, 1, 800)))
    assert picture.size == (800, 600)
    with pytest.raises(Unreadable, match="no page 2"):
        picture_of(path, 2, 800)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_stretch_of_text_is_found_on_the_page_as_shown(tmp_path: Path, turn: int) -> None:
    """A black bar drawn around a word lies where the word's box is said to be, however the page is turned."""

    def page(sheet: Sheet) -> None:
        sheet.paragraph(72, 100, ["The first line of all", "and the second one"])
        sheet.write(300, 200, "Harbour dues", 20)
        sheet.canvas.rect(300, sheet.size[1] - 204, 130, 22, stroke=0, fill=1)
        sheet.canvas.setPageRotation(turn)

    path = drawn(tmp_path / "a.pdf", lines("Cover"), page, size=(612, 612))
    document = read(path)
    start = document.text.index("Harbour dues")
    [place] = places_of(path, document, [(start, start + len("Harbour dues"))])
    assert place is not None
    assert (place.page, len(place.boxes)) == (2, 1)
    picture = Image.open(BytesIO(picture_of(path, 2, 600))).convert("L").point(lambda shade: 255 * (shade < 64))
    x0, top, x1, bottom = (share * picture.size[at % 2] for at, share in enumerate(place.boxes[0]))
    bar = picture.crop((int(x0) + 6, int(top) + 6, int(x1) - 6, int(bottom) - 6))
    assert bar.getextrema() == (255, 255)


def test_boxes_agree_with_the_text_that_was_read(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.row(100, "", "2031", "2030")
        sheet.row(120, "Sales", "$ 1,200", "( 340 )")
        sheet.paragraph(72, 180, ["Sales of boats rose in the semi-", "conductor business"])

    path = drawn(tmp_path / "a.pdf", lines("Cover"), page)
    document = read(path)
    leaf = document.leaves[1]
    words = [document.text[leaf.start + start : leaf.start + end] for start, end, _ in boxes_of(path, 2)]
    assert words[:8] == ["2031", "2030", "Sales", "$", "1,200", "(", "340", ")"]
    assert words[-6:] == ["rose", "in", "the", "semi", "conductor", "business"]
