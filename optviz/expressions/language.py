"""What may stand in a formula: the functions, the operators, and the tape operation of each."""

from __future__ import annotations

from keyword import kwlist
from math import e, pi

MAX_CHARACTERS = 500
MAX_DEPTH = 50
MAX_OPERATIONS = 200
MAX_CONSTANTS = 8
MAX_NAME = 24

# Operations of the tape. a and b are earlier results, c1 and c0 constants of the instruction.
CONSTANT = 0  # c1
AFFINE = 1  # c1 a + c0
ADD = 2
SUBTRACT = 3
MULTIPLY = 4
DIVIDE = 5
MAXIMUM = 6
POWER = 7  # a^b = e^(b ln a)
SQUARE = 8
SIGN = 9
SQRT = 10
EXP = 11
LOG = 12
SIN = 13
COS = 14
TANH = 15
LOG1P = 16
ATAN = 17
SIGMOID = 18
LARGEST_EXPONENT = 1024  # of powers by repeated multiplication

# Functions that are one operation of the tape; `graph` makes the others of these.
UNARY = {
    "sin": SIN,
    "cos": COS,
    "atan": ATAN,
    "exp": EXP,
    "log": LOG,
    "ln": LOG,
    "log1p": LOG1P,
    "sqrt": SQRT,
    "sign": SIGN,
    "tanh": TANH,
    "sigmoid": SIGMOID,
}
N_ARGUMENTS = {
    **dict.fromkeys(("sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh"), 1),
    **dict.fromkeys(("min", "max"), 2),
    **dict.fromkeys(("sign", "atan", "sinh", "cosh", "log1p", "ln", "log2", "log10"), 1),
    **dict.fromkeys(("pow", "hypot"), 2),
    **dict.fromkeys(("square", "sigmoid", "relu"), 1),
}
VALUES = {"pi": pi, "e": e}
VARIABLES = ("x", "y")
# Names that cannot be constants: Python's own words (but lambda is a good name for one) and the
# spellings of values that are not numbers.
RESERVED = frozenset(kwlist) - {"lambda"} | {"nan", "NaN", "inf", "infinity", "Infinity"}

# What people paste or type that has another spelling here.
HINTS = {
    "\u2212": "- for minus",
    "\u2013": "- for minus",
    "\u00d7": "* for a product",
    "\u00b7": "* for a product",
    "\u22c5": "* for a product",
    "\u00f7": "/ for a quotient",
    "\u00b2": "^2 for a square",
    "\u00b3": "^3 for a cube",
    "\u03c0": "pi",
    "\u221a": "sqrt(...)",
    "[": "( for a bracket",
    "]": ") for a bracket",
    "{": "( for a bracket",
    "}": ") for a bracket",
    "|": "abs(...)",
    "=": "only the right-hand side",
}
