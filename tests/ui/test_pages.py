"""Every page, run without a browser on a small library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.load
from index import Damaged
from tests.ui.fake import CALENDAR, CONFLICT, FakeLibrary
from ui.components import discrepancies

APP = Path(ui.load.__file__).with_name("app.py")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeLibrary:
    fake = FakeLibrary(tmp_path)
    monkeypatch.setattr(ui.load, "library", lambda: fake)
    monkeypatch.setattr(ui.load, "example_questions", lambda: ["What was freight revenue in Sep. 2014?"])
    return fake


def run(page: str = "", /, **query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=20)
    for key, value in query.items():
        app.query_params[key] = value
    if page:
        app.switch_page(f"pages/{page}.py")
    return app.run()


def html(app: AppTest) -> str:
    """What the page shows, without its style sheet."""
    assert not app.exception, app.exception
    bodies = (element.proto.body for element in app.get("html"))
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def test_a_question_is_asked_by_typing(library: FakeLibrary) -> None:
    app = run()
    assert "Ask the documents" in html(app)
    app.text_input(key="q").set_value("freight in September?").run()
    assert '<span class="k-qualifier">over</span> ¥250 million' in html(app)
    assert "September 2014" in html(app)
    assert "Likely right · 82%" in html(app)
    assert 'over JPY<mark class="k-value">250</mark> million' in html(app)


def test_what_else_states_an_answer_is_one_click_away(library: FakeLibrary) -> None:
    shown = html(run(q="freight in September?"))
    assert '<div class="k-soft">Also stated</div>' in shown
    assert "Also stated" not in html(run(q="the island?"))


def test_a_question_is_asked_by_the_address(library: FakeLibrary) -> None:
    assert "¥250 million" in html(run(q="freight in September?"))


def test_an_answer_less_sure_than_asked_for_is_not_shown(library: FakeLibrary) -> None:
    app = run(q="freight in September?")
    app.slider(key="sure").set_value(85).run()
    assert '<div class="k-figure">' not in html(app)
    assert "Not in these documents" in html(app)
    assert '<div class="k-figure">' in html(run(q="freight in September?", sure="80"))
    assert '<div class="k-figure">' not in html(run(q="freight in September?", sure="95"))


def test_an_example_is_asked_by_a_click(library: FakeLibrary) -> None:
    app = run()
    app.button(key="example-0").click().run()
    assert app.text_input(key="q").value == "What was freight revenue in Sep. 2014?"
    assert "¥250 million" in html(app)


def test_several_figures_are_a_table_and_each_leads_to_its_source(library: FakeLibrary) -> None:
    shown = html(run(q="northern"))
    assert shown.count('<td class="k-amount"><a href="document?doc=deck.txt&amp;at=') == 2
    assert 'style="width:100.0%"' in shown


def test_a_computed_figure_shows_its_formula_and_every_operand(library: FakeLibrary) -> None:
    shown = html(run(q="half"))
    assert "Computed as <code>a + b</code>" in shown
    assert "<code>a</code>¥1,250 million</div>" in shown
    assert "<code>b</code>¥1,312 million</div>" in shown


def test_an_answer_in_words_is_marked_in_its_source(library: FakeLibrary) -> None:
    assert '<mark class="k-value">the harbour at Setana reopens in spring</mark>' in html(run(q="why"))


def test_why_this_answer_shows_slots_ways_and_candidates_with_bars(library: FakeLibrary) -> None:
    shown = html(run(q="freight <i>now</i>", sure="60"))
    assert ">freight &lt;i&gt;now&lt;/i&gt;</td>" in shown
    assert "60% is enough" in shown
    assert "One figure, 82% sure" in shown
    assert "<b>72%</b> ¥250 million" in shown
    assert 'title="words: 0.90"' in shown
    assert 'style="width:90%"' in shown
    assert "&lt;b&gt;$77&lt;/b&gt;" in shown


def test_silence_is_said_plainly_with_its_reason(library: FakeLibrary) -> None:
    shown = html(run(q="whales"))
    assert "Not in these documents" in shown
    assert '<div class="k-none">Not in these documents</div>' in shown
    assert ">No figure for the number of whales in &lt;2Q14&gt;." in shown
    assert "Likely" not in shown
    assert "Passages that come nearest" in shown


def test_a_question_that_cannot_be_asked_gets_one_line(library: FakeLibrary) -> None:
    assert 'role="alert">A question must have *words*.</div>' in html(run(q="bad"))


def test_text_of_documents_never_becomes_markup(library: FakeLibrary) -> None:
    for app in (run(q="fee"), run("document", doc="hostile.txt"), run("documents")):
        assert "<script>window" not in html(app)
        assert "&lt;script&gt;window.broken = true&lt;/script&gt;" in html(app)
        assert not app.markdown


def test_the_source_is_shown_whole_with_the_place_marked(library: FakeLibrary) -> None:
    text = FakeLibrary.documents[0].text
    at = text.index("(12)")
    shown = html(run("document", doc="deck.txt", at=f"{at}-{at + 4}"))
    assert '<mark class="k-value">(12)</mark>' in shown
    assert "<h1>II-1. Revenue by route</h1>" in shown
    assert "1,548" in shown
    assert "250 million" not in shown
    assert "scrollIntoView" in shown


@pytest.mark.parametrize("query", [{}, {"doc": "gone.txt"}, {"doc": "deck.txt", "at": "999999"}])
def test_a_place_that_is_nowhere_gets_one_line(library: FakeLibrary, query: dict[str, str]) -> None:
    assert html(run("document", **query)).count('role="alert"') == 1


def test_every_section_of_a_document_can_be_chosen(library: FakeLibrary) -> None:
    app = run("document", doc="deck.txt")
    assert app.selectbox[0].options == ["1. Results for 2Q14", "2. II-1. Revenue by route", "3. II-2. Freight"]
    app.selectbox[0].select_index(2).run()
    assert "<h1>II-2. Freight</h1>" in html(app)


def test_documents_are_listed_with_their_calendar(library: FakeLibrary) -> None:
    shown = html(run("documents"))
    assert shown.count('<a href="document?doc=') == 3
    assert "FY2014: April 2014 to March 2015" in shown
    assert CALENDAR.evidence in shown


def test_dropped_files_are_read_and_each_tells_what_came_of_it(library: FakeLibrary) -> None:
    app = run("documents")
    app.file_uploader[0].set_value([("../new.txt", b"Results", "text/plain"), ("empty.txt", b"", "text/plain")]).run()
    shown = html(app)
    assert library.added == ["new.txt"]
    assert '<a href="document?doc=new.txt" target="_self">new.txt</a>' in shown
    assert "1 section, 0 figures" in shown
    assert '<div class="k-where">empty.txt: the file is empty</div>' in shown
    assert shown.index("Could not be read") < shown.index("Added")
    assert not list(library.folder.glob("uploads/*"))
    assert not app.file_uploader[0].value


def test_what_could_not_be_read_is_shown_until_it_is_solved(library: FakeLibrary) -> None:
    assert "damaged" not in html(run("documents"))
    library.refused = (f"{library.folder}/uploads/deck.pdf: damaged <b>", "/there/old.pdf: damaged too")
    app = run("documents")
    assert "<li>deck.pdf: damaged &lt;b&gt;</li><li>/there/old.pdf: damaged too</li>" in html(app)
    assert app.expander[0].label == "2 files could not be read"


def test_a_document_is_removed_only_after_a_question(library: FakeLibrary) -> None:
    app = run("documents")
    assert app.button[0].disabled
    app.multiselect(key="out").set_value(["deck.txt"]).run()
    app.button[0].click().run()
    assert "Remove 1 document" in [button.label for button in app.button]
    assert not library.removed


def test_figures_are_filtered(library: FakeLibrary) -> None:
    app = run("figures")
    assert len(app.dataframe[0].value) == 5
    app.text_input(key="metric").set_value("monthly").run()
    assert list(app.dataframe[0].value["Figure"]) == ["over ¥250 million"]
    app.text_input(key="metric").set_value("").run()
    app.selectbox(key="unit").set_value("USD").run()
    assert list(app.dataframe[0].value["Figure"]) == ["$77"]


def test_figures_are_filtered_by_subject_and_status(library: FakeLibrary) -> None:
    app = run("figures", subject="route")
    assert list(app.dataframe[0].value["Figure"]) == ["¥1,250 million", "¥1,312 million", "−¥12 million"]
    app.selectbox(key="status").set_value("target").run()
    assert not app.dataframe
    assert "No figure meets all of these filters." in html(app)


def test_a_filter_that_means_nothing_gets_one_line(library: FakeLibrary) -> None:
    app = run("figures", period="soon")
    assert 'role="alert">&#x27;soon&#x27; names no period; there are figures for *2Q14*</div>' in html(app)
    assert not app.dataframe


def test_figures_are_followed_over_time(library: FakeLibrary) -> None:
    app = run("figures", view="Over time")
    assert [box.options for box in app.selectbox][-1] == ["Revenue · northern route · quarters · JPY (2 points)"]
    [chart] = app.get("vega_lite_chart")
    assert json.loads(chart.proto.spec)["encoding"]["y"]["title"] == "¥ million"
    shown = html(app)
    assert shown.count('<a href="document?doc=deck.txt&amp;at=') == 2
    assert "¥1,312 million</a>" in shown
    app.text_input(key="metric").set_value("monthly").run()
    assert "None of these figures is stated for two or more periods" in html(app)


def test_an_answer_over_time_is_a_chart_and_needs_no_bars(library: FakeLibrary) -> None:
    app = run(q="every quarter")
    assert len(app.get("vega_lite_chart")) == 1
    assert 'class="k-bar"' not in html(app)
    assert not run(q="northern").get("vega_lite_chart")


def test_coverage_counts_numerals_and_marks_them_in_their_place(library: FakeLibrary) -> None:
    at = FakeLibrary.documents[0].sections[1].start
    shown = html(run("coverage", doc="deck.txt", at=str(at)))
    assert shown.count('<a href="coverage?doc=') >= 3
    assert '<mark class="k-typed" title="typed">1,312</mark>' in shown
    assert '<mark class="k-aside" title="date or period">2</mark>Q' in shown
    assert '<mark class="k-missed" title="not understood">1,548</mark>' in shown
    tally = library.coverage()[0].tally
    left = sum(tally.left_out.values())
    assert f'title="{tally.typed} typed, {left} left out, {tally.not_understood} not understood"' in shown
    assert f'<a href="coverage?doc=deck.txt&amp;at={at}" target="_self" aria-current="true">' in shown


def test_coverage_begins_where_most_was_not_understood(library: FakeLibrary) -> None:
    assert "<h1>II-1. Revenue by route</h1>" in html(run("coverage"))


def test_slides_that_were_understood_can_be_left_out(library: FakeLibrary) -> None:
    app = run("coverage", doc="release.txt")
    address = '<a href="coverage?doc=release.txt&amp;at='
    assert html(app).count(address) == 1
    app.toggle(key="missed").set_value(True).run()
    assert html(app).count(address) == 0
    listed = html(run("coverage", doc="deck.txt", missed="true"))
    assert 0 < listed.count('<a href="coverage?doc=deck.txt&amp;at=') == listed.count("&amp;missed=true")


def test_coverage_of_no_document_gets_one_line(library: FakeLibrary) -> None:
    assert html(run("coverage", doc="gone.txt")).count('role="alert"') == 1


def test_conflicts_and_failing_checks_lead_to_their_sources(library: FakeLibrary) -> None:
    app = run("conflicts")
    shown = html(app)
    assert shown.index(">Stated<") < shown.index("¥1,250 million") < shown.index("Also stated")
    assert shown.count('<a href="document?doc=deck.txt&amp;at=') == 3
    assert "&lt;b&gt;Total&lt;/b&gt; is off" in shown
    app.multiselect(key="docs").set_value(["release.txt"]).run()
    assert "0 conflicts" in html(app)
    assert "0 failing checks" in html(app)


def test_an_evaluation_is_run_and_shown(library: FakeLibrary) -> None:
    app = run("evaluation")
    lines = [
        '{"id": "a", "category": "text", "question": "why?", "status": "answered", "texts": [["Because"]]}',
        '{"id": "b", "category": "text", "question": "northern?", "status": "not_found"}',
    ]
    app.file_uploader[0].set_value(("gold.jsonl", "\n".join(lines).encode(), "application/json"))
    app.button[0].click().run()
    shown = html(app)
    assert "<b>50.0%</b>right" in shown
    assert shown.count("in force") == 1
    assert "keeps the wrong ones within 7% of all questions" not in shown  # both would be answered, and one wrongly
    [chart] = app.get("vega_lite_chart")
    assert json.loads(chart.proto.spec)["encoding"]["y"]["field"] == "risk"
    assert 'href="./?q=northern%3F"' in shown
    assert 'href="./?q=why%3F"' not in shown


def test_a_damaged_library_gets_one_line_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise Damaged(Path("library"), "figures.json", "is damaged", "run kessan index again")

    monkeypatch.setattr(ui.load, "library", broken)
    for page in ("", "document", "documents", "figures", "coverage", "conflicts", "evaluation"):
        shown = html(run(page))
        assert shown.count('role="alert"') == 1
        assert "can&#x27;t be opened. library: figures.json is damaged; run kessan index again" in shown


def test_a_version_is_called_better_only_where_something_speaks_for_it() -> None:
    settled = CONFLICT.model_copy(update={"why": "borne out by arithmetic"})
    assert "Better supported" in discrepancies.conflict(settled, {})
    assert "Better supported" not in discrepancies.conflict(CONFLICT, {})
