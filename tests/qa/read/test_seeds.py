"""The five documents, held to what a person reads in them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from qa.model import Document
from qa.read import read

ROOT = Path(__file__).parents[3]
GOLDEN = [json.loads(line) for line in (ROOT / "tests/golden/titles.jsonl").read_text(encoding="utf-8").splitlines()]
SEEDS = ROOT / "seeds"


def seed(prefix: str) -> Document:
    return read(next(SEEDS.glob(f"{prefix}_*.txt")))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["doc"])
def test_titles(golden: dict[str, object]) -> None:
    document = read(SEEDS / str(golden["doc"]))
    assert [section.title for section in document.sections] == golden["titles"]


def test_every_seed_has_a_golden_line() -> None:
    assert {path.name for path in SEEDS.glob("*.txt")} == {golden["doc"] for golden in GOLDEN}


@pytest.mark.parametrize(
    ("prefix", "title", "dated"),
    [
        ("000", "Bank of America Merrill Lynch Japan Conference 2011", date(2011, 9, 13)),
        ("001", "1st Half FY2012 Consolidated Financial Results", date(2012, 11, 8)),
        ("002", "Internet Initiative Japan Inc. June 2007", date(2007, 6, 1)),
        ("003", "3rd Quarter FY2008 Consolidated Financial Results", date(2009, 2, 12)),
        (
            "004",
            "IIJ Announces First Six Months Financial Results for the Fiscal Year Ending March 31, 2012",
            date(2011, 11, 8),
        ),
    ],
)
def test_first_page(prefix: str, title: str, dated: date) -> None:
    document = seed(prefix)
    assert (document.title, document.company, document.date) == (title, "Internet Initiative Japan Inc.", dated)
    assert (document.calendar.last_month, document.calendar.named_for) == (3, "start")


def test_slides_know_the_chapter_that_the_agenda_announced() -> None:
    paths = {section.title: section.path for section in seed("001").sections}
    assert paths["II -2. Revenues"] == ("II . Consolidated Financial Results for 1H FY2012",)
    assert paths["III-1. Developments of “IJ GIO”"] == ("III . Reference Materials",)
    assert paths["Contact Information"] == ()


def test_statements_enclose_their_parts() -> None:
    paths = {(section.title, section.path[-1:]) for section in seed("004").sections}
    assert ("Network Services Revenues Breakdown", ("Revenues",)) in paths
    assert any(title == "For the six months ended September 30, 2010" and above for title, above in paths)


@pytest.mark.parametrize("prefix", ["002", "003"])
def test_running_header_is_furniture(prefix: str) -> None:
    document = seed(prefix)
    blocks = [block for section in document.sections[1:] for block in section.blocks]
    headers = [block for block in blocks if document.text[block.start : block.end] == "Internet Initiative Japan"]
    assert len(headers) >= 3
    assert {block.kind for block in headers} == {"furniture"}


@pytest.mark.parametrize("prefix", ["000", "001", "002", "003"])
def test_unit_lines_are_kept_as_units(prefix: str) -> None:
    document = seed(prefix)
    blocks = [block for section in document.sections for block in section.blocks]
    lines = [block for block in blocks if document.text[block.start : block.end].startswith("Unit:")]
    assert len(lines) >= 5
    assert {block.kind for block in lines} == {"unit"}


def test_tabbed_lines_are_in_tables() -> None:
    for golden in GOLDEN:
        document = read(SEEDS / str(golden["doc"]))
        tables = [block for section in document.sections for block in section.blocks if block.kind == "table"]
        assert sum(document.text[t.start : t.end].count("\t") for t in tables) == document.text.count("\t")
