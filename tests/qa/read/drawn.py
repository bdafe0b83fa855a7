"""PDFs drawn by tests, word by word, in points from the top left corner of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
Align = Literal["left", "right", "middle"]


Draw = Callable[["Sheet"], None]


class Sheet:
    """A page that is being drawn on."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas, self.size = canvas, size

    def write(self, x: float, y: float, text: str, size: float = 10, bold: bool = False, align: Align = "left") -> None:
        """Write words with their base line ``y`` points below the top; ``x`` is their left, right or middle."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        draw = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "middle": self.canvas.drawCentredString,
        }[align]
        draw(x, self.size[1] - y, text)

    def row(self, y: float, label: str, *figures: str, ends: Sequence[float] = (380, 460, 540)) -> None:
        """A row of a table: its label at the left, its figures set flush to the ``ends`` of their columns."""
        self.write(72, y, label)
        for figure, end in zip(figures, ends, strict=False):
            self.write(end, y, figure, align="right")

    def rule(self, x0: float, x1: float, y: float) -> None:
        """A horizontal line."""
        self.canvas.line(x0, self.size[1] - y, x1, self.size[1] - y)

    def paragraph(self, x: float, y: float, lines: Sequence[str], leading: float = 12, size: float = 10) -> float:
        """Lines below each other; returns where the next would stand."""
        for line in lines:
            self.write(x, y, line, size)
            y += leading
        return y


def drawn(path: Path, *pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT), **options: object) -> Path:
    """A PDF with a page for each function that draws one."""
    canvas = Canvas(str(path), pagesize=size, **options)
    for page in pages:
        page(Sheet(canvas, size))
        canvas.showPage()
    canvas.save()
    return path


def lines(text: str, x: float = 72, y: float = 72) -> Draw:
    """A page of text, a line of type for each of its lines."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(x, y, text.split("\n"))

    return draw
