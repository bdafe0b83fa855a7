"""Web pages written here, as results are filed: what is seen of them, and which figures they state."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.read import Limits, Unreadable, read
from tests.qa.read.typed import typed

FILED = """<?xml version="1.0" encoding="ascii"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>ex991.htm</title><style>p{color:red}</style></head><body>
<div style="display:none"><ix:header><ix:hidden>hidden 5</ix:hidden></ix:header></div>
<p align="center"><b>Minato Boats Inc.</b></p>
<p style="text-align:center"><b>Minato Boats Reports Results for the First Quarter</b></p>
<p>KOBE &#8211; August 5, 2030 &#8212; In the quarter ended June 30, 2030, revenue of Minato Boats Inc. was
<ix:nonFraction name="r">$345.2</ix:nonFraction> million, the highest that it ever had in the spring.</p>
<table><tr><td>&#8226;</td><td>Net income was $20 million</td></tr></table>
<hr style="page-break-after:always"/>
<p style="text-align:center;font-weight:bold">CONSOLIDATED STATEMENTS OF OPERATIONS</p>
<p style="text-align:center">(In millions, except per share data)<br/>(Unaudited)</p>
<div><table><tr><td><table>
<tr><td colspan="3" style="width:1%"></td><td colspan="3"></td><td colspan="3"></td><td colspan="3"></td></tr>
<tr><td colspan="3"></td><td colspan="9"><b>Three Months Ended June 30,</b></td></tr>
<tr><td colspan="3"></td><td colspan="3">2030</td><td colspan="3"></td><td colspan="3">2029</td></tr>
<tr><td colspan="3">Revenue</td><td>$</td><td>345.2</td><td></td><td colspan="3"></td>
<td>$</td><td>308.1</td><td></td></tr>
<tr><td colspan="3">Cost of sales</td><td colspan="2">(200.1</td><td>)</td><td colspan="3"></td>
<td colspan="2">(190.0</td><td>)</td></tr>
<tr><td colspan="3">Gross margin</td><td colspan="2">42.0</td><td>%</td><td colspan="3"></td>
<td colspan="2">38.3</td><td>%</td></tr>
<tr><td colspan="3">Other income</td><td>$</td><td>&#8212;</td><td></td><td colspan="3"></td>
<td colspan="2">(1.2</td><td>)</td></tr>
<tr><td colspan="3">Diluted earnings per share</td><td>$</td><td>1.23</td><td></td><td colspan="3"></td>
<td>$</td><td>0.98</td><td></td></tr>
</table></td></tr></table></div>
</body></html>"""


def page(folder: Path, content: str | bytes, name: str = "page.htm") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def lines(path: Path) -> list[str]:
    return [line for line in read(path).text.split("\n") if line]


def test_a_filed_release(tmp_path: Path) -> None:
    path = page(tmp_path, FILED)
    assert lines(path)[-10:] == [
        "CONSOLIDATED STATEMENTS OF OPERATIONS",
        "(In millions, except per share data)",
        "(Unaudited)",
        "\tThree Months Ended June 30,\tThree Months Ended June 30,",
        "\t2030\t2029",
        "Revenue\t$345.2\t$308.1",
        "Cost of sales\t(200.1)\t(190.0)",
        "Gross margin\t42.0%\t38.3%",
        "Other income\t—\t(1.2)",
        "Diluted earnings per share\t$1.23\t$0.98",
    ]
    assert [section.title for section in read(path).sections] == [
        "Minato Boats Inc.",
        "Minato Boats Reports Results for the First Quarter",
        "CONSOLIDATED STATEMENTS OF OPERATIONS",
    ]
    found = typed(path)
    assert [figure[2:] for figure in found[:2]] == [(345.2e6, "USD"), (20e6, "USD")]
    assert found[2:] == [
        (metric, f"{year}-06-30", value, unit)
        for metric, unit, values in (
            ("Revenue", "USD", (345.2e6, 308.1e6)),
            ("Cost of sales", "USD", (-200.1e6, -190e6)),
            ("Gross margin", "%", (42.0, 38.3)),
            ("Other income", "USD", (0, -1.2e6)),
            ("Diluted earnings per share", "USD", (1.23, 0.98)),
        )
        for year, value in zip((2030, 2029), values, strict=True)
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>Results</h1><p>Good <b>ones</b>,&nbsp;all&amp;all.</p>", ["Results", "Good ones, all&all."]),
        ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", ["- One", "  - Two", "- Three"]),
        ("<p>a<br>b<br><br>c</p>", ["a", "b", "c"]),
        ("<div>a<script>x()</script><!-- no --><span hidden>no</span>b<style>i{}</style></div>", ["ab"]),
        ("<table><tr><td>(1)</td><td>A note.</td></tr><tr><td>(2)</td><td>Another.</td></tr></table>",
         ["(1) A note.", "(2) Another."]),
        ("<table><tr><td rowspan=2>Asia<td>1<td>2<tr><td>3<td>4</table>", ["Asia\t1\t2", "Asia\t3\t4"]),
        ("<table><tr><th>2031</th><th>%</th></tr><tr><td>Sales</td><td>5</td></tr></table>", ["2031\t%", "Sales\t5"]),
        ("<table><tr><td>Left<td><table><tr><td>Sales<td>1</table></table>", ["Left", "Sales\t1"]),
        ("<table><tr><td>Only one<p>column</p></table>", ["Only one", "column"]),
        ("<table><tr><td>Menu<td><h2>Sales</h2><p>Good.</p></table>", ["Menu", "Sales", "Good."]),
        ("<pre>\n                               2031     2030\nSales of boats                1,234    1,100\n</pre>",
         ["\t2031\t2030", "Sales of boats\t1,234\t1,100"]),
        ("<a href='#t'>Contents</a>" + "".join(
            f"<p>{at}</p><p style='page-break-before:always'><a>Contents</a></p><p>Words {at}</p>" for at in range(3)),
         ["Contents", "0", "Contents", "Words 0", "1", "Contents", "Words 1", "2", "Contents", "Words 2"]),
    ],
)  # fmt: skip
def test_what_is_seen(tmp_path: Path, body: str, text: list[str]) -> None:
    assert lines(page(tmp_path, f"<html><body>{body}</body></html>")) == text


def test_lines_at_page_breaks_are_furniture(tmp_path: Path) -> None:
    body = "".join(f"<p>Contents</p><p>Words {at}</p><hr style='page-break-after: always'>" for at in range(4))
    document = read(page(tmp_path, body))
    kinds = {document.text[b.start : b.end]: b.kind for section in document.sections for b in section.blocks}
    assert (kinds["Contents"], kinds["Words 2"]) == ("furniture", "paragraph")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>売上高</p>".encode(), "売上高"),
        ("<meta charset=shift_jis><p>売上高</p>".encode("cp932"), "売上高"),
        ('<?xml version="1.0" encoding="EUC-JP"?><p>売上高</p>'.encode("euc_jp"), "売上高"),
        ('<meta http-equiv=x content="text/html; charset=iso-8859-1"><p>“5”</p>'.encode("cp1252"), "“5”"),
        ("<p>“5”</p>".encode("cp1252"), "“5”"),
        ("<p>売上高</p>".encode("utf-16"), "売上高"),
        ("<meta charset=nonsense><p>売上高</p>".encode(), "売上高"),
    ],
)
def test_charsets(tmp_path: Path, data: bytes, text: str) -> None:
    assert lines(page(tmp_path, data)) == [text]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no markup"),
        (b"%PDF-1.7 << /Type /Page >>", "no markup"),
        (b"PK\3\4\0\0<p>", "no markup"),
        (b"<html><script>x</script></html>", "no text in it"),
        (b'<!DOCTYPE x [<!ENTITY a "ha">]><p>&a;</p>', "declares entities"),
        (b"<div>" * 100_000 + b"words", "nested too deeply"),
        (b"<table>" + b"<tr><td colspan=900>3<td>4</td></tr>" * 20 + b"</table>", "more than 5,000 cells"),
    ],
)
def test_unreadable_pages(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(page(tmp_path, data), Limits(cells=5000))


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    assert lines(page(tmp_path, "<div><font>" * 800 + "<p>words</p>")) == ["words"]
