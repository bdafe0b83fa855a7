"""The numbers inside a native chart as the rows of a table: ECMA-376, part 1, chapter 21.2.

Waterfalls, funnels and other kinds that came later are written otherwise: [MS-ODRAWXML], section 2.24.3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.read.number_formats import GENERAL, shown
from qa.read.rows import Entry

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
CHARTS = tuple(f"{{{_NAMES[name]}}}chart" for name in ("c", "cx"))
"""The elements by which a drawing names the part that holds its chart."""


@dataclass(frozen=True, slots=True)
class _Series:
    """One row of numbers, as shown; ``axes`` are the ids of the axes that it is drawn on."""

    name: str
    categories: dict[int, str]
    values: dict[int, str]
    axes: frozenset[str]


def title_of(chart: Element) -> str:
    """The title over a chart, "" where it has none."""
    return _words(chart, "c:chart/c:title") or " ".join(_texts(chart, "cx:chart/cx:title//cx:txData/cx:v"))


def rows_of(chart: Element) -> list[list[Entry]]:
    """A row of categories over one row for each series. What the axis of values is called stands in the corner, or
    behind the names of the series where there are several such axes."""
    series = [*_series(chart), *_later_series(chart)]
    places = sorted({place for one in series for place in one.values})
    named: dict[int, str] = {}
    for one in series:
        named = {**one.categories, **named}
    if not places:
        return []
    axes = _axes(chart)
    several = len(axes) > 1
    corner = "" if several else next(iter(axes.values()), "")
    rows = [[corner, *(named.get(place, "") for place in places)]]
    for one in series:
        unit = next((axes[axis] for axis in one.axes if axes.get(axis)), "") if several else ""
        name = f"{one.name} ({unit})" if unit else one.name
        rows.append([name, *(one.values.get(place, "") for place in places)])
    return [[Entry(" ".join(text.split())) for text in row] for row in rows]


def _series(chart: Element) -> Iterator[_Series]:
    for plot in _find(chart, "c:chart/c:plotArea/*[c:ser]"):
        axes = frozenset(axis.get("val", "") for axis in _find(plot, "c:axId"))
        for ser in _find(plot, "c:ser"):
            yield _Series(
                "".join(_texts(ser, "c:tx//c:v")),
                _categories(ser),
                _values(ser, _label_format(ser) or _label_format(plot)),
                axes,
            )


def _later_series(chart: Element) -> Iterator[_Series]:
    """The series of the kinds of charts that came later; their data stand apart, by number."""
    data = {one.get("id"): one for one in _find(chart, "cx:chartData/cx:data")}
    for ser in _find(chart, "cx:chart//cx:series"):
        held = data.get(next((one.get("val") for one in _find(ser, "cx:dataId")), None))
        if held is not None:
            formats = [one.get("formatCode") or "" for one in _find(ser, "cx:dataLabels/cx:numFmt[@sourceLinked='0']")]
            levels = _find(held, "cx:numDim/cx:lvl")
            code = next(iter(formats), "") or next((level.get("formatCode") or "" for level in levels), "")
            yield _Series(
                "".join(_texts(ser, "cx:tx//cx:v")),
                _laid([_later_points(level) for level in _find(held, "cx:strDim/cx:lvl")]),
                {place: _number(text, code) for level in levels for place, text in _later_points(level).items()},
                frozenset(),
            )


def _later_points(level: Element) -> dict[int, str]:
    return {_place(point): point.text or "" for point in _find(level, "cx:pt")}


def _values(ser: Element, code: str) -> dict[int, str]:
    """The numbers of a series by their places, in the format of their labels, else their own."""
    found: dict[int, str] = {}
    for cache in _find(ser, "c:val//c:numCache | c:val/c:numLit | c:yVal//c:numCache | c:yVal/c:numLit"):
        of_all = "".join(_texts(cache, "c:formatCode"))
        for point in _find(cache, "c:pt"):
            words = _number("".join(_texts(point, "c:v")), code or point.get("formatCode") or of_all)
            found[_place(point)] = words
    return found


def _label_format(holder: Element) -> str:
    """The number format that data labels have of their own; "" where they take that of the numbers."""
    formats = [one for one in _find(holder, "c:dLbls/c:numFmt") if one.get("sourceLinked") in ("0", "false")]
    return (formats[0].get("formatCode") or "") if formats else ""


def _categories(ser: Element) -> dict[int, str]:
    """The names of the places; of names in several levels the outer one stands before each of its inner ones."""
    levels = _find(ser, "c:cat//c:lvl") or _find(
        ser, "(c:cat | c:xVal)/*[self::c:strLit or self::c:numLit] | (c:cat | c:xVal)/*/*[c:pt]"
    )
    return _laid([_points(level) for level in levels])


def _laid(levels: Sequence[dict[int, str]]) -> dict[int, str]:
    """The names of the innermost level, each after those of the outer levels that it stands under."""
    inner = dict(levels[0]) if levels else {}
    for level in levels[1:]:
        starts = sorted(level)
        for place, name in inner.items():
            over = bisect_right(starts, place)
            inner[place] = f"{level[starts[over - 1]]} {name}" if over else name
    return inner


def _points(cache: Element) -> dict[int, str]:
    code = "".join(_texts(cache, "c:formatCode"))
    points = _find(cache, "c:pt")
    if not code:
        return {_place(point): "".join(_texts(point, "c:v")) for point in points}
    return {_place(point): _number("".join(_texts(point, "c:v")), point.get("formatCode") or code) for point in points}


def _number(text: str, code: str) -> str:
    try:
        return shown(float(text), code or GENERAL)
    except ValueError:
        return text


def _axes(chart: Element) -> dict[str, str]:
    """The axes of values by id, and what each is called."""
    axes = _find(chart, "c:chart/c:plotArea/c:valAx")
    named = {"".join(axis.get("val", "") for axis in _find(one, "c:axId")): _words(one, "c:title") for one in axes}
    return named if any(named.values()) else {}


def _place(point: Element) -> int:
    index = point.get("idx", "")
    return int(index) if index.isdecimal() and len(index) < 9 else 0


def _words(element: Element, path: str) -> str:
    """The text of a title, its paragraphs joined."""
    paragraphs = _find(element, f"{path}//a:p")
    return " ".join(filter(None, ("".join(_texts(paragraph, ".//a:t")) for paragraph in paragraphs)))


def _texts(element: Element, path: str) -> list[str]:
    return [found.text or "" for found in _find(element, path)]


def _find(element: Element, path: str) -> list[Element]:
    from lxml.etree import XPath

    return list(XPath(path, namespaces=_NAMES)(element))
