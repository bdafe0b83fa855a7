"""Files that nobody should have sent: damaged, foreign, locked, lying about their size, and made to do harm.

``bad_files`` makes them, each with the kind of badness that it stands for. Some can be read in part: then what is read
must be harmless. Everything is made from small sound files by rules, with a fixed seed.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

OFFICE = ("docx", "pptx", "xlsx")
MIB = 1 << 20


class BadFile(NamedTuple):
    """A file that is bad in one way: the ``kind`` of badness, the ``name`` it comes under and its ``content``."""

    kind: str
    name: str
    content: bytes


def bad_files() -> Iterator[BadFile]:
    """Every bad file, in a fixed order, under names of their own."""
    for number, (kind, suffix, content) in enumerate(_all()):
        yield BadFile(kind, f"{number:03d} {kind}.{suffix}", content)


def _all() -> Iterator[tuple[str, str, bytes]]:
    sound = {suffix: make() for suffix, make in SOUND.items()}
    for suffix, content in sound.items():
        yield "empty", suffix, b""
        yield "blank", suffix, b" \n" * 40
        yield "zeros", suffix, bytes(4096)
        yield "noise", suffix, random.Random(suffix).randbytes(4096)
        for share in (5, 30, 60, 90, 99):
            yield f"cut at {share} %", suffix, content[: len(content) * share // 100]
        for seed in range(6):
            yield f"bytes changed, {seed}", suffix, _changed(content, seed)
        others = [other for other in sound if other != suffix]
        for other in others[:3]:
            yield f"a {other} in disguise", suffix, sound[other]
    yield from _archives(sound)
    yield from _xml(sound)
    yield from _pdfs(sound["pdf"])
    yield from _pages()
    yield from _texts()


def _changed(content: bytes, seed: int) -> bytes:
    """A fiftieth of the bytes replaced, at least one."""
    chance, data = random.Random(seed), bytearray(content)
    for _ in range(max(len(data) // 50, 1)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


# -- archives ----------------------------------------------------------------------------------------------


def _archives(sound: dict[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    for suffix in OFFICE:
        content = sound[suffix]
        yield "zip bomb", suffix, _with(content, "bomb.bin", bytes(300 * MIB))
        yield "zip bomb in a part", suffix, _swapped(content, _main(suffix), bytes(64 * MIB))
        yield "path trick", suffix, _with(content, "../../outside.txt", b"gotcha")
        yield "absolute path", suffix, _with(content, "/tmp/outside.txt", b"gotcha")
        yield "archive of nothing", suffix, _zipped({})
        yield "archive of something else", suffix, _zipped({"readme.txt": b"hello"})
        yield "no main part", suffix, _without(content, _main(suffix))
        yield "no content types", suffix, _without(content, "[Content_Types].xml")
        yield "main part empty", suffix, _swapped(content, _main(suffix), b"")
        yield "main part is no XML", suffix, _swapped(content, _main(suffix), b"\xff\xfe<<<")
        yield "twenty thousand parts", suffix, _zipped({f"{n}": b"" for n in range(20_000)})
        yield "old office file", suffix, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048)


def _main(suffix: str) -> str:
    return {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}[suffix]


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _with(content: bytes, name: str, part: bytes) -> bytes:
    return _zipped({**_parts(content), name: part})


def _swapped(content: bytes, name: str, part: bytes) -> bytes:
    return _zipped({**_parts(content), name: part})


def _without(content: bytes, name: str) -> bytes:
    return _zipped({part: data for part, data in _parts(content).items() if part != name})


# -- XML ---------------------------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>'.encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/passwd">]><x>&o;</x>'
QUADRATIC = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]><x>' + b"&a;" * 20_000 + b"</x>"
DEEP = b'<?xml version="1.0"?>' + b"<x>" * 100_000 + b"</x>" * 100_000


def _xml(sound: dict[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    for suffix in OFFICE:
        for kind, xml in (("bomb", BOMB), ("outside entity", OUTSIDE), ("quadratic", QUADRATIC), ("deep", DEEP)):
            yield f"XML {kind}", suffix, _swapped(sound[suffix], _main(suffix), xml)
    sheet = "xl/worksheets/sheet1.xml"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    for kind, inside in {
        "a billion cells claimed": b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"/></sheetData>',
        "a cell at the far end": b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        "a cell beyond the end": b'<sheetData><row r="9999999"><c r="ZZZZ9999999"><v>1</v></c></row></sheetData>',
        "a merge over everything": b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        "a number that is none": b'<sheetData><row r="1"><c r="A1"><v>nothing</v></c></row></sheetData>',
        "a shared string that isn't there": b'<sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData>',
        "a formula": b'<sheetData><row r="1"><c r="A1"><f>WEBSERVICE("http://x.invalid")</f></c></row></sheetData>',
    }.items():
        yield kind, "xlsx", _swapped(sound["xlsx"], sheet, head + inside + b"</worksheet>")


# -- PDF ---------------------------------------------------------------------------------------------------


def _pdfs(sound: bytes) -> Iterator[tuple[str, str, bytes]]:
    yield "header alone", "pdf", b"%PDF-1.7\n"
    yield "no end", "pdf", sound.replace(b"%%EOF", b"")
    yield "no cross references", "pdf", sound.replace(b"startxref", b"startnone")
    yield "wrong cross references", "pdf", sound.replace(b"startxref\n", b"startxref\n9")
    yield "a million pages claimed", "pdf", _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>")
    yield "no pages", "pdf", _pdf(b"<< /Type /Pages /Kids [] /Count 0 >>")
    yield "pages within themselves", "pdf", _pdf(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")
    yield "a page without text", "pdf", _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    yield "a huge page", "pdf", _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"0 0 9e9 9e9")
    yield "a page of no size", "pdf", _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"0 0 0 0")
    yield "locked", "pdf", sound.replace(b"trailer\n<<", b"trailer\n<< /Encrypt << /Filter /Standard /V 1 /R 2 >>")
    stream = zlib.compress(b"BT /F1 1 Tf (x) Tj ET " * (4 * MIB))
    yield "a stream that swells", "pdf", _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", stream=stream)
    yield "much before the header", "pdf", b"x" * 100_000 + sound


def _pdf(pages: bytes, box: bytes = b"0 0 200 200", stream: bytes = b"") -> bytes:
    """A PDF put together by hand, without cross references: one page with a compressed stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % box,
        b"<< /Length %d%b >>\nstream\n" % (len(stream), b" /Filter /FlateDecode" if stream else b"")
        + stream
        + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, made) for number, made in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n"


# -- pages and texts ---------------------------------------------------------------------------------------


def _pages() -> Iterator[tuple[str, str, bytes]]:
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    for kind, body in {
        "script": f"<h1>Results {script}</h1><p>Revenue in FY2031 was JPY 3 million{script}.</p>",
        "deep": "<div>" * 200_000 + "Revenue" + "</div>" * 200_000,
        "deep tables": "<table><tr><td>" * 3_000 + "Revenue" + "</td></tr></table>" * 3_000,
        "a span of a billion": "<table><tr><td colspan=1000000000 rowspan=1000000000>Sales<td>3</table>",
        "many spans": "<table>" + "<tr><td colspan=1000 rowspan=1000>3</td></tr>" * 1000 + "</table>",
        "never closed": "<table><tr><td>Revenue<td>3" * 500,
        "no markup": "Revenue < 3 & > 4",
        "a wrong charset": "<meta charset=no-such-charset><p>Revenue was 3</p>",
        "frames": "<iframe src=file:///etc/passwd></iframe>",
        "entities": "&#0;&#xFFFFFFFF;&#xD800;&bogus;" * 100,
    }.items():
        yield f"HTML {kind}", "html", f"<html><body>{body}</body></html>".encode()
    yield "HTML bomb", "html", BOMB


def _texts() -> Iterator[tuple[str, str, bytes]]:
    for kind, text in {
        "one line": "9 " * MIB,
        "tabs": "\t" * MIB,
        "empty lines": "\n" * MIB,
        "brackets": "(" * 100_000,
        "pipes": "|" * 100_000 + "\n|" + "-|" * 10_000,
        "signs": "#" * 100_000 + "\n" + "*" * 100_000,
        "digits": "1" * 100_000,
        "formulas": "=cmd|'/c calc'!A1\t@SUM(1)\t+1\t-1\nRevenue\t=1+1\t3\t4\n" * 50,
        "directions": "\u202e\u2066 Revenue 3 million \u2069" * 1000,
        "marks": "e" + "\u0301" * 50_000,
        "carriage returns": "Revenue 3\r" * 10_000,
        "a table a million cells wide": "Revenue" + "\t1" * 300_000,
    }.items():
        yield f"text of {kind}", "txt", text.encode()
        yield f"text of {kind}", "md", text.encode()
    yield "text in UTF-16", "txt", "Revenue was 3 million".encode("utf-16")
    yield "text with a zero", "txt", b"Revenue\0was 3"
    yield "text with half a character", "txt", "Revenue é".encode()[:-1]
    yield "text with lone surrogates", "txt", b"Revenue \xed\xa0\x80 3"
    yield "unknown kind", "exe", b"MZ" + bytes(64)
    yield "no suffix", "", b"Revenue"


# -- what is sound -----------------------------------------------------------------------------------------


def _sound_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    page = Canvas(made, pageCompression=0, invariant=1)
    for line, height in (("Kita Boats Inc.", 800), ("Results for FY2031", 780), ("Revenue was JPY 3 million.", 760)):
        page.drawString(72, height, line)
    page.save()
    return made.getvalue()


def _sound_docx() -> bytes:
    from docx import Document

    made = io.BytesIO()
    document = Document()
    document.add_heading("Results for FY2031", 1)
    document.add_paragraph("Revenue was JPY 3 million.")
    document.save(made)
    return made.getvalue()


def _sound_pptx() -> bytes:
    from pptx import Presentation

    made = io.BytesIO()
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Results for FY2031"
    slide.placeholders[1].text = "Revenue was JPY 3 million."
    deck.save(made)
    return made.getvalue()


def _sound_xlsx() -> bytes:
    from openpyxl import Workbook

    made = io.BytesIO()
    book = Workbook()
    book.active.append(["JPY million", "FY2031"])
    book.active.append(["Revenue", 3])
    book.save(made)
    return made.getvalue()


def _sound_html() -> bytes:
    return b"<html><body><h1>Results for FY2031</h1><p>Revenue was JPY 3 million.</p></body></html>"


def _sound_text() -> bytes:
    return b"# Results for FY2031\n\nRevenue was JPY 3 million.\n"


SOUND: dict[str, Callable[[], bytes]] = {
    "pdf": _sound_pdf,
    "docx": _sound_docx,
    "pptx": _sound_pptx,
    "xlsx": _sound_xlsx,
    "html": _sound_html,
    "txt": _sound_text,
    "md": _sound_text,
}
