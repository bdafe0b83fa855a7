"""What the cells of a row or column have in common is told exactly, and found out once for all of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa import lanes
from qa.cells import is_value
from qa.figures import figures
from qa.lanes import Lane
from qa.passages import context, passages
from qa.read.text import read_text
from qa.tables import grid


def column(*texts: str) -> Lane:
    rows = grid("\n".join(texts), 0, len("\n".join(texts)))
    return Lane(tuple(row[0] for row in rows))


def test_money_is_told_by_the_marks_of_values_alone() -> None:
    assert column("1", "$ 2").has_money_mark
    assert not column("paid in $", "2").has_money_mark


def test_pairs_are_two_values_in_one_cell() -> None:
    assert column("1", "2 (5%)").has_pairs
    assert not column("1", "2").has_pairs


def test_the_cells_near_one_are_in_order_and_hold_it() -> None:
    lane = column(*map(str, range(1000)))
    near = lane.near(lane.cells[500])
    assert lane.cells[500] in near
    assert near == lane.cells[near[0].row : near[-1].row + 1]
    assert len(near) < 100


def test_each_cell_of_a_long_table_is_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def counted(text: str) -> bool:
        looked.append(text)
        return is_value(text)

    monkeypatch.setattr(lanes, "is_value", counted)
    text = "Kites\t2030\t2031\n" + "".join(f"Kind {n}\t{n},000\t{n + 1},000\n" for n in range(1, 401))
    document = read_text("kites.txt", text)
    found = figures(document)
    assert len(found) == 800
    assert found[1].value == Decimal(2000)
    assert len(looked) < 4 * 3 * 401
    assert all("2030 | 2031" in context(document, passage) for passage in passages(document)[1:])
