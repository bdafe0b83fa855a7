"""Formulas over figures: their arithmetic, and the figures that a textbook defines by others (``ratios.txt``)."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from string import ascii_lowercase

from qa.knowledge import sections

_DIGITS = 34
"""Significant digits that are calculated with: decimal128's."""
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_BETWEEN = re.compile(r"\s+([-+/])\s+")


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure defined by others: the ``names`` it goes by, a ``formula`` over a, b, …, what these stand for in words,
    and the ``unit`` of the result: "%", "part" (a percentage of a whole), "number", or "same" as the operands'."""

    names: tuple[str, ...]
    formula: str
    operands: tuple[str, ...]
    unit: str


def computed(formula: str, values: Sequence[Decimal]) -> Decimal:
    """The value of a formula over a, b, … in the order of ``values``; raises ZeroDivisionError.

    >>> computed("(a - b) / b * 100", [Decimal(110), Decimal(100)])
    Decimal('10.0')
    """
    with localcontext(prec=_DIGITS):
        return _value(ast.parse(formula, mode="eval").body, dict(zip(ascii_lowercase, values, strict=False)))


def _value(node: ast.expr, values: dict[str, Decimal]) -> Decimal:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            one, two = _value(left, values), _value(right, values)
            if isinstance(op, ast.Div) and not two:
                raise ZeroDivisionError("division by zero")
            return _OPERATORS[type(op)](one, two)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.Name(id=letter):
            return values[letter]
        case ast.Constant(value=int(number)):
            return Decimal(number)
    raise ValueError(f"no formula: {ast.unparse(node)}")


def spoken(formula: str, operands: Sequence[str]) -> str:
    """A formula with words for its letters, and with the signs of print.

    >>> spoken("a / b * 100", ["3", "4"])
    '3 / 4'
    """
    bare = formula.removesuffix(" * 100").replace("-", "−")
    words = dict(zip(ascii_lowercase, operands, strict=False))
    return re.sub(r"\b[a-z]\b", lambda letter: words[letter.group()], bare)


def total(count: int) -> str:
    """The formula of a sum of so many."""
    return " + ".join(ascii_lowercase[:count])


def mean(count: int) -> str:
    """The formula of a mean of so many."""
    return f"({total(count)}) / {count}"


@cache
def definitions() -> tuple[Definition, ...]:
    """The definitions of ``ratios.txt``."""
    return tuple(_definition(line) for line in sections("ratios.txt")[""])


def _definition(line: str) -> Definition:
    stated, _, unit = (part.strip() for part in line.rpartition("|"))
    names, _, terms = stated.partition(" = ")
    operands = _BETWEEN.split(terms)
    letters = iter(ascii_lowercase)
    formula = " ".join(part if part in ("+", "-", "/") else next(letters) for part in operands)
    scaled = f"{formula} * 100" if unit in ("%", "part") else formula
    own = [name.strip() for name in names.split(",")]
    also = [form for name in own for form in _synonyms().get(name, ())]
    return Definition(tuple(dict.fromkeys((*own, *also))), scaled, tuple(operands[::2]), unit)


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """The other names of each metric of the field."""
    named = (line.partition("|")[0].partition("=") for line in sections("metrics.txt")[""])
    return {name.strip(): tuple(filter(_is_name, map(str.strip, forms.split(", ")))) for name, _, forms in named}


def _is_name(form: str) -> bool:
    """Whether a form is a name in Latin letters, and no formula in words: "borrowings less cash"."""
    return form.isascii() and " less " not in form


@cache
def _pattern(definition: Definition) -> re.Pattern[str]:
    names = sorted(definition.names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_worded, names))})\b", re.IGNORECASE)


def _worded(name: str) -> str:
    """The pattern of a name; an ellipsis in it stands for a few words, which it captures."""
    spaced = re.escape(name).replace(r"\ ", r"[\s-]+").replace("'", "['’]")
    return spaced.replace(r"…[\s-]+", r"((?:(?!\d)[\w&.'’…-]+\s+){0,3}?)")


def defined_in(text: str) -> tuple[Definition, re.Match[str]] | None:
    """The definition whose name a text holds, and where: the longest name of all."""
    found = [(one, match) for one in definitions() if (match := _pattern(one).search(text))]
    return max(found, key=lambda pair: len(pair[1].group()), default=None)
