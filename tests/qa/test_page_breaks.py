"""What a page leaves in force for the next: headers printed once, the unit line of a statement, nothing else."""

from __future__ import annotations

from decimal import Decimal

from qa.figures import figures
from qa.model import Document, Figure
from qa.read.assemble import assemble
from qa.read.manuscript import Leaf, Manuscript, Mark

HEAD = "Kites and Lines Inc.\n\n"
TITLE = "Statements of Income\n\n"
FIRST = "\t2031\t2030\nRevenue\t1,200\t1,100\nCosts:\t\t\nSilk\t300\t280\n"
SECOND = "String\t90\t80\nNet income\t810\t740\n\n"


def paged(*pages: str) -> Document:
    """A document of pages, under one heading on the first."""
    text, leaves = "", []
    for number, page in enumerate(pages, 1):
        leaves.append(Leaf(len(text), len(text) + len(page), number))
        text += page
    at = text.index(TITLE)
    return assemble("kites.pdf", Manuscript(text, tuple(leaves), (Mark(at, at + len(TITLE) - 2, 1),)))


def stated(document: Document, printed: str) -> Figure:
    [figure] = [figure for figure in figures(document) if figure.printed == printed]
    return figure


def test_a_table_that_goes_on_takes_the_headers_and_unit_of_the_page_before() -> None:
    document = paged(f"{HEAD}{TITLE}(in thousands of yen)\n\n{FIRST}\n", SECOND)
    income = stated(document, "740")
    assert (income.metric, income.value, income.unit) == ("Net income", Decimal(740_000), "JPY")
    assert income.period
    assert income.period.end.year == 2030
    assert income.source
    assert income.source.page == 2
    assert "Costs" in stated(document, "90").context
    assert [figure.printed for figure in figures(document)].count("1,200") == 1


def test_a_table_that_goes_on_for_pages_is_told_part_by_part() -> None:
    document = paged(f"{HEAD}{TITLE}(in thousands of yen)\n\n{FIRST}\n", "String\t90\t80\n\n", "Tails\t70\t60\n\n")
    tails = stated(document, "60")
    assert tails.period
    assert (tails.period.end.year, tails.value) == (2030, Decimal(60_000))


def test_a_table_with_headers_or_columns_of_its_own_takes_none() -> None:
    own = paged(f"{HEAD}{TITLE}{FIRST}\n", "\t2029\t2028\nNet income\t810\t740\n\n")
    period = stated(own, "740").period
    assert period
    assert period.end.year == 2028
    wider = paged(f"{HEAD}{TITLE}{FIRST}\n", "Net income\t810\t740\t70\n\n")
    assert all(figure.source and not figure.source.marks[1:] for figure in figures(wider) if figure.printed == "740")


def test_words_between_end_a_table() -> None:
    document = paged(f"{HEAD}{TITLE}{FIRST}\n", f"The workshop moved.\n\n{SECOND}")
    income = stated(document, "740")
    assert income.period is None or income.period.end.year != 2030


def test_the_unit_said_at_the_top_of_a_statement_holds_for_its_next_page() -> None:
    document = paged(
        f"{HEAD}{TITLE}(in thousands of yen, except per share amounts)\n\n{FIRST}\n",
        "The rest follows here.\n\n\t2031\t2030\nNet income\t810\t740\n\n",
    )
    assert stated(document, "740").value == 740_000


def test_the_unit_of_one_statement_is_not_that_of_another() -> None:
    text = paged(f"{HEAD}{TITLE}(in thousands of yen)\n\n{FIRST}\n", "People\n\n\t2031\t2030\nMakers\t81\t74\n\n").text
    at = text.index("People")
    marks = (Mark(text.index(TITLE), text.index(TITLE) + len(TITLE) - 2, 1), Mark(at, at + len("People"), 1))
    document = assemble("kites.pdf", Manuscript(text, (Leaf(0, at, 1), Leaf(at, len(text), 2)), marks))
    assert stated(document, "74").scale == 1
