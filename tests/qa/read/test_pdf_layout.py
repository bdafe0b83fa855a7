"""PDFs: words, lines, columns and paragraphs told by where their letters stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.read import read
from tests.qa.read.drawn import Draw, Sheet, drawn, lines

SENTENCES = (
    "The harbour of Minato is the largest on",
    "the coast and the boats that lie in it are",
    "built by the company that owns the yard",
    "on the other side of the bay and has done",
    "so for more than a hundred years without",
    "a break of more than one winter at a time",
    "and with no thought of stopping now.",
)
OTHERS = (
    "Prices of timber fell for the third year",
    "in a row and the company bought as much",
    "of it as its sheds would hold before they",
    "could rise again as they were bound to do",
    "once the islands had used up their stocks",
    "and the winter storms had set in once more",
    "as they do in every year but the driest.",
)


def text_of(tmp_path: Path, page: Draw) -> str:
    """What is read from a page."""
    return read(drawn(tmp_path / "a.pdf", page)).text.strip()


def test_words_are_parted_and_joined_by_distance(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        width = sheet.canvas.stringWidth
        sheet.write(72, 100, "Har")
        sheet.write(72 + width("Har", "Helvetica", 10), 100, "bour")  # torn apart, without any gap
        sheet.write(72 + width("Harbour", "Helvetica", 10) + 3, 100, "dues")  # no blank, but room for one
        sheet.write(72, 140, "Sa les")
        sheet.write(200, 140, "again and again")

    assert text_of(tmp_path, page).split("\n")[0] == "Harbour dues"


def test_letters_set_apart_for_effect_are_words(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for at, letter in enumerate("SALES"):
            sheet.write(72 + 11 * at, 100, letter)
        for at, letter in enumerate("BYSEA"):
            sheet.write(72 + 11 * at + (140 if at < 2 else 160), 100, letter)

    assert text_of(tmp_path, page) == "SALES BY SEA"


def test_words_printed_twice_to_look_bold_are_told_once(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.write(72, 100, "Harbour dues")
        sheet.write(72.3, 100, "Harbour dues")

    assert text_of(tmp_path, page) == "Harbour dues"


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        y = sheet.paragraph(72, 100, SENTENCES)
        sheet.paragraph(72, y + 8, OTHERS)

    assert text_of(tmp_path, page) == f"{' '.join(SENTENCES)}\n\n{' '.join(OTHERS)}"


@pytest.mark.parametrize(
    ("page", "joined"),
    [
        (["We sell semi-", "conductors and more of them"], "We sell semiconductors and more of them"),
        (["A fixed rate is a rate; we pay a fixed-", "rate loan"], "A fixed rate is a rate; we pay a fixed-rate loan"),
        (["We tell of non-", "GAAP figures"], "We tell of non-GAAP figures"),
        (["From 2030 -", "2031 and on"], "From 2030 - 2031 and on"),
    ],
)
def test_hyphens_at_the_ends_of_lines(tmp_path: Path, page: list[str], joined: str) -> None:
    assert text_of(tmp_path, lines("\n".join(page))) == joined


def test_items_of_a_list_are_lines_of_their_own(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for at, (first, second) in enumerate(
            (("boats of all sizes and", "their sails"), ("oars that float in", "water"))
        ):
            sheet.write(72, 100 + 30 * at, "•")
            sheet.paragraph(84, 100 + 30 * at, [first, second])

    assert text_of(tmp_path, page) == "• boats of all sizes and their sails\n\n• oars that float in water"


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.write(72, 60, "A heading over both of the columns that runs from one edge of the text to the other edge")
        sheet.paragraph(72, 100, SENTENCES)
        sheet.paragraph(320, 105, OTHERS)
        sheet.write(72, 260, "A line below both of the columns that runs from one edge of the text to the other edge")

    paragraphs = text_of(tmp_path, page).split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["A", "The", "Prices", "A"]
    assert paragraphs[1:3] == [" ".join(SENTENCES), " ".join(OTHERS)]


def test_a_table_is_no_text_in_columns(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for at, line in enumerate(SENTENCES):
            sheet.row(100 + 14 * at, line, f"{at},200", f"{at},100")

    assert [line.split("\t")[1:] for line in text_of(tmp_path, page).split("\n")] == [
        [f"{at},200", f"{at},100"] for at in range(7)
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_on_a_turned_page_are_read_as_shown(tmp_path: Path, turn: int) -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setPageRotation(turn)
        sheet.paragraph(72, 100, SENTENCES)

    assert read(drawn(tmp_path / "a.pdf", page, size=(612, 612))).text.strip() == " ".join(SENTENCES)


def test_turned_words_are_read_along_their_lines(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(72, 100, SENTENCES)
        sheet.canvas.saveState()
        sheet.canvas.translate(40, 300)
        sheet.canvas.rotate(90)
        sheet.canvas.drawString(0, 0, "printed along the edge")
        sheet.canvas.restoreState()

    assert text_of(tmp_path, page) == f"{' '.join(SENTENCES)}\n\nprinted along the edge"


def test_what_was_cut_off_is_not_read(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.write(72, 100, "Harbour dues")
        sheet.write(700, 100, "printer's marks")

    assert text_of(tmp_path, page) == "Harbour dues"


def test_raised_marks_stand_apart_from_what_they_mark(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.row(100, "Sales of boats", "1,200", "1,100")
        sheet.write(140, 96, "(1)", 6)
        sheet.row(116, "Sales of oars", "340", "290")
        sheet.write(380.5, 112, "2", 6)

    assert text_of(tmp_path, page).split("\n") == ["Sales of boats ⁽¹⁾\t1,200\t1,100", "Sales of oars\t340 ²\t290"]
