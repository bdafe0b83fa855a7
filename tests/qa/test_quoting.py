"""Which line answers in words: on made-up companies, and what holds of all quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.inquiry import Inquiry
from qa.lines import Line
from qa.listing import likely_lists
from qa.quoting import is_heading
from qa.shelf import Shelf
from qa.words import in_words, spoken
from tests.qa.shelved import shelf_of, shelf_saying

COMPANIES = ("aoba.txt", "kayaks.txt", "minato.txt")


def line(text: str, kind: str = "paragraph", *above: str) -> Line:
    return Line("boats.txt", 0, len(text), text, above, kind)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("which yard is leased?", "Uzuki yard, leased"),
        ("which yard is for wooden hulls?", "Yayoi yard for wooden hulls"),
        ("what did monthly orders of kayaks reach in September 2031?", "reached JPY 31 million in September 2031"),
    ],
)
def test_the_likeliest_line(question: str, words: str) -> None:
    inquiry = Inquiry(question, shelf_of(*COMPANIES))
    assert words in inquiry.lines[0].line.text
    made = in_words(inquiry, 0.1)
    assert made is not None
    assert words in made.text


def test_what_is_quoted_stands_in_what_is_cited() -> None:
    shelf = shelf_of(*COMPANIES)
    made = in_words(Inquiry("which yard is leased?", shelf), 0.0)
    assert made is not None
    assert all(any(span in passage.text for passage in made.citations) for span in made.spans)
    assert all(shelf.document(p.doc).text[p.start : p.end] == p.text for p in made.citations)


def test_quotes_come_likeliest_first_and_share_at_most_one() -> None:
    found = [quote.probability for quote in Inquiry("which yard is leased?", shelf_of(*COMPANIES)).lines]
    assert found == sorted(found, reverse=True)
    assert 0 < sum(found) <= 1


def test_each_kind_of_thing_has_a_weight_of_its_own() -> None:
    held = [quote.features for quote in Inquiry("when is the yard closed?", shelf_of(*COMPANIES)).lines]
    assert {features["holds date"] > 0 for features in held} == {True, False}
    assert {features["holds person"] for features in held} == {0}


def test_only_the_documents_named_are_quoted() -> None:
    found = Inquiry("orders of kayaks", shelf_of(*COMPANIES), ["kayaks.txt"]).lines
    assert {quote.line.doc for quote in found} == {"kayaks.txt"}


@pytest.mark.parametrize("question", ["the of and", "???", "which yard is leased?"])
def test_nothing_is_quoted_from_nothing(question: str) -> None:
    inquiry = Inquiry(question, shelf_of())
    assert inquiry.lines == []
    assert in_words(inquiry, 0.0) is None


@pytest.mark.parametrize(
    ("one", "heads"),
    [
        (line("Our shipyards"), True),
        (line("We opened the following yards:"), True),
        (line("Yards:", "bullet"), True),
        (line("Our yards are leased."), False),
        (line("Leased", "bullet"), False),
        (line("Yard | Leased:", "row"), False),
        (line("Orders rose to 25"), False),
    ],
)
def test_lines_that_only_head_others(one: Line, heads: bool) -> None:
    assert is_heading(one) is heads


@pytest.mark.parametrize(
    ("one", "limit", "said"),
    [
        (line("- Uzuki yard", "bullet", "Yards"), 99, "Yards: Uzuki yard"),
        (line("We lease a yard.", "paragraph", "Yards"), 99, "We lease a yard."),
        (line("● ¥5 a day", "bullet"), 99, "¥5 a day"),
        (line("Uzuki | leased", "row", "a" * 90), 99, "Uzuki | leased"),
        (line("- Uzuki yard, leased", "bullet", "Yards"), 18, "Yards: Uzuki…"),
    ],
)
def test_a_line_is_said_under_its_heading(one: Line, limit: int, said: str) -> None:
    assert spoken(one, limit) == said


def test_what_heads_columns_is_never_quoted() -> None:
    found = Inquiry("1Q30 2Q30 in JPY millions", shelf_of("aoba.txt")).lines
    assert found
    assert {quote.line.kind for quote in found} & {"header"} == set()


def test_lines_stand_beside_lines_of_their_section_only() -> None:
    shelf = shelf_of("aoba.txt")
    before, after = shelf.line_neighbours
    for number, line in enumerate(shelf.lines):
        for near in (shelf.lines[before[number]], shelf.lines[after[number]]):
            assert (near.doc, near.above[-2:]) == (line.doc, line.above[-2:])
    assert {before[0], after[-1]} == {0, len(shelf.lines) - 1}


def test_a_word_in_the_sentence_before_helps() -> None:
    found = {quote.line.text: quote for quote in Inquiry("which yard is leased?", shelf_of("aoba.txt")).lines}
    near = found["- Yayoi yard for wooden hulls"].features
    assert near["beside"] > near["coverage"]


@pytest.mark.parametrize(("question", "published"), [("yards in FY1999", 0.0), ("which yard is leased?", 0.5)])
def test_a_document_that_came_out_in_another_period_counts_less(question: str, published: float) -> None:
    found = Inquiry(question, shelf_of("aoba.txt")).lines
    dated = [quote for quote in found if shelf_of("aoba.txt").document(quote.line.doc).date]
    assert {quote.features["published"] for quote in dated} <= {published}
    assert {quote.features["published"] for quote in found} <= {published, 0.5}


@pytest.fixture
def events(tmp_path: Path) -> Shelf:
    """A shelf of a deck with a list of what happened on which day."""
    text = """Sora Boats Inc.
Results for the Fiscal Year Ending March 31, 2032

## Press Releases

FY31
- 10/20 Sora Opens the Third Pier
- 10/28 Notice of a Loan to Kamo Bank
- 11/7 New Ferry to Sail
- 12/10 Status of the Loan to Kamo Bank
- 12/18 Night Cruises to Begin
- 1/30 Results of the Loan to Kamo Bank
- 2/3 Sora Hires Divers

## Prizes

- Won three prizes for night cruises at the fair
    - Best Boat, Best Crew, Best View
- Piers are let to Kamo Bank
"""
    return shelf_saying(text, tmp_path / "events.txt")


def test_the_entries_of_one_matter_are_quoted_together(events: Shelf) -> None:
    made = in_words(Inquiry("names of the releases about the loan to Kamo Bank", events), 0.0)
    assert made is not None
    assert [day for day in ("10/28", "12/10", "1/30") if day in made.text] == ["10/28", "12/10", "1/30"]
    assert "Ferry" not in made.text


def test_what_happened_on_a_day_is_looked_at(events: Shelf) -> None:
    found = Inquiry("what did the company announce on 18 December 2031?", events).lines
    assert any("Night Cruises to Begin" in quote.line.text for quote in found)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("what did the company announce on 18 December 2031?", "12/18"),
        ("which press release came out on 7 November 2031?", "11/7"),
        ("what did the ferry cost on 7 November 2031?", None),
        ("what did the company announce on 19 December 2031?", None),
    ],
)
def test_what_was_announced_on_a_day(events: Shelf, question: str, day: str | None) -> None:
    made = in_words(Inquiry(question, events), 0.9)
    assert (made and f"{day} " in made.text) == (None if day is None else True)


def test_a_row_of_values_is_never_quoted_for_a_reason(tmp_path: Path) -> None:
    table = "Kamo Boats\n\n## Balance Sheets\n\n\t2030\t2031\tChange\nGoodwill\t60\t90\t30\n\n"
    shelf = shelf_saying(f"{table}Goodwill:\n- Rose with the purchase of a yard\n", tmp_path / "goodwill.txt")
    assert any(one.kind == "row" and one.text.startswith("Goodwill | ") for one in shelf.lines)
    quoted = [quote.line.kind for quote in Inquiry("why did goodwill rise?", shelf).lines]
    assert quoted
    assert "row" not in quoted


def test_a_bullet_that_lists_answers_with_the_line_above_it(events: Shelf) -> None:
    inquiry = Inquiry("in which three categories did night cruises win prizes at the fair?", events)
    group, sure = likely_lists(inquiry)[0]
    assert [events.lines[n].text for n in group.members] == ["- Best Boat, Best Crew, Best View"]
    above = next(quote for quote in inquiry.lines if "three prizes" in quote.line.text)
    child = next(quote for quote in inquiry.lines if "Best Boat" in quote.line.text)
    assert sure == pytest.approx(above.probability + child.probability)
