"""Every colour and marker symbol on the Python side; a test keeps it equal to assets/tokens.css."""

from collections.abc import Mapping
from types import MappingProxyType

THEMES = ("light", "dark")

# (light, dark)
INTERFACE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page": ("#EFEDE6", "#080B10"),
        "panel": ("#FFFFFF", "#11161D"),
        "well": ("#F6F4EE", "#0C1117"),
        "line": ("#DDD8CC", "#242D37"),
        "edge": ("#8A857A", "#74808C"),
        "ink": ("#1B1F24", "#EEF2F6"),
        "ink2": ("#444A52", "#BAC4CE"),
        "ink3": ("#666C74", "#8F9BA7"),
        "halo": ("#FFFFFF", "#0A0F15"),
        "good": ("#0B6B4A", "#5FD3A4"),
        "contour": ("rgba(28,40,48,.17)", "rgba(215,230,240,.15)"),
        "contour-index": ("rgba(28,40,48,.34)", "rgba(215,230,240,.34)"),
        "on-ink": ("#FFFFFF", "#0B0F14"),
    }
)

# optimizer key -> (light, dark); found by annealing for normal, deutan, protan and tritan sight
LANES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sgd": ("#292B2E", "#F8F8F8"),
        "momentum": ("#1122C6", "#567DFF"),
        "nesterov": ("#0595CA", "#16E1FF"),
        "rmsprop": ("#077B57", "#7DBB85"),
        "adam": ("#BC030C", "#F03A05"),
        "lbfgs": ("#B58502", "#F9BD0E"),
        "rprop": ("#EB099A", "#D787BE"),
        "adagrad": ("#7F9360", "#C8D983"),
        "adamw": ("#750210", "#FD8052"),
        "newton": ("#9807FD", "#B996FE"),
        "bfgs": ("#4C026B", "#9F6BB7"),
        "lion": ("#3C5D64", "#6B9388"),
    }
)

# optimizer key -> shape of its marker, so that colour is never the only mark
SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "sgd": "circle",
        "momentum": "square",
        "nesterov": "diamond",
        "rmsprop": "triangle-up",
        "adam": "star",
        "lbfgs": "hexagon",
        "rprop": "cross",
        "adagrad": "triangle-down",
        "adamw": "pentagon",
        "newton": "x",
        "bfgs": "bowtie",
        "lion": "hourglass",
    }
)

# high to low loss; more tint is always lower loss
RAMP: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": (
            "#F9F7F2",
            "#F4F5F2",
            "#EFF3F2",
            "#E9F1F2",
            "#E2EEF1",
            "#DCEBF0",
            "#D4E8EF",
            "#CDE5EE",
            "#C6E1ED",
            "#BFDDEB",
            "#B7D9EA",
            "#AFD5E8",
            "#A8D0E5",
            "#A1CCE2",
            "#9AC7DF",
            "#93C2DC",
            "#8CBED9",
        ),
        "dark": (
            "#101317",
            "#12171D",
            "#131B22",
            "#141F28",
            "#14232E",
            "#142733",
            "#142B3A",
            "#133040",
            "#113545",
            "#0E394B",
            "#0B3E52",
            "#074358",
            "#04485D",
            "#024D63",
            "#005268",
            "#00576E",
            "#005C74",
        ),
    }
)

BASINS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": ("#5188CD", "#F5DE87", "#EA808A", "#93CBBF"),
        "dark": ("#285094", "#DEBA50", "#BC4945", "#5DA098"),
    }
)
