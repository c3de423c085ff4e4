"""ExpressionError: what is wrong with a typed formula, and at which character."""

from __future__ import annotations

from typing import Any

from optviz.parameters import InvalidValue, Kind

# What is wrong, by reason. A reason is also the key under which a page finds its own language.
SENTENCES = {
    "not_text": "the formula must be text, got {given}",
    "empty": "the formula is empty: write one in x and y, such as x^2 + 3*y^2",
    "too_long": "the formula is longer than {limit} characters",
    "character": "unexpected character {given} at character {position}",
    "character_hint": "unexpected character {given} at character {position}: write {hint}",
    "number": "the number at character {position} is too large for a float64",
    "missing_operator": "an operator is missing before {given} at character {position}; "
    "a product is written with *, as in 2*x",
    "missing_operand": "a number, a name or a bracket is missing before {given} "
    "at character {position}",
    "ends_early": "the formula ends where a number, a name or a bracket should follow, "
    "at character {position}",
    "unopened": "the bracket ) at character {position} was never opened",
    "unclosed": "the bracket ( at character {position} is never closed",
    "comma": "the comma at character {position} does not separate the arguments of a function",
    "unknown_function": "unknown function {given} at character {position}; "
    "the functions are {known}",
    "not_a_function": "{given} at character {position} is not a function; "
    "a product is written with *",
    "without_brackets": "the function {given} at character {position} needs its argument in "
    "brackets, as in {given}(x)",
    "arguments": "{given} at character {position} takes {wanted}, got {count}",
    "reserved": "the name {given} at character {position} is reserved",
    "lower_case": "unknown name {given} at character {position}: the variables are lower case, "
    "x and y",
    "name_too_long": "the name at character {position} is longer than {limit} characters",
    "too_many_names": "the constant {given} at character {position} is one too many: "
    "a formula has at most {limit}",
    "too_deep": "the formula is nested more than {limit} deep at character {position}",
    "too_many_operations": "the formula takes {count} operations, at most {limit} are allowed",
    "constant": "the formula must depend on x or y",
    "no_values": "the formula has no finite value on the domain",
}
LIMITS = frozenset({"too_long", "name_too_long", "too_many_names", "too_deep"}) | {
    "too_many_operations"
}


class ExpressionError(InvalidValue):
    """A formula that cannot be used; str() is one sentence that says what and where.

    reason    key of SENTENCES, for other languages
    details   what fills the places of that sentence
    position  index in the text of the first character concerned, from 0 (the sentence counts from
              1); 0 where no single place is to blame
    length    how many characters are concerned, at least 1
    The rest is as for InvalidValue: field "objective", `value` the text, kind "type" or "limit".
    """

    def __init__(
        self, reason: str, text: object, position: int = 0, length: int = 1, **details: Any
    ) -> None:
        kind: Kind = "limit" if reason in LIMITS else "type"
        self.reason = reason
        self.position = position
        self.length = max(1, length)
        self.details: dict[str, Any] = {"position": position + 1, **details}
        sentence = SENTENCES[reason].format(**self.details)
        super().__init__("objective", "a formula in x and y", text, kind)
        self.args = (sentence,)


def quoted(text: str) -> str:
    """A piece of a formula as it stands in a sentence: 'sin', at most 20 characters."""
    return ascii(text if len(text) <= 20 else text[:17] + "...")
