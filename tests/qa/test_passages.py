"""Passages: what holds for all of them, and where long sections are cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.model import Document
from qa.passages import WHOLE, context, passages
from qa.read import read
from qa.read.text import read_text

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
ROW = "Sales of the northern region\t1,234\t5,678\n"
LINES = st.sampled_from(
    ["", "# Part", "- bullet " * 9, " - nested", "Unit: JPY million", ROW.strip(), "Word", "Long. " * 400]
)


def check(document: Document) -> None:
    """Slices to the letter, in order, each within one section, and nothing but furniture left out."""
    end, found = 0, passages(document)
    for passage in found:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.start >= end
        section = document.section_at(passage.start)
        assert section.start <= passage.start < passage.end <= section.end
        end = passage.end
    for section in document.sections:
        for block in section.blocks:
            holders = [p for p in found if p.start < block.end and block.start < p.end]
            assert holders or block.kind == "furniture"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_seeds(path: Path) -> None:
    document = read(path)
    check(document)
    found = passages(document)
    for section in document.sections:
        inside = [p for p in found if section.start <= p.start < section.end]
        if section.end - section.start <= WHOLE:
            assert len(inside) == 1
    for block in (b for s in document.sections for b in s.blocks if b.kind == "table"):
        for cut in (p.start for p in found if block.start < p.start < block.end):
            assert document.text[cut - 1] == "\n"


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=60).map("\n".join))
def test_any_document(text: str) -> None:
    check(read_text("any.md", text))


def test_a_long_table_is_cut_between_rows_and_takes_its_unit_and_header_along() -> None:
    table = "\tFY2011\tFY2010\n" + ROW * 60
    document = read_text("t.md", f"Acme Inc.\n\nJune 2011\n\n# Sales\n\n## By Region\n\nUnit: JPY million\n\n{table}")
    first, *rest = passages(document)[2:]
    assert len(rest) >= 2
    for passage in rest:
        assert passage.text.startswith("Sales of")
        assert passage.text.endswith("5,678")
        assert context(document, passage).splitlines() == [
            "Acme Inc. · Sales · 2011-06-01 · By Region",
            "Unit: JPY million",
            "FY2011 | FY2010",
        ]
    assert "FY2011" in first.text
    assert context(document, first).splitlines() == ["Acme Inc. · Sales · 2011-06-01 · By Region"]


def test_a_subhead_stays_with_what_it_heads() -> None:
    text = "# Part\n\n" + "A sentence of some length. " * 38 + "\n\nSubhead\n\n" + "Another sentence. " * 50
    first, second = passages(read_text("s.md", text))
    assert first.text.startswith("# Part")
    assert second.text.startswith("Subhead")


def test_a_bullet_keeps_its_own_bullets() -> None:
    bullets = "- outer words that say something\n" + " - inner words that say something more\n" * 3
    found = passages(read_text("b.md", "# Part\n\n" + bullets * 20))
    assert len(found) > 1
    assert all(passage.text.startswith(("# Part", "- outer")) for passage in found)


def test_furniture_alone_gives_no_passage() -> None:
    document = read_text("f.md", "# One\n\nwords\n\n---\n\n21\n\n")
    assert [passage.text for passage in passages(document)] == ["# One\n\nwords"]
