"""PDFs: tables told by where their words stand, with the headers that belong to each column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from qa.figures import figures
from qa.read import read
from tests.qa.read.drawn import Draw, Sheet, drawn


def rows_of(tmp_path: Path, page: Draw) -> list[list[str]]:
    """The cells of the table on a page."""
    text = read(drawn(tmp_path / "a.pdf", page)).text
    return [line.split("\t") for line in text.split("\n") if "\t" in line]


def test_signs_belong_to_their_figures(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.row(100, "Sales", "1,200", "1,100", "9.1 %")
        sheet.write(340, 100, "$")
        sheet.write(420, 100, "$")
        sheet.row(114, "Operating loss", "( 340 )", "(290", "(17", ends=(383, 460, 530))
        sheet.write(462, 114, ")")
        sheet.write(532, 114, ")%")
        sheet.row(128, "Other", "—", "—", "N/A")

    assert rows_of(tmp_path, page) == [
        ["Sales", "$1,200", "$1,100", "9.1%"],
        ["Operating loss", "(340)", "(290)", "(17)%"],
        ["Other", "—", "—", "N/A"],
    ]


def test_figures_close_to_each_other_keep_to_their_columns(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for y, label, *cells in (
            (100, "Boats", "(19)%", "$1,190,866", "46%"),
            (114, "Oars", "(25)%", "665,585", "26%"),
        ):
            sheet.row(y, label, *cells, ends=(380, 436, 465))

    assert rows_of(tmp_path, page) == [["Boats", "(19)%", "$1,190,866", "46%"], ["Oars", "(25)%", "665,585", "26%"]]


def test_a_header_is_repeated_over_the_columns_it_is_centred_on(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        ends = (330, 400, 470, 540)
        sheet.write(355, 100, "Three Months Ended", align="middle")
        sheet.write(355, 111, "June 30,", align="middle")
        sheet.write(495, 100, "Six Months Ended", align="middle")
        sheet.write(495, 111, "June 30,", align="middle")
        sheet.row(126, "(in millions)", "2031", "2030", "2031", "2030", ends=ends)
        sheet.row(140, "Sales", "1,200", "1,100", "2,400", "2,150", ends=ends)
        sheet.row(154, "Costs", "1,000", "950", "2,050", "1,900", ends=ends)

    three, six = "Three Months Ended June 30,", "Six Months Ended June 30,"
    assert rows_of(tmp_path, page)[:3] == [
        ["(in millions)", three, three, six, six],
        ["", "2031", "2030", "2031", "2030"],
        ["Sales", "1,200", "1,100", "2,400", "2,150"],
    ]


def test_a_header_stands_over_the_columns_that_its_rule_runs_over(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        ends = (330, 400, 470, 540)
        sheet.write(300, 100, "2031")
        sheet.rule(295, 475, 103)
        sheet.write(505, 100, "2030")
        sheet.rule(500, 545, 103)
        sheet.row(116, "", "Boats", "Oars", "Sails", "Boats", ends=ends)
        sheet.row(130, "Sales", "1,200", "1,100", "2,400", "2,150", ends=ends)
        sheet.row(144, "Costs", "1,000", "950", "2,050", "1,900", ends=ends)

    assert rows_of(tmp_path, page)[:2] == [
        ["", "2031", "2031", "2031", "2030"],
        ["", "Boats", "Oars", "Sails", "Boats"],
    ]


def test_headers_set_to_the_right_share_the_columns_on_their_left(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        ends = (330, 400, 470, 540)
        sheet.row(100, "", "", "Three Months Ended", "", "Six Months Ended", ends=ends)
        sheet.row(118, "", "2031", "2030", "2031", "2030", ends=ends)
        sheet.row(132, "Sales", "1,200", "1,100", "2,400", "2,150", ends=ends)
        sheet.row(146, "Costs", "1,000", "950", "2,050", "1,900", ends=ends)

    three, six = "Three Months Ended", "Six Months Ended"
    assert rows_of(tmp_path, page)[0] == ["", three, three, six, six]


def test_wrapped_headers_are_put_together_column_by_column(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for y, *words in ((100, "", "% of"), (109, "", "total"), (118, "Sales", "sales")):
            sheet.row(y, "", *words)
        sheet.row(134, "Boats", "1,200", "78%")
        sheet.row(148, "Oars", "340", "22%")

    assert rows_of(tmp_path, page)[0] == ["", "Sales", "% of total sales"]


def test_wrapped_labels_are_put_together_and_headings_of_rows_are_not(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.row(100, "Current assets:")
        sheet.row(114, "Cash and cash equivalents held at the banks of the town and")
        sheet.row(125, "  in the company's own safe", "1,200", "1,100")
        sheet.row(139, "Boats", "340", "290")
        sheet.row(153, "Liabilities")
        sheet.row(167, "Loans", "600", "500")

    labels = [row[0] for row in rows_of(tmp_path, page)]
    cash = "Cash and cash equivalents held at the banks of the town and in the company's own safe"
    assert labels[-4:] == [cash, "Boats", "Liabilities", "Loans"]


def test_leaders_are_dropped(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.row(100, "Sales . . . . . . . . . . . . . . . . . . .", "1,200", "1,100")
        sheet.row(114, "Costs...............................", "1,000", "950")

    assert rows_of(tmp_path, page) == [["Sales", "1,200", "1,100"], ["Costs", "1,000", "950"]]


def test_figures_a_little_off_the_line_of_their_label_are_in_its_row(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.row(100, "Sales", "1,200", "1,100")
        sheet.write(72, 120, "Net income")
        sheet.row(115.5, "", "200", "150")

    assert rows_of(tmp_path, page)[1] == ["Net income", "200", "150"]


def test_a_sentence_between_tables_parts_them(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.row(100, "", "2031", "2030")
        sheet.row(114, "Sales", "1,200", "1,100")
        sheet.write(
            72,
            140,
            "Of our sales in the year that ended in March, boats made up the following part of all that we sold:",
        )
        sheet.row(166, "", "2031", "2030")
        sheet.row(180, "Boats", "900", "800")

    text = read(drawn(tmp_path / "a.pdf", page)).text
    assert [("\t" in part) for part in text.strip().split("\n\n")] == [True, False, True]


def test_tables_of_words_alone_keep_their_cells(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for at, (what, where) in enumerate(
            (("Title of class", "Exchange"), ("Common stock", "Minato"), ("Bonds", "Kobe"))
        ):
            sheet.write(72, 100 + 14 * at, what)
            sheet.write(320, 100 + 14 * at, where)

    assert rows_of(tmp_path, page) == [["Title of class", "Exchange"], ["Common stock", "Minato"], ["Bonds", "Kobe"]]


def test_figures_of_a_table_are_typed_by_its_headers(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.write(306, 60, "CONSOLIDATED STATEMENTS OF INCOME", bold=True, align="middle")
        sheet.write(306, 74, "(In millions)", align="middle")
        sheet.write(420, 100, "Three Months Ended June 30,", align="middle")
        sheet.row(116, "", "2031", "2030", ends=(380, 480))
        sheet.row(132, "Net sales", "$ 1,200", "$ 1,100", ends=(380, 480))
        sheet.row(146, "Net loss", "(34)", "(29)", ends=(382, 482))

    document = read(drawn(tmp_path / "a.pdf", page))
    found = {(f.metric, f.period.start if f.period else None): f for f in figures(document)}
    loss = found["Net loss", date(2031, 4, 1)]
    assert (loss.value, loss.unit, loss.scale) == (Decimal(-34_000_000), "USD", 1_000_000)
    assert found["Net sales", date(2030, 4, 1)].value == 1_100_000_000
    assert loss.source
    assert loss.source.page == 1
