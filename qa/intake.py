"""Which files does a run take in? Those that are new or changed by content, out of the files and folders named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from index.store import is_store
from qa.kept import Card, Catalogue, Refusal, content, name_of
from qa.read import FORMATS, Limits, Unreadable, reader_of

HIDDEN = (".", "~$")
"""How the names of files begin that are not shown; the second are what office programmes leave beside an open file."""


@dataclass
class Intake:
    """What is to be done with the files that a run was given. ``reading`` are the files to be read, with their cards.

    ``skipped`` names the documents that are there already, ``settled`` are the paths of their files; ``same`` gives for
    a file of another name the document that has its content, or that will have it; ``moved`` are the cards of documents
    whose files are elsewhere now; ``vanished`` names the documents whose files are gone from a folder that was looked
    through.
    """

    reading: list[tuple[Path, Card]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    moved: list[Card] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)


def intake(paths: Sequence[Path], held: Catalogue, limits: Limits) -> Intake:
    """What is to be done with some files, and with the readable files in some folders, given what is held.

    All ``paths`` are absolute. A file that went beyond a limit is not read again before it changes or the limit is
    raised.
    """
    found = Intake()
    own = _one_of_each_name(_cards(files(paths, found.refused), found.refused), found)
    replaced = {card.name for card in held.cards if card.name in own and own[card.name].sha256 != card.sha256}
    holders = {card.content: card for card in held.cards if card.name not in replaced}
    hopeless = {
        content(refusal.path, refusal.sha256): refusal for refusal in held.refusals if _is_beyond(refusal, limits)
    }
    for card in own.values():
        if card.content in hopeless:
            found.refused.append(_again(hopeless[card.content], card.path))
        elif holders.setdefault(card.content, card) is card:
            found.reading.append((Path(card.path), card))
        else:
            _known(card, holders[card.content], found)
    found.vanished = _vanished(paths, held, {*own, *(card.name for card in found.moved)})
    return found


def _is_beyond(refusal: Refusal, limits: Limits) -> bool:
    return bool(refusal.limit) and getattr(limits, refusal.limit) <= refusal.most


def _again(refusal: Refusal, path: str) -> Refusal:
    """The same said of a file of the same content."""
    return refusal.model_copy(update={"path": path, "reason": refusal.reason.replace(refusal.path, path, 1)})


def _known(card: Card, holder: Card, found: Intake) -> None:
    """Notes that a file has the content of another one, or of a document that is held."""
    if holder.name == card.name:
        found.skipped.append(card.name)
        found.settled.append(card.path)
    else:
        found.same[card.path] = holder.name
    if not (holder.path and Path(holder.path).exists()):
        found.moved.append(holder.model_copy(update={"path": card.path}))


def _one_of_each_name(cards: Iterable[Card], found: Intake) -> dict[str, Card]:
    """The first file of each name; others of that name are refused where they hold something else."""
    own: dict[str, Card] = {}
    for card in cards:
        first = own.setdefault(card.name, card)
        if first.sha256 != card.sha256:
            reason = f"{card.path}: {first.path} has the same name and another content; rename one of them"
            found.refused.append(Refusal(path=card.path, reason=reason))
    return own


def _vanished(paths: Iterable[Path], held: Catalogue, seen: set[str]) -> list[str]:
    """The documents whose files were in a folder that was looked through; nobody looks into libraries."""
    folders = [path for path in paths if path.is_dir()]
    missing = [card for card in held.cards if card.name not in seen and not Path(card.path).exists()]
    looked = [card for card in missing if any(Path(card.path).is_relative_to(folder) for folder in folders)]
    return [card.name for card in looked if not any(map(is_store, Path(card.path).parents))]


def absolute(path: str | Path) -> Path:
    """Where a file is, however it is called from here; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (pathlib leaves ".." as it is)


# -- files -------------------------------------------------------------------------------------------------


def files(paths: Iterable[Path], refused: list[Refusal]) -> Iterator[Path]:
    """The files named, and the files of known formats in and under the folders named, in order, without hidden ones
    and what belongs to a library. Folders that can't be looked into are ``refused``."""
    for path in paths:
        if path.is_dir():
            yield from _within(path, refused)
        else:
            yield path


def _within(folder: Path, refused: list[Refusal]) -> Iterator[Path]:
    for at, folders, names in os.walk(folder, onerror=lambda error: refused.append(_unopened(error))):
        here = Path(at)
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        if is_store(here):
            folders.clear()
            continue
        for name in sorted(names):
            if not name.startswith(HIDDEN) and Path(name).suffix.lower() in FORMATS and (here / name).is_file():
                yield here / name


def _cards(paths: Iterable[Path], refused: list[Refusal]) -> Iterator[Card]:
    """The card of each file, by its content now."""
    for path in paths:
        try:
            reader_of(path)
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except Unreadable as error:
            refused.append(Refusal(path=str(path), reason=str(error)))
        except OSError as error:
            refused.append(_unopened(error))
        else:
            yield Card(name=name_of(path), sha256=digest, path=str(path))


def _unopened(error: OSError) -> Refusal:
    why = (error.strerror or str(error)).lower()
    path = Path(error.filename or "")
    return Refusal(path=str(path), reason=f"{path}: {why}; see to it that it can be opened")
