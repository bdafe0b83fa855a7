"""What of a web page's markup is seen, and as which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.read.writer import tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UNSEEN = frozenset({
    "canvas", "embed", "head", "iframe", "ix:header", "ix:hidden", "math", "noscript", "object", "option", "script",
    "select", "style", "svg", "template", "textarea",
})  # fmt: skip
_PARTING = frozenset({
    "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]*)")


def name_of(element: Element) -> str:
    """An element's name in lower case, "" for a comment."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def style_of(element: Element) -> dict[str, str]:
    """The style that an element sets for itself."""
    return {key.lower(): value.strip().lower() for key, value in _STYLE.findall(element.get("style") or "")}


def is_hidden(element: Element) -> bool:
    """Whether no one sees an element: a script, facts for machines, what is styled away."""
    name = name_of(element)
    if not name or name in _UNSEEN or element.get("hidden") is not None:
        return True
    style = style_of(element) if element.get("style") else {}
    return style.get("display", "").startswith("none") or style.get("visibility", "").startswith("hidden")


def words_of(element: Element) -> str:
    """All that is seen of an element, on one line."""
    return tidy("".join(_seen(element)))


def _seen(element: Element) -> Iterator[str]:
    from lxml.etree import iterwalk

    walk = iterwalk(element, events=("start", "end"))
    for event, found in walk:
        if event == "start":
            if is_hidden(found):
                walk.skip_subtree()
            else:
                yield f" {found.text or ''}" if name_of(found) in _PARTING else found.text or ""
        elif found is not element:
            yield f" {found.tail or ''}" if name_of(found) in _PARTING else found.tail or ""
