"""What the field knows, as a textbook would have it: data files, and the loader that reads them.

Nothing in here may come from a particular company or document.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a knowledge file by ``[heading]``, without comments and blank lines.

    Lines before the first heading come under "".
    """
    heading, lines = "", dict[str, list[str]]()
    for raw in (files(__package__) / name).read_text(encoding="utf-8").splitlines():
        line = "" if raw.lstrip().startswith("# ") or raw.strip() == "#" else raw.strip()
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        elif line:
            lines.setdefault(heading, []).append(line)
    return {heading: tuple(of) for heading, of in lines.items()}


@cache
def words(name: str) -> frozenset[str]:
    """A class of words from ``words.txt``."""
    return frozenset(" ".join(sections("words.txt")[name]).split())
