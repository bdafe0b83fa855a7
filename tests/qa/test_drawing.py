"""A page is drawn in a process of its own, within limits, and what goes wrong there is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.drawing import Drawer
from qa.read import Unreadable
from qa.read.places import picture_of
from tests.ui import kites


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kites.report(tmp_path_factory.mktemp("drawn") / "minato.pdf", "Minato", "2,718")


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    made = Drawer()
    yield made
    made.close()


def test_a_page_is_drawn_as_it_is_in_this_process(drawer: Drawer, path: Path) -> None:
    region = (0.25, 0.0, 1.0, 0.5)
    assert drawer.drawn(path, 1, 300, region) == picture_of(path, 1, 300, region)
    assert drawer.drawn(path, 1, 300) == picture_of(path, 1, 300)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn(drawer: Drawer, path: Path) -> None:
    with pytest.raises(Unreadable, match=r"minato\.pdf: page 1 can't be drawn within 0\.001 seconds; see its text"):
        drawer.drawn(path, 1, 300, seconds=0.001)
    assert drawer.drawn(path, 1, 300) == picture_of(path, 1, 300)


def test_what_is_wrong_is_told_in_a_line_and_the_next_page_is_drawn(drawer: Drawer, path: Path) -> None:
    broken = path.with_name("broken.pdf")
    broken.write_bytes(b"%PDF-1.7")
    for file, page, told in ((path, 9, r"minato\.pdf: no page 9"), (broken, 1, r"^[^\n]*broken\.pdf: [^\n]*$")):
        with pytest.raises(Unreadable, match=told):
            drawer.drawn(file, page, 300)
    assert drawer.drawn(path, 1, 300) == picture_of(path, 1, 300)


def test_a_process_that_comes_to_an_end_is_told(drawer: Drawer, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.drawing.command", lambda *_: ["false"])
    with pytest.raises(Unreadable, match="page 1 broke off while it was drawn"):
        drawer.drawn(path, 1, 300)
