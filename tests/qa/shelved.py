"""A shelf of made-up documents, ranked by words alone: for tests of answers that need no sentence encoder."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from index import LocalEngine
from qa.figures import figures
from qa.lines import lines
from qa.read import read
from qa.shelf import Engines, Shelf, entries

EXAMPLES = Path(__file__).parents[1] / "examples"


def examples(name: str) -> list[dict[str, Any]]:
    """The examples of a file, one JSON object a line."""
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


@cache
def shelf_of(*names: str) -> Shelf:
    """A shelf of example documents."""
    documents = [read(EXAMPLES / name) for name in names]
    found = [figure for document in documents for figure in figures(document)]
    said = [line for document in documents for line in lines(document)]
    return Shelf(documents, found, Engines(*(LocalEngine.build(of, None) for of in entries(documents, found, said))))


def shelf_saying(text: str, path: Path) -> Shelf:
    """A shelf of one document, which is written to ``path``, searched by words alone."""
    path.write_text(text, encoding="utf-8")
    document = read(path)
    said = entries([document], [], lines(document))
    return Shelf([document], [], Engines(*(LocalEngine.build(of, None) for of in said)))
