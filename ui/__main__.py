"""Streamlit, for ``kessan ui``: ``python -m ui run app.py``, with all its pages in ``st.navigation``.

Left to itself, Streamlit takes the folder ``pages`` for pages of the old kind until ``st.navigation`` has run once: the
first visitor who comes by a link to a page gets that page bare, without the way to the others and without its style.
"""

from __future__ import annotations

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

if __name__ == "__main__":
    PagesManager.uses_pages_directory = False
    cli.main(prog_name="streamlit")
