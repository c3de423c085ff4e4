"""Make the reference trajectories of the other elementwise rules (by hand; tests read the files).

    python3 -m venv /tmp/refenv
    /tmp/refenv/bin/pip install torch==2.13.0 numpy==2.4.6 optax==0.2.8 jax==0.10.2
    /tmp/refenv/bin/python tests/reference/make_first_order_fixtures.py [topic ...]

float64 throughout: torch's default dtype as well, because NAdam keeps its product of momenta and
ASGD its step size in it (with float32 they carry the noise that test_first_order.py states), and
JAX with x64. torch makes the gradients of both; optax only makes the steps. Chaos is measured as in
make_torch_fixtures.py. About five minutes.
"""

import sys
from functools import cache

import jax
import jax.numpy as jnp
import optax
import torch
from first_order_cases import OPTAX_RULES, TORCH_RULES, first_order_cases, first_order_edges
from make_torch_fixtures import make_surfaces
from optax import contrib

CLASSES = {
    "rmsprop_centered": (torch.optim.RMSprop, {"centered": True}),
    "adadelta": (torch.optim.Adadelta, {}),
    "amsgrad": (torch.optim.Adam, {"amsgrad": True}),
    "adamw": (torch.optim.AdamW, {}),
    "adamw_amsgrad": (torch.optim.AdamW, {"amsgrad": True}),
    "adamax": (torch.optim.Adamax, {}),
    "nadam": (torch.optim.NAdam, {}),
    "radam": (torch.optim.RAdam, {}),
    "asgd": (torch.optim.ASGD, {}),
    "adagrad_lecture": (torch.optim.Adagrad, {"eps": 1e-7}),
    "rmsprop_lecture": (torch.optim.RMSprop, {"eps": 1e-7}),
    "adam_lecture": (torch.optim.Adam, {"eps": 1e-7}),
    "sgd_slip": (torch.optim.SGD, {"maximize": True}),
    "momentum_slip": (torch.optim.SGD, {"maximize": True, "momentum": 0.9}),
}
TORCH_WORDS = {"epsilon": "eps", "decay": "alpha", "power": "alpha"}
CHAINS = {
    "lion": optax.lion,
    "adabelief": optax.adabelief,
    "yogi": optax.yogi,
    "adan": optax.adan,
    "adopt": contrib.adopt,
    "ademamix": contrib.ademamix,
    "schedule_free_sgd": contrib.schedule_free_sgd,
    "schedule_free_adamw": contrib.schedule_free_adamw,
}
OPTAX_WORDS = {
    "beta1": "b1",
    "beta2": "b2",
    "beta3": "b3",
    "epsilon": "eps",
    "epsilon_root": "eps_root",
}


def torch_rule(name, point, learning_rate, hyper):
    """The torch.optim object for our name and our words."""
    kind, fixed = CLASSES[name]
    words = TORCH_WORDS | ({"decay": "rho"} if name == "adadelta" else {})
    options = fixed | {words.get(k, k): v for k, v in hyper.items()}
    if {"beta1", "beta2"} <= set(hyper):
        options["betas"] = (options.pop("beta1"), options.pop("beta2"))
    return kind([point], lr=learning_rate, foreach=False, **options)


def transformation(name, learning_rate, hyper):
    """The optax chain for our name and our words; Yogi's start is not in optax's alias."""
    words = {OPTAX_WORDS.get(k, k): v for k, v in hyper.items() if k != "initial_accumulator"}
    if "initial_accumulator" not in hyper:
        return CHAINS[name](learning_rate, **words)
    start = hyper["initial_accumulator"]
    scaled = optax.scale_by_yogi(**words, initial_accumulator_value=start)
    return optax.chain(scaled, optax.scale_by_learning_rate(learning_rate))


@cache
def compiled(name):
    """One jitted step of a rule; the rate and the settings are arguments, so it compiles once."""

    def step(point, state, gradient, learning_rate, hyper):
        chain = transformation(name, learning_rate, hyper)
        updates, state = chain.update(gradient, state, point)
        return optax.apply_updates(point, updates), state

    return jax.jit(step)


class OptaxRule:
    """An optax chain with the face of a torch.optim object."""

    def __init__(self, name, point, learning_rate, hyper):
        self.point, self.rate, self.hyper = point, learning_rate, hyper
        self.update = compiled(name)
        self.state = transformation(name, learning_rate, hyper).init(self.position())

    def position(self):
        """The point as JAX sees it."""
        return jnp.asarray(self.point.detach().numpy())

    def step(self):
        """Move the point by its gradient."""
        gradient = jnp.asarray(self.point.grad.numpy())
        new, self.state = self.update(self.position(), self.state, gradient, self.rate, self.hyper)
        with torch.no_grad():
            self.point.copy_(torch.from_numpy(jax.device_get(new).copy()))


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    jax.config.update("jax_enable_x64", True)
    topics = {
        "first_order_torch": (first_order_cases(TORCH_RULES), torch_rule),
        "first_order_optax": (first_order_cases(OPTAX_RULES), OptaxRule),
        "first_order_torch_edges": (first_order_edges(TORCH_RULES), torch_rule),
        "first_order_optax_edges": (first_order_edges(OPTAX_RULES), OptaxRule),
    }
    for topic in sys.argv[1:] or topics:
        cases, make = topics[topic]
        make_surfaces(topic, list(cases), make)
