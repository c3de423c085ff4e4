"""From text to a formula in postfix order: a whitelist of words, read by precedence.

The text is never given to Python. Dijkstra's shunting-yard orders its words, without recursion and
in time linear in the length. Whatever is not in the language is refused where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from math import inf
from typing import NamedTuple

from optviz.expressions.errors import ExpressionError, quoted
from optviz.expressions.language import (
    MAX_CHARACTERS,
    MAX_CONSTANTS,
    MAX_DEPTH,
    MAX_NAME,
    N_ARGUMENTS,
    RESERVED,
    VALUES,
    VARIABLES,
)
from optviz.expressions.tokens import Token, tokens

OPERATORS = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "^", "**": "^"}
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "negate": 3, "^": 4}
NESTING = ("(", "negate", "^")  # what may wait for a right-hand side of any length


class Item(NamedTuple):
    """One item in postfix order.

    A number (name "", its value), a variable or constant (its name, no operands), or an operator
    or function (its name) applied to the `n_operands` results before it.
    """

    name: str
    value: float
    n_operands: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A text that was understood: its items in postfix order, its constants as they appear."""

    text: str
    items: tuple[Item, ...]
    constants: tuple[str, ...]


def parse(text: object) -> Formula:
    """Read a formula; raises ExpressionError, which knows the place, in well under 10 ms."""
    if not isinstance(text, str):
        raise ExpressionError("not_text", text, given=type(text).__name__)
    if len(text) > MAX_CHARACTERS:
        beyond = len(text) - MAX_CHARACTERS
        raise ExpressionError("too_long", text, MAX_CHARACTERS, beyond, limit=MAX_CHARACTERS)
    if not text.strip():
        raise ExpressionError("empty", text)
    return _Reader(text).read()


class _Waiting(NamedTuple):
    """What waits on the stack: an operator of PRECEDENCE, or "(" with the function it is of."""

    name: str
    token: Token


class _Reader:
    """The shunting-yard: `items` is the output, `stack` what waits for its right-hand side."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: list[Item] = []
        self.stack: list[_Waiting] = []
        self.commas: list[int] = []  # seen in each open bracket
        self.constants: dict[str, None] = {}  # an ordered set
        self.depth = 0

    def read(self) -> Formula:
        operand_next = True
        for token in tokens(self.text):
            operand_next = self._operand(token) if operand_next else self._operator(token)
        return Formula(self.text, tuple(self.items), tuple(self.constants))

    def _operand(self, token: Token) -> bool:
        """Take a word where an operand is due; return whether one is still due after it."""
        if token.kind == "number":
            self._number(token)
            return False
        if token.kind == "name":
            self._name(token)
            return False
        if token.kind == "function" or token.text == "(":
            self._open(token)
        elif token.text == "-":
            self._push("negate", token)
        elif token.kind == "end":
            raise self._error("ends_early", token)
        elif token.text != "+":
            raise self._error("missing_operand", token, given=quoted(token.text))
        return True

    def _operator(self, token: Token) -> bool:
        """Take a word where an operator is due; return whether an operand is due after it."""
        name = OPERATORS.get(token.text)
        if name:
            self._apply_waiting(PRECEDENCE[name] + (name == "^"))  # ^ groups from the right
            self._push(name, token)
            return True
        if token.kind == "end":
            self._apply_waiting(0)
            if self.stack:
                raise self._error("unclosed", self.stack[-1].token)
            return False
        if token.text == ")":
            self._close(token)
            return False
        if token.text == ",":
            self._comma(token)
            return True
        raise self._error("missing_operator", token, given=quoted(token.text))

    def _number(self, token: Token) -> None:
        value = float(token.text)
        if value == inf:
            raise self._error("number", token)
        self.items.append(Item("", value, 0))

    def _name(self, token: Token) -> None:
        name = token.text
        if name in VALUES:
            self.items.append(Item("", VALUES[name], 0))
            return
        if name not in VARIABLES:
            self._constant(name, token)
        self.items.append(Item(name, 0.0, 0))

    def _constant(self, name: str, token: Token) -> None:
        if name in N_ARGUMENTS:
            raise self._error("without_brackets", token, given=name)
        if name in RESERVED:
            raise self._error("reserved", token, given=quoted(name))
        if name.lower() in VARIABLES:
            raise self._error("lower_case", token, given=quoted(name))
        if len(name) > MAX_NAME:
            raise self._error("name_too_long", token, limit=MAX_NAME)
        self.constants[name] = None
        if len(self.constants) > MAX_CONSTANTS:
            raise self._error("too_many_names", token, given=quoted(name), limit=MAX_CONSTANTS)

    def _open(self, token: Token) -> None:
        name = token.text
        if name in VARIABLES or name in VALUES:
            raise self._error("not_a_function", token, given=quoted(name))
        if token.kind == "function" and name not in N_ARGUMENTS:
            likely = get_close_matches(name.lower(), N_ARGUMENTS, 1)
            known = ", ".join([*likely, *(n for n in N_ARGUMENTS if n not in likely)])
            raise self._error("unknown_function", token, given=quoted(name), known=known)
        self._push("(", token)
        self.commas.append(0)

    def _comma(self, token: Token) -> None:
        self._apply_waiting(0)
        if not self.stack or self.stack[-1].token.kind != "function":
            raise self._error("comma", token)
        self.commas[-1] += 1

    def _close(self, token: Token) -> None:
        self._apply_waiting(0)
        if not self.stack:
            raise self._error("unopened", token)
        opening = self._pop().token
        count = self.commas.pop() + 1
        if opening.kind == "function":
            name, wanted = opening.text, N_ARGUMENTS[opening.text]
            if count != wanted:
                words = "one argument" if wanted == 1 else "two arguments"
                raise self._error("arguments", opening, given=name, wanted=words, count=count)
            self.items.append(Item(name, 0.0, count))

    def _apply_waiting(self, precedence: int) -> None:
        """Apply the waiting operators that bind at least this tightly, up to the last bracket."""
        while self.stack and PRECEDENCE.get(self.stack[-1].name, -1) >= precedence:
            name = self._pop().name
            self.items.append(Item(name, 0.0, 1 if name == "negate" else 2))

    def _push(self, name: str, token: Token) -> None:
        self.depth += name in NESTING
        if self.depth > MAX_DEPTH:
            raise self._error("too_deep", token, limit=MAX_DEPTH)
        self.stack.append(_Waiting(name, token))

    def _pop(self) -> _Waiting:
        self.depth -= self.stack[-1].name in NESTING
        return self.stack.pop()

    def _error(self, reason: str, token: Token, **details: object) -> ExpressionError:
        return ExpressionError(reason, self.text, token.position, len(token.text), **details)
