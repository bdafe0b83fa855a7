"""What the figures of a file say, as tuples to compare with."""

from __future__ import annotations

from pathlib import Path

from qa.figures import figures
from qa.read import read

Typed = tuple[str, str, float, str]


def typed(path: Path) -> list[Typed]:
    """Metric, end of the period ("" without one), value and unit of every figure of a file, in order."""
    return [
        (figure.metric, figure.period.end.isoformat() if figure.period else "", float(figure.value), figure.unit)
        for figure in figures(read(path))
    ]
