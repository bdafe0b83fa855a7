"""Spoilt numbers are put right where the table bears it out, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures import figures
from qa.mending import mended
from qa.read.text import read_text
from qa.tables import grid


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Sales\t1,250\t1.300\t1,350", "1,300"),
        ("Sales\t1,250\t1.300", "1,300"),
        ("Sales\t10,250\t10.544\t4.1%", "10,544"),
        ("Sales\t1,250\t1 300\t1,350", "1,300"),
        ("Sales\t100\t1.300\t1200", "1,300"),
        ("Sales\t12.5\t13,1\t13.9", "13.1"),
        ("Sales\t1,250\t(1.300)\t1,350", "(1,300)"),
    ],
)
def test_mends(row: str, number: str) -> None:
    [cells] = grid(row, 0, len(row))
    assert mended(cells[2], cells, ()) == number


@pytest.mark.parametrize(
    "row",
    [
        "Per share\t1.250\t1.300\t1.350",
        "Sales\t1,250\t1.300\t1.35",
        "Sales\t125,000\t1.300",
        "Sales\t12\t13,1\t14",
        "Sales\t12\t1.300\t14",
        "Sales\t9 529\t8 526\t7 481",
        "Sales\t1,250\t1,300",
    ],
)
def test_leaves_what_nothing_bears_out(row: str) -> None:
    [cells] = grid(row, 0, len(row))
    assert mended(cells[2], cells, ()) == cells[2].text


@given(st.lists(st.integers(1000, 999_999), min_size=3, max_size=6), st.data())
def test_a_lost_comma_is_found_among_others(numbers: list[int], data: st.DataObject) -> None:
    spoilt = data.draw(st.integers(0, len(numbers) - 1))
    printed = [f"{number:,}" for number in numbers]
    row = "\t".join(text.replace(",", ".") if place == spoilt else text for place, text in enumerate(printed))
    [cells] = grid(row, 0, len(row))
    assert mended(cells[spoilt], cells, ()) == printed[spoilt]


def warned(*lines: str) -> dict[str, tuple[str, ...]]:
    """The warnings of each figure of a table, by its printed number."""
    text = "\n".join(lines) + "\n"
    return {figure.printed: figure.warnings for figure in figures(read_text("boats.txt", text))}


def test_a_figure_says_what_was_mended() -> None:
    found = warned(
        "Harbour Boats Inc.", "", "Unit: JPY million", "", "\t1Q31\t2Q31\t3Q31", "Sales\t1,250\t1.300\t1,350"
    )
    assert found == {"1,250": (), "1.300": ("read 1.300 as 1,300",), "1,350": ()}
    prose = warned("Harbour Boats Inc.", "", "Results of 1Q31", "", "- Operating income of JPYO.4 billion")
    assert prose == {"O.4": ("read O.4 as 0.4",)}


def test_money_without_a_unit_in_sight_is_warned_of() -> None:
    table = ("\t1Q31\t2Q31", "Sales\t1,250\t1,310", "Share of costs\t12.5%\t11.0%", "Number of boats\t12\t13")
    found = warned("Harbour Boats Inc.", "", "Boats were sold for JPY 5 million.", "", *table)
    assert found["1,250"] == ("no unit in sight",)
    assert found["12.5"] == found["13"] == ()


def test_money_without_a_scale_in_sight_is_warned_of() -> None:
    found = warned("Harbour Boats Inc.", "", "\t2031\t2030", "Sales\t$1,250\t$1,310", "Costs\t930\t940")
    assert found["1,250"] == found["930"] == ("no scale in sight",)
