"""The catalogue of objectives. To add one: a file here, and a line in `_ALL`."""

from collections.abc import Mapping
from types import MappingProxyType

from optviz.surfaces.ackley import ACKLEY
from optviz.surfaces.base import BoundSurface, Surface
from optviz.surfaces.beale import BEALE
from optviz.surfaces.beale_wall import BEALE_WALL
from optviz.surfaces.booth import BOOTH
from optviz.surfaces.bumps import BUMPS
from optviz.surfaces.cliff_ravine import CLIFF_RAVINE
from optviz.surfaces.easom import EASOM
from optviz.surfaces.four_lakes import FOUR_LAKES
from optviz.surfaces.goldstein_price import GOLDSTEIN_PRICE
from optviz.surfaces.griewank import GRIEWANK
from optviz.surfaces.himmelblau import HIMMELBLAU
from optviz.surfaces.l1_valley import L1_VALLEY
from optviz.surfaces.levy import LEVY
from optviz.surfaces.linreg import LINREG
from optviz.surfaces.logreg import LOGREG
from optviz.surfaces.matyas import MATYAS
from optviz.surfaces.mccormick import MCCORMICK
from optviz.surfaces.monkey_saddle import MONKEY_SADDLE
from optviz.surfaces.neuron_mse import NEURON_MSE
from optviz.surfaces.plateau import PLATEAU
from optviz.surfaces.quadratic import QUADRATIC
from optviz.surfaces.quartic import QUARTIC
from optviz.surfaces.rastrigin import RASTRIGIN
from optviz.surfaces.rosenbrock import ROSENBROCK
from optviz.surfaces.saddle import SADDLE
from optviz.surfaces.saddle_bounded import SADDLE_BOUNDED
from optviz.surfaces.sine_valley import SINE_VALLEY
from optviz.surfaces.six_hump_camel import SIX_HUMP_CAMEL
from optviz.surfaces.styblinski_tang import STYBLINSKI_TANG
from optviz.surfaces.svm_hinge import SVM_HINGE
from optviz.surfaces.three_hump_camel import THREE_HUMP_CAMEL
from optviz.surfaces.two_wells import TWO_WELLS

GROUPS = (
    "conditioning",
    "saddles",
    "valleys",
    "plateaus",
    "local minima",
    "many minima",
    "data",
)

_ALL = (
    *(QUADRATIC, QUARTIC, L1_VALLEY, BOOTH, MATYAS),
    *(SADDLE, SADDLE_BOUNDED, MONKEY_SADDLE),
    *(ROSENBROCK, SINE_VALLEY, BEALE, BEALE_WALL),
    *(CLIFF_RAVINE, EASOM, PLATEAU, NEURON_MSE),
    *(FOUR_LAKES, TWO_WELLS, BUMPS),
    *(HIMMELBLAU, THREE_HUMP_CAMEL, SIX_HUMP_CAMEL, STYBLINSKI_TANG, RASTRIGIN, ACKLEY),
    *(GRIEWANK, LEVY, MCCORMICK, GOLDSTEIN_PRICE),
    *(LINREG, LOGREG, SVM_HINGE),
)

SURFACES: Mapping[str, Surface] = MappingProxyType({surface.key: surface for surface in _ALL})

__all__ = ["GROUPS", "SURFACES", "BoundSurface", "Surface"]
