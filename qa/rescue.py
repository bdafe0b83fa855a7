"""What a library that is damaged, or of an older format, still keeps of its documents: all to build it anew."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from index import Store
from index.store import sha256_of
from qa.kept import CATALOGUE, DOCUMENT, DOCUMENTS, ORIGINAL, Card, Catalogue, name_of


class Rescued(NamedTuple):
    """The documents' files that are unharmed, each with its card, and the cards of those that are not."""

    files: list[tuple[Path, Card]]
    lost: list[Card]


def rescued(store: Store) -> Rescued:
    """What can be saved out of a library, whether it is damaged or of an older format."""
    there = store.survivors()
    catalogue = _catalogue(there)
    files = [(path, _card(path, there, catalogue)) for name, path in there.items() if _is_original(name)]
    saved = {card.key for _, card in files}
    return Rescued(files, [card for card in catalogue.cards if card.key not in saved])


def _is_original(name: str) -> bool:
    """Whether a file of a generation is a document's; up to format 3 it had the document's name."""
    folder, *rest = name.split("/")
    return folder == DOCUMENTS and (len(rest) == 1 or (len(rest) == 2 and Path(rest[1]).stem == ORIGINAL))


def _catalogue(there: dict[str, Path]) -> Catalogue:
    if CATALOGUE in there:
        with suppress(OSError, ValueError):
            return Catalogue.read(there[CATALOGUE].parent)
    return Catalogue()


def _card(path: Path, there: dict[str, Path], catalogue: Catalogue) -> Card:
    """The card of a file, from the catalogue or anew."""
    if path.parent.name == DOCUMENTS:
        return Card(name=name_of(path), sha256=sha256_of(path), path="")
    known = next((card for card in catalogue.cards if card.key == path.parent.name), None)
    return known or Card(name=_name(path, there), sha256=sha256_of(path), path="")


def _name(path: Path, there: dict[str, Path]) -> str:
    """The name of a document by its other files, or one made from its folder's."""
    with suppress(OSError, ValueError, KeyError):
        document = there[f"{DOCUMENTS}/{path.parent.name}/{DOCUMENT}"]
        return str(json.loads(document.read_bytes())["name"])
    return f"{path.parent.name}{path.suffix}"
