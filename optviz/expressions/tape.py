"""From a formula and the values of its constants to the tape that the interpreter runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optviz.expressions import language as op
from optviz.expressions.errors import ExpressionError
from optviz.expressions.graph import Graph, Node, Operand
from optviz.expressions.syntax import Formula
from optviz.signatures import Vector

X, Y = 1, 2  # directions, as bits


def tape(formula: Formula, constants: Mapping[str, float]) -> Vector:
    """The tape of a formula; raises ExpressionError if it is too long or depends on nothing."""
    known: dict[str, Operand] = {"x": 0, "y": 1, **{k: float(v) for k, v in constants.items()}}
    graph = Graph()
    operands: list[Operand] = []
    for name, value, n_operands in formula.items:
        if n_operands:
            own = operands[-n_operands:]
            del operands[-n_operands:]
            operands.append(graph.call(name, own))
        else:
            operands.append(known[name] if name else value)
    (root,) = operands
    everything = {"position": 0, "length": len(formula.text)}
    if isinstance(root, float):
        raise ExpressionError("constant", formula.text, **everything)
    used = _reachable(graph.nodes, root)
    if len(used) > op.MAX_OPERATIONS:
        limit = {"count": len(used), "limit": op.MAX_OPERATIONS}
        raise ExpressionError("too_many_operations", formula.text, **everything, **limit)
    return _write(graph.nodes, used, root)


def _reachable(nodes: Sequence[Node], root: int) -> list[int]:
    """The nodes the root needs, in an order in which they can be computed; not x and y."""
    needed = {root}
    for index in range(root, 1, -1):
        if index in needed:
            needed.update(nodes[index][1:3])
    return [index for index in range(2, root + 1) if index in needed]


def _write(nodes: Sequence[Node], used: Sequence[int], root: int) -> Vector:
    """Give every result a register and every operand its directions; the layout of `interpreter`.

    A register is free again after its last reader, but a reader never writes over what it reads.
    """
    last_reader = {operand: index for index in used for operand in nodes[index][1:3]}
    last_reader[root] = len(nodes)
    register, directions = {-1: 0, 0: 0, 1: 1}, {-1: 0, 0: X, 1: Y}
    free: list[int] = []
    n_registers = 2
    body: list[float] = []
    for index in used:
        code, a, b, c1, c0 = nodes[index]
        if not free:
            free.append(n_registers)
            n_registers += 1
        register[index] = free.pop()
        in_a, in_b = directions[a], directions[b]
        if code == op.SIGN:
            in_a = 0
        directions[index] = in_a | in_b
        free += [register[o] for o in {a, b} if o > 1 and last_reader[o] == index]
        body += (code, register[index], register[a], register[b], in_a, in_b, c1, c0)
    head = (len(used), n_registers, register[root], directions[root])
    return np.array([*head, *body], dtype=np.float64)
