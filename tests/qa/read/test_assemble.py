"""Manuscripts with leaves, headings and furniture of their own become sections that say where they stand."""

from __future__ import annotations

from qa.model import Document
from qa.read.assemble import assemble
from qa.read.manuscript import Leaf, Manuscript, Mark

COVER, FIRST, SECOND, THIRD = (
    "Minato Boats Inc.\nAnnual report\n",
    "Header\nSales\nSales rose to JPY 3 million\n",
    "Header\nand fell again.\nCosts\nCosts rose.\n",
    "\tFY2031\nSales\t4\n",
)
TEXT = COVER + FIRST + SECOND + THIRD


def made(*titles: str) -> Document:
    """The four leaves, numbered from 1 with an empty one as number 2; the headings and headers marked."""
    texts = [COVER, "", FIRST, SECOND, THIRD]
    starts = [sum(map(len, texts[:at])) for at in range(len(texts) + 1)]
    called = dict(enumerate(titles))
    leaves = [Leaf(starts[at], starts[at + 1], at + 1, called.get(at, "")) for at in range(len(texts))]
    headings = [Mark(TEXT.index(words), TEXT.index(words) + len(words), 1) for words in ("Sales\n", "Costs\n")]
    headers = [(leaf.start, leaf.start + len("Header\n")) for leaf in leaves[2:4]]
    return assemble("made.pdf", Manuscript(TEXT, tuple(leaves), tuple(headings), tuple(headers), "Annual report"), "0")


def test_sections_tile_the_text_and_each_is_on_one_page() -> None:
    sections = made().sections
    assert "".join(TEXT[section.start : section.end] for section in sections) == TEXT
    assert [(s.title, s.page) for s in sections] == [
        ("Annual report", 1),
        ("Annual report", 3),
        ("Sales", 3),
        ("Sales", 4),
        ("Costs", 4),
        ("Costs", 5),
    ]


def test_a_leaf_with_a_title_is_a_section_that_encloses_its_headings() -> None:
    sections = made("Cover", "Nothing", "Slide 3", "Slide 4", "Slide 5").sections
    assert [(s.title, s.path, s.page) for s in sections][1:] == [
        ("Slide 3", (), 3),
        ("Sales", ("Slide 3",), 3),
        ("Slide 4", (), 4),
        ("Costs", ("Slide 4",), 4),
        ("Slide 5", (), 5),
    ]


def test_furniture_and_the_edges_of_leaves_part_what_the_lines_alone_would_join() -> None:
    document = made()
    blocks = [(b.kind, document.text[b.start : b.end]) for s in document.sections for b in s.blocks]
    assert ("furniture", "Header") in blocks
    assert ("paragraph", "Sales rose to JPY 3 million") in blocks
    assert ("paragraph", "and fell again.") in blocks
    assert ("table", "\tFY2031\nSales\t4") in blocks


def test_an_empty_manuscript_has_no_sections() -> None:
    assert assemble("none.pdf", Manuscript("", (Leaf(0, 0, 1),)), "0").sections == ()
