"""The engine without its compiler: the catalogues' undecorated functions in an ordinary loop."""

import numpy as np

import optviz

ELEMENTWISE = tuple(k for k, rule in optviz.OPTIMIZERS.items() if rule.kind == "elementwise")


def constants(surface, parameters=None):
    """What the surface's functions read, for these parameter values, its data included."""
    values = {p.key: (parameters or {}).get(p.key, p.default) for p in surface.parameters}
    return surface.bind(values).pack()


def plain_function(surface):
    """(x, y, numbers) -> (value, d/dx, d/dy) without the compiler, whichever convention it has."""
    function = surface.value_and_gradient.py_func
    if surface.value_and_gradient.convention != "block":
        return function

    def one_lane(x, y, numbers):
        value, gradient = np.zeros(1), np.zeros(2)
        function(np.array([x, y]), value, gradient, numbers, 1, 0)
        return value[0], gradient[0], gradient[1]

    return one_lane


def plain_path(key, optimizer_key, start, learning_rate, hyper=None, parameters=None, n=100):
    """Iterates (n+1, 2), values (n+1,) and gradients (n+1, 2) in plain Python."""
    surface, optimizer = optviz.SURFACES[key], optviz.OPTIMIZERS[optimizer_key]
    function, step = plain_function(surface), optimizer.step.py_func
    numbers = constants(surface, parameters)
    packed, raised = optimizer.pack(optimizer.with_defaults(hyper or {}))
    first_power = packed.size - raised.size
    x, state = np.array(start, dtype=float), np.zeros((optimizer.n_slots, 2))
    rates = np.full(2, float(learning_rate))
    iterates, values, gradients = [x.copy()], [], []
    with np.errstate(all="ignore"):
        for t in range(1, n + 2):
            value, dx, dy = function(x[0], x[1], numbers)
            values.append(value)
            gradients.append((dx, dy))
            if t == n + 1:
                break
            for k, index in enumerate(raised):
                packed[first_power + k] *= packed[index]
            step(x, np.array([dx, dy]), rates, packed, state, t)
            iterates.append(x.copy())
    return np.array(iterates), np.array(values), np.array(gradients)


def same_bits(a, b):
    """Whether two float arrays are equal bit for bit (nan equals nan, whatever its payload)."""
    a, b = np.ascontiguousarray(a, dtype=float), np.ascontiguousarray(b, dtype=float)
    return a.shape == b.shape and bool(
        np.all((a.view(np.int64) == b.view(np.int64)) | (np.isnan(a) & np.isnan(b)))
    )


def step_of(optimizer, gradients, learning_rate=0.1, hyper=None, start=(0.5, -0.25)):
    """Iterates of a rule fed with given gradients (T, m), whatever the objective; through the
    compiled step.
    """
    rule = optviz.OPTIMIZERS[optimizer]
    packed, raised = rule.pack(rule.with_defaults(hyper or {}))
    m = np.shape(gradients)[1]
    x, state = np.resize(np.array(start, dtype=float), m), np.zeros((rule.n_slots, m))
    iterates = [x.copy()]
    for t, gradient in enumerate(np.asarray(gradients, dtype=float), start=1):
        for k, index in enumerate(raised):
            packed[packed.size - raised.size + k] *= packed[index]
        rule.step.py_func(x, gradient.copy(), np.full(m, learning_rate), packed, state, t)
        iterates.append(x.copy())
    return np.array(iterates)
