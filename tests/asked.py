"""Questions in many wordings and the slots that they must give: ``python -m tests.asked`` scores how many do.

A third of the examples, told by a hash of the question, is held out: it is scored, and not looked at when reading is
mended, so that it says how well wordings are read that nobody thought of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from qa.model import FiscalCalendar, Period
from qa.question import Question, parse
from qa.spelling import Spelling
from qa.vocabulary import Term

EXAMPLES = Path(__file__).parent / "examples" / "asked.jsonl"
ABOUT = ("question", "calendar", "published", "beyond")


def asked() -> list[dict[str, Any]]:
    """The examples, in order."""
    return [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]


def is_held_out(example: dict[str, Any]) -> bool:
    """True for the third of the examples that reading is not mended by."""
    return hashlib.sha256(example["question"].encode()).digest()[0] % 3 == 0


def misread(example: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The slots of an example that are read otherwise than they should be: what should be, and what is."""
    question = parse(Spelling(()).mended(example["question"]).text)
    read = {name: _slot(question, name, example) for name in example if name not in ABOUT}
    return {name: (example[name], value) for name, value in read.items() if value != example[name]}


def _slot(question: Question, name: str, example: dict[str, Any]) -> Any:
    published = date.fromisoformat(example["published"]) if "published" in example else None
    named = question.periods(FiscalCalendar(*example["calendar"]), published)
    if name == "periods":
        return [_told(one.period) for one in named]
    if name == "others":
        return [_told(period) for one in named for period in one.others]
    if name == "ranking":
        ranking = question.ranking
        return ranking and [ranking.order, ranking.count, ranking.by, ranking.among]
    if name in ("terms", "excluded"):
        return _names(getattr(question, name))
    return getattr(question, name)


def _told(period: Period) -> str:
    return f"{period.start}/{period.end}"


def _names(terms: Iterable[Term]) -> list[str]:
    return [term.name for term in terms]


def main() -> None:
    """Print how many examples are read rightly, and those that are not, of the ones that may be looked at."""
    examples = asked()
    for held_out in (False, True):
        of = [example for example in examples if is_held_out(example) == held_out]
        wrong = {example["question"]: told for example in of if (told := misread(example))}
        print(f"{'held out' if held_out else 'seen':9} {len(of) - len(wrong):4} of {len(of):4}")
        if not held_out:
            for question, told in wrong.items():
                print(f"  {question}: {told}")


if __name__ == "__main__":
    main()
