"""Members: the rows that a thing is made up of, by their labels."""

from __future__ import annotations

import pytest

from qa.inquiry import Inquiry
from qa.members import members
from tests.qa.shelved import shelf_of


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What are the components of current assets?", ["Cash and Cash Equivalents", "Receivables", "Inventories"]),
        ("What are the components of total revenues?", ["Soups", "Noodles"]),
        (
            "Which items does net cash provided by financing activities consist of?",
            ["Proceeds from borrowings", "Repayments of borrowings"],
        ),
        ("Which items are listed under investing activities?", ["Purchase of property", "Purchase of software"]),
        ("What are the segments of wages?", None),
    ],
)
def test_rows_under_a_heading_or_a_total(question: str, labels: list[str] | None) -> None:
    made = members(Inquiry(question, shelf_of("yamabuki_release.txt")), 0.3)
    assert (list(made.spans) if made else None) == labels
    if made:
        assert len(made.figures) == len(made.spans)
        assert all(span in passage.text for span in made.spans for passage in made.citations[:1])
