"""Reading any text: small layouts by example, and what holds for every text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.model import Document
from qa.read.text import read_text

LINES = st.sampled_from(
    [
        "", "", "", " ", "II-4. Network Services", "(1) Revenues", "① Revenues", "I . Summary", "II. Results", "Agenda",
        "# Heading", "### **Deep**", "**Bold line**", "**Acme Inc.**", "- ◆ bullet", " - ➤ nested", "> quoted", "21",
        "Unit: JPY million", "(in thousands)", "\tFY11\tFY10", "Revenue\t1,234\t(567)", "※ Notes", "Key Points (1)",
        "Key Points (2)", "Acme Inc.",
        "June 2007", "2012.11.8", "2012.99.99", "Source: Acme", "A sentence. Another one.",
        "---", "-5.2%", "-> next", "売上高 1,234百万円", "単位：百万円", "\r", "\u2028", "\x0c",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(LINES, max_size=40).map("\n".join), st.lists(LINES, max_size=9).map("\r\n".join))


def kinds(document: Document) -> list[tuple[str, int, str]]:
    blocks = [block for section in document.sections for block in section.blocks]
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in blocks]


def test_a_text_that_looks_like_slides_may_have_no_title() -> None:
    document = read_text("any.txt", "\n".join(["Kobushi 2014", *["", "", "Kobushi Canoes Inc."] * 3]))
    assert len(document.sections) == 1


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sections_tile_and_offsets_hold(text: str) -> None:
    document = read_text("any.txt", text)
    ends = [0, *(section.end for section in document.sections)]
    assert [section.start for section in document.sections] == ends[:-1]
    assert ends[-1] == len(text)
    for section in document.sections:
        at = section.start
        for block in section.blocks:
            assert at <= block.start < block.end <= section.end
            assert not text[at : block.start].strip()
            assert text[block.start : block.end].strip()
            at = block.end
        assert not text[at : section.end].strip()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_blocks_are_stripped_but_for_the_tabs_of_tables(text: str) -> None:
    for kind, _, words in kinds(read_text("any.txt", text)):
        assert kind == "table" or words == words.strip()


@pytest.mark.parametrize(
    "line", ["Key Points (1)\n\n", "**Bold**\n\n", "# H\n", "- x\n", "( " * 40 + "\n", "\t\n\n\n", "I. A\n\n"]
)
def test_time_grows_with_the_text_not_faster(line: str) -> None:
    def seconds(times: int) -> float:
        text, taken = line * times, []
        for _ in range(3):
            began = time.process_time()
            read_text("long.txt", text)
            taken.append(time.process_time() - began)
        return min(taken)

    assert seconds(8_000) < 30 * max(seconds(1_000), 0.002)


def test_bullets_nest_by_indent_then_by_glyph() -> None:
    text = "- ◆ A\n - ➤ B\n - plain\n- C\n\n◆ D\n\n> E\n\n• F\n\n● G\n\n- H"
    levels = [level for kind, level, _ in kinds(read_text("b.txt", text)) if kind == "bullet"]
    assert levels == [0, 1, 1, 0, 0, 1, 2, 0, 1]


def test_a_bullet_goes_on_over_unmarked_lines() -> None:
    assert kinds(read_text("b.txt", "- one\ntwo\n\nthree")) == [("bullet", 0, "- one\ntwo"), ("paragraph", 0, "three")]


@pytest.mark.parametrize("text", ["-5.2% a year", "-> next", "a - b", "**bold** words", "(1) Revenues", "≥3G"])
def test_no_bullets(text: str) -> None:
    assert [kind for kind, _, _ in kinds(read_text("b.txt", text))] == ["paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "Unit: JPY million",
        "Unit:JPY billion",
        "(JPY millions)",
        "(in thousands, except per share data)",
        "($ in millions)",
        "(単位：百万円)",
        "単位: 億円",
        "In millions of U.S. dollars, except per share data",
        "All figures are stated in thousands of yen",
        "USD in millions",
        "Unit: JPY billion\n(except for Net Income and Cash Dividend per Share)",
    ],
)
def test_unit_lines(text: str) -> None:
    assert kinds(read_text("u.txt", text)) == [("unit", 0, text)]


@pytest.mark.parametrize(
    "text",
    [
        "(Amounts of less than JPY one million are rounded)",
        "(up 5 million)",
        "Sales of JPY 5 million",
        "(a)",
        "Sales in millions",
    ],
)
def test_no_unit_lines(text: str) -> None:
    assert [kind for kind, _, _ in kinds(read_text("u.txt", text))] == ["paragraph"]


def test_a_table_keeps_the_tab_that_opens_its_first_row_and_ends_at_a_blank_line() -> None:
    text = "\tFY11\tFY10\nSales\t1\t2\n\nCosts\t3\t4\n"
    assert kinds(read_text("t.txt", text)) == [("table", 0, "\tFY11\tFY10\nSales\t1\t2"), ("table", 0, "Costs\t3\t4")]


def test_numbered_parts_of_a_slide_are_slides() -> None:
    text = "II-4. Services\n\n(1) Revenues\n\nwords\n\nII-4. Services\n\n(2) Costs\n\nwords\n\nII-5. Staff ① Posts"
    titles = [section.title for section in read_text("s.txt", text).sections]
    assert titles == ["II-4. Services (1) Revenues", "II-4. Services (2) Costs", "II-5. Staff ① Posts"]


def test_an_agenda_announces_and_does_not_open() -> None:
    text = "Agenda\n\nI . Summary\n\nII . Results\n\nI . Summary\n\nGood.\n\nII-1. Sales\n\nUp."
    sections = read_text("s.txt", text).sections
    assert [(s.title, s.path) for s in sections] == [
        ("Agenda", ()),
        ("I . Summary", ()),
        ("II-1. Sales", ("II . Results",)),
    ]


def test_titles_that_nothing_marks() -> None:
    text = (
        "Acme Inc.\n\nJune 2020\n\n\n\nGrowth Strategy to 2025\n\n- Sell more\n- Spend less\n\n"
        "Outlook for the Coming Year\n\nUnit: USD million\n\n\n\n\tFY20\tFY21\nSales\t1\t2\n\n"
        "Number of Customers (6,500)\n\n\n\nCustomer Base by Region\n\n\n\nsmall print goes on here\n"
    )
    sections = read_text("deck.txt", text).sections
    assert [section.title for section in sections] == [
        "Acme Inc. June 2020",
        "Growth Strategy to 2025",
        "Outlook for the Coming Year",
    ]


def test_slides_of_a_series_have_no_slide_between() -> None:
    gap = "\n\n\n\n"
    parts = [
        "Plans for Growth and Profit (1)",
        "Rise of the First Sun",
        "- yes",
        "Plans for Growth and Profit (2)",
        "- no",
        "Fall of the Last Moon",
    ]
    sections = read_text("deck.txt", gap.join(parts) + "\n\n- so").sections
    assert [section.title for section in sections] == [
        "Plans for Growth and Profit (1)",
        "Plans for Growth and Profit (2)",
        "Fall of the Last Moon",
    ]


def test_number_signs_nest_and_title_the_document() -> None:
    document = read_text(
        "r.md", "# Acme Results 2020\n\n## Sales\n\nUp.\n\n### By Region\n\nNorth.\n\n## Costs\n\nDown."
    )
    assert document.title == "Acme Results 2020"
    assert [(s.title, s.path) for s in document.sections] == [
        ("Acme Results 2020", ()),
        ("Sales", ("Acme Results 2020",)),
        ("By Region", ("Acme Results 2020", "Sales")),
        ("Costs", ("Acme Results 2020",)),
    ]


def test_prose_without_marks_is_one_section() -> None:
    text = "Acme Corp, annual report 2019\n\n\t2019\nSales\t5\n\nOther Current Assets\n\nOther assets are other."
    document = read_text("p.txt", text)
    assert (document.company, document.title, document.date) == ("Acme Corp", "Acme Corp, annual report 2019", None)
    assert [section.title for section in document.sections] == ["Acme Corp, annual report 2019"]


@pytest.mark.parametrize(
    ("first_page", "dated"),
    [
        ("2012年11月8日", "2012-11-08"),
        ("September 13-14, 2011", "2011-09-13"),
        ("8 November 2011", "2011-11-08"),
        ("**Tokyo, November 8, 2011** - Acme announced today its results " + "and more " * 20, "2011-11-08"),
        ("for the year ended March 31, 2012", "None"),
        ("2012.13.40", "None"),
    ],
)
def test_dates(first_page: str, dated: str) -> None:
    assert str(read_text("d.txt", f"Acme Ltd.\n\n{first_page}\n").date) == dated


def test_a_text_that_names_nothing_is_called_by_its_file() -> None:
    document = read_text("empty.txt", " \n")
    assert (document.title, document.company, len(document.sections)) == ("empty.txt", "", 1)
    assert read_text("empty.txt", "").sections == ()
