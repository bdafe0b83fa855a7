"""Renders the seed documents into other formats, and asks of each the questions that their text answers.

``python -m tests.rendered make FOLDER`` writes a folder of documents for each format; ``python -m tests.rendered score
FOLDER`` asks the gold questions of the text and of each format, and prints the shares of right and wrong answers.
A rendering says what the text says in the way of its format: headings in heading styles, bullets in lists, tables as
tables; a slide or a sheet for each section.
"""

from __future__ import annotations

import argparse
import html
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from qa import Library
from qa.gold import GoldQuestion, read_gold
from qa.judge import judge
from qa.model import Block, Document, Section
from qa.read import read
from qa.tables import grid

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
MARKS = "-–*◆◇♦●○■□◼➤➢➔➣▶▷►▸≻≥▪▫•・·‣⁃ "
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
        Leaf(section.title, len(section.path), list(_parts(document.text, section))) for section in document.sections
    ]


def _parts(text: str, section: Section) -> Iterator[Part]:
    for at, block in enumerate(section.blocks):
        words = " ".join(text[block.start : block.end].replace("**", "").lstrip("# ").split())
        if block.kind == "table":
            yield Part("table", rows=_rows(text, block))
        elif block.kind == "bullet":
            yield Part("bullet", words.lstrip(MARKS), level=block.level)
        elif not at and words == section.title:
            yield Part("heading", words, level=len(section.path))
        else:
            yield Part("paragraph", words)


def _rows(text: str, block: Block) -> tuple[tuple[str, ...], ...]:
    rows = grid(text, block.start, block.end)
    width = max(map(len, rows))
    return tuple(tuple(cell.text for cell in row) + ("",) * (width - len(row)) for row in rows)


# -- formats -----------------------------------------------------------------------------------------------


def to_pdf(document: Document, path: Path) -> None:
    """A report on A4 pages; long tables go on over pages."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    styles = getSampleStyleSheet()
    flow: list[object] = []
    for leaf in leaves(document):
        for part in leaf.parts:
            words = html.escape(part.text)
            if part.kind == "heading":
                flow.append(Paragraph(words, styles[f"Heading{min(part.level, 2) + 1}"]))
            elif part.kind == "bullet":
                flow.append(Paragraph(words, styles["Normal"], bulletText="•" if part.level == 0 else "–"))
            elif part.kind == "table":
                flow.append(Table([list(row) for row in part.rows], style=[("FONTSIZE", (0, 0), (-1, -1), 7)]))
            else:
                flow.append(Paragraph(words, styles["Normal"]))
            flow.append(Spacer(1, 6))
    SimpleDocTemplate(str(path), pagesize=landscape(A4), title=document.title).build(flow)


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
