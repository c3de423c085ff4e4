"""Cut a formula into its words: numbers, names, and the marks + - * / ^ ** ( ) and comma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from optviz.expressions.errors import ExpressionError, quoted
from optviz.expressions.language import HINTS

# ASCII throughout: \d and \w would let other alphabets in.
TOKEN = re.compile(
    r"[ \t\r\n]*(?:"
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<function>[A-Za-z][A-Za-z0-9_]*)(?:[ \t\r\n]*\()"  # with its bracket
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<mark>\*\*|[-+*/^(),])"
    r"|(?P<end>\Z)"
    r"|(?P<other>.))",
    re.DOTALL,
)


class Token(NamedTuple):
    """A word of the formula: what kind (a group of TOKEN), as written, and where."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> Iterator[Token]:
    """The words of the text, "end" last; raises ExpressionError at a character of no word."""
    position = 0
    while True:
        match = TOKEN.match(text, position)
        assert match is not None  # "other" takes anything
        kind = str(match.lastgroup)
        word, where = match[kind], match.start(kind)
        if kind == "other":
            reason = "character_hint" if word in HINTS else "character"
            raise ExpressionError(reason, text, where, given=quoted(word), hint=HINTS.get(word))
        yield Token(kind, word, where)
        if kind == "end":
            return
        position = match.end()
