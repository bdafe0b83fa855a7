"""Lines that can answer in words: where they stand and what they stand under."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.lines import lines
from qa.read.text import read_text

DECK = """Minato Boats Inc.

Segments in 2Q31

<Ferries>

- Docks
  - Opened one in May. Closed none.

\t1Q31\t2Q31
Revenue\t5\t6
"""


def test_lines_know_what_they_stand_under() -> None:
    found = {line.text: line for line in lines(read_text("made.txt", DECK))}
    opened = found["Opened one in May."] if "Opened one in May." in found else found["- Opened one in May."]
    assert opened.above[:3] == ("Docks", "<Ferries>", "Segments in 2Q31")
    assert opened.kind == "bullet"
    assert found["Revenue | 5 | 6"].kind == "row"
    assert found["Closed none."].key == f"made.txt:{found['Closed none.'].start}-{found['Closed none.'].end}"


@settings(deadline=None)
@given(st.lists(st.sampled_from([*DECK.split("\n"), "Name: one. Two", "\t"]) | st.text(max_size=30), max_size=20))
def test_every_line_is_where_it_says(parts: list[str]) -> None:
    document = read_text("made.txt", "\n".join(parts))
    for line in lines(document):
        printed = document.text[line.start : line.end]
        assert printed.strip() == printed
        assert printed


def test_rows_stand_under_what_heads_their_columns() -> None:
    found = {line.text: line for line in lines(read_text("made.txt", DECK))}
    assert found["1Q31 | 2Q31"].kind == "header"
    assert "1Q31 | 2Q31" in found["Revenue | 5 | 6"].above


def test_a_sentence_too_long_to_quote_is_cut_at_its_semicolons() -> None:
    clauses = [f"the ferry {name} may sink in a storm that nobody has foreseen or was told of" for name in "ABCDEF"]
    found = [line.text for line in lines(read_text("made.txt", f"Risks\n\n{'; '.join(clauses)}.\n"))]
    assert clauses[2] in found
    short = "Risks\n\nWe may sink; we may float.\n"
    assert "We may sink; we may float." in [line.text for line in lines(read_text("made.txt", short))]


def test_rows_stand_under_the_cell_that_runs_on_beside_them() -> None:
    table = "Group\n\n\tName\tShare\nAffiliates\tHato Buses\t35%\n\tTsuru Ferries\t30%\nTotal\t4\t5\n\t7\t8\n"
    found = {line.text: line.above[0] for line in lines(read_text("made.txt", table))}
    assert found["Tsuru Ferries | 30%"] == "Affiliates"
    assert found["Affiliates | Hato Buses | 35%"] != "Affiliates"
    assert found["7 | 8"] != "Total"
