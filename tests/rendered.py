"""Renders the seed documents into other formats, and asks of each the questions that their text answers.

``python -m tests.rendered make FOLDER`` writes a folder of documents for each format; ``python -m tests.rendered score
FOLDER`` asks the gold questions of the text and of each format, and prints the shares of right and wrong answers.
A rendering says what the text says in the way of its format: headings in heading styles, bullets in lists, tables as
tables; a slide or a sheet for each section.
"""

from __future__ import annotations

import argparse
import html
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from qa import Library
from qa.gold import GoldQuestion, read_gold
from qa.judge import judge
from qa.model import Block, Document, Section
from qa.read import read
from qa.tables import grid, is_value

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
MARKS = "-–*◆◇♦●○■□◼➤➢➔➣▶▷►▸≻≥▪▫•・·‣⁃ "
TAGS = re.compile(r"\*\*|</?(?:b|i|u|p|ul|li|br|sup|small|table|tr|td)\b[^<>]*>|\\(?=\$)")
RAISED = re.compile(r"<sup>(\d+)</sup>")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
Kind = Literal["heading", "paragraph", "bullet", "table"]


class Part(NamedTuple):
    """A piece of a document to be set: its words, or the rows of a table; ``level`` of a heading or bullet from 0."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 0


class Leaf(NamedTuple):
    """A section to be set: its title and what stands under it."""

    title: str
    level: int
    parts: list[Part]


def leaves(document: Document) -> list[Leaf]:
    """The sections of a document as parts to be set."""
    return [
        Leaf(_set(section.title), len(section.path), list(_parts(document.text, section)))
        for section in document.sections
    ]


def _parts(text: str, section: Section) -> Iterator[Part]:
    for at, block in enumerate(section.blocks):
        words = _set(text[block.start : block.end].lstrip("# "))
        if block.kind == "table":
            yield Part("table", rows=_rows(text, block))
        elif block.kind == "bullet":
            yield Part("bullet", words.lstrip(MARKS), level=block.level)
        elif not at and words == _set(section.title):
            yield Part("heading", words, level=len(section.path))
        else:
            yield Part("paragraph", words)


def _rows(text: str, block: Block) -> tuple[tuple[str, ...], ...]:
    rows = grid(text, block.start, block.end)
    width = max(map(len, rows))
    return tuple(tuple(_set(cell.text) for cell in row) + ("",) * (width - len(row)) for row in rows)


def _set(words: str) -> str:
    """Words as a person would set them: no markup, the mark of a footnote raised."""
    raised = RAISED.sub(lambda mark: mark[1].translate(SUPERSCRIPT), words)
    return html.unescape(" ".join(TAGS.sub(" ", raised).split()))


# -- formats -----------------------------------------------------------------------------------------------


def to_pdf(document: Document, path: Path) -> None:
    """A report on A4 pages; long tables go on over pages, without their headers."""
    from reportlab.platypus import SimpleDocTemplate, Spacer

    flow: list[object] = []
    for leaf in leaves(document):
        for part in leaf.parts:
            flow += [_pdf_table(part.rows) if part.kind == "table" else _pdf_words(part), Spacer(1, 6)]
    SimpleDocTemplate(str(path), pagesize=PAGE, title=document.title).build(flow)


PAGE = (595.3, 841.9)  # A4
ROOM = PAGE[0] - 2 * 72 - 12  # points between its margins
PADDING = 10.0  # points that parting two columns takes
SIZES = (7, 6, 5)  # points of type in tables, the largest that fits is taken


def _pdf_words(part: Part) -> object:
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import Paragraph

    styles = getSampleStyleSheet()
    if part.kind == "heading":
        return Paragraph(_printed(part.text), styles[f"Heading{min(part.level, 2) + 1}"])
    if part.kind == "bullet":
        indented = ParagraphStyle("", styles["Normal"], leftIndent=12 * (part.level + 1), bulletIndent=12 * part.level)
        return Paragraph(_printed(part.text), indented, bulletText="–" if part.level else "•")
    return Paragraph(_printed(part.text), styles["Normal"])


def _printed(words: str) -> str:
    """Words in the letters that every reader of PDFs has a font for, as markup."""
    marked = SUPERSCRIPTS.sub(lambda mark: f"<super>{mark.group()}</super>", html.escape(words))
    return unicodedata.normalize("NFKC", marked).encode("cp1252", "ignore").decode("cp1252")


def _pdf_table(rows: Sequence[Sequence[str]]) -> object:
    """A table as wide as the page at most: in smaller type, and its words wrapped, where it has to be. A heading that
    stands alone in its row runs on over the columns; columns of figures are flush right."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    columns = list(zip(*rows, strict=True))
    wanted = {size: [max(_width(cell, size) for cell in column) for column in columns] for size in SIZES}
    size = next((size for size in SIZES if sum(wanted[size]) <= ROOM), SIZES[-1])
    widths = _fitted(wanted[size], ROOM)
    widths = [width + (ROOM - sum(widths)) / len(widths) for width in widths]
    right = [at > 0 and 2 * sum(map(is_value, filter(None, of))) >= sum(map(bool, of)) for at, of in enumerate(columns)]
    words = ParagraphStyle("", fontName="Helvetica", fontSize=size, leading=1.2 * size)
    flush, middle = ParagraphStyle("", words, alignment=2), ParagraphStyle("", words, alignment=1)
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("TOPPADDING", (0, 0), (-1, -1), 1)]
    style += [(side, (0, 0), (-1, -1), PADDING / 2) for side in ("LEFTPADDING", "RIGHTPADDING")]
    style += [("SPAN", (0, at), (-1, at)) for at, row in enumerate(rows) if row[0] and not any(row[1:])]
    style += [("SPAN", (first, at), (last, at)) for first, last, at in _merged(rows)]
    style += [("NOSPLIT", (0, 0), (-1, min(_body(rows) + 1, len(rows) - 1)))]  # headers stay with what they head
    cells = [[Paragraph(_printed(cell), flush if right[at] else words) for at, cell in enumerate(row)] for row in rows]
    for first, last, at in _merged(rows):
        cells[at][first] = Paragraph(_printed(rows[at][first]), middle if last > first else flush)
    return Table(cells, colWidths=widths, style=style, splitInRow=1)


def _merged(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int]]:
    """The (first column, last column, row) of headers over several columns: those to the right of a header that
    nothing heads."""
    for at, row in enumerate(rows[: _body(rows)]):
        open_at = {column for column in range(1, len(row)) if not any(above[column] for above in rows[: at + 1])}
        for first in (column for column in range(1, len(row)) if row[column]):
            last = first
            while last + 1 in open_at:
                last += 1
            yield first, last, at


def _body(rows: Sequence[Sequence[str]]) -> int:
    """The first row with a label and something beside it."""
    return next((at for at, row in enumerate(rows) if row[0] and any(row[1:])), 0)


def _width(words: str, size: float) -> float:
    """How wide a cell would be on one line."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(words, "Helvetica", size)) + PADDING + 1


def _fitted(wanted: Sequence[float], room: float) -> list[float]:
    """The widths of columns within some room: the widest are cut down to one width."""
    for number, width in enumerate(sorted(wanted)):
        most = room / (len(wanted) - number)
        if width > most:
            return [min(each, most) for each in wanted]
        room -= width
    return list(wanted)


def to_pptx(document: Document, path: Path) -> None:
    """A deck with a slide for each section."""
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    width, height = Emu(deck.slide_width or 0), Emu(deck.slide_height or 0)
    for leaf in leaves(document):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = leaf.title
        top = 1 << 20
        for words in _runs(leaf.parts):
            if isinstance(words, Part):
                shape = slide.shapes.add_table(len(words.rows), len(words.rows[0]), Emu(0), Emu(top), width, Emu(9999))
                for at, row in enumerate(words.rows):
                    for column, cell in enumerate(row):
                        shape.table.cell(at, column).text = cell
            else:
                frame = slide.shapes.add_textbox(Emu(0), Emu(top), width, Emu(9999)).text_frame
                for at, part in enumerate(words):
                    paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
                    paragraph.text, paragraph.level = part.text, min(part.level, 8)
            top += height // 20
    deck.save(str(path))


def _runs(parts: Sequence[Part]) -> Iterator[Part | list[Part]]:
    """The tables, and between them the runs of words; titles are set elsewhere."""
    run: list[Part] = []
    for part in parts:
        if part.kind == "table":
            if run:
                yield run
            yield part
            run = []
        elif part.kind != "heading":
            run.append(part)
    if run:
        yield run


def to_docx(document: Document, path: Path) -> None:
    """A text with heading styles, lists and tables."""
    from docx import Document as Docx

    made = Docx()
    made.core_properties.title = ""
    for leaf in leaves(document):
        for part in leaf.parts:
            if part.kind == "heading":
                made.add_heading(part.text, level=min(part.level, 7) + 1)
            elif part.kind == "bullet":
                made.add_paragraph(part.text, style="List Bullet" if not part.level else "List Bullet 2")
            elif part.kind == "table":
                table = made.add_table(len(part.rows), len(part.rows[0]))
                for at, row in enumerate(part.rows):
                    for cell, words in zip(table.rows[at].cells, row, strict=True):
                        cell.text = words
            else:
                made.add_paragraph(part.text)
    made.save(str(path))


def to_xlsx(document: Document, path: Path) -> None:
    """A workbook with a sheet for each section: its lines in the first column, its tables as cells."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for number, leaf in enumerate(leaves(document), 1):
        title = "".join(ch for ch in leaf.title if ch not in "[]:*?/\\'")
        sheet = book.create_sheet(f"{number} {title}"[:31].strip())
        sheet.append([leaf.title])
        sheet.append([])
        for part in leaf.parts:
            if part.kind == "table":
                for row in part.rows:
                    sheet.append([cell or None for cell in row])
                sheet.append([])
            elif part.kind != "heading":
                sheet.append([part.text])
                sheet.append([])
    book.save(path)


def to_html(document: Document, path: Path) -> None:
    """A page with headings, lists and tables."""
    body = [_element(part) for leaf in leaves(document) for part in leaf.parts]
    head = f"<meta charset=utf-8><title>{html.escape(document.title)}</title>"
    path.write_text(f"<!doctype html><html><head>{head}</head><body>\n" + "\n".join(body) + "\n</body></html>")


def _element(part: Part) -> str:
    words = html.escape(part.text)
    if part.kind == "heading":
        level = min(part.level, 5) + 1
        return f"<h{level}>{words}</h{level}>"
    if part.kind == "bullet":
        return "<ul>" * (part.level + 1) + f"<li>{words}</li>" + "</ul>" * (part.level + 1)
    if part.kind == "table":
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in part.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return f"<p>{words}</p>"


FORMATS: dict[str, Callable[[Document, Path], None]] = {
    "pdf": to_pdf,
    "pptx": to_pptx,
    "docx": to_docx,
    "xlsx": to_xlsx,
    "html": to_html,
}


def make(folder: Path, formats: Sequence[str] = tuple(FORMATS)) -> None:
    """Writes the seed documents into ``folder``/FORMAT for each format."""
    for name in formats:
        (folder / name).mkdir(parents=True, exist_ok=True)
        for seed in sorted(SEEDS.glob("*.txt")):
            FORMATS[name](read(seed), folder / name / f"{seed.stem}.{name}")


# -- score -------------------------------------------------------------------------------------------------


def right(documents: Path, questions: Sequence[GoldQuestion]) -> tuple[float, float]:
    """The shares of right and of wrong answers that a folder of documents gives."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.build(documents, folder)
        held = {Path(document.name).stem: document.name for document in library.documents}
        verdicts = [
            judge(gold, library.ask(gold.question, [held[Path(doc).stem] for doc in gold.docs or ()] or None)).verdict
            for gold in questions
        ]
    return verdicts.count("right") / len(verdicts), verdicts.count("wrong") / len(verdicts)


def main() -> None:
    """Make the renderings, or score them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "score"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", action="append", choices=tuple(FORMATS))
    arguments = parser.parse_args()
    formats = arguments.format or list(FORMATS)
    if arguments.what == "make":
        make(arguments.folder, formats)
        return
    questions = [gold for gold in read_gold(SEEDS / "questions.jsonl") if gold.status]
    for name, folder in {"txt": SEEDS, **{name: arguments.folder / name for name in formats}}.items():
        good, bad = right(folder, questions)
        print(f"{name:5} right {good:.3f} wrong {bad:.3f} of {len(questions)}", flush=True)


if __name__ == "__main__":
    main()
