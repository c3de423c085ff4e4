"""Make the reference trajectories of the searching rules (by hand; tests only read the file).

    python3 -m venv /tmp/refenv
    /tmp/refenv/bin/pip install torch==2.13.0 numpy==2.4.6 scipy==1.17.1 optax==0.2.8 jax==0.10.2
    /tmp/refenv/bin/python tests/reference/make_search_fixtures.py [rule ...]

With names of rules only those are made anew. About ten minutes for all.

L-BFGS is torch.optim.LBFGS(max_iter=1, max_eval=25, line_search_fn="strong_wolfe"), one `step` an
iteration. Nelder-Mead is scipy.optimize.minimize's `allvecs`. Prodigy and Sophia are
optax.contrib's, Sophia with the exact diagonal of autograd's Hessian. SAM and the Newtons have no
step-by-step reference in those libraries; they are written out here from their papers, with
NumPy's linear algebra and autograd. BFGS, CG and the trust region are compared by where they end,
with SciPy's BFGS, CG and trust-exact (`ends`). Chaos is measured as in make_torch_fixtures.py.
"""

import json
import sys

import jax
import numpy as np
import optax
import scipy
import torch
from cases import STARTS, default_parameters
from make_torch_fixtures import HERE, JITTER, REPETITIONS, horizon
from optax import contrib
from scipy.optimize import minimize
from torch_objectives import surface

jax.config.update("jax_enable_x64", True)
N = 60


class Landscape:
    """Value, gradient and Hessian of an objective; `jitter` disturbs where they are taken."""

    def __init__(self, key, jitter=None):
        self.f = surface(key, default_parameters(key))
        self.jitter = jitter

    def tensor(self, z):
        """The point as a float64 leaf."""
        at = torch.tensor(np.asarray(z, dtype=float))
        if self.jitter is not None:
            at = at * (1 + JITTER * torch.tensor(self.jitter.uniform(-1, 1, 2)))
        return at.requires_grad_(True)

    def value(self, z):
        """f(z)."""
        return float(self.f(self.tensor(z), None).detach())

    def gradient(self, z):
        """Autograd's gradient."""
        leaf = self.tensor(z)
        self.f(leaf, None).backward()
        return leaf.grad.numpy()

    def hessian(self, z):
        """Autograd's Hessian."""
        return torch.autograd.functional.hessian(
            lambda at: self.f(at, None), self.tensor(z).detach()
        ).numpy()


def lbfgs(land, start, rate, hyper):
    """torch.optim.LBFGS, one iteration a step."""
    point = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
    optimizer = torch.optim.LBFGS(
        [point],
        lr=rate,
        max_iter=1,
        max_eval=25,
        history_size=hyper.get("history", 10),
        tolerance_change=hyper.get("tolerance_change", 1e-9),
        line_search_fn="strong_wolfe",
    )

    def closure():
        optimizer.zero_grad()
        value = torch.tensor(land.value(point.detach().numpy()), dtype=torch.float64)
        point.grad = torch.tensor(land.gradient(point.detach().numpy()))
        return value

    path = [point.detach().numpy().copy()]
    for _ in range(N):
        try:
            optimizer.step(closure)
            path.append(point.detach().numpy().copy())
        except IndexError:  # torch's own, when its line search meets a nan: nothing to compare with
            path.append(np.full(2, np.nan))
    return np.array(path)


def nelder_mead(land, start, rate, hyper):
    """SciPy's, best corner of every turn; its allvecs begins with the first sorted triangle."""
    options = {"maxiter": N + 1, "xatol": 0.0, "fatol": 0.0, "return_all": True, "maxfev": 10**6}
    found = minimize(land.value, start, method="Nelder-Mead", options=options)
    turns = [np.array(start, dtype=float), *found.allvecs[1 : N + 1]]
    return np.array(turns + [turns[-1]] * (N + 1 - len(turns)))  # it stops on a collapsed triangle


def by_step(step):
    """A path from a function z -> next z."""

    def follow(land, start, rate, hyper):
        path = [np.array(start, dtype=float)]
        for _ in range(N):
            path.append(step(land, path[-1], rate, hyper))
        return np.array(path)

    return follow


def sam(land, z, rate, hyper):
    """Foret et al. 2021, algorithm 1, over plain gradient descent."""
    g = land.gradient(z)
    return z - rate * land.gradient(z + hyper.get("rho", 0.05) * g / (np.linalg.norm(g) + 1e-12))


def newton(land, z, rate, hyper):
    """Solve H p = g."""
    return z - np.linalg.solve(land.hessian(z), land.gradient(z))


def newton_saddle_free(land, z, rate, hyper):
    """Dauphin et al. 2014: absolute eigenvalues."""
    eigenvalues, q = np.linalg.eigh(land.hessian(z))
    return z - rate * q @ ((q.T @ land.gradient(z)) / np.abs(eigenvalues))


def newton_damped(land, z, rate, hyper):
    """Shift to least eigenvalue delta, backtrack by halves."""
    h, g = land.hessian(z), land.gradient(z)
    if np.abs(g).max() <= 1e-7:
        return z
    shift = max(0.0, hyper.get("delta", 1e-3) - np.linalg.eigvalsh(h)[0])
    p = -np.linalg.solve(h + shift * np.eye(2), g)
    alpha = 1.0
    while land.value(z + alpha * p) > land.value(z) + 1e-4 * alpha * (g @ p):
        alpha /= 2.0
    return z + alpha * p


def by_optax(make):
    """A path of an optax transformation made by make(land, rate, hyper)."""

    def follow(land, start, rate, hyper):
        point = np.array(start, dtype=float)
        rule = make(land, rate, hyper)
        state = rule.init(point)
        path = [point]
        for _ in range(N):
            updates, state = rule.update(land.gradient(path[-1]), state, path[-1])
            path.append(np.asarray(optax.apply_updates(path[-1], updates)))
        return np.array(path)

    return follow


def prodigy(land, rate, hyper):
    """optax.contrib.prodigy in our words."""
    betas = hyper.get("beta1", 0.9), hyper.get("beta2", 0.999)
    return contrib.prodigy(
        rate,
        betas=betas,
        eps=hyper.get("epsilon", 1e-8),
        estim_lr0=hyper.get("d0", 1e-6),
        weight_decay=hyper.get("weight_decay", 0.0),
    )


def sophia(land, rate, hyper):
    """optax.contrib.sophia with autograd's exact diagonal, computed outside jax's tracing."""

    def update(updates, state, params=None, **_):
        diagonal = jax.pure_callback(
            lambda z: np.diag(land.hessian(np.asarray(z))),
            jax.ShapeDtypeStruct((2,), float),
            params,
        )
        return diagonal, state

    diagonal = optax.GradientTransformationExtraArgs(lambda _: optax.EmptyState(), update)
    return contrib.sophia(
        rate,
        b1=hyper.get("beta1", 0.965),
        b2=hyper.get("beta2", 0.99),
        eps=hyper.get("epsilon", 1e-8),
        weight_decay=hyper.get("weight_decay", 1e-4),
        gamma=hyper.get("gamma", 0.01),
        update_interval=hyper.get("interval", 10),
        hessian_diagonal_fn=diagonal,
    )


RULES = {  # how it is followed, then (learning rate or None, hyperparameters) of its cases
    "lbfgs": (
        lbfgs,
        [(1.0, {}), (0.3, {}), (1.0, {"history": 2}), (1.0, {"tolerance_change": 0.0})],
    ),
    "nelder_mead": (nelder_mead, [(None, {})]),
    "sam": (by_step(sam), [(0.001, {}), (0.005, {"rho": 0.3})]),
    "newton": (by_step(newton), [(None, {})]),
    "newton_saddle_free": (by_step(newton_saddle_free), [(1.0, {}), (0.5, {})]),
    "newton_damped": (by_step(newton_damped), [(None, {}), (None, {"delta": 0.5})]),
    "prodigy": (
        by_optax(prodigy),
        [
            (1.0, {}),
            (0.5, {"d0": 1e-3}),
            (1.0, {"beta1": 0.8, "beta2": 0.99, "weight_decay": 0.01}),
        ],
    ),
    "sophia": (
        by_optax(sophia),
        [
            (0.01, {}),
            (0.05, {"interval": 3, "gamma": 0.1}),
            (0.02, {"beta1": 0.9, "weight_decay": 0}),
        ],
    ),
}
ENDS = {"bfgs": "BFGS", "cg": "CG", "trust_region": "trust-exact"}


def kept(wanted):
    """The (case, iterates) of the file that are not to be made anew."""
    if not wanted:
        return
    with np.load(HERE / "search.npz") as file:
        for case, path in zip(json.loads(str(file["cases"])), file["iterates"], strict=True):
            if case["optimizer"] not in wanted:
                yield case, path


def paths(wanted):
    """Every rule x surface x start x setting: (case, iterates)."""
    for rule, (follow, settings) in RULES.items():
        if wanted and rule not in wanted:
            continue
        for key, starts in STARTS.items():
            for start in starts:
                for rate, hyper in settings:
                    case = {"optimizer": rule, "objective": key, "start": start}
                    case |= {"learning_rate": rate, "hyper": hyper, "n_iterations": N}
                    with np.errstate(all="ignore"):
                        path = follow(Landscape(key), start, rate, hyper)
                        again = [
                            follow(Landscape(key, np.random.default_rng(seed)), start, rate, hyper)
                            for seed in range(REPETITIONS)
                        ]
                    defined = int(np.isfinite(path).all(axis=1).cumprod().sum()) - 1
                    yield case | {"horizon": min(horizon(path, again), defined)}, path
        print(rule, "done", flush=True)


def ends():
    """Where SciPy's methods end from every start of the surfaces that have a minimum."""
    for rule, method in ENDS.items():
        for key, starts in STARTS.items():
            for start in starts if key != "saddle" else ():
                land = Landscape(key)
                second = {"hess": land.hessian} if method == "trust-exact" else {}
                found = minimize(
                    land.value, start, jac=land.gradient, method=method, tol=1e-8, **second
                )
                case = {"optimizer": rule, "objective": key, "start": start}
                yield case | {"nit": int(found.nit), "value": float(found.fun)}, found.x


if __name__ == "__main__":
    torch.set_num_threads(1)
    with jax.disable_jit():
        found = [*kept(sys.argv[1:]), *paths(sys.argv[1:])]
    cases, iterates = zip(*found, strict=True)
    end_cases, end_points = zip(*ends(), strict=True)
    np.savez_compressed(
        HERE / "search.npz",
        cases=np.array(json.dumps(cases)),
        iterates=np.stack(iterates),
        ends=np.array(json.dumps(end_cases)),
        end_points=np.stack(end_points),
        versions=np.array(
            f"torch {torch.__version__}, scipy {scipy.__version__}, optax {optax.__version__}"
        ),
    )
    print(len(cases), "paths,", len(end_cases), "ends")
