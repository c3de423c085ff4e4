"""The corners of algorithms.md ("What torch does in the edge cases"): what happens there is part of
a rule.
"""

from cases import OPTIMIZERS, case

NAN, INF = float("nan"), float("inf")
BOWL = {"mu": 1.0, "kappa": 1.0, "theta": 0.0, "cx": 0.0, "cy": 0.0}
STRETCHED = {"mu": 1.0, "kappa": 20.0, "theta": 0.0, "cx": 0.0, "cy": 0.0}
N = 80


def edge_cases():
    """All corners, each with a `why`; `exact` where disturbing the gradient would destroy the
    corner.
    """
    for make in (rates, far_starts, flat_points, epsilon_zero, limits, momenta, extremes):
        exact = make in (far_starts, flat_points, epsilon_zero, extremes)
        for why, optimizer, objective, start, rate, hyper, parameters in make():
            yield case(
                optimizer, objective, start, rate, hyper, parameters, N, why=why, exact=exact
            )


def rates():
    """A rate of zero and a rate of a million."""
    for rule in OPTIMIZERS:
        yield "rate 0", rule, "rosenbrock", (-1.2, 1.0), 0.0, {}, {}
        yield "rate 0", rule, "quadratic", (-4.0, 3.0), 0.0, {}, {}
        for key in ("quadratic", "rosenbrock", "himmelblau", "beale", "saddle_bounded"):
            yield "rate 1e6", rule, key, (0.7, 0.4), 1e6, {}, {}


def far_starts():
    """Starts so far out that the gradient, or its square, overflows."""
    for rule in OPTIMIZERS:
        yield "start (1e3, 1e3)", rule, "rosenbrock", (1e3, 1e3), 1e-3, {}, {}
        yield "start (1e110, 1): gradient overflows", rule, "rosenbrock", (1e110, 1.0), 1e-3, {}, {}
        yield (
            "gradient finite, its square infinite",
            rule,
            "quadratic",
            (1e200, 1.0),
            1e-2,
            {},
            BOWL,
        )
        yield (
            "gradient finite, its square infinite",
            rule,
            "saddle_bounded",
            (0.5, 1e60),
            1e-2,
            {},
            {},
        )
        yield "start nan", rule, "quadratic", (NAN, 1.0), 1e-2, {}, STRETCHED
        yield "start nan", rule, "himmelblau", (1.0, NAN), 1e-2, {}, {}
        yield "start inf", rule, "quadratic", (1.0, INF), 1e-2, {}, BOWL


def flat_points():
    """Exactly at a minimum, a saddle, and on the ridge that leads to it."""
    for rule in OPTIMIZERS:
        for key, start in (
            ("quadratic", (0, 0)),
            ("rosenbrock", (1, 1)),
            ("himmelblau", (3, 2)),
            ("saddle_bounded", (0, 1)),
            ("beale", (3, 0.5)),
        ):
            yield "at a minimum", rule, key, start, 0.1, {}, {}
        for key in ("saddle", "saddle_bounded"):
            yield "at the saddle", rule, key, (0.0, 0.0), 0.1, {}, {}
            yield "on the ridge", rule, key, (-1.5, 0.0), 0.1, {}, {}
            yield "nearly on the ridge", rule, key, (-1.5, 1e-6), 0.1, {}, {}
    for rule in ("sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam"):
        yield (
            "weight decay at a minimum",
            rule,
            "rosenbrock",
            (1.0, 1.0),
            1e-3,
            {"weight_decay": 1e-6},
            {},
        )


def epsilon_zero():
    """0 / 0 in the coordinate whose gradient is zero, and only there."""
    for rule in ("adagrad", "rmsprop", "adam"):
        yield (
            "epsilon 0, zero gradient in y",
            rule,
            "quadratic",
            (-4.0, 0.0),
            0.1,
            {"epsilon": 0.0},
            STRETCHED,
        )
        yield (
            "epsilon 0, zero gradient in y",
            rule,
            "saddle",
            (-1.5, 0.0),
            0.1,
            {"epsilon": 0.0},
            {},
        )
        yield "epsilon 0", rule, "himmelblau", (-0.5, -1.2), 0.05, {"epsilon": 0.0}, {}


def limits():
    """Rates at, just under and just over 2/L."""
    yield "rate exactly 2/L", "sgd", "quadratic", (3.0, -3.0), 2.0, {}, BOWL
    yield "rate exactly 2/L in y", "sgd", "quadratic", (-4.0, 3.0), 0.1, {}, STRETCHED
    for factor in (0.99, 1.01, 1.5):
        yield f"rate {factor} x 2/L", "sgd", "quadratic", (-4.0, 3.0), 0.1 * factor, {}, STRETCHED
    yield (
        "Rprop wants to go above step_max",
        "rprop",
        "saddle",
        (0.0, 0.1),
        1.0,
        {"step_max": 5.0},
        {},
    )
    yield (
        "Rprop starts above step_max",
        "rprop",
        "quadratic",
        (-4.0, 3.0),
        10.0,
        {"step_max": 0.5},
        {},
    )
    yield (
        "Rprop starts below step_min",
        "rprop",
        "quadratic",
        (-4.0, 3.0),
        1e-9,
        {"step_min": 0.01},
        {},
    )


def momenta():
    """Momentum of 1 and more is arithmetic, not an error; so are moment decays of 0."""
    for rule in ("momentum", "nesterov"):
        for momentum in (1.0, 1.5):
            yield (
                f"momentum {momentum}",
                rule,
                "quadratic",
                (-4.0, 3.0),
                0.01,
                {"momentum": momentum},
                {},
            )
    yield "rmsprop momentum 1", "rmsprop", "quadratic", (-4.0, 3.0), 0.01, {"momentum": 1.0}, {}
    yield (
        "both betas 0: sign steps",
        "adam",
        "himmelblau",
        (-0.5, -1.2),
        0.05,
        {"beta1": 0.0, "beta2": 0.0},
        {},
    )
    yield "decay 0: sign steps", "rmsprop", "himmelblau", (-0.5, -1.2), 0.05, {"decay": 0.0}, {}
    yield "decay 1 - 1e-12", "rmsprop", "quadratic", (-4.0, 3.0), 1e-7, {"decay": 1.0 - 1e-12}, {}


def extremes():
    """Gradients so small that their square, or even their product, underflows."""
    tiny = {**BOWL, "mu": 1e-180}
    for rule in OPTIMIZERS:
        yield "gradient 1e-180", rule, "quadratic", (1.0, -2.0), 0.01, {}, tiny
        yield "start 1e-110", rule, "saddle_bounded", (1e-110, 1e-110), 0.1, {}, {}
