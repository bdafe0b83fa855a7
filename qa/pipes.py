"""Tables whose cells a bar parts, as Markdown writes them: GitHub Flavored Markdown, section 4.10.

A row of dashes under a row with as many cells makes a table; all lines with a bar that follow belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*:?-+:?\s*")
_IN_RULES = frozenset("|:- \t\r")


def piped(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that are rows of such tables."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if at and is_rule(line) and "|" in lines[at - 1] and len(bars(lines[at - 1])) == len(bars(line)):
            found |= {at - 1, at}
        elif at - 1 in found and "|" in line:
            found.add(at)
    return frozenset(found)


def is_rule(line: str) -> bool:
    """Whether a line is the row of dashes between the header of a table and its body."""
    if "|" not in line or "-" not in line or not _IN_RULES.issuperset(line):
        return False
    return all(_RULE.fullmatch(line, start, end) for start, end in bars(line))


def bars(line: str) -> list[tuple[int, int]]:
    """The [start, end) of each cell of a row; the bars at its ends part nothing."""
    first = len(line) - len(line.lstrip())
    last = len(line.rstrip())
    starts = [match.end() for match in _BAR.finditer(line, first, last)]
    edges = [*([] if line.startswith("|", first) else [first]), *starts]
    ends = [start - 1 for start in edges[1:]]
    return list(zip(edges, [*ends, last], strict=True)) if edges[-1] < last else list(zip(edges, ends, strict=False))
