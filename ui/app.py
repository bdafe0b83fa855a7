"""The web page's entry: its pages and the way between them. Run by ``kessan ui``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.components import page

HERE = Path(__file__).parent
ROOMY = {"documents", "figures", "coverage", "evaluation", "document"}

st.logo(str(HERE / "logo.svg"), size="large")
page.sheet()
chosen = st.navigation(
    [
        st.Page(HERE / "pages/ask.py", title="Ask", default=True),
        st.Page(HERE / "pages/documents.py", title="Documents", url_path="documents"),
        st.Page(HERE / "pages/figures.py", title="Figures", url_path="figures"),
        st.Page(HERE / "pages/coverage.py", title="Coverage", url_path="coverage"),
        st.Page(HERE / "pages/conflicts.py", title="Conflicts", url_path="conflicts"),
        st.Page(HERE / "pages/evaluation.py", title="Evaluation", url_path="evaluation"),
        st.Page(HERE / "pages/document.py", title="Source", url_path="document", visibility="hidden"),
    ],
    position="top",
)
# Once a run: where a page changes the layout that its frame has set, the one or the other may win.
st.set_page_config(
    page_title="kessan",
    page_icon=str(HERE / "icon.svg"),
    layout="wide" if chosen.url_path in ROOMY else "centered",
)
chosen.run()
