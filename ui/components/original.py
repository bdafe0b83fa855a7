"""A page of an original, drawn, with the marked words boxed; cells by their addresses."""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from qa.read.places import Box
from ui.boxes import Boxed
from ui.components.markup import Mark
from ui.originals import WIDTH, Shown

SAID = 100
"""Characters of each boxed text that are said of a picture."""


def page(shown: Shown, alt: str) -> None:
    """Draw a whole page; ``alt`` says what there is to see."""
    across, down = extent(shown.picture)
    st.html(f'<div class="k-sheet{" k-lying" if across > down else ""}">{paper(shown, alt)}</div>')


def cut_out(shown: Shown, alt: str) -> str:
    """A part of a page, as HTML: the size of the type is the same in all, as far as there is room."""
    share = extent(shown.picture)[0] / WIDTH
    return f'<div class="k-cut" style="--k-share:{share:.3f}">{paper(shown, alt)}</div>'


def paper(shown: Shown, alt: str) -> str:
    """A picture with boxes over it."""
    across, down = extent(shown.picture)
    address = f"data:image/png;base64,{b64encode(shown.picture).decode()}"
    drawn = "".join(box(one, shown.region) for one in shown.boxed)
    return (
        f'<div class="k-paper" style="aspect-ratio:{across}/{down}">'
        f'<img src="{address}" alt="{escape(alt)}">{drawn}</div>'
    )


def extent(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels, which stand at the same place in each."""
    across, down = struct.unpack(">II", png[16:24])
    return across, down


def box(one: Boxed, region: Box) -> str:
    """A box in per cent of the region that is shown."""
    left, top, right, bottom = region
    across, down = (right - left) / 100, (bottom - top) / 100
    x0, y0, x1, y1 = one.box
    place = (
        f"left:{(x0 - left) / across:.2f}%;top:{(y0 - top) / down:.2f}%;"
        f"width:{(x1 - x0) / across:.2f}%;height:{(y1 - y0) / down:.2f}%"
    )
    return f'<i class="k-box k-box-{one.kind}" style="{place}" aria-hidden="true"></i>'


def described(text: str, marks: Sequence[Mark], place: str) -> str:
    """What a picture shows, for those who don't see it: its place, and the words that are boxed."""
    values, labels = (
        ", ".join(" ".join(text[mark.start : mark.end].split())[:SAID] for mark in marks if mark.kind == kind)
        for kind in ("value", "label")
    )
    return f"{place}{f'; boxed: {values}' if values else ''}{f' ({labels})' if labels else ''}"


def cells(addresses: Mapping[Mark, str]) -> str:
    """The cells that marks stand in, as HTML: the value's, then those of the words that give it its meaning."""
    values = [address for mark, address in addresses.items() if mark.kind == "value"]
    labels = [address for mark, address in addresses.items() if mark.kind == "label" and address not in values]
    sheets = {address.rpartition("!")[0] for address in addresses.values()}
    short = [address.rpartition("!")[2] if len(sheets) == 1 and values else address for address in labels]
    said = [f"<b>{', '.join(map(escape, dict.fromkeys(values)))}</b>"] if values else []
    said += [f"with {', '.join(map(escape, dict.fromkeys(short)))}"] if labels else []
    return f'<div class="k-where k-cells">{" ".join(said)}</div>' if said else ""
