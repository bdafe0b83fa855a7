"""Every text colour can be read on the ground it stands on, in light and in dark."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import ui.components.page as component

ENOUGH = 4.5  # WCAG 2.2, level AA, for text of ordinary size
SHEET = component.STYLE.read_text(encoding="utf-8")
THEME = tomllib.loads((Path(component.STYLE).parents[1] / ".streamlit/config.toml").read_text(encoding="utf-8"))[
    "theme"
]


def colours(mode: str) -> dict[str, str]:
    found = re.findall(r"--k-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", SHEET)
    sheet = {name: light if mode == "light" else dark for name, light, dark in found}
    return sheet | {"ground": THEME[mode]["backgroundColor"], "box": THEME[mode]["secondaryBackgroundColor"]}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"),
        ("ink", "wash"),
        ("ink", "label"),
        ("ink", "typed"),
        ("ink", "missed"),
        ("soft", "aside"),
        ("soft", "ground"),
        ("soft", "box"),
        ("accent", "ground"),
        ("value-ink", "value"),
    ],
)
def test_contrast(mode: str, ink: str, ground: str) -> None:
    found = colours(mode)
    lighter, darker = sorted((luminance(found[ink]), luminance(found[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= ENOUGH
