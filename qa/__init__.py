"""kessan: ask companies' results documents a question; get the figure, its meaning and the characters it stands in.

:class:`Library` is where to begin.
"""

from qa.checks import Failure
from qa.conflicts import Conflict, Fact
from qa.filters import UnknownFilter
from qa.history import History, Point
from qa.library import Changes, Library, State, UnknownDocument
from qa.model import Answer, Derivation, Document, Figure, FiscalCalendar, Passage, Period, Section, Source
from qa.progress import Step
from qa.question import NoQuestion
from qa.read import Limits, Unreadable

__all__ = [
    "Answer",
    "Changes",
    "Conflict",
    "Derivation",
    "Document",
    "Fact",
    "Failure",
    "Figure",
    "FiscalCalendar",
    "History",
    "Library",
    "Limits",
    "NoQuestion",
    "Passage",
    "Period",
    "Point",
    "Section",
    "Source",
    "State",
    "Step",
    "UnknownDocument",
    "UnknownFilter",
    "Unreadable",
]
