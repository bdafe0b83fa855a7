"""PowerPoint slides into a manuscript: a leaf for each slide, by the number that is shown on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.read import charts
from qa.read.archive import vet
from qa.read.callouts import callout, counted
from qa.read.manuscript import Limits, Manuscript
from qa.read.reading_order import Box, reading_order
from qa.read.rows import Entry
from qa.read.writer import Writer, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Shape = Any  # python-pptx has no one type for what all shapes may have
Slide = Any

NOTES = "Speaker notes:"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLAIN_BULLETS = ("buChar", "buAutoNum", "buBlip")


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The slides in order; a slide's title comes first, then its shapes as a person reads them, then its notes."""
    from pptx.package import Package

    vet(path, limits)
    presentation = Package.open(str(path)).main_document_part.presentation
    writer = Writer(path, limits)
    first = int(presentation.element.get("firstSlideNum") or 1)
    for number, slide in enumerate(presentation.slides, start=first):
        _write_slide(writer, slide, number)
    return writer.manuscript(presentation.core_properties.title or "")


def _write_slide(writer: Writer, slide: Slide, number: int) -> None:
    for wrapped in list(slide.element.iter(f"{_COMPATIBILITY}AlternateContent")):
        _unwrap(wrapped)
    titled = slide.shapes.title
    title = tidy(titled.text_frame.text) if titled is not None else ""
    hidden = " (hidden slide)" if slide.element.get("show") in ("0", "false") else ""
    writer.leaf(number, f"{title or f'Slide {number}'}{hidden}")
    writer.paragraph(title)
    shapes = [shape for shape in slide.shapes if titled is None or shape.shape_id != titled.shape_id]
    running = [shape for shape in shapes if _runs(shape)]
    kept = [shape for shape in shapes if not _runs(shape)]
    _write_shapes(writer, kept)
    for shape in running:
        writer.furniture(shape.text_frame.text)
    if not title and not any(_says(shape) for shape in kept) and any(_is_picture(shape) for shape in kept):
        writer.warn(f"slide {number} is a picture without text")
    _write_notes(writer, slide)


def _write_notes(writer: Writer, slide: Slide) -> None:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if frame is not None and frame.text.strip():
        writer.paragraph(NOTES)
        for paragraph in frame.paragraphs:
            writer.paragraph(paragraph.text)


def _unwrap(wrapped: Element) -> None:
    """Put what newer programmes draw in the place of the choice between it and a picture of it for older ones."""
    parent = wrapped.getparent()
    choice = wrapped.find(f"{_COMPATIBILITY}Choice")
    if parent is None or choice is None:
        return
    for child in list(choice):
        wrapped.addprevious(child)
    parent.remove(wrapped)


# -- order -------------------------------------------------------------------------------------------------


def _write_shapes(writer: Writer, shapes: Iterable[Shape]) -> None:
    """Write shapes as they are read; those of a group stay together, and large numbers with what they count."""
    saying = [shape for shape in shapes if _says(shape)]
    boxes = [_box(shape) for shape in saying]
    lines = [_lines(shape) for shape in saying]
    pairs = counted(boxes, lines)
    alone = [place for place in range(len(saying)) if place not in pairs.values()]
    whole = [boxes[place].around(boxes[pairs[place]]) if place in pairs else boxes[place] for place in alone]
    for place in (alone[at] for at in reading_order(whole)):
        if place in pairs:
            writer.table([callout([*lines[place], *lines[pairs[place]]])])
        else:
            _write_shape(writer, saying[place])


def _box(shape: Shape) -> Box:
    """Where a shape lies among those beside it; a shape without a place of its own lies at the origin."""
    left, top = shape.left or 0, shape.top or 0
    return Box(left, top, left + (shape.width or 0), top + (shape.height or 0))


def _says(shape: Shape) -> bool:
    if hasattr(shape, "shapes"):
        return any(_says(inner) for inner in shape.shapes)
    if getattr(shape, "has_text_frame", False):
        return bool(shape.text_frame.text.strip())
    return _is_frame(shape)


def _is_frame(shape: Shape) -> bool:
    return bool(shape.element.tag.endswith("}graphicFrame"))


def _is_picture(shape: Shape) -> bool:
    return shape.element.tag.endswith("}pic") or (hasattr(shape, "shapes") and any(map(_is_picture, shape.shapes)))


def _runs(shape: Shape) -> bool:
    """Whether a shape is the footer, the date or the number that runs through the slides."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    running = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
    return bool(shape.is_placeholder and shape.has_text_frame and shape.placeholder_format.type in running)


# -- shapes ------------------------------------------------------------------------------------------------


def _write_shape(writer: Writer, shape: Shape) -> None:
    large = callout(_lines(shape))
    if large:
        writer.table([large])
    elif hasattr(shape, "shapes"):
        _write_shapes(writer, shape.shapes)
    elif getattr(shape, "has_table", False):
        writer.table(_rows(shape.table))
    elif shape.has_text_frame:
        _write_text(writer, shape)
    else:
        _write_graphic(writer, shape)


def _lines(shape: Shape) -> list[str]:
    """The lines of a text box, or of a group that holds nothing but text boxes; none for anything else."""
    if hasattr(shape, "shapes"):
        saying = [inner for inner in shape.shapes if _says(inner)]
        inner = [_lines(saying[at]) for at in reading_order([_box(one) for one in saying])]
        return [line for lines in inner for line in lines] if all(inner) else []
    text = shape.text_frame.text if shape.has_text_frame else ""
    return [tidy(line) for line in text.replace("\v", "\n").split("\n") if line.strip()]


def _write_text(writer: Writer, shape: Shape) -> None:
    """The paragraphs of a text box; those of inner levels are items of a list, with a bullet or without."""
    styles = list(_styles(shape))
    elements = shape.element.iter(f"{_DRAWING}p")
    for paragraph, element in zip(shape.text_frame.paragraphs, elements, strict=False):
        if paragraph.level or _is_bullet(element, paragraph.level, styles):
            writer.bullet(paragraph.text, paragraph.level)
        else:
            writer.paragraph(paragraph.text)


def _write_graphic(writer: Writer, shape: Shape) -> None:
    """The numbers of a chart, or the words of a diagram (SmartArt), which lie in parts of their own."""
    for named in shape.element.iter(*charts.CHARTS):
        chart = _related(writer, shape, named.get(f"{_RELATED}id"))
        if chart is not None:
            writer.paragraph(charts.title_of(chart))
            writer.table(charts.rows_of(chart))
    for named in shape.element.iter(f"{_DIAGRAM}relIds"):
        diagram = _related(writer, shape, named.get(f"{_RELATED}dm"))
        for paragraph in () if diagram is None else diagram.iterfind(f".//{_DIAGRAM}pt//{_DRAWING}p"):
            writer.bullet("".join(text.text or "" for text in paragraph.iter(f"{_DRAWING}t")))


def _related(writer: Writer, shape: Shape, name: str) -> Element | None:
    """The root of a part that a shape names, None (and a warning) where the file does not hold it."""
    try:
        return _parsed(shape.part.related_part(name).blob)
    except KeyError:
        writer.warn(f"{shape.name} on {writer.title} is not in the file")
        return None


def _parsed(blob: bytes) -> Element:
    from lxml.etree import XMLParser, fromstring

    return fromstring(blob, XMLParser(resolve_entities=False, no_network=True))


def _rows(table: Any) -> list[list[Entry]]:
    """A table's cells; a merged one is repeated in each of those that it covers."""
    grid = [[Entry(tidy(cell.text)) for cell in row.cells] for row in table.rows]
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if cell.is_merge_origin:
                _repeat(grid, at, column, cell.span_height, cell.span_width)
    return grid


def _repeat(grid: list[list[Entry]], top: int, left: int, height: int, width: int) -> None:
    for row in grid[top : top + height]:
        row[left : left + width] = [grid[top][left]] * len(row[left : left + width])


# -- bullets -----------------------------------------------------------------------------------------------


def _is_bullet(paragraph: Element, level: int, styles: Sequence[Element]) -> bool:
    """Whether a paragraph bears a bullet: by its own word, else by the nearest style that has one for its level."""
    own = paragraph.find(f"{_DRAWING}pPr")
    levels = (style.find(f"{_DRAWING}lvl{level + 1}pPr") for style in styles)
    for properties in (own, *levels):
        for kind in () if properties is None else properties:
            name = kind.tag.rpartition("}")[2] if isinstance(kind.tag, str) else ""
            if name == "buNone" or name in _PLAIN_BULLETS:
                return name != "buNone"
    return False


def _styles(shape: Shape) -> Iterator[Element]:
    """The list styles that hold for a shape, nearest first: its own, its layout's, its master's."""
    yield from shape.element.iter(f"{_DRAWING}lstStyle")
    if not shape.is_placeholder:
        return
    kind, index = shape.placeholder_format.type, shape.placeholder_format.idx
    layout = getattr(shape.part.slide, "slide_layout", None)
    if layout is None:
        return
    for above in (layout, layout.slide_master):
        for twin in above.placeholders:
            same = twin.placeholder_format.idx == index if above is layout else twin.placeholder_format.type == kind
            if same:
                yield from twin.element.iter(f"{_DRAWING}lstStyle")
    yield from _master_styles(layout.slide_master.element, str(kind))


def _master_styles(master: Element, kind: str) -> Iterator[Element]:
    """The style that a master gives to the text of placeholders that hold a list."""
    if kind.startswith(("BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT")):
        yield from master.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}bodyStyle")
