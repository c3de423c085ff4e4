"""The seven rules as a textbook would write them, with the mistakes people make as switches.

Each is `rule(x, g, lr, h, s, t) -> new x`: h the hyperparameters, s a dict that lives as long as
the run, t from 1. Plain NumPy, independent of the engine and of torch.
"""

import numpy as np

DEFAULTS = {
    "sgd": {},
    "momentum": {"momentum": 0.9, "dampening": 0.0},
    "nesterov": {"momentum": 0.9},
    "rprop": {"eta_minus": 0.5, "eta_plus": 1.2, "step_min": 1e-6, "step_max": 50.0},
    "adagrad": {"epsilon": 1e-10, "learning_rate_decay": 0.0, "initial_accumulator": 0.0},
    "rmsprop": {"decay": 0.99, "epsilon": 1e-8, "momentum": 0.0},
    "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
}


def sgd(x, g, lr, h, s, t, *, uphill=False):
    return x + lr * g if uphill else x - lr * g


def momentum(
    x, g, lr, h, s, t, *, averages=False, damps_first=False, ignores_dampening=False, old_v=False
):
    """Wrong: a running mean (1-b) g, dampening at t = 1 too, or none, or the velocity of the step
    before.
    """
    damped = 1 - (0.0 if ignores_dampening else h["dampening"])
    if averages:
        damped = 1 - h["momentum"]
    before = s.get("v", np.zeros(2))
    fresh = damped if (t > 1 or damps_first or averages) else 1.0
    s["v"] = h["momentum"] * before + fresh * g
    return x - lr * (before if old_v else s["v"])


def nesterov(x, g, lr, h, s, t, *, no_look_ahead=False, old_v=False):
    """Wrong: heavy ball, or looking ahead along the velocity of the step before."""
    before = s.get("v", np.zeros(2))
    s["v"] = h["momentum"] * before + g
    if no_look_ahead:
        return x - lr * s["v"]
    return x - lr * (g + h["momentum"] * (before if old_v else s["v"]))


def rprop(
    x, g, lr, h, s, t, *, no_clip=False, keeps_gradient=False, grows_first=False, by_size=False
):
    """Wrong: no bounds, moving right after a flip, growing at t = 1, using the gradient."""
    previous = s.get("g", np.zeros(2))
    size = s.get("size", np.full(2, lr))
    product = g * previous
    factor = np.where(product > 0, h["eta_plus"], np.where(product < 0, h["eta_minus"], 1.0))
    if grows_first and t == 1:
        factor = np.full(2, h["eta_plus"])
    size = size * factor
    s["size"] = size if no_clip else np.clip(size, h["step_min"], h["step_max"])
    g = g if keeps_gradient else np.where(product < 0, 0.0, g)
    s["g"] = g
    return x - (g if by_size else np.sign(g)) * s["size"]


def adagrad(x, g, lr, h, s, t, *, inside=False, t_from_one=False, forgets=False, no_start=False):
    """Wrong: epsilon inside the root, decay from t instead of t - 1, a mean, no initial
    accumulator.
    """
    start = 0.0 if no_start else h["initial_accumulator"]
    before = s.get("G", np.full(2, start))
    s["G"] = 0.9 * before + g * g if forgets else before + g * g
    rate = lr / (1 + (t if t_from_one else t - 1) * h["learning_rate_decay"])
    root = np.sqrt(s["G"] + h["epsilon"]) if inside else np.sqrt(s["G"]) + h["epsilon"]
    return x - rate * g / root


def rmsprop(x, g, lr, h, s, t, *, inside=False, corrected=False, swapped=False, old_v=False):
    """Wrong: epsilon inside the root, Adam's bias correction, decay for 1 - decay, v of the step
    before.
    """
    decay = 1 - h["decay"] if swapped else h["decay"]
    before = s.get("v", np.zeros(2))
    s["v"] = decay * before + (1 - decay) * g * g
    v = before if old_v else s["v"]
    v = v / (1 - decay**t) if corrected else v
    root = np.sqrt(v + h["epsilon"]) if inside else np.sqrt(v) + h["epsilon"]
    s["b"] = h["momentum"] * s.get("b", np.zeros(2)) + g / root
    return x - lr * s["b"]


def adam(
    x,
    g,
    lr,
    h,
    s,
    t,
    *,
    inside=False,
    corrected=True,
    corrects_second=True,
    t_late=0,
    scales_epsilon=False,
    swapped=False,
    l1=False,
):
    """Wrong: epsilon inside the root or scaled, no (second) correction, t off by one, betas
    swapped, |g| for g^2.
    """
    b1, b2 = (h["beta2"], h["beta1"]) if swapped else (h["beta1"], h["beta2"])
    s["m"] = b1 * s.get("m", np.zeros(2)) + (1 - b1) * g
    s["v"] = b2 * s.get("v", np.zeros(2)) + (1 - b2) * (np.abs(g) if l1 else g * g)
    t = t + t_late
    m = s["m"] / (1 - b1**t) if corrected else s["m"]
    second = 1 - b2**t if corrected and corrects_second else 1.0
    if scales_epsilon:
        return x - lr * m * np.sqrt(second) / (np.sqrt(s["v"]) + h["epsilon"])
    v = s["v"] / second
    root = np.sqrt(v + h["epsilon"]) if inside else np.sqrt(v) + h["epsilon"]
    return x - lr * m / root


RULES = {f.__name__: f for f in (sgd, momentum, nesterov, rprop, adagrad, rmsprop, adam)}


def decoupled(rule):
    """A rule whose weight decay shrinks x itself (AdamW's) where torch adds it to the gradient."""

    def wrapped(x, g, lr, h, s, t):
        decay = h.get("weight_decay", 0.0)
        return rule(x * (1 - lr * decay), g - decay * x, lr, h, s, t)

    return wrapped


def path(rule, gradient, start, learning_rate, hyper, n_iterations):
    """Yields x_1, x_2, ... of `rule` (weight decay added to the gradient before it)."""
    x, memory = np.array(start, dtype=float), {}
    decay = hyper.get("weight_decay", 0.0)
    for t in range(1, n_iterations + 1):
        x = rule(x, gradient(x) + decay * x, learning_rate, hyper, memory, t)
        yield x
