"""What a document is called, whose it is and when it is from, as its first page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from qa.periods import MONTHS
from qa.read.layout import LEGAL_FORM, Piece
from qa.read.marks import Heading, tidy

FIRST_PAGE, COVER, SOON = 14, 24, 500
LONGEST_LINE = 120
DATELINE = 60

_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[./年-]\s?(?P<number>\d{1,2})\s?[./月-]\s?(?P<day>\d{1,2})(?!\d)"),
    re.compile(
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:\s?[-–]\s?\d{{1,2}})?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<day>\d{{1,2}})\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
_CLOSING_DATE = re.compile(r"(?:as of|as at|end(?:ed|ing)|from|to|through|until|beginning|since)\s*$", re.IGNORECASE)
_KIND_OF_REPORT = re.compile(
    r"\s*[,:–—-]\s+(?=(?:\w+\s+){0,4}?(?:annual|interim|quarterly|integrated|financial|earnings|results|form|10-[kq])\b)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"https?:|\bwww\.|@|\b(?:nasdaq|nyse|tse1?|lse|code)\b.{0,12}:|\btel\b|immediate release", re.IGNORECASE
)
_CHARTER = re.compile(r"\(?exact name of (?:the )?(?:registrant|issuer|company)\b", re.IGNORECASE)
_FILE_NUMBER = re.compile(r"\b(?:file|no\.|number)\b", re.IGNORECASE)
_FORM = re.compile(r"form\s+(?P<form>10-?[kq]|20-?f|40-?f|6-?k|8-?k)(?P<amended>/a)?\b\W*", re.IGNORECASE)
_PERIOD_COVERED = re.compile(
    r"for the (?P<kind>(?:\w+\s+){0,2}(?:period|quarter|year)s? ended:?\s+(?P<date>.{8,20}?\d{4}))\b", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_][^:;()<>\"“”]{1,78}")


def company_of(pieces: Sequence[Piece]) -> str:
    """The company's name: the one that a filing gives as its charter's, else a first-page line with a legal form, else
    what comes before the kind of report; else ""."""
    lines = list(_first_page(pieces))
    chartered = _chartered(pieces)
    if chartered:
        return chartered
    running = [tidy(piece.text) for piece in pieces[:FIRST_PAGE] if piece.kind == "furniture"]
    for line in (*lines, *running):
        name = _undated(_KIND_OF_REPORT.split(line)[0])
        if LEGAL_FORM.search(name) and _NAME.fullmatch(name) and len(name.split()) <= 10:
            return name
    head = lines[0] if lines else ""
    parts = _KIND_OF_REPORT.split(head)
    return parts[0].strip() if len(parts) > 1 else ""


def _undated(line: str) -> str:
    """A line without the date that it ends with."""
    ends = [match.start() for pattern in _DATES for match in pattern.finditer(line) if match.end() == len(line)]
    return line[: min(ends, default=None)].strip(" ,|·–—-")


def date_of(pieces: Sequence[Piece]) -> date | None:
    """The first date on the first page that dates the document rather than a period; a bare month is its first day.

    A line of its own may hold it, or the dateline that opens the first paragraph: "Tokyo, November 8, 2011 - …". A
    filing without one is dated by the last day of the period that its cover names.
    """
    for line in _first_page(pieces):
        for pattern in _DATES:
            match = pattern.search(line if len(line) <= LONGEST_LINE else line[:DATELINE])
            if match and not _CLOSING_DATE.search(line[: match.start()]):
                return _day(match)
    covered = _covered(pieces) if _form(pieces) else None
    return _day(covered[1]) if covered else None


def title_of(pieces: Sequence[Piece], headings: Sequence[Heading], company: str) -> str:
    """The first line of the first page that is no name, date or address; else the company and the page's date.
    A filing is called by its form: "Minato Boats Inc. Form 10-Q, quarterly period ended June 30, 2031"."""
    filed = _filed(pieces, company)
    if filed:
        return filed
    page = pieces[: headings[0].first] if headings else pieces[:FIRST_PAGE]
    lines = [tidy(piece.text) for piece in page if piece.kind == "paragraph"]
    if headings and (not headings[0].first or pieces[headings[0].last].text.startswith(("#", "**"))):
        lines.append(headings[0].title)
    for line in lines:
        if _names_the_document(line, company):
            return line
    dated = next((line for line in _first_page(pieces) if _is_date(line)), "")
    return " ".join(filter(None, (company, dated)))


def _filed(pieces: Sequence[Piece], company: str) -> str:
    """What a filing is called, by the form and the period that its cover names; "" for anything else."""
    form = _form(pieces)
    covered = _covered(pieces) if form else None
    if not form or not covered:
        return ""
    period, day = covered
    said = " ".join(period["kind"].split())[: -len(period["date"])].strip(" :").lower()
    return f"{company} Form {form['form'].upper()}{(form['amended'] or '').upper()}, {said} {day.group()}".strip()


def _form(pieces: Sequence[Piece]) -> re.Match[str] | None:
    """The line of a filing's cover that names its form."""
    return next((match for line in _cover(pieces) if (match := _FORM.fullmatch(line))), None)


def _chartered(pieces: Sequence[Piece]) -> str:
    """The name that a filing's cover gives as the one in the registrant's charter, on the line above these words or
    before them; "" where it says none."""
    above = ""
    for line in _cover(pieces):
        said = _CHARTER.search(line)
        if said:
            name = line[: said.start()].strip() or above
            return name if _NAME.fullmatch(name) and not _FILE_NUMBER.search(name) else ""
        above = line
    return ""


def _covered(pieces: Sequence[Piece]) -> tuple[re.Match[str], re.Match[str]] | None:
    """The period that a filing's cover says it is for, and the day that it ends."""
    for line in _cover(pieces):
        period = _PERIOD_COVERED.search(line)
        days = (match for pattern in _DATES[1:3] if period and (match := pattern.search(period["date"])))
        day = next(days, None)
        if period and day:
            return period, day
    return None


def _cover(pieces: Sequence[Piece]) -> Iterator[str]:
    """The lines of a filing's cover: those about the words that name its registrant, else the first."""
    named = (at for at, piece in enumerate(pieces[:SOON]) if _CHARTER.search(piece.text[: 2 * LONGEST_LINE]))
    end = next(named, COVER - 1) + 1
    for piece in pieces[max(end - COVER, 0) : end]:
        if piece.kind in ("paragraph", "heading") and len(piece.text) <= 4 * LONGEST_LINE:
            yield from map(tidy, piece.text.split("\n"))


def _first_page(pieces: Sequence[Piece]) -> Iterator[str]:
    """The lines that a document begins with, down to its first table, list or paragraph of some length."""
    for piece in pieces[:FIRST_PAGE]:
        if piece.kind in ("table", "bullet"):
            return
        if piece.kind in ("paragraph", "heading"):
            yield from (tidy(line[: 2 * LONGEST_LINE]) for line in piece.text[: 4 * LONGEST_LINE].split("\n"))
        if len(piece.text) > LONGEST_LINE:
            return


def _names_the_document(text: str, company: str) -> bool:
    if not 3 <= len(text) <= 200 or _STAMP.search(text) or _is_date(text):
        return False
    name = LEGAL_FORM.sub("", company)
    return not name or not re.fullmatch(rf"{re.escape(name)}\b.{{0,30}}", text) or bool(_KIND_OF_REPORT.search(text))


def identifies(line: str) -> bool:
    """Whether a line says who or when: a company's name, a date, an address, a ticker."""
    return bool(LEGAL_FORM.search(line) or _STAMP.search(line)) or _is_date(line)


def _is_date(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in _DATES)


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else MONTHS[parts["month"][:3].lower()]
    try:
        return date(int(parts["year"]), month, int(parts.get("day") or 1))
    except ValueError:
        return None
