"""A library: kept on disk, changed as a whole, asked; on the documents that come with kessan."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa
from index import Absent, Damaged
from qa.gold import read_gold
from qa.identity import identity
from qa.judge import judge
from qa.shelf import Shelf

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> qa.Library:
    """A library of the five documents."""
    return qa.Library.build(SEEDS, tmp_path_factory.mktemp("seeds") / "library")


def test_the_question_that_kessan_was_made_for(seeds: qa.Library) -> None:
    answer = seeds.ask("what was IIJ GIO revenue in Sep 2011?")
    assert answer.status == "answered"
    figure = answer.figures[0]
    assert figure.value == 250_000_000
    assert (figure.unit, figure.qualifier) == ("JPY", "over")
    assert figure.period is not None
    assert (str(figure.period.start), str(figure.period.end)) == ("2011-09-01", "2011-09-30")
    assert figure.source is not None
    assert figure.source.doc.startswith("004")
    sentence = answer.citations[0].text
    assert "has reached over JPY250 million" in sentence


def test_other_months_are_no_answer_to_it(seeds: qa.Library) -> None:
    june = seeds.ask("what was IIJ GIO revenue in June 2011?")
    assert june.figures[0].value == 180_000_000
    september = seeds.ask("what was IIJ GIO monthly revenue in Sep 2012?")
    assert september.figures[0].value == 500_000_000


def test_every_printed_figure_stands_where_its_source_says(seeds: qa.Library) -> None:
    for figure in seeds.figures():
        assert figure.source is not None
        text = seeds.text_of(figure.source.doc)
        assert text[figure.source.start : figure.source.end] == figure.printed
        for start, end in figure.source.marks:
            assert 0 <= start < end <= len(text)


def test_everything_cited_is_read_to_the_letter(seeds: qa.Library) -> None:
    for gold in read_gold(SEEDS / "questions.jsonl")[::12]:
        answer = seeds.ask(gold.question)
        for passage in (*answer.citations, *answer.passages):
            assert seeds.text_of(passage.doc)[passage.start : passage.end] == passage.text
        for span in answer.spans:
            assert any(span in document.text for document in seeds.documents)
        assert len(answer.text) <= 600
        assert len(answer.passages) <= 10
        assert bool(answer.citations) == (answer.status == "answered")


def test_most_gold_questions_are_answered_rightly(seeds: qa.Library) -> None:
    gold = read_gold(SEEDS / "questions.jsonl")
    verdicts = [judge(question, seeds.ask(question.question)).verdict for question in gold]
    assert verdicts.count("right") / len(gold) >= 0.65
    assert verdicts.count("wrong") / len(gold) <= 0.15


def test_opening_gives_the_same_answers(seeds: qa.Library) -> None:
    again = qa.Library.open(seeds.folder)
    question = "what was operating income in 2Q12?"
    assert again.ask(question) == seeds.ask(question)


def test_what_comparing_the_figures_found_is_kept_whole(seeds: qa.Library) -> None:
    kept, shelf = qa.Library.open(seeds.folder)._shelf, seeds._shelf
    anew = Shelf(shelf.documents, shelf.figures, shelf.engines)
    assert anew.audit.failing
    assert anew.conflicts.all
    assert (kept.findings, kept.conflicts.all) == (anew.findings, anew.conflicts.all)
    assert kept.facts.versions == anew.facts.versions
    for figure in anew.figures:
        named = identity(figure, shelf.document(figure.source.doc)) if figure.source else None
        assert kept.facts.beside(figure) == (anew.facts.versions[named] if named else [])
        assert kept.conflicts.fact_of(figure) == anew.conflicts.fact_of(figure)
        assert kept.failures_of(figure) == anew.failures_of(figure)


def test_opening_compares_no_figures_again(seeds: qa.Library, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[qa.Figure] = []
    monkeypatch.setattr("qa.facts.identity", lambda figure, _: compared.append(figure))
    monkeypatch.setattr("qa.shelf.audit", lambda _: pytest.fail("audited again"))
    library = qa.Library.open(seeds.folder)
    assert library.ask("what was operating income in 2Q12?").status == "answered"
    assert library.conflicts()
    assert library.checks()
    assert not compared


def test_questions_can_be_kept_to_some_documents(seeds: qa.Library) -> None:
    name = seeds.documents[1].name
    answer = seeds.ask("what was operating income in 1H11?", docs=[name])
    assert {passage.doc for passage in (*answer.citations, *answer.passages)} == {name}
    with pytest.raises(qa.UnknownDocument, match=r"none\.txt"):
        seeds.ask("what was revenue?", docs=["none.txt"])


def test_documents_come_and_go(tmp_path: Path) -> None:
    deck, other = tmp_path / "deck.txt", tmp_path / "other.txt"
    deck.write_text("Aoba Inc.\nResults for 2Q14\n\nOperating income in 2Q14 was JPY 310 million.\n", encoding="utf-8")
    other.write_text("Aoba Inc.\nResults for 3Q14\n\nOperating income in 3Q14 was JPY 290 million.\n", encoding="utf-8")
    library = qa.Library.build([deck], tmp_path / "library")
    changes = library.add([deck, other, tmp_path / "missing.txt"])
    assert (changes.added, changes.skipped) == (["other.txt"], ["deck.txt"])
    assert [*changes.unreadable] == [str(tmp_path / "missing.txt")]
    assert [figure.printed for figure in library.figures(period="3Q14")] == ["290"]
    library.remove("other.txt")
    assert library.figures(period="3Q14") == []
    assert [document.name for document in qa.Library.open(library.folder).documents] == ["deck.txt"]


def test_of_two_files_with_one_name_the_second_is_reported(tmp_path: Path) -> None:
    twins = [tmp_path / folder / "deck.txt" for folder in ("spring", "autumn")]
    for number, path in enumerate(twins, 5):
        path.parent.mkdir()
        path.write_text(f"Aoba Inc.\n\nSales in 2Q14 were JPY {number} million.\n", encoding="utf-8")
    library = qa.Library.open(tmp_path / "library", create=True)
    changes = library.add(twins)
    assert (changes.added, [*changes.unreadable]) == (["deck.txt"], [str(twins[1])])
    assert [figure.printed for figure in library.figures()] == ["5"]


def test_one_file_may_be_named_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("beside.txt").write_text("Aoba Inc.\n\nSales in 2Q14 were JPY 5 million.\n", encoding="utf-8")
    deck = tmp_path / "deck.txt"
    deck.write_text("Aoba Inc.\n\nSales in 2Q14 were JPY 7 million.\n", encoding="utf-8")
    library = qa.Library.open(tmp_path / "library", create=True)
    assert library.add(str(deck)).added == ["deck.txt"]
    assert [document.name for document in library.documents] == ["deck.txt"]


def test_what_never_reached_the_disk_is_not_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError("no space left on device")

    deck, other = tmp_path / "deck.txt", tmp_path / "other.txt"
    deck.write_text("Aoba Inc.\n\nSales in 2Q14 were JPY 7 million.\n", encoding="utf-8")
    other.write_text("Aoba Inc.\n\nSales in 3Q14 were JPY 8 million.\n", encoding="utf-8")
    library = qa.Library.build(deck, tmp_path / "library")
    monkeypatch.setattr("index.store.seal", full)
    with pytest.raises(OSError, match="no space"):
        library.add([other])
    with pytest.raises(OSError, match="no space"):
        library.remove("deck.txt")
    assert [document.name for document in library.documents] == ["deck.txt"]
    assert [document.name for document in qa.Library.open(library.folder).documents] == ["deck.txt"]


def test_a_damaged_library_is_told_and_built_anew(tmp_path: Path) -> None:
    deck = tmp_path / "deck.txt"
    deck.write_text("Aoba Inc.\nResults for 2Q14\n\nOperating income in 2Q14 was JPY 310 million.\n", encoding="utf-8")
    library = qa.Library.build([deck], tmp_path / "library")
    figures = next(library.folder.glob("generation-*/documents/*/figures.json"))
    figures.write_text("[]", encoding="utf-8")
    with pytest.raises(Damaged, match=r"figures\.json"):
        qa.Library.open(library.folder)
    mended = qa.Library.open(library.folder, create=True)
    assert [figure.printed for figure in mended.figures(metric="operating income")] == ["310"]


def test_there_must_be_a_library_to_open(tmp_path: Path) -> None:
    with pytest.raises(Absent):
        qa.Library.open(tmp_path / "none")


@pytest.mark.parametrize("question", ["", "   \n", "a" * 100_000])
def test_what_is_no_question_is_refused(seeds: qa.Library, question: str) -> None:
    with pytest.raises(qa.NoQuestion):
        seeds.ask(question)
