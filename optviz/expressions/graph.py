"""The operations a formula needs, each once: folding of constants and sharing of equal parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from optviz.expressions import language as op
from optviz.expressions.evaluate import values_and_gradients

KEEP = -0.0  # adding -0 changes no bit of anything
LN_2 = 0.6931471805599453
LN_10 = 2.302585092994046


class Node(NamedTuple):
    """One operation on the earlier nodes a and b (-1: none), with its constants."""

    code: int
    a: int = -1
    b: int = -1
    c1: float = 0.0
    c0: float = 0.0


Operand = int | float  # the index of a node, or a constant that is known


class Graph:
    """Nodes in the order they were asked for; 0 and 1 are x and y."""

    def __init__(self) -> None:
        self.nodes = [Node(-1), Node(-2)]
        self._index: dict[tuple[int, int, int, str, str], int] = {}

    def call(self, name: str, operands: list[Operand]) -> Operand:
        """The result of an operator or function of the language."""
        if name in op.UNARY:
            return self.unary(op.UNARY[name], operands[0])
        build: Callable[..., Operand] = CALLS[name]
        return build(self, *operands)

    def add(self, a: Operand, b: Operand) -> Operand:
        """a + b."""
        if isinstance(a, int) and isinstance(b, int):
            return self._node(op.ADD, min(a, b), max(a, b))
        if isinstance(a, int):
            return self._affine(a, 1.0, b)
        return self._affine(b, 1.0, a) if isinstance(b, int) else a + b

    def subtract(self, a: Operand, b: Operand) -> Operand:
        """a - b."""
        if isinstance(a, int) and isinstance(b, int):
            return self._node(op.SUBTRACT, a, b)
        if isinstance(a, int):
            return self._affine(a, 1.0, -b)
        return self._affine(b, -1.0, a) if isinstance(b, int) else a - b

    def negate(self, a: Operand) -> Operand:
        """-a."""
        return self._affine(a, -1.0, KEEP) if isinstance(a, int) else -a

    def multiply(self, a: Operand, b: Operand) -> Operand:
        """a b."""
        if isinstance(a, int) and isinstance(b, int):
            if a == b:
                return self._node(op.SQUARE, a)
            return self._node(op.MULTIPLY, min(a, b), max(a, b))
        if isinstance(a, int):
            return self._affine(a, b, KEEP)
        return self._affine(b, a, KEEP) if isinstance(b, int) else a * b

    def divide(self, a: Operand, b: Operand) -> Operand:
        """a / b, by IEEE: 1/0 is inf, 0/0 is nan."""
        if isinstance(b, float) and b == 1.0:
            return a
        return self._of_two(op.DIVIDE, a, b)

    def power(self, a: Operand, b: Operand) -> Operand:
        """a^b: whole exponents up to 1024 by multiplication, square roots as such, else e^(b ln a).

        A constant exponent 0 gives 1, whatever a is.
        """
        if isinstance(b, float) and b < 0.0:
            return self.divide(1.0, self.power(a, -b))
        if isinstance(b, float) and b.is_integer() and b <= op.LARGEST_EXPONENT:
            return self._repeated(a, int(b))
        if isinstance(b, float) and b == 0.5:
            return self.unary(op.SQRT, a)
        if isinstance(a, float) and a > 0.0:
            return self.unary(op.EXP, self.multiply(b, self.unary(op.LOG, a)))
        return self._of_two(op.POWER, a, b)

    def maximum(self, a: Operand, b: Operand) -> Operand:
        """The larger of the two; a constant stands second, where ties count."""
        return self._of_two(op.MAXIMUM, *((a, b) if isinstance(a, int) else (b, a)))

    def minimum(self, a: Operand, b: Operand) -> Operand:
        """The smaller of the two, by the same convention."""
        return self.negate(self.maximum(self.negate(a), self.negate(b)))

    def square(self, a: Operand) -> Operand:
        """a²."""
        return self.multiply(a, a)

    def absolute(self, a: Operand) -> Operand:
        """|a| = a sign(a), and sign counts as constant."""
        return self.multiply(a, self.unary(op.SIGN, a))

    def hypotenuse(self, a: Operand, b: Operand) -> Operand:
        """√(a² + b²)."""
        return self.unary(op.SQRT, self.add(self.square(a), self.square(b)))

    def relu(self, a: Operand) -> Operand:
        """max(a, 0)."""
        return self.maximum(a, 0.0)

    def tangent(self, a: Operand) -> Operand:
        """sin a / cos a."""
        return self.divide(self.unary(op.SIN, a), self.unary(op.COS, a))

    def hyperbolic_cosine(self, a: Operand) -> Operand:
        """(e^a + e^-a) / 2."""
        e = self.unary(op.EXP, a)
        return self.multiply(0.5, self.add(e, self.divide(1.0, e)))

    def hyperbolic_sine(self, a: Operand) -> Operand:
        """tanh a cosh a, which keeps its digits near 0."""
        return self.multiply(self.unary(op.TANH, a), self.hyperbolic_cosine(a))

    def log2(self, a: Operand) -> Operand:
        """ln a / ln 2."""
        return self.divide(self.unary(op.LOG, a), LN_2)

    def log10(self, a: Operand) -> Operand:
        """ln a / ln 10."""
        return self.divide(self.unary(op.LOG, a), LN_10)

    def unary(self, code: int, a: Operand) -> Operand:
        """An operation of the tape on one operand."""
        return self._node(code, a) if isinstance(a, int) else fold(code, a)

    def _of_two(self, code: int, a: Operand, b: Operand) -> Operand:
        """An operation of the tape on two operands, of which one may be a constant."""
        if isinstance(a, int):
            return self._node(code, a, b if isinstance(b, int) else self._constant(b))
        return self._node(code, self._constant(a), b) if isinstance(b, int) else fold(code, a, b)

    def _constant(self, value: float) -> int:
        return self._node(op.CONSTANT, c1=value)

    def _repeated(self, a: Operand, n: int) -> Operand:
        """a^n by repeated squaring, n >= 0."""
        result: Operand = 1.0
        while n > 0:
            if n & 1:
                result = self.multiply(result, a)
            n >>= 1
            a = self.multiply(a, a) if n else a
        return result

    def _affine(self, a: int, c1: float, c0: float) -> int:
        """c1 a + c0; what it is applied to is absorbed where that changes no bit."""
        inner = self.nodes[a]
        if inner.code == op.AFFINE and abs(c1) == 1.0:
            if _is_keep(inner.c0):
                return self._affine(inner.a, c1 * inner.c1, c0)
            if _is_keep(c0):
                return self._affine(inner.a, c1 * inner.c1, c1 * inner.c0)
        if c1 == 1.0 and _is_keep(c0):
            return a
        return self._node(op.AFFINE, a, c1=c1, c0=c0)

    def _node(self, code: int, a: int = -1, b: int = -1, c1: float = 0.0, c0: float = 0.0) -> int:
        key = (code, a, b, c1.hex(), c0.hex())  # hex: 0.0 and -0.0 are not the same constant
        if key not in self._index:
            self._index[key] = len(self.nodes)
            self.nodes.append(Node(code, a, b, c1, c0))
        return self._index[key]


CALLS: dict[str, Callable[..., Operand]] = {
    "+": Graph.add,
    "-": Graph.subtract,
    "*": Graph.multiply,
    "/": Graph.divide,
    "^": Graph.power,
    "negate": Graph.negate,
    "pow": Graph.power,
    "abs": Graph.absolute,
    "tan": Graph.tangent,
    "sinh": Graph.hyperbolic_sine,
    "cosh": Graph.hyperbolic_cosine,
    "min": Graph.minimum,
    "max": Graph.maximum,
    "hypot": Graph.hypotenuse,
    "square": Graph.square,
    "relu": Graph.relu,
    "log2": Graph.log2,
    "log10": Graph.log10,
}


def fold(code: int, a: float, b: float = 0.0) -> float:
    """One operation on constants, by the interpreter itself, at x = a, y = b."""
    tape = np.array([1, 3, 2, 0, code, 2, 0, 1, 0, 0, 0.0, 0.0])
    return float(values_and_gradients(tape, np.array([[a, b]]))[0][0])


def _is_keep(c0: float) -> bool:
    return c0 == 0.0 and np.signbit(c0)
