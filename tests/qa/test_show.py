"""What a person sees in a terminal."""

from __future__ import annotations

from qa.model import Derivation
from qa.show import Style, answer_text, clean, columns, excerpt, figures_text, passages_text, state_text
from tests.qa.made import SILENCE, TEXT, answer, figure, passage

PLAIN = Style(width=100)
COLOUR = Style(width=100, colour=True)


def test_an_answer_names_its_period_source_and_notes() -> None:
    text = answer_text(answer(figure(), notes=("June 2031 was JPY 180 million.",)), PLAIN)
    assert text.splitlines()[0] == "over JPY 250 million"
    assert "Period: September 2031 (Sep. 2031)" in text
    assert f"boats.txt · Boats · page 4 · characters 0-{len(TEXT)}" in text
    assert "over JPY »250« million in September 2031" in text
    assert "- June 2031 was JPY 180 million." in text
    assert "\x1b" not in text


def test_colour_takes_the_place_of_marks() -> None:
    text = answer_text(answer(figure()), COLOUR)
    assert "\x1b[1;30;43m250\x1b[0m" in text
    assert "»" not in text


def test_the_operands_of_a_computed_figure_are_marked() -> None:
    computed = figure("500000000", source=None, derivation=Derivation(formula="a + a", inputs=(figure(), figure())))
    assert "»250«" in answer_text(answer(computed), PLAIN)


def test_words_are_marked_where_they_stand() -> None:
    assert "were »over JPY 250 million« in" in answer_text(answer(spans=("over JPY 250 million",)), PLAIN)


def test_silence_says_why_and_cites_nothing() -> None:
    assert answer_text(SILENCE, PLAIN) == "The documents give no sales of kites."


def test_of_a_table_only_the_rows_with_marks_are_shown() -> None:
    table = "Boats\t1\t2\nKites\t3\t4\nShips\t5\t6"
    at = table.index("4")
    assert excerpt(passage(table), [(at, at + 1)], PLAIN) == ["Kites  3  »4«"]


def test_long_lines_are_cut_around_the_mark_and_wrapped() -> None:
    line = "words " * 200 + "1,234 " + "words " * 200
    at = line.index("1,234")
    shown = excerpt(passage(line), [(at, at + 5)], PLAIN)
    assert shown[0].startswith("… words ")
    assert shown[-1].endswith(" words …")
    assert all(len(part) <= 100 for part in shown)
    assert sum("»1,234«" in part for part in shown) == 1


def test_a_mark_over_a_line_end_is_closed_and_opened_anew() -> None:
    words = "alpha " * 30
    shown = excerpt(passage(words), [(0, len(words))], Style(width=60))
    assert len(shown) > 1
    assert all(part.startswith("»") and part.endswith("«") for part in shown)


def test_a_document_can_not_speak_to_the_terminal() -> None:
    assert clean("a\x1b[2Jb\x07c\td\u202ee") == "a[2Jbc  de"
    hostile = "\x1b]0;gone\x07 and 250\x1b[2J"
    at = hostile.index("250")
    assert "\x1b" not in "".join(excerpt(passage(hostile), [(at, at + 3)], PLAIN))


def test_figures_stand_in_columns() -> None:
    head, first, second = figures_text([figure(), figure("-5", "contracts", None)], PLAIN).splitlines()
    assert head.split() == ["value", "unit", "metric", "subject", "period", "status", "source", "warnings"]
    assert first.startswith("over 250,000,000  JPY")
    assert first.index("boats") == head.index("subject")
    assert second.startswith("over -5")


def test_wide_characters_take_two_columns() -> None:
    assert columns("売上高") == 6
    lines = figures_text([figure(metric="売上高"), figure(metric="x" * 99)], PLAIN).splitlines()
    assert columns(lines[1].split("boats")[0]) == columns(lines[2].split("boats")[0])
    assert "x…" in lines[2]


def test_passages_are_ranked_with_their_places() -> None:
    text = passages_text([passage(), passage("\tother  text")], PLAIN)
    assert text.splitlines()[0] == f" 1  boats.txt · Boats · page 4 · characters 0-{len(TEXT)} · score 0.5000"
    assert " 2  boats.txt" in text


def test_a_library_is_shown_one_thing_a_line() -> None:
    lines = state_text({"documents": ("a.txt", "b\x1b.txt"), "figures": 1234, "sound": True}).splitlines()
    assert lines == [
        "documents  a.txt",
        "           b.txt",
        "figures    1,234",
        "sound      yes",
    ]
