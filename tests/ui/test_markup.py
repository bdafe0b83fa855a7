"""Document text comes out to the letter, whatever it holds, with the right characters marked."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.fake import DECK, FREIGHT, HOSTILE, ISLAND
from ui.components.markup import GAP, Mark, drawn, excerpt, lines, marked, plain
from ui.evidence import marks_of

TAG = re.compile(r"<[^>]*>")


def shown(html: str) -> str:
    return unescape(TAG.sub("", html))


def everything(text: str) -> list[tuple[int, int]]:
    return lines(text, 0, len(text))


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_marked_text_reads_as_the_text(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(min(place), max(place), "label" if place[0] % 2 else "value") for place in places]
    assert shown(marked(text, 0, len(text), marks)) == text


@given(st.text(alphabet="a<&>\"'\t\n-$*|1"))
def test_drawn_text_keeps_every_character_that_is_no_blank_or_rule(text: str) -> None:
    kept = re.sub(r"[\s=_+:|-]", "", text)
    assert re.sub(r"[\s=_+:|-]", "", shown(drawn(text, everything(text), ()))) == kept


@given(st.text(alphabet="ab\n\t "), st.integers(0, 20), st.integers(0, 20))
def test_lines_are_whole_lines_in_order(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    runs = lines(text, start, end)
    assert runs[0][0] <= start
    assert runs[-1][1] >= end or text[runs[-1][1] : end] == "\n"
    assert all("\n" not in text[a:b] for a, b in runs)


def test_no_tag_of_a_hostile_document_survives() -> None:
    html = drawn(HOSTILE, everything(HOSTILE), ())
    assert set(re.findall(r"</?(\w+)", html)) == {"div", "table", "tr", "td"}
    assert "&lt;script&gt;window.broken" in html
    assert "onerror=&quot;" in html
    assert "$5 and $6, *not* **bold**" in html


def test_a_table_is_drawn_with_the_cell_and_its_headers_lit() -> None:
    assert ISLAND.source
    html = drawn(DECK, everything(DECK), marks_of([ISLAND.source]))
    assert '<td class="k-lit-value k-number k-digits"><mark class="k-value">(12)</mark></td>' in html
    assert '<td class="k-lit-label"><mark class="k-label">Island route</mark></td>' in html
    assert '<td class="k-lit-label k-number"><mark class="k-label">2Q14</mark></td>' in html
    assert html.count("k-lit") == 3
    assert '<tr class="k-rule">' in html


def test_an_excerpt_reaches_for_the_header_outside_of_the_passage() -> None:
    assert ISLAND.source
    row = DECK.index("Island route")
    runs = excerpt(DECK, row, DECK.index("\n", row), marks_of([ISLAND.source]))
    html = drawn(DECK, runs, ())
    assert [DECK[a:b].split("\t")[0] for a, b in runs] == ["", "Island route"]
    assert html.count(GAP) == 1


def test_a_long_passage_is_cut_to_the_lines_about_the_mark() -> None:
    text = "\n".join(f"line {number}" for number in range(100))
    at = text.index("line 50")
    runs = excerpt(text, 0, len(text), [Mark(at, at + 7)])
    assert [text[a:b] for a, b in runs] == [f"line {number}" for number in range(48, 53)]


def test_prose_has_its_number_and_its_labels_marked() -> None:
    assert FREIGHT.source
    html = drawn(DECK, everything(DECK), marks_of([FREIGHT.source]))
    assert '<mark class="k-label">Freight revenue</mark> for <mark class="k-label">Sep. 2014</mark>' in html
    assert 'over JPY<mark class="k-value">250</mark> million' in html


def test_labels_for_markdown_are_escaped() -> None:
    assert plain("$5 *x*\n:red[y] <b>") == r"\$5 \*x\* \:red\[y\] \<b\>"
