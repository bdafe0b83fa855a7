"""When something was so; each line of the examples is a test."""

from __future__ import annotations

from typing import Any

import pytest

from index import LocalEngine
from qa.inquiry import Inquiry
from qa.occasions import occasions
from qa.shelf import Engines, Shelf
from tests.qa.shelved import examples, shelf_of

THRESHOLD = 0.08


@pytest.mark.parametrize("example", examples("occasions.jsonl"), ids=lambda example: example["question"])
def test_occasions(example: dict[str, Any]) -> None:
    made = occasions(Inquiry(example["question"], shelf_of("aoba.txt")), THRESHOLD)
    if "values" not in example:
        assert made is None, example["why"]
        return
    assert made is not None
    decisive = made.figures
    if "count" in example:
        counted = made.figures[0]
        assert counted.derivation is not None
        assert (counted.value, counted.source) == (example["count"], None)
        decisive = counted.derivation.inputs
    assert [figure.value / 10**6 for figure in decisive] == example["values"]
    for figure in decisive:
        assert figure.source is not None
        assert any(p.start <= figure.source.start < p.end for p in made.citations)
    if "periods" in example:
        assert [span.split()[0] for span in made.spans] == example["periods"]
        assert all(period in made.text for period in example["periods"])


def test_a_library_without_documents_has_no_occasions() -> None:
    empty = Shelf([], [], Engines(*(LocalEngine.build([], None) for _ in Engines._fields)))
    assert occasions(Inquiry("In which year was revenue the largest?", empty), 0.0) is None
