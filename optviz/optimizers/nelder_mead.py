"""Nelder-Mead: a triangle that flips, stretches and shrinks its way down, without gradients."""

import numpy as np

from optviz.optimizers.base import Optimizer
from optviz.optimizers.oracle import ask, bill
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, inlined, kernel, move_function

BEST, GOOD, WORST = 0, 1, 2  # rows of the state: the corners in order
VALUES, BOOK = 3, 4  # values of the first two corners; of the worst one, and whether there is one


@kernel
def _value(oracle, x, y, t):  # type: ignore[no-untyped-def]
    """The objective at (x, y); billed as one value."""
    at = np.empty(2)
    at[0] = x
    at[1] = y
    value = np.empty(1)
    gradient = np.empty(2)
    ask(oracle, at, value, gradient, t)
    bill(oracle, 0, 1, 0)
    return value[0]


@inlined
def _sort(corners: Matrix, values: Vector) -> None:
    """Insertion sort of three corners (3, 2) by their values (3,): stable, as SciPy's argsort."""
    for i in range(1, 3):
        k = i
        while k > 0 and values[k] < values[k - 1]:
            for column in range(2):
                kept = corners[k, column]
                corners[k, column] = corners[k - 1, column]
                corners[k - 1, column] = kept
            kept = values[k]
            values[k] = values[k - 1]
            values[k - 1] = kept
            k -= 1


@inlined
def _first_triangle(oracle, z, corners, values, t):  # type: ignore[no-untyped-def]
    """SciPy's: the start, and each coordinate in turn 5 % larger (0.00025 where it is 0)."""
    for i in range(3):
        corners[i, 0] = z[0]
        corners[i, 1] = z[1]
        if i > 0:
            own = z[i - 1]
            corners[i, i - 1] = 1.05 * own if own != 0.0 else 0.00025
        values[i] = _value(oracle, corners[i, 0], corners[i, 1], t)
    _sort(corners, values)


@kernel
def _turn(oracle, corners, values, t):  # type: ignore[no-untyped-def]
    """Reflect the worst corner; expand, contract or shrink, as SciPy's minimize does."""
    x_mean = (corners[0, 0] + corners[1, 0]) / 2.0
    y_mean = (corners[0, 1] + corners[1, 1]) / 2.0
    x_worst = corners[2, 0]
    y_worst = corners[2, 1]
    x = 2.0 * x_mean - x_worst
    y = 2.0 * y_mean - y_worst
    value = _value(oracle, x, y, t)
    if value < values[0]:
        x_far = 3.0 * x_mean - 2.0 * x_worst
        y_far = 3.0 * y_mean - 2.0 * y_worst
        far = _value(oracle, x_far, y_far, t)
        if far < value:
            x, y, value = x_far, y_far, far
    elif value >= values[1]:
        outside = value < values[2]
        bar = value if outside else values[2]
        weight = 1.5 if outside else 0.5
        x = weight * x_mean + (1.0 - weight) * x_worst
        y = weight * y_mean + (1.0 - weight) * y_worst
        value = _value(oracle, x, y, t)
        if not (value <= bar if outside else value < bar):
            for i in range(1, 3):
                for column in range(2):
                    corners[i, column] = corners[0, column] + 0.5 * (
                        corners[i, column] - corners[0, column]
                    )
                values[i] = _value(oracle, corners[i, 0], corners[i, 1], t)
            return
    corners[2, 0] = x
    corners[2, 1] = y
    values[2] = value


@move_function
def move(
    z: Vector,
    value: Vector,
    gradient: Vector,
    learning_rate: Vector,
    hyper: Vector,
    state: Matrix,
    t: int,
    oracle: Oracle,
) -> int:
    """One turn of the triangle; the iterate is its best corner.

    z     : (2,)    the best corner; the start, at first
    state : (5, 2)  three corners in order of value; their values; (third value, whether begun)

    Reflection 1, expansion 2, contraction 1/2, shrink 1/2; scipy.optimize.minimize's "Nelder-Mead"
    turn by turn. Uses no gradient. Nelder & Mead (1965).
    """
    corners = state[:3]
    values = np.empty(3)
    if state[BOOK, 1] == 0.0:
        _first_triangle(oracle, z, corners, values, t)
        state[BOOK, 1] = 1.0
    else:
        values[0] = state[VALUES, 0]
        values[1] = state[VALUES, 1]
        values[2] = state[BOOK, 0]
    _turn(oracle, corners, values, t)
    _sort(corners, values)
    state[VALUES, 0] = values[0]
    state[VALUES, 1] = values[1]
    state[BOOK, 0] = values[2]
    z[0] = corners[0, 0]
    z[1] = corners[0, 1]
    return GO_ON


NELDER_MEAD = Optimizer(
    key="nelder_mead",
    label="Nelder-Mead",
    step=move,
    slots=("corners", "corners", "corners", "values", "third_value"),
    hyperparameters=(),
    reference="Nelder & Mead 1965, A simplex method for function minimization, "
    "doi:10.1093/comjnl/7.4.308",
    latex=r"x_r = 2 \bar{x} - x_{\text{worst}}, \quad \text{then expand, contract or shrink}",
    pseudocode=(
        "best, good, worst = corners sorted by f",
        "mean = (best + good) / 2; r = 2 * mean - worst",
        "if f(r) < f(best): e = 3 * mean - 2 * worst; worst = e if f(e) < f(r) else r",
        "elif f(r) < f(good): worst = r",
        "elif f(r) < f(worst): c = 1.5 * mean - 0.5 * worst; worst = c if f(c) <= f(r) else shrink",
        "else: c = 0.5 * mean + 0.5 * worst; worst = c if f(c) < f(worst), else shrink",
    ),
    evaluations=(0.0, 1.5, 0.0),
    memory=3.0,
)
