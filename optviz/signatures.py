"""The calling conventions of update rules and objectives, and the decorators that compile to them.

Four conventions, all in place, all float64; the first three blind to how many lanes they serve:

    STEP       step(x[m], gradient[m], learning_rate[m], hyper[k], state[slots, m], t)
    SURFACE    value_and_gradient(z[2 L], values[L], gradient[2 L], parameters[p], n_lanes, t)
    CURVATURE  hessian(z[2 L], curvatures[3 L], parameters[p], n_lanes)
    MOVE       move(z[2], value[1], gradient[2], learning_rate[2], hyper[k], state[slots, 2], t,
                    oracle) -> status

MOVE is for rules whose coordinates depend on each other or that ask for more than one gradient
(Newton, BFGS, a line search): one lane at a time, with an `Oracle` to ask, and a status to return.

z holds x_0 .. x_{L-1}, y_0 .. y_{L-1}; m is 2 for one path, 2 L for a block of L lanes, n for a
network of n weights; t counts iterations from 1, and t = 0 asks an objective for all of its data.

Every rule and every objective is compiled once, on first use, to a C function, and the engine calls
it by address: S + O compilations instead of S x O, no Python objects on the way, and the disk cache
hits. This is the one dark corner of the house; everything else in it is plain Python and NumPy.

How it works. `_compile` wraps the plain function in a C-callable template of this file. The
template finds the function in its *globals*, not in a closure, because Numba's disk cache hashes
closures (and a dispatcher hashes differently in every process) but not globals. Numba would then
miss an edit in the other file, so the cache directory carries a hash of the engine's sources.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

PACKAGE = Path(__file__).parent
ROOM = 16 << 20  # bytes a cache may need
COMPILED_ROOMS = ("optimizers", "surfaces", "problems", "expressions", "engine")

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Function = TypeVar("Function", bound=Callable[..., Any])


def source_hash() -> str:
    """Sixteen hex digits that change whenever a file that can be compiled changes."""
    files = sorted(PACKAGE.glob("*.py"))
    for room in COMPILED_ROOMS:
        files += sorted((PACKAGE / room).glob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _writable(directory: Path) -> bool:
    """Whether the directory exists or can be made, can be written, and has room for the cache."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            return shutil.disk_usage(directory).free >= ROOM
    except OSError:
        return False


def _candidates(version: str) -> list[Path]:
    """Where the cache may lie, the best place first."""
    places: list[Path] = []
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        places.append(Path(given) / version)
    else:
        with contextlib.suppress(RuntimeError):  # there are users without a home
            home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
            places.append(home / "optviz" / version)
    user = os.getuid() if hasattr(os, "getuid") else 0
    with contextlib.suppress(OSError):  # there may be no temporary directory at all
        places.append(Path(tempfile.gettempdir()) / f"optviz-numba-{user}" / version)
    return places


def _choose_cache_directory() -> str:
    """Point Numba at a writable directory of this version of the engine, before it is imported.

    NUMBA_CACHE_DIR, when set, is the root; else ~/.cache/optviz; else the temporary directory. A
    root that was filled at build time but cannot be written now (a read-only container) is copied,
    since Numba must be able to write next to what it reads. Returns the directory; "" if there is
    nowhere to write, or no room: then everything is compiled in memory, once a process.
    """
    version = source_hash()
    given = os.environ.get("NUMBA_CACHE_DIR", "")
    if Path(given).name == version and _writable(Path(given)):
        return given  # a child process: the parent has chosen already
    places = _candidates(version)
    for place in places:
        if _writable(place):
            if place is not places[0] and places[0].is_dir() and not any(place.iterdir()):
                _copy_tree(places[0], place)
            os.environ["NUMBA_CACHE_DIR"] = str(place)
            return str(place)
    os.environ.pop("NUMBA_CACHE_DIR", None)
    return ""


def _copy_tree(source: Path, target: Path) -> None:
    """Copy a cache, or leave nothing of it: Numba would stumble over half of one."""
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except (OSError, shutil.Error):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(exist_ok=True)


CACHE_DIRECTORY = _choose_cache_directory()

import numba  # noqa: E402  (the cache directory must be chosen first)
from llvmlite import ir  # noqa: E402
from numba import carray, cfunc, types  # noqa: E402
from numba.core import cgutils  # noqa: E402
from numba.extending import intrinsic, overload  # noqa: E402

_POINTER = types.CPointer(types.float64)
_CACHED = bool(CACHE_DIRECTORY)
_OPTIONS = {"error_model": "numpy", "nogil": True}


# --- decorators ---


def kernel(function: Function) -> Function:
    """Compile a loop of the engine: no GIL, IEEE division, on disk between processes."""
    compiled: Function = numba.njit(cache=_CACHED, **_OPTIONS)(function)
    return compiled


def inlined(function: Function) -> Function:
    """Compile an elementary function into every loop that calls it, so that the loop vectorizes."""
    compiled: Function = numba.njit(forceinline=True, **_OPTIONS)(function)
    return compiled


class CompiledFunction:
    """A plain Python function and, from its first use on, the address of its compiled form.

    py_func     the undecorated function: the exact oracle the tests compare with, bit for bit
    address     int, what the engine's kernels call
    convention  "step", "move", "surface", "block" or "hessian"
    """

    def __init__(
        self, py_func: Callable[..., Any], template: Callable[..., Any], signature: Any
    ) -> None:
        self.py_func = py_func
        self.convention = template.__name__.split("_")[1]
        self.__doc__ = py_func.__doc__
        self._template = template
        self._signature = signature
        self._compiled: Any = None

    @property
    def address(self) -> int:
        """Address of the C function; compiles on first use (0.2 s cold, 3 ms from the cache)."""
        if self._compiled is None:
            self._compiled = _compile(self.py_func, self._template, self._signature)
        return int(self._compiled.address)

    def __repr__(self) -> str:
        return f"<compiled {self.py_func.__module__}.{self.py_func.__qualname__}>"


def _compile(py_func: Callable[..., Any], template: Callable[..., Any], signature: Any) -> Any:
    plain = numba.njit(
        forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS
    )(py_func)
    names = {**template.__globals__, "_function": plain}
    code = template.__code__
    wrapper = FunctionType(code, names, code.co_name)
    wrapper.__module__ = py_func.__module__
    wrapper.__qualname__ = f"{template.__name__}.{py_func.__module__}.{py_func.__qualname__}"
    return cfunc(signature, cache=_CACHED, **_OPTIONS)(wrapper)


def step_function(function: Callable[..., None]) -> CompiledFunction:
    """Decorate an update rule: (x, gradient, learning_rate, hyper, state, t) -> None, in place."""
    return CompiledFunction(function, _step_template, _STEP)


def surface_function(function: Callable[..., tuple[float, float, float]]) -> CompiledFunction:
    """Decorate a scalar objective: (x, y, parameters) -> (value, d/dx, d/dy); lanes are added."""
    return CompiledFunction(function, _surface_template, _SURFACE)


def block_function(function: Callable[..., None]) -> CompiledFunction:
    """Decorate an objective that loops over its lanes itself: the SURFACE convention, literally."""
    return CompiledFunction(function, _block_template, _SURFACE)


def move_function(function: Callable[..., int]) -> CompiledFunction:
    """Decorate a searching rule: the MOVE convention; returns GO_ON or why it cannot."""
    return CompiledFunction(function, _move_template, _MOVE)


def hessian_function(function: Callable[..., tuple[float, float, float]]) -> CompiledFunction:
    """Decorate a scalar Hessian: (x, y, parameters) -> (h_xx, h_xy, h_yy)."""
    return CompiledFunction(function, _hessian_template, _HESSIAN)


# --- templates: C pointers outside, arrays inside ---

_function: Any = None  # replaced per compiled function by `_compile`

_STEP = types.void(*[_POINTER] * 5, *[types.int64] * 4)
_SURFACE = types.void(*[_POINTER] * 4, *[types.int64] * 3)
_HESSIAN = types.void(*[_POINTER] * 3, *[types.int64] * 2)
_MOVE = types.int64(*[_POINTER] * 9, *[types.int64] * 6)


class Oracle(NamedTuple):
    """Whom a MOVE asks: addresses of the objective and its Hessian, what they read, and the bill.

    noise   (2,) what is added to every gradient of this iteration, as a tilt of the objective
    counts  (3,) gradients, values and Hessians asked for so far
    """

    surface: int
    hessian: int
    parameters: Vector
    noise: Vector
    counts: Vector


GO_ON, LINE_SEARCH_FAILED, SINGULAR_HESSIAN = range(3)  # what a MOVE returns


def _step_template(x, gradient, learning_rate, hyper, state, m, n_hyper, n_slots, t):  # type: ignore[no-untyped-def]
    _function(
        carray(x, (m,)),
        carray(gradient, (m,)),
        carray(learning_rate, (m,)),
        carray(hyper, (n_hyper,)),
        carray(state, (n_slots, m)),
        t,
    )


def _move_template(  # type: ignore[no-untyped-def]
    z, value, gradient, learning_rate, hyper, state, parameters, noise, counts, surface, hessian,
    n_hyper, n_slots, n_parameters, t,
):  # fmt: skip
    p = carray(parameters, (n_parameters,))
    oracle = Oracle(surface, hessian, p, carray(noise, (2,)), carray(counts, (3,)))
    return _function(
        carray(z, (2,)),
        carray(value, (1,)),
        carray(gradient, (2,)),
        carray(learning_rate, (2,)),
        carray(hyper, (n_hyper,)),
        carray(state, (n_slots, 2)),
        t,
        oracle,
    )


def _surface_template(z, values, gradient, parameters, n_parameters, n_lanes, t):  # type: ignore[no-untyped-def]
    p = carray(parameters, (n_parameters,))
    for i in range(n_lanes):
        value, dx, dy = _function(z[i], z[n_lanes + i], p)
        values[i] = value
        gradient[i] = dx
        gradient[n_lanes + i] = dy


def _block_template(z, values, gradient, parameters, n_parameters, n_lanes, t):  # type: ignore[no-untyped-def]
    _function(
        carray(z, (2 * n_lanes,)),
        carray(values, (n_lanes,)),
        carray(gradient, (2 * n_lanes,)),
        carray(parameters, (n_parameters,)),
        n_lanes,
        t,
    )


def _hessian_template(z, curvatures, parameters, n_parameters, n_lanes):  # type: ignore[no-untyped-def]
    p = carray(parameters, (n_parameters,))
    for i in range(n_lanes):
        xx, xy, yy = _function(z[i], z[n_lanes + i], p)
        curvatures[i] = xx
        curvatures[n_lanes + i] = xy
        curvatures[2 * n_lanes + i] = yy


# --- calling by address, from inside a kernel ---


def _caller(n_arrays: int, n_integers: int, returns: Any = types.void) -> Any:
    """An intrinsic call(address, (arrays..., integers...)) of a C function of that shape."""

    def code_generator(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        double = ir.DoubleType().as_pointer()
        integer = ir.IntType(64)
        result = ir.VoidType() if returns is types.void else integer
        prototype = ir.FunctionType(result, [double] * n_arrays + [integer] * n_integers)
        packed = cgutils.unpack_tuple(builder, arguments[1])
        array_types = signature.args[1].types
        values = [
            context.make_array(kind)(context, builder, value).data
            if isinstance(kind, types.Array)
            else value
            for kind, value in zip(array_types, packed, strict=True)
        ]
        function = builder.inttoptr(arguments[0], prototype.as_pointer())
        answer = builder.call(function, values)
        return context.get_dummy_value() if returns is types.void else answer

    def typer(typing_context: Any, address: Any, operands: Any) -> Any:
        return returns(address, operands), code_generator

    return intrinsic(typer)


_call_step = _caller(5, 4)
_call_surface = _caller(4, 3)
_call_hessian = _caller(3, 2)
_call_move = _caller(9, 6, types.int64)


@inlined
def call_step(address, x, gradient, learning_rate, hyper, state, t):  # type: ignore[no-untyped-def]
    """Apply the STEP at `address` to C-contiguous arrays."""
    _call_step(
        address,
        (x, gradient, learning_rate, hyper, state, x.size, hyper.size, state.shape[0], np.int64(t)),
    )


@inlined
def call_move(address, z, value, gradient, learning_rate, hyper, state, t, oracle):  # type: ignore[no-untyped-def]
    """Apply the MOVE at `address` to C-contiguous arrays; its status."""
    return _call_move(
        address,
        (
            z, value, gradient, learning_rate, hyper, state, oracle.parameters, oracle.noise,
            oracle.counts, oracle.surface, oracle.hessian, hyper.size, state.shape[0],
            oracle.parameters.size, np.int64(t),
        ),
    )  # fmt: skip


@inlined
def call_surface(address, z, values, gradient, parameters, t):  # type: ignore[no-untyped-def]
    """Evaluate the SURFACE at `address` on values.size lanes of C-contiguous arrays."""
    _call_surface(
        address, (z, values, gradient, parameters, parameters.size, values.size, np.int64(t))
    )


@inlined
def call_hessian(address, z, curvatures, parameters):  # type: ignore[no-untyped-def]
    """Evaluate the HESSIAN at `address` on z.size / 2 lanes of C-contiguous arrays."""
    _call_hessian(address, (z, curvatures, parameters, parameters.size, z.size // 2))


# --- the bits of a float, for branch-free elementary functions ---


def float_to_bits(x: float) -> int:
    """The 64 bits of a float as a signed integer."""
    return int(struct.unpack("<q", struct.pack("<d", x))[0])


def bits_to_float(bits: int) -> float:
    """The float whose 64 bits are this integer, modulo 2^64."""
    return float(struct.unpack("<d", struct.pack("<Q", bits % 2**64))[0])


@intrinsic  # type: ignore[untyped-decorator]
def _bitcast_to_integer(typing_context: Any, x: Any) -> Any:
    def code_generator(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), code_generator


@intrinsic  # type: ignore[untyped-decorator]
def _bitcast_to_float(typing_context: Any, bits: Any) -> Any:
    def code_generator(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), code_generator


@overload(float_to_bits, inline="always")
def _overload_float_to_bits(x):  # type: ignore[no-untyped-def]
    return lambda x: _bitcast_to_integer(x)


@overload(bits_to_float, inline="always")
def _overload_bits_to_float(bits):  # type: ignore[no-untyped-def]
    return lambda bits: _bitcast_to_float(bits)
