"""What each command does. Results go to standard output and nothing else does; messages go to standard error."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import fields
from pathlib import Path
from typing import IO, TYPE_CHECKING

from qa.model import Figure, Value
from qa.progress import Count, Progress, Step, counting, in_words
from qa.show import Style, answer_text, clean, figures_text, passages_text, state_text
from qa.show_coverage import coverage_text, places_text
from qa.show_explanation import explanation_text

if TYPE_CHECKING:
    from qa.coverage import Coverage
    from qa.evaluate import Asked, Report
    from qa.library import Changes, Library, State
    from qa.read import Limits

DEFAULT_LIBRARY, SEEDS = Path(".kessan"), Path("seeds")
LAST_REPORT = "evaluation.json"
"""The file in a library's folder that holds the last evaluation's report; the web page shows it."""

DONE, FAILED, NOT_FOUND = 0, 1, 3
TELLING = 15.0
"""Seconds between two lines on how far a run has come."""
CLEAR = "\r\x1b[K"
"""Takes away what stands in the terminal's line."""


def say(message: str) -> None:
    """Tell a person what is going on."""
    cleared = CLEAR if sys.stderr.isatty() else ""
    print(f"{cleared}kessan: {clean(message)}", file=sys.stderr, flush=True)


def counted() -> Progress:
    """Tells on standard error how far a run has come: in one line that changes where that is a terminal, else in a line
    now and then."""
    return _draw if sys.stderr.isatty() else _Teller()


def _draw(step: Step) -> None:
    said = in_words(step) if step.done < step.total else ""
    print(f"{CLEAR}{said}", end="", file=sys.stderr, flush=True)


class _Teller:
    """Says how far a run has come, but not too often."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, step: Step) -> None:
        if time.monotonic() - self._last > TELLING:
            self._last = time.monotonic()
            say(in_words(step))


def show(text: str) -> None:
    """Write a result."""
    print(text)


def style() -> Style:
    """How the terminal takes text: colour only where there is a terminal that wants it."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(max(width, 40), colour=sys.stdout.isatty() and not plain)


def as_json(value: Value | Sequence[Value]) -> str:
    """A value, or a list of them, as JSON with non-ASCII characters as they are."""
    if isinstance(value, Value):
        return value.model_dump_json(indent=2)
    return json.dumps([one.model_dump(mode="json") for one in value], indent=2, ensure_ascii=False)


def library_folder(options: argparse.Namespace) -> Path:
    """The folder of the library that a command means."""
    folder: Path | None = options.library
    return DEFAULT_LIBRARY if folder is None else folder


def library(options: argparse.Namespace) -> Library:
    """The library that a command means; the default one is filled from seeds/ the first time it is needed, and one of
    an older format is built anew.

    Raises :class:`NoLibrary` where there is none and nothing to fill it from, and what ``Library.open`` raises.
    """
    from index import Absent, Older
    from qa.library import Library

    folder = library_folder(options)
    try:
        return Library.open(folder, say=say)
    except Older:
        return Library.open(folder, say=say, create=True, progress=counted())
    except Absent:
        if options.library is None and SEEDS.is_dir():
            say(f"reading the documents in {SEEDS}/ into {folder} (once)")
            return Library.build(SEEDS, folder, say=say, progress=counted())
    raise NoLibrary(f"there is no library in {folder}: make one with 'kessan index PATH --library {folder}'")


class NoLibrary(Exception):
    """A folder that was to hold a library, and doesn't."""


# -- the library -------------------------------------------------------------------------------------------


def index_documents(options: argparse.Namespace) -> int:
    """Add or update documents; a damaged library is built anew from those that it keeps."""
    from qa.library import Library

    folder, limits = library_folder(options), limits_of(options)
    paths = options.paths or ([SEEDS] if options.library is None and SEEDS.is_dir() else [])
    try:
        opened = Library.open(folder, say=say, create=True, progress=counted(), limits=limits)
        changes = opened.add(paths, counted(), prune=options.prune, limits=limits, at_once=options.jobs)
    except KeyboardInterrupt:
        say("broken off; the same command goes on from what was read so far")
        raise
    _told_changes(changes, pruned=options.prune)
    if not (opened.names or changes.unreadable):
        raise NoLibrary(f"{folder} holds no document: name files or folders to read, as in 'kessan index decks/'")
    return FAILED if changes.unreadable else DONE


def limits_of(options: argparse.Namespace) -> Limits:
    """How much one file may ask for, as options say."""
    from qa.read import Limits

    names = [field.name for field in fields(Limits)]
    return Limits(**{name: most for name in names if (most := getattr(options, f"max_{name}")) is not None})


def _told_changes(changes: Changes, *, pruned: bool) -> None:
    """Says what became of each file: on standard output what is held, on standard error what could not be read."""
    for what, names in (("added", changes.added), ("updated", changes.updated), ("already there", changes.skipped)):
        for name in names:
            show(f"{what}: {clean(name)}")
    for path, name in changes.same.items():
        show(f"already there as {clean(name)}: {clean(path)}")
    for name in changes.vanished:
        show(f"removed: {clean(name)}" if pruned else f"its file is gone: {clean(name)} (--prune takes it out)")
    for reason in changes.unreadable.values():
        say(reason)
    if len(changes.unreadable) > 1:
        say(f"{len(changes.unreadable):,} files could not be read; 'kessan status' lists them")


def remove(options: argparse.Namespace) -> int:
    """Take documents out of everything."""
    from qa.library import UnknownDocument

    try:
        library(options).remove(*options.docs)
    except UnknownDocument as error:
        say(str(error))
        return FAILED
    for name in options.docs:
        show(f"removed: {clean(name)}")
    return DONE


def status(options: argparse.Namespace) -> int:
    """Say what the library holds, how much of its numerals was understood, and whether it is sound."""
    from index import Damaged
    from qa.library import damaged_state

    try:
        opened = library(options)
    except Damaged as damage:
        return _told(damaged_state(library_folder(options), damage), [], options)
    covered = opened.coverage()
    told = _told(opened.status(), covered, options)
    if options.coverage and not options.json:
        show("\n" + places_text(covered, opened.text_of, style()))
    return told


def _told(state: State, covered: Sequence[Coverage], options: argparse.Namespace) -> int:
    """Says the state of a library; fails where it is not sound."""
    if options.json:
        counted = [coverage.model_dump(mode="json") for coverage in covered]
        show(json.dumps({**state.model_dump(mode="json"), "coverage": counted}, indent=2, ensure_ascii=False))
    else:
        show(
            state_text(state.model_dump(exclude={"damage"}) if state.sound else state.model_dump(exclude_defaults=True))
        )
        if covered:
            show("\n" + coverage_text(covered, style()))
    return DONE if state.sound else FAILED


# -- questions ---------------------------------------------------------------------------------------------


def ask(options: argparse.Namespace) -> int:
    """Answer one question."""
    opened = library(options)
    answer = opened.ask(options.question, docs=options.docs, threshold=options.threshold)
    show(as_json(answer) if options.json else answer_text(answer, style()))
    if options.explain:
        why = explanation_text(opened.explain(options.question, docs=options.docs, threshold=options.threshold))
        told = "\n".join(map(clean, why.split("\n")))
        print(f"\n{told}", file=sys.stderr if options.json else sys.stdout)
    return DONE if answer.status == "answered" else NOT_FOUND


def search(options: argparse.Namespace) -> int:
    """Find passages."""
    passages = library(options).search(options.query, k=options.k, docs=options.docs)
    if not passages:
        say("no passage has any of these words: try others")
    show(as_json(passages) if options.json else passages_text(passages, style()))
    return DONE


def figures(options: argparse.Namespace) -> int:
    """List figures, on standard output or into a file."""
    how = figures_format(options.format, options.out)
    filters = {name: getattr(options, name) for name in ("metric", "subject", "period", "unit", "status", "docs")}
    opened = library(options)
    found = opened.figures(**filters)
    if options.conflicts:
        return discrepancies(opened, found, how, options.out)
    content = rendered(found, how, Style() if options.out else style())
    if options.out:
        options.out.write_bytes(content)
        say(f"{len(found):,} figures are in {options.out}")
        return DONE
    sys.stdout.write(content.decode())
    if how == "table":
        say(f"{len(found):,} figures")
    return DONE


def discrepancies(opened: Library, among: Sequence[Figure], how: str, out: Path | None) -> int:
    """List the conflicts and failing checks that concern some figures, on standard output or into a file."""
    from qa import discrepancies as written

    if how == "xlsx":
        raise ValueError("conflicts go into a table, csv or json, not into a workbook")
    conflicts, failures = written.concerning(among, opened.conflicts(), opened.checks())
    if how == "table":
        text = written.as_text(conflicts, failures, Style() if out else style())
    else:
        text = {"csv": written.as_csv, "json": written.as_json}[how](conflicts, failures).rstrip()
    if out:
        out.write_text(f"{text}\n", encoding="utf-8", errors="replace")
    else:
        show(text)
    say(f"conflicts: {len(conflicts):,}, failing checks: {len(failures):,}")
    return DONE


def figures_format(said: str | None, out: Path | None) -> str:
    """The format asked for, else the one that a file's name says, else a table; raises ValueError for none of these,
    and for a workbook without a file."""
    how = said or (out.suffix[1:].lower() if out else "table")
    if how not in ("table", "csv", "json", "xlsx"):
        raise ValueError(f"{out}: the name says no format: end it in .csv, .json or .xlsx, or give --format")
    if how == "xlsx" and out is None:
        raise ValueError("a workbook is no text for a terminal: name a file, as in --out figures.xlsx")
    return how


def rendered(found: Sequence[Figure], how: str, style: Style) -> bytes:
    """Figures in a format, as UTF-8 where it is text."""
    from qa.export import as_csv, as_xlsx

    if how == "xlsx":
        return as_xlsx(found)
    if how == "csv":
        return as_csv(found).encode("utf-8", "replace")
    text = as_json(found) if how == "json" else figures_text(found, style)
    return f"{text}\n".encode("utf-8", "replace")


# -- evaluation --------------------------------------------------------------------------------------------


def evaluate(options: argparse.Namespace) -> int:
    """Ask every question of a gold file and measure the answers."""
    from qa.evaluate import against, ask_all, report
    from qa.gold import read_gold
    from qa.scoreboard import breaches, misses, scoreboard

    questions = read_gold(options.gold)
    asked = ask_all(library(options), questions, options.threshold)
    with options.answers.open("w", encoding="utf-8") if options.answers else nullcontext() as out:
        run = report(
            options.gold.name,
            kept(asked, out, counting("questions asked", counted()), len(questions)),
            options.threshold,
        )
    if options.against:
        run = against(run, options.against, questions)
    keep_report(run, library_folder(options))
    show(as_json(run) if options.json else scoreboard(run))
    if options.misses:
        print(misses(run.judgements), file=sys.stderr)
    broken = breaches(run.overall, options.floor, options.ceiling)
    for breach in broken:
        say(breach)
    return FAILED if broken else DONE


def kept(asked: Iterable[Asked], out: IO[str] | None, count: Count, total: int) -> Iterator[Asked]:
    """The same answers, counted, each also written to a file where there is one."""
    for number, one in enumerate(asked, 1):
        if out:
            out.write(one.answer.model_dump_json() + "\n")
        count(number, total)
        yield one


def keep_report(run: Report, folder: Path) -> None:
    """Leave the report in the library's folder, whole or not at all; a library that can't be written goes without."""
    new = folder / f".{LAST_REPORT}"
    try:
        new.write_text(run.model_dump_json(), encoding="utf-8")
        new.replace(folder / LAST_REPORT)
    except OSError as error:
        say(f"the report is not kept for the web page: {error}")


# -- the page ----------------------------------------------------------------------------------------------


def serve(options: argparse.Namespace) -> int:
    """Serve the web page until it is interrupted."""
    from qa.serve import free_port
    from qa.serve import serve as run

    port = free_port(options.host, options.port)
    library(options)
    say("starting the web page")
    return run(options.host, port, library_folder(options).resolve(), _page_ready)


def _page_ready(address: str) -> None:
    say("the page can be opened at the address below; stop with Ctrl+C")
    show(address)
    sys.stdout.flush()


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "index": index_documents,
    "remove": remove,
    "status": status,
    "ask": ask,
    "search": search,
    "figures": figures,
    "eval": evaluate,
    "ui": serve,
}
