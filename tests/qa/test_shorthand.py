"""Shorthand: written out where it is no name."""

from __future__ import annotations

import pytest

from qa.shorthand import written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rev in the last qtr of the yr", "revenue in the last quarter of the year"),
        ("Rev of kayaks", "revenue of kayaks"),
        ("eff tax rate", "effective tax rate"),
        ("sys op & maint svcs", "systems operation and maintenance services"),
        ("Kayaks of Rev. Sys Ltd", "Kayaks of Rev. Sys Ltd"),
        ("www.rev.biz and maint-o", "www.rev.biz and maint-o"),
        ("", ""),
    ],
)
def test_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant
