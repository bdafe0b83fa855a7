"""Opening PDFs with PDFium, one caller at a time, and what is told where a file can't be opened.

PDFium is not safe in threads: whoever holds a file open holds :data:`_TURN`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from pypdfium2 import PdfDocument, PdfiumError

from qa.read.manuscript import Unreadable

_TURN = RLock()
_PASSWORD, _FORMAT = 4, 3  # FPDF_GetLastError


@contextmanager
def opened(path: Path) -> Iterator[PdfDocument]:
    """A PDF, open for as long as the context lasts; raises Unreadable where it can't be opened or breaks off."""
    with _TURN:
        if not path.stat().st_size:
            raise Unreadable(f"{path}: the file is empty; give one that has pages in it")
        try:
            document = PdfDocument(path)
        except PdfiumError as error:
            raise Unreadable(f"{path}: {_fault(error)}") from None
        try:
            yield document
        except PdfiumError as error:
            raise Unreadable(f"{path}: the PDF is damaged ({error}); make it anew") from None
        finally:
            document.close()


def _fault(error: PdfiumError) -> str:
    """What keeps a file from being opened, and the way out."""
    if error.err_code == _PASSWORD:
        return "the PDF is encrypted and asks for a password; save it without one"
    return "no PDF, or a damaged one; open it in a viewer and save it anew"
