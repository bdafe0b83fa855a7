"""Facts, conflicts and checks: what agrees within rounding, and every misprint planted in two made-up documents."""

from __future__ import annotations

import csv
import io
import json
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.checks import Failure, audit
from qa.conflicts import Conflict, Conflicts
from qa.discrepancies import as_csv, as_json, as_text, concerning
from qa.facts import Facts, versions_of
from qa.figures import figures
from qa.identity import identity
from qa.model import Figure
from qa.read import read
from qa.rounding import agree, resemble
from qa.show import Style
from qa.totals import sums_in
from tests.qa.made import figure
from tests.qa.shelved import shelf_of

SEEDS = Path(__file__).parents[2] / "seeds"
SCALES = st.sampled_from([1, 1000, 10**6, 10**9])
SHELF = "yamabuki_release.txt", "yamabuki_deck.txt"


def printed(text: str, scale: int = 10**6, **more: Any) -> Figure:
    """A figure printed as ``text`` in units of ``scale``."""
    value = Decimal(text.replace(",", "").strip("()")) * scale * (-1 if text[0] == "(" else 1)
    return figure(str(value), printed=text, scale=scale, **{"qualifier": None, **more})


def failures(check: str) -> list[Failure]:
    return [failure for failure in shelf_of(*SHELF).audit.failing if failure.check == check]


def conflict_over(digits: str) -> Conflict:
    [found] = [c for c in shelf_of(*SHELF).conflicts.all if digits in {f.printed for v in c.versions for f in v}]
    return found


# -- rounding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (printed("1.6", 10**9), printed("1,612")),
        (printed("1.6", 10**9), printed("1,680")),  # cut off
        (printed("(36)"), printed("(36,682)", 1000)),
        (printed("250", qualifier="over"), printed("251")),
        (printed("250", qualifier="under"), printed("249.5")),
        (printed("6,500", 1, qualifier="approx"), printed("6,612", 1)),
    ],
)
def test_one_value_in_two_prints_agrees(one: Figure, other: Figure) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (printed("36"), printed("37")),
        (printed("1.6", 10**9), printed("1,712")),
        (printed("1.6", 10**9), printed("1,549")),
        (printed("250", qualifier="over"), printed("249")),
        (printed("12"), printed("(12)")),
    ],
)
def test_two_values_do_not_agree(one: Figure, other: Figure) -> None:
    assert not agree(one, other)
    assert not agree(other, one)


@given(st.integers(-(10**12), 10**12), SCALES, st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_rounded_or_cut_off_number_agrees_with_itself(value: int, scale: int, places: int, how: str) -> None:
    exact = figure(str(value), printed=f"{abs(value):,}", scale=1, qualifier=None)
    short = (Decimal(value) / scale).quantize(Decimal(1).scaleb(-places), rounding=how)
    coarse = figure(str(short * scale), printed=f"{abs(short):,}", scale=scale, qualifier=None)
    assert agree(exact, coarse)
    assert agree(coarse, exact)


@given(st.integers(1, 10**9), st.integers(1, 10**6), SCALES)
def test_numbers_of_one_print_agree_only_where_they_are_equal(value: int, more: int, scale: int) -> None:
    one, other = printed(f"{value:,}", scale), printed(f"{value + more:,}", scale)
    assert agree(one, one)
    assert not agree(one, other)


@given(st.lists(st.tuples(st.integers(1, 999), SCALES), min_size=1, max_size=12))
def test_every_figure_is_in_a_version_whose_most_precise_print_it_agrees_with(stated: list[tuple[int, int]]) -> None:
    members = [printed(str(number), scale) for number, scale in stated]
    found = versions_of(members)
    assert all(agree(version[0], member) for version in found for member in version)
    assert sum(map(len, found)) == len(members) or len(found) > 6


@pytest.mark.parametrize(
    ("one", "other"), [("2,448", "2,488"), ("4,214.14", "4,241.14"), ("820", "823"), ("951", "151")]
)
def test_slips_and_small_differences_resemble(one: str, other: str) -> None:
    assert resemble(printed(one), printed(other))


@pytest.mark.parametrize(("one", "other"), [("850", "150"), ("2,448", "9,911"), ("36", "63"), ("12", "(12)")])
def test_other_numbers_do_not(one: str, other: str) -> None:
    assert not resemble(printed(one), printed(other))


def test_a_change_may_have_lost_its_sign() -> None:
    up, down = (figure(value, "%", printed="2.3", scale=1, status="change") for value in ("2.3", "-2.3"))
    assert resemble(up, down)


# -- identity ----------------------------------------------------------------------------------------------


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    document = shelf_of(*SHELF).documents[0]
    source = figure().source
    assert source
    found = [
        identity(figure(source=source.model_copy(update={"doc": document.name}), **{"subject": None, **of}), document)
        for of in (one, other)
    ]
    assert all(found)
    return found[0] == found[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Total revenues", "Net sales"),
        ("Operating loss", "Operating income (loss)"),
        ("Net income attributable to Yamabuki per share", "BASIC NET INCOME PER SHARE"),
    ],
)
def test_words_of_the_field_for_one_metric_are_one_fact(one: str, other: str) -> None:
    assert same({"context": (one,)}, {"context": (other,)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"context": ("Net income",)}, {"context": ("Net income attributable to Yamabuki",)}),
        ({"context": ("Revenues",)}, {"context": ("Revenues",), "subject": "soups"}),
        ({"context": ("Revenues",)}, {"context": ("Revenues",), "unit": "%"}),
        ({"context": ("Revenues",)}, {"context": ("Revenues",), "status": "target"}),
        ({"context": ("Revenues", "Previous Target")}, {"context": ("Revenues", "Target")}),
        ({"context": ("Other", "Revenues")}, {"context": ("Other", "Total assets")}),
    ],
)
def test_what_a_label_or_heading_tells_apart_is_two_facts(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not same(one, other)


# -- conflicts ---------------------------------------------------------------------------------------------


def test_a_misprint_is_a_conflict_and_the_better_supported_value_comes_first() -> None:
    conflict = conflict_over("376")
    assert conflict.kind == "conflict"
    assert [[f.printed for f in version] for version in conflict.versions] == [["367", "367", "0.37"], ["376"]]
    assert conflict.why == "borne out by arithmetic; stated in 3 places, the other in 1"


def test_what_a_later_document_gives_otherwise_is_a_restatement() -> None:
    conflict = conflict_over("1.40")
    assert conflict.kind == "restatement"
    assert conflict.better.printed == "1.40"
    assert "2042-11-09" in conflict.why


def test_nothing_else_is_in_conflict() -> None:
    assert len(shelf_of(*SHELF).conflicts.all) == 2
    assert not shelf_of("minato.txt").conflicts.all


def test_the_fact_of_a_figure_has_what_agrees_and_what_does_not() -> None:
    shelf = shelf_of(*SHELF)
    misprint = next(f for f in shelf.figures if f.printed == "376")
    assert shelf.conflicts.fact_of(misprint).corroborating == ()
    assert shelf.conflicts.fact_of(misprint).conflict == conflict_over("376")
    better = conflict_over("376").better
    assert [f.printed for f in shelf.conflicts.fact_of(better).corroborating] == ["367", "0.37"]
    computed = better.model_copy(update={"source": None})
    assert shelf.conflicts.fact_of(computed).conflict is None


def test_a_table_that_gives_two_values_tells_two_things_apart() -> None:
    shelf = shelf_of(*SHELF)
    first = next(f for f in shelf.figures if f.printed == "367")
    assert first.source
    beside = first.source.model_copy(update={"start": first.source.start + 4, "end": first.source.end + 4})
    twin = first.model_copy(update={"printed": "376", "value": Decimal(376 * 10**6), "source": beside})
    facts = Facts([first, twin], shelf.documents)
    assert not Conflicts(facts, lambda: shelf.audit).all


# -- checks ------------------------------------------------------------------------------------------------


def test_a_total_that_does_not_add_up_fails() -> None:
    [failure] = failures("total")
    assert failure.figures[0].printed == "2,850"
    assert (failure.printed, failure.expected) == (Decimal(2850 * 10**6), Decimal(2400 * 10**6))
    assert len(failure.figures) == 4
    assert "2,400 million" in failure.words


def test_a_printed_change_that_does_not_follow_fails() -> None:
    [failure] = failures("change")
    assert failure.figures[0].printed == "-5.4"
    assert failure.expected == Decimal("6.3")
    assert [f.printed for f in failure.figures[1:]] == ["0.39", "367"]


def test_a_ratio_that_does_not_follow_fails() -> None:
    [failure] = failures("ratio")
    assert failure.figures[0].printed == "8.6"
    assert failure.expected == Decimal("8.2")


def test_changes_of_one_thing_that_go_opposite_ways_fail() -> None:
    [failure] = failures("direction")
    assert [f.printed for f in failure.figures] == ["8.0", "120"]


def test_rows_with_the_label_of_another_heading_or_period_fail() -> None:
    heading, period = failures("label")
    assert [f.printed for f in heading.figures[:2]] == ["(315)", "(470)"]
    assert "stands under “INVESTING ACTIVITIES”" in heading.words
    assert [f.printed for f in period.figures] == ["4,123", "1,326", "4,123", "1,326"]
    assert "April to September 2040" in period.words


def test_a_document_that_adds_up_passes_every_check() -> None:
    audit = shelf_of("minato.txt").audit
    assert not audit.failing
    assert audit.borne_out


def test_a_sum_needs_two_columns_that_bear_it_out() -> None:
    def row(*texts: str) -> dict[int, Figure]:
        return {column: printed(text) for column, text in enumerate(texts)}

    parts, total = [row("100", "210", "300"), row("55", "60", "75")], row("155", "270", "375")
    assert all(total.holds for total in sums_in([*parts, total]))
    misprinted = [one for one in sums_in([*parts, row("155", "270", "357")]) if not one.holds]
    assert [(one.total.printed, one.expected) for one in misprinted] == [("357", Decimal(375 * 10**6))]
    assert not list(sums_in([*parts, row("155", "999", "357")]))


# -- written out -------------------------------------------------------------------------------------------


def test_discrepancies_are_written_as_text_csv_and_json() -> None:
    shelf = shelf_of(*SHELF)
    both = shelf.conflicts.all, shelf.audit.failing
    text = as_text(*both, Style())
    assert "restatement: Gross Profit" in text
    assert "JPY 376 million" in text
    rows = list(csv.DictReader(io.StringIO(as_csv(*both))))
    kinds = {"conflict", "restatement", "total", "change", "ratio", "direction", "label"}
    assert {row["kind"] for row in rows} == kinds
    assert {row["version"] for row in rows if row["kind"] == "restatement"} == {"1", "2"}
    listed = json.loads(as_json(*both))
    assert [Conflict.model_validate(one) for one in listed["conflicts"]] == list(both[0])
    assert as_text((), (), Style()) == "no conflicts, and no check fails"


def test_only_what_concerns_some_figures_is_listed() -> None:
    shelf = shelf_of(*SHELF)
    misprint = [f for f in shelf.figures if f.printed == "376"]
    conflicts, checks = concerning(misprint, shelf.conflicts.all, shelf.audit.failing)
    assert conflicts == [conflict_over("376")]
    assert not checks


# -- the five documents ------------------------------------------------------------------------------------

MISPRINTS = {
    ("820", "823"), ("2.3", "2.3"), ("1,056", "1,055,254"), ("2,448,207", "2,488"), ("36,682", "36"),
    ("4,241.14", "4,214.14"),
}  # fmt: skip
"""The versions in conflict that reading the five documents by hand bears out; the last twice, basic and diluted."""
FAILING = {"6,464", "27.8", "2.3", "(10,782,296)", "34,272"}
"""The first figure of each failing check that it bears out."""


def test_the_misprints_of_the_five_documents_are_found_and_no_others() -> None:
    documents = [read(path) for path in sorted(SEEDS.glob("*.txt"))]
    facts = Facts([figure for document in documents for figure in figures(document)], documents)
    found = audit(facts)
    conflicts = Conflicts(facts, lambda: found).all
    assert {tuple(version[0].printed for version in conflict.versions) for conflict in conflicts} == MISPRINTS
    assert len(conflicts) == len(MISPRINTS) + 1
    assert {failure.figures[0].printed for failure in found.failing} == FAILING
    assert len(found.failing) == len(FAILING)
