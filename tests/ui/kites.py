"""Made documents in the formats that can be shown as they are: a report, a deck and a workbook on kites."""

from __future__ import annotations

from pathlib import Path

HEIGHT = 792.0
"""Of the report's pages, in points; they are 612 wide."""
VALUE = (400.0, 300.0)
"""Where on the report's second page its kite sales of FY2030 are printed: points from the left and from the top."""
NASTY = "<script>window.broken = true</script>"


def report(path: Path, name: str = "Aoba", sales: str = "1,312") -> Path:
    """A PDF of three pages: a cover, a table and some words, and a page on which nothing stands."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(612, HEIGHT))
    canvas.setTitle(f"{name} Kites Corporation annual results")
    canvas.setFont("Helvetica", 24)
    canvas.drawString(72, HEIGHT - 300, f"{name} Kites Corporation")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, HEIGHT - 330, f"Annual results for the year ended March 31, 2031 {NASTY}")
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, HEIGHT - 90, f"{name} Kites sold more kites because the winds came back in spring.")
    canvas.drawString(72, HEIGHT - 250, "JPY million")
    for row, cells in enumerate(
        [("", "FY2029", "FY2030"), ("Kite sales", "1,204", sales), ("Kite costs", "810", "905")]
    ):
        for column, words in enumerate(cells):
            canvas.drawString((72.0, 300.0, VALUE[0])[column], HEIGHT - VALUE[1] + 18 - 18 * row, words)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return path


def deck(path: Path) -> Path:
    """A PPTX of two slides, with a table on the second."""
    from pptx import Presentation
    from pptx.util import Inches

    made = Presentation()
    made.core_properties.title = "Kite tails for investors"
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "Kite tails for investors"
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Tails sold (thousand)"
    rows = [("", "FY2029", "FY2030"), ("Red tails", "41", "57"), ("Blue tails", "32", "38")]
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    made.save(str(path))
    return path


def book(path: Path) -> Path:
    """An XLSX whose one sheet has a table at B3."""
    from openpyxl import Workbook

    made = Workbook()
    made.active.title = "String"
    for at, row in enumerate([("JPY million", "FY2029", "FY2030"), ("String sales", 71, 83), ("String costs", 40, 45)]):
        for column, value in enumerate(row):
            made.active.cell(3 + at, 2 + column, value)
    made.save(path)
    return path


def folder(path: Path) -> Path:
    """A folder with all three."""
    path.mkdir()
    report(path / "report.pdf")
    deck(path / "deck.pptx")
    book(path / "book.xlsx")
    return path
