"""Numbers and dates as spreadsheets show them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.read.number_formats import shown

ACCOUNTING = '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.153, "0.0%", "15.3%"),
        (-0.5, "0%;(0%)", "(50%)"),
        (-0.0004, "0.0%", "0.0%"),
        (2.5, "0", "3"),
        (-1234.5, "#,##0;(#,##0)", "(1,235)"),
        (-1234, "#,##0;[Red]-#,##0", "-1,234"),
        (-1234, '#,##0;"△"#,##0', "△1,234"),
        (1234.5, ACCOUNTING, "$1,234.50"),
        (-1234.5, ACCOUNTING, "$(1,234.50)"),
        (0, ACCOUNTING, "-"),
        (1234567, "#,##0,", "1,235"),
        (1234567, '0.0,,"M"', "1.2M"),
        (12345678, '[>=1000000]0.0,,"M";0', "12.3M"),
        (45, '[>=1000000]0.0,,"M";0', "45"),
        (1234, "[$¥-411]#,##0", "¥1,234"),
        (1234, "[$JPY] #,##0", "JPY 1,234"),
        (12, "0.0x", "12.0x"),
        (2031, '"FY"0', "FY2031"),
        (3, "000", "003"),
        (0.5, "#.0", ".5"),
        (1.5, "# ?/?", "1.5"),
        (12345.678, "0.00E+00", "1.23E+4"),
        (5, ";;;", ""),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "General", "1234567.891"),
        (-5, "General", "-5"),
        (7, "@", "7"),
        (float("nan"), "0", ""),
        (47573, "d-mmm-yy", "March 31, 2030"),
        (date(2031, 3, 31), "m/d/yyyy", "March 31, 2031"),
        (date(2031, 3, 31), "mmm-yy", "March 2031"),
        (date(2031, 3, 31), "yyyy", "2031"),
        (date(2031, 3, 31), '"FY"yyyy', "FY2031"),
        (time(5, 6), "h:mm", "05:06"),
        (timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
        (True, "General", "TRUE"),
        (" two\nlines ", "@", "two lines"),
        (None, "0", ""),
    ],
)
def test_shown(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


CODES = st.one_of(st.text(max_size=12), st.text('0#?.,;%E+-_*"\\[]$@mdyhs/ >=<', max_size=14))


@given(st.one_of(st.integers(), st.floats(), st.dates(), st.text(max_size=5)), CODES)
def test_every_value_is_shown_on_one_line_under_every_format(value: object, code: str) -> None:
    assert not set(shown(value, code)) & set("\n\t\r")
