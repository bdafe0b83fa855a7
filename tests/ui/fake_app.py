"""The web page on the made-up library: what the browser test starts."""

from __future__ import annotations

import runpy
from pathlib import Path

import ui.load
from tests.ui.fake import FakeLibrary

FAKE = FakeLibrary()
vars(ui.load)["library"] = lambda: FAKE
vars(ui.load)["example_questions"] = lambda: [
    "What was freight *revenue* in Sep. 2014?",
    "Why will the island route recover?",
]
runpy.run_path(str(Path(ui.load.__file__).with_name("app.py")), run_name="__main__")
