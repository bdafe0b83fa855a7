"""Coverage: each numeral typed, left out for a reason, or not understood; and no numeral forgotten."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.coverage import Coverage, coverage
from qa.figures import figures
from qa.model import Document
from qa.numerals import NUMERAL, asides
from qa.read import read
from tests import numerals

DECK = """Kobushi Canoes Inc.
Results for 2Q14

II-1. Revenue by lake (1)

Unit: JPY million

\t2Q13\t2Q14\tYoY
Northern lake\t1,204\t1,312\t9.0%
Lake of <sup>2</sup> isles\t310\t298\t(3.9%)

Our 3G and ISO9001 boats

- Revenue of 1Q14 was JPY 250 million, see Form 20-F and Note 3
- Race on November 14; tickets at 10:30
1) The first remark

7 12
9 15

101 Reeds, Tokyo, 101-0051, Japan
TEL: 03-1234-5678 URL: http://www.kobushi.example/2014/ir

21
"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Coverage]:
    path = tmp_path_factory.mktemp("coverage") / "deck.txt"
    path.write_text(DECK, encoding="utf-8")
    document = read(path)
    return document, coverage(document, figures(document))


def standing(deck: tuple[Document, Coverage], words: str, digits: str) -> str:
    """Why the first ``digits`` in the first ``words`` are left out, or how they stand."""
    document, covered = deck
    at = document.text.index(digits, document.text.index(words))
    found = [n for section in covered.sections for n in section.numerals if n.start <= at < n.end]
    return found[0].reason or found[0].standing


@pytest.mark.parametrize(
    ("words", "digits", "expected"),
    [
        ("Northern lake", "1,204", "typed"),
        ("JPY 250", "250", "typed"),
        ("(3.9%)", "3.9", "typed"),
        ("Results for 2Q14", "14", "date or period"),
        ("\t2Q13", "2", "date or period"),
        ("of 1Q14", "14", "date or period"),
        ("November 14", "14", "date or period"),
        ("II-1.", "1", "heading or list number"),
        ("lake (1)", "1", "heading or list number"),
        ("<sup>2", "2", "footnote mark"),
        ("3G", "3", "code or name"),
        ("ISO9001", "9001", "code or name"),
        ("Form 20-F", "20", "code or name"),
        ("Note 3", "3", "reference"),
        ("10:30", "30", "ratio or time of day"),
        ("101-0051", "0051", "address"),
        ("TEL", "5678", "telephone number"),
        ("/2014/ir", "2014", "web address"),
        ("\n21\n", "21", "page number"),
        ("7 12", "12", "not understood"),
        ("9 15", "9", "not understood"),
    ],
)
def test_each_numeral_has_its_reason(deck: tuple[Document, Coverage], words: str, digits: str, expected: str) -> None:
    assert standing(deck, words, digits) == expected


def test_the_counts_are_of_the_numerals(deck: tuple[Document, Coverage]) -> None:
    document, covered = deck
    everything = [numeral for section in covered.sections for numeral in section.numerals]
    assert [(n.start, n.end) for n in everything] == [match.span() for match in NUMERAL.finditer(document.text)]
    assert covered.tally.seen == len(everything)
    assert covered.tally.left_out == Counter(numeral.reason for numeral in everything if numeral.reason)
    assert covered.tally.understood == 1 - covered.tally.not_understood / len(everything)
    assert covered.tally.typed == sum(section.tally.typed for section in covered.sections) > 0


def test_a_document_without_numerals_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Kobushi Canoes\n\nNo boat sank.\n", encoding="utf-8")
    covered = coverage(read(path), [])
    assert (covered.tally.seen, covered.tally.understood) == (0, 1.0)


def test_without_figures_amounts_are_not_understood(deck: tuple[Document, Coverage]) -> None:
    document, covered = deck
    bare = coverage(document, []).tally
    assert bare.typed == 0
    assert bare.not_understood > covered.tally.not_understood


@given(st.lists(st.sampled_from([*DECK.splitlines(), "12\t3.4", "** 5 **", "<td>6", "1Q", "(2,"]), max_size=12))
def test_any_text_is_counted_whole(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text("\n".join(["Kobushi 2014", *lines]), encoding="utf-8")
    document = read(path)
    covered = coverage(document, figures(document))
    assert covered.tally.seen == sum(1 for _ in NUMERAL.finditer(document.text))


# -- the documents that come with kessan, by labels made by reading ----------------------------------------

CHART = ("not readable without its chart", "part of a picture")


LABELS = [*numerals.labels(), *numerals.labels(numerals.SECOND.labels)]


@pytest.fixture(scope="module")
def seeds() -> dict[str, Coverage]:
    return {document.name: coverage(document, figures(document)) for document in numerals.documents()}


def test_labels_agree_with_how_numerals_stand(seeds: dict[str, Coverage]) -> None:
    """Of all numerals labelled, at most 1 in 100 stands otherwise than a reader says: what states something is typed,
    what only a lost chart explains is not understood, and the rest is left out."""
    at = {(doc, n.start): n.standing for doc, of in seeds.items() for s in of.sections for n in s.numerals}
    given = [label for label in LABELS if not label.optional]
    wrong = []
    for label in given:
        expected = "not understood" if label.out in CHART else "left out" if label.out else "typed"
        if at[label.doc, label.at] != expected:
            wrong.append((label.doc, label.at, label.numeral, label.out, at[label.doc, label.at]))
    assert len(wrong) <= len(given) / 100, wrong


REASONS = {
    "period": "date or period",
    "telephone": "telephone number",
    "number of a heading or an item": "heading or list number",
    "part of a name": "code or name",
    "code": "code or name",
    "address": "address",
    "footnote mark": "footnote mark",
    "exchange code": "code or name",
    "name of a form": "code or name",
    "heading number": "heading or list number",
    "threshold": "threshold",
}


def test_reasons_are_those_of_a_reader(seeds: dict[str, Coverage]) -> None:
    why = {(doc, n.start): n.reason for doc, of in seeds.items() for s in of.sections for n in s.numerals}
    labelled = [label for label in LABELS if label.out in REASONS and why[label.doc, label.at]]
    wrong = [label for label in labelled if why[label.doc, label.at] != REASONS[label.out]]
    assert len(labelled) > 180
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("run", ["1", "1,", "a1", "1-", "1.a", "(1) ", "\t1"])
def test_the_count_takes_time_linear_in_the_text(run: str) -> None:
    begun = time.process_time()
    list(asides(run * 100_000))
    assert time.process_time() - begun < 5


def test_the_count_takes_less_than_a_second() -> None:
    read_all = [(document, figures(document)) for document in numerals.documents()]
    begun = time.process_time()
    for document, found in read_all:
        coverage(document, found)
    assert time.process_time() - begun < 1
