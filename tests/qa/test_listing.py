"""Lists: several periods, several metrics, the parts of a whole, items in words; an example a test."""

from __future__ import annotations

from typing import Any

import pytest

from qa.coordination import asked_apart
from qa.groups import Group, figure_groups, line_groups
from qa.inquiry import Inquiry
from qa.listing import items, parts, several_metrics
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
