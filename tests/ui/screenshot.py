"""Draws docs/answer.png, the README's picture of the page, anew: ``python -m tests.ui.screenshot``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote_plus

from playwright.sync_api import expect

from qa.library import Library
from tests.ui.browsing import ROOT, browsing, free_port, page_of, serving

QUESTION = "what was IIJ GIO revenue in Sep 2011?"
PICTURE = ROOT / "docs/answer.png"


def main() -> None:
    """Build a library of the seeds, serve it, ask, and keep what the browser shows."""
    with TemporaryDirectory() as folder, browsing() as browser, page_of(browser, 1120, 760) as page:
        library, port = Path(folder) / "library", free_port()
        Library.build(ROOT / "seeds", library)
        command = ["-m", "qa.cli", "ui", "--port", str(port), "--library", str(library)]
        with serving(command, port, Path(folder)) as address:
            page.goto(f"{address}/?q={quote_plus(QUESTION)}")
            expect(page.locator(".k-card mark.k-value").first).to_be_visible()
            page.wait_for_timeout(1000)  # milliseconds for fonts and icons
            page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
