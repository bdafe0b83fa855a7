"""An explanation as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.explain import Explanation, Option

NAME = 10  # width of a slot's name


def explanation_text(value: Explanation) -> str:
    """The slots, what came of each way of answering, and the candidates with what spoke for and against each."""
    return "\n".join(
        [
            *(f"{slot.name:{NAME}} {slot.held}" for slot in value.slots),
            f"{'outcome':{NAME}} {value.outcome}",
            *(f"{'':{NAME}} {trial.confidence:4.0%}  {trial.way}: {trial.text}" for trial in value.trials),
            "",
            *_options("figures", value.figures, "none is of the period and the words asked"),
            "",
            *_options("lines", value.lines, "none has any of these words"),
        ]
    )


def _options(kind: str, options: Sequence[Option], none: str) -> Iterator[str]:
    yield f"{kind}, likeliest first" if options else f"{kind:{NAME}} {none}"
    for option in options:
        yield f"  {option.probability:4.0%}  {option.text}"
        yield f"        {option.where}"
        yield f"        {', '.join(f'{slot} {fit:.2f}' for slot, fit in option.slots.items())}"
        if option.why:
            yield f"        {option.why}"
