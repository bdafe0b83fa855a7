"""Marks as boxes, and the part of a page about them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.read.places import Box, Place
from ui.boxes import HIGHEST, MARGIN, NARROWEST, Boxed, boxes, holds, region_of
from ui.components.markup import Mark

VALUE: Box = (0.6, 0.5, 0.66, 0.515)
ROW: Box = (0.1, 0.5, 0.3, 0.515)
HEADER: Box = (0.6, 0.3, 0.66, 0.315)
FAR: Box = (0.1, 0.05, 0.4, 0.065)


def test_values_lie_on_top_and_marks_of_other_pages_are_left_out() -> None:
    marks = [Mark(10, 15), Mark(0, 4, "label"), Mark(90, 95, "label"), Mark(96, 99)]
    places = [Place(3, (VALUE,)), Place(3, (ROW,)), Place(4, (HEADER,)), None]
    assert boxes(marks, places, 3) == [Boxed(ROW, "label"), Boxed(VALUE)]


def test_a_region_holds_the_value_and_the_labels_that_there_is_room_for() -> None:
    found = [Boxed(FAR, "label"), Boxed(HEADER, "label"), Boxed(ROW, "label"), Boxed(VALUE)]
    region = region_of(found, [])
    assert [one.box for one in found if holds(region, one.box)] == [HEADER, ROW, VALUE]


def test_a_margin_cuts_through_no_line() -> None:
    above, below = (0.1, 0.488, 0.9, 0.499), (0.1, 0.516, 0.9, 0.53)
    _, top, _, bottom = region_of([Boxed(VALUE)], [above, VALUE, below])
    assert above[3] <= top <= VALUE[1]
    assert VALUE[3] <= bottom <= below[1]


def test_a_region_is_as_wide_as_the_words_beside_it() -> None:
    left, _, right, _ = region_of([Boxed(VALUE)], [ROW, VALUE, FAR])
    assert (left, right) == (ROW[0] - MARGIN, VALUE[2] + MARGIN)


shares = st.lists(st.floats(0, 1), min_size=2, max_size=2, unique=True).map(sorted)
some_boxes = st.lists(st.tuples(shares, shares).map(lambda x: (x[0][0], x[1][0], x[0][1], x[1][1])), min_size=1)


@given(some_boxes, some_boxes)
def test_a_region_lies_on_the_page_and_is_neither_too_high_nor_too_narrow(found: list[Box], lines: list[Box]) -> None:
    region = region_of([Boxed(box, "label") for box in found], lines)
    assert all(0 <= edge <= 1 for edge in region)
    assert region[2] - region[0] >= min(NARROWEST, 0.5) / 2
    assert region[3] - region[1] <= max(HIGHEST, found[0][3] - found[0][1]) + 2 * MARGIN + 1e-9
    assert holds(region, found[0])
    assert region[0] < region[2]
    assert region[1] < region[3]
