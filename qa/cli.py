"""The command line: what may be said, and how a failure is told. The commands themselves are in ``qa.commands``.

Exit status: 0 done (for ``ask``: answered), 1 something could not be read or stayed below its floor, 2 wrong usage,
3 not in the documents. Failures are one line on standard error, with the way out.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from qa.confidence import THRESHOLD

DEFAULT_LIBRARY = ".kessan"
DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
TRACEBACKS = "KESSAN_TRACEBACK"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _speak_utf8()
    options = parser().parse_args(arguments)
    from qa.commands import COMMANDS

    try:
        status = COMMANDS[options.command](options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone, as in "kessan figures | head": nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001  (a person gets a line, never a traceback)
        return _failed(error)
    return status


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _failed(error: Exception) -> int:
    if os.environ.get(TRACEBACKS):
        traceback.print_exception(error)
    print(f"kessan: {failure(error)}", file=sys.stderr)
    return USAGE if isinstance(error, ValueError) else FAILED


def failure(error: Exception) -> str:
    """An error in one line: as it was worded where its cause is the user's to mend, else with its kind."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}" if error.filename else error.strerror
    words = " ".join(str(error).split())
    if words and (isinstance(error, (OSError, ValueError)) or type(error).__module__.split(".")[0] in ("qa", "index")):
        return words
    return f"{type(error).__name__}: {words} (unexpected; set {TRACEBACKS}=1 to see where)"


def parser() -> argparse.ArgumentParser:
    """What may be said on the command line."""
    whole = argparse.ArgumentParser(
        prog="kessan",
        description="Ask a company's results documents a question; get the figure, what it means, "
        "and the very characters it was read from.",
        epilog="Say 'kessan COMMAND --help' for a command's options and an example.",
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for build in (_index, _remove, _status, _ask, _search, _figures, _eval, _ui):
        build(commands)
    return whole


class _Version(argparse.Action):
    """Says the version; looked up only when asked for, as that takes as long as all else here."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"kessan {version('kessan')}\n")


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  (it has no public name)


def _command(commands: Commands, name: str, does: str, example: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=does,
        description=does[0].upper() + does[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_argument(
        "--library",
        metavar="DIR",
        type=Path,
        help=f"the folder that holds the index (default: {DEFAULT_LIBRARY}, filled from seeds/ when first needed)",
    )
    return command


def _index(commands: Commands) -> None:
    command = _command(commands, "index", "add or update documents", "kessan index decks/ release.txt")
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders (default: seeds/)")
    command.add_argument("--prune", action="store_true", help="take out the documents whose files are gone from PATH")
    command.add_argument("--jobs", type=_positive, metavar="N", help="read N files at once (default: one a core)")
    limits = command.add_argument_group("limits", "A file that goes beyond one is refused; the others are read.")
    for name, (kind, does) in LIMITS.items():
        limits.add_argument(f"--max-{name}", type=kind, metavar="N", help=does)


def _amount(text: str) -> int:
    """A whole number, also in units of 1,024, 1,024² or 1,024³: "500", "64K", "3G"."""
    number, unit = text.rstrip("kKmMgG"), text[len(text.rstrip("kKmMgG")) :].upper()
    if len(unit) > 1 or not number.isdecimal() or not int(number):
        raise argparse.ArgumentTypeError(f"{text!r} is no amount: give a whole number, as in 500, 64K, 300M or 2G")
    return int(number) << (10 * ("KMG".index(unit) + 1) if unit else 0)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no time: give a number of seconds")
    return seconds


LIMITS = {
    "seconds": (_seconds, "of reading a file (default: 300)"),
    "memory": (_amount, "bytes that reading a file may take (default: 2G)"),
    "pages": (_amount, "pages, slides or sheets (default: 5000)"),
    "cells": (_amount, "cells of tables (default: 2000000)"),
    "characters": (_amount, "characters of text (default: 50000000)"),
    "unpacked": (_amount, "bytes of what an archive holds (default: 1G)"),
    "ratio": (_amount, "times that these may be as large as the file (default: 200)"),
}
"""The options that raise or lower ``qa.read.Limits``: how each is written, and what it counts."""


def _remove(commands: Commands) -> None:
    command = _command(commands, "remove", "take documents out of everything", "kessan remove release.txt")
    command.add_argument("docs", nargs="+", type=_words, metavar="DOC", help="a document's file name")


def _status(commands: Commands) -> None:
    command = _command(commands, "status", "say what the library holds and whether it is sound", "kessan status")
    command.add_argument("--coverage", action="store_true", help="list, slide by slide, the numerals not understood")
    _json(command)


def _ask(commands: Commands) -> None:
    example = 'kessan ask "what was operating income in the first half of FY2011?"'
    command = _command(commands, "ask", "answer one question, or say that the documents don't", example)
    command.add_argument("question", type=_words, metavar="QUESTION")
    _docs(command)
    _threshold(command)
    _json(command)
    command.add_argument("--explain", action="store_true", help="say how the answer was found")


def _search(commands: Commands) -> None:
    command = _command(commands, "search", "find passages, best first", 'kessan search "cloud computing revenue" -k 5')
    command.add_argument("query", type=_words, metavar="QUERY")
    command.add_argument("-k", type=_positive, default=10, metavar="N", help="how many passages (default: 10)")
    _docs(command)
    _json(command)


def _figures(commands: Commands) -> None:
    example = "kessan figures --metric revenue --period 2Q11 --out revenue.xlsx"
    command = _command(commands, "figures", "list every figure that the documents state, typed", example)
    _docs(command)
    command.add_argument("--metric", type=_words, metavar="WORDS", help="only figures of this measure")
    command.add_argument("--subject", type=_words, metavar="WORDS", help="only of this segment, product or subsidiary")
    command.add_argument("--period", type=_words, metavar="TEXT", help="only figures of this period, in any wording")
    command.add_argument("--unit", type=_words, metavar="UNIT", help="only in this unit: JPY, %%, headcount …, or none")
    command.add_argument("--status", type=_words, help="only with this status: actual, target or change")
    command.add_argument(
        "--format", choices=("table", "csv", "json", "xlsx"), help="default: as the file is named, else table"
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="write to this file; needed for xlsx")
    command.add_argument(
        "--conflicts",
        action="store_true",
        help="list instead where figures contradict one another, and the totals, changes and ratios that don't follow",
    )


def _eval(commands: Commands) -> None:
    example = "kessan eval seeds/questions.jsonl --answers now.jsonl --against before.jsonl"
    command = _command(commands, "eval", "ask every question of a gold file and measure the answers", example)
    command.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    command.add_argument("--answers", type=Path, metavar="OUT.jsonl", help="write one answer a line to this file")
    command.add_argument("--against", type=Path, metavar="FILE", help="an earlier run's answers or --json report")
    command.add_argument("--misses", action="store_true", help="list the questions that were not answered rightly")
    _threshold(command)
    _limits(command, "--floor", "exit with 1 where a measure is below X, as in right=0.5")
    _limits(command, "--ceiling", "exit with 1 where a measure is above X, as in wrong=0.2")
    _json(command)


def _ui(commands: Commands) -> None:
    command = _command(commands, "ui", "serve the web page", "kessan ui --port 8600")
    command.add_argument("--port", type=_port, metavar="N", help="default: the first free one from 8501 on")
    command.add_argument("--host", default="localhost", help="the address to listen on (default: localhost)")


def _docs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--doc", dest="docs", action="append", metavar="NAME", help="only this document; may be given several times"
    )


def _threshold(command: argparse.ArgumentParser) -> None:
    either = command.add_mutually_exclusive_group()
    either.add_argument(
        "--threshold",
        type=_probability,
        default=THRESHOLD,
        metavar="P",
        help="answer only what is right with at least this probability (default: %(default)s)",
    )
    either.add_argument(
        "--risk",
        dest="threshold",
        type=lambda text: 1 - _probability(text),
        metavar="R",
        help="the same said the other way: only what is wrong with at most this probability",
    )


def _limits(command: argparse.ArgumentParser, name: str, does: str) -> None:
    command.add_argument(name, action="append", default=[], type=_limit, metavar="MEASURE=X", help=does)


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="write JSON instead of text")


def _words(text: str) -> str:
    """What was typed, with a replacement character for each byte that is no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def _probability(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no probability: give a number from 0 to 1")
    return number


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")
    return int(text)


def _limit(text: str) -> tuple[str, float]:
    from qa.measure import NAMES

    name, _, value = text.partition("=")
    try:
        limit = float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not MEASURE=X, such as right=0.5") from None
    if name not in NAMES:
        raise argparse.ArgumentTypeError(f"{name!r} is no measure: {', '.join(NAMES)}")
    return name, limit


if __name__ == "__main__":
    sys.exit(main())
