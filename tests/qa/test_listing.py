"""Lists: several periods, several metrics, the parts of a whole, items in words; an example a test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qa.coordination import asked_apart
from qa.groups import Group, figure_groups, line_groups
from qa.inquiry import Inquiry
from qa.kinds import items_in
from qa.lines import Line
from qa.listing import item_of, items, named_lists, parts, several_metrics
from qa.series import several_periods
from tests.qa.shelved import examples, shelf_of

WAYS = {way.__name__: way for way in (several_periods, several_metrics, parts, items)}
THRESHOLD = 0.3


@pytest.mark.parametrize("example", examples("coordination.jsonl"), ids=lambda example: example["text"])
def test_metrics_asked_together(example: dict[str, Any]) -> None:
    assert asked_apart(example["text"]) == example["parts"]


@pytest.mark.parametrize("example", examples("listing.jsonl"), ids=lambda example: example["question"])
def test_listing(example: dict[str, Any]) -> None:
    made = WAYS[example["way"]](Inquiry(example["question"], shelf_of("aoba.txt")), THRESHOLD)
    if example["values"] is None:
        assert made is None
        return
    assert made is not None
    assert [figure.value / 10**6 for figure in made.figures] == example["values"]
    assert all(words in made.text for words in example.get("says", ()))
    assert len(made.text) <= 600


def test_items_are_quoted_to_the_letter() -> None:
    shelf = shelf_of("aoba.txt")
    made = items(Inquiry("list the shipyards opened", shelf), THRESHOLD)
    assert made is not None
    assert len(made.spans) == 3
    assert all(span in passage.text for span in made.spans for passage in made.citations)


def test_a_line_that_lists_several_things_is_quoted_as_it_stands() -> None:
    inquiry = Inquiry("how do other investments break down?", shelf_of("aoba.txt"))
    assert items_in(inquiry.lines[0].line.text) >= 3
    assert items(inquiry, 0.0) is None


def test_items_come_with_their_figures_where_these_are_asked_for() -> None:
    shelf = shelf_of("savings.txt")
    asked = items(Inquiry("list the cost items of the planned savings, and how much each", shelf), 0.1)
    assert asked is not None
    assert [figure.value / 10**6 for figure in asked.figures] == [30, 5, 12]
    named = items(Inquiry("list the cost items of the planned savings", shelf), 0.1)
    assert named is not None
    assert named.figures == ()
    assert "Fuel" in named.text


def test_figures_of_one_sentence_stand_together() -> None:
    found = _labels([*figure_groups(shelf_of("aoba.txt").figures)])
    assert ["equity securities", "bonds", "other"] in found


@pytest.mark.parametrize(
    ("line", "item"),
    [
        (Line("a.txt", 0, 9, "- ➤ Uzuki yard", ("Yards",), "bullet"), "Uzuki yard"),
        (Line("a.txt", 0, 9, "Uzuki | leased | 2031", ("Yards",), "row"), "Uzuki"),
        (Line("a.txt", 0, 9, "Uzuki | leased", ("Yards",), "paragraph"), "Uzuki | leased"),
    ],
)
def test_what_a_line_lists(line: Line, item: str) -> None:
    assert item_of(line) == item


def test_names_in_the_rows_beside_one_cell_are_listed() -> None:
    shelf = shelf_of("group.txt")
    made = items(Inquiry("equity method affiliates listed in the presentation", shelf), 0.1)
    assert made is not None
    assert [span.split("\t")[-3] for span in made.spans] == [
        "Hato Buses Co.",
        "Tsuru Ferries, Inc.",
        "Kamo Trams Co., Ltd.",
    ]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("which firms are accounted for by the equity method?", True),
        ("list the associates under the equity method", True),
        ("what did the equity method bring in?", False),
        ("which firms are listed?", False),
    ],
)
def test_names_are_listed_that_stand_beside_the_words_asked_with(question: str, named: bool) -> None:
    found = named_lists(Inquiry(question, shelf_of("group.txt")))
    assert [len(group.members) for group, _ in found] == ([3] if named else [])


def test_a_heading_beside_rows_is_no_item() -> None:
    first, second = (
        Line("a.txt", 0, 9, "Yards | Uzuki | 3", ("A",), "row"),
        Line("a.txt", 9, 15, "Kisaragi | 4", ("Yards",), "row"),
    )
    assert [group.members for group in line_groups([first, second, replace(second, text="Yayoi | 5")])] == [(0, 1, 2)]
    assert [item_of(line, "Yards") for line in (first, second)] == ["Uzuki", "Kisaragi"]


def test_bullets_stand_together_around_what_stands_under_them() -> None:
    lines = [
        Line("a.txt", 0, 5, "North yard", ("Yards",), "bullet"),
        Line("a.txt", 6, 9, "leased", ("North yard", "Yards"), "bullet"),
        Line("a.txt", 10, 15, "South yard", ("Yards",), "bullet"),
    ]
    assert [group.members for group in line_groups(lines)] == [(0, 2)]


def _labels(groups: list[Group]) -> list[list[str]]:
    return [[shelf_of("aoba.txt").figures[n].metric for n in group.members] for group in groups]


def test_figures_stand_together_in_one_column() -> None:
    found = _labels([*figure_groups(shelf_of("aoba.txt").figures)])
    assert any({"Sailing Boats", "Motor Boats", "Repairs"} <= set(labels) for labels in found)
    assert not any({"Sailing Boats", "Net Income"} <= set(labels) for labels in found)


def test_lines_stand_together_under_one_heading() -> None:
    shelf = shelf_of("aoba.txt")
    found = {group.heading: len(group.members) for group in line_groups(shelf.lines)}
    assert found["Shipyards opened in FY2031"] == 3
