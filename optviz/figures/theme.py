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
        "asgd": ("#896970", "#CBC5E3"),
        "schedule_free_sgd": ("#593E32", "#99A9BE"),
        "sam": ("#718997", "#866B75"),
        "sgd_slip": ("#23443A", "#A78691"),
        "momentum_slip": ("#365FF9", "#4273B3"),
        "rmsprop_centered": ("#14602A", "#248A0E"),
        "rmsprop_lecture": ("#1A987A", "#36E54E"),
        "amsgrad": ("#FB3B2D", "#C23C67"),
        "adamw_amsgrad": ("#C8688C", "#C77218"),
        "adamax": ("#8F3759", "#FE418A"),
        "nadam": ("#BC5B31", "#D5AA86"),
        "radam": ("#C0226A", "#FCCDAF"),
        "adabelief": ("#8C4603", "#D36785"),
        "yogi": ("#541731", "#FDA1AE"),
        "adan": ("#FE2E73", "#B4625A"),
        "adopt": ("#961319", "#CA8C69"),
        "ademamix": ("#532400", "#FE7993"),
        "schedule_free_adamw": ("#B17A68", "#A55F06"),
        "prodigy": ("#DB294A", "#CF2E2C"),
        "adam_lecture": ("#AC5673", "#FCA033"),
        "adam_slip": ("#7F0544", "#E60F6E"),
        "rprop_lecture": ("#9A0B89", "#B818B0"),
        "rprop_slip": ("#BD3EAA", "#EC5AE9"),
        "adadelta": ("#3E9001", "#C3FB2C"),
        "adagrad_lecture": ("#727301", "#8D900D"),
        "newton_damped": ("#9770E9", "#9C49F2"),
        "newton_saddle_free": ("#6044A2", "#6556E4"),
        "sophia": ("#5002AE", "#938ED2"),
        "trust_region": ("#3E396D", "#BA6AF9"),
        "cg": ("#685701", "#FEEA5F"),
        "nelder_mead": ("#97630F", "#C59F18"),
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
        "asgd": "bar-wide",
        "schedule_free_sgd": "half-up",
        "sam": "bar-tall",
        "sgd_slip": "arrow-up",
        "momentum_slip": "arrow-down",
        "rmsprop_centered": "triangle-left",
        "rmsprop_lecture": "triangle-right",
        "amsgrad": "star-6",
        "adamw_amsgrad": "house",
        "adamax": "star-4",
        "nadam": "star-8",
        "radam": "star-3",
        "adabelief": "octagon",
        "yogi": "tee",
        "adan": "kite",
        "adopt": "shield",
        "ademamix": "drop",
        "schedule_free_adamw": "half-down",
        "prodigy": "house-down",
        "adam_lecture": "chevron-right",
        "adam_slip": "chevron-left",
        "rprop_lecture": "half-right",
        "rprop_slip": "half-left",
        "adadelta": "trapezoid-down",
        "adagrad_lecture": "trapezoid",
        "newton_damped": "lens",
        "newton_saddle_free": "saddle",
        "sophia": "parallelogram",
        "trust_region": "wedge",
        "cg": "chevron-up",
        "nelder_mead": "chevron-down",
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
