"""How well the library answers: the last report of ``kessan eval``, or a run over a gold file given here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from pydantic import ValidationError
from streamlit.runtime.uploaded_file_manager import UploadedFile

from qa import evaluate
from qa.evaluate import Asked, Report
from qa.gold import GoldQuestion, read_gold
from qa.library import Library
from ui import load
from ui.components import page, report
from ui.state import library_folder

REPORT = "evaluation.json"


def draw() -> None:
    """The whole page."""
    library = load.library_or_notice()
    if library is None:
        return
    page.title("Evaluation", "Questions whose answers are known, asked of this library and judged.")
    report_place = st.container()
    with st.expander("Run an evaluation"):
        form(library)
    found = st.session_state.get("report") or last_report(library_folder() / REPORT)
    if isinstance(found, Report):
        with report_place:
            page.heading(found.gold)
            report.report(found)


def last_report(path: Path) -> Report | None:
    """The report that the last ``kessan eval`` left; None where there is none."""
    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        page.notice(f"{path} can't be read as a report. Run kessan eval again.")
        return None


def form(library: Library) -> None:
    """A form that runs an evaluation."""
    with st.form("evaluate", border=False):
        file = st.file_uploader("Gold questions, one JSON object a line", type="jsonl")
        wanted = st.form_submit_button("Ask them all")
    if wanted and file:
        try:
            st.session_state["report"] = run(library, file)
        except ValueError as error:
            page.notice(str(error))


def run(library: Library, file: UploadedFile) -> Report:
    """Ask and judge every question of a gold file; raises ValueError where it can't be read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.getvalue())
        questions = read_gold(path)
    return evaluate.report(file.name, progress(evaluate.ask_all(library, questions), questions))


def progress(asked: Iterable[Asked], questions: list[GoldQuestion]) -> Iterator[Asked]:
    """The same, with a bar that grows."""
    bar = st.progress(0.0)
    for number, one in enumerate(asked, start=1):
        bar.progress(number / len(questions), f"{number} of {len(questions)}")
        yield one
    bar.empty()


draw()
