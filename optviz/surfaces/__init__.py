"""The catalogue of closed-form objectives. To add one: a file here, and a line in `_ALL`."""

from collections.abc import Mapping
from types import MappingProxyType

from optviz.surfaces.base import BoundSurface, Surface
from optviz.surfaces.beale import BEALE
from optviz.surfaces.four_lakes import FOUR_LAKES
from optviz.surfaces.himmelblau import HIMMELBLAU
from optviz.surfaces.quadratic import QUADRATIC
from optviz.surfaces.rosenbrock import ROSENBROCK
from optviz.surfaces.saddle import SADDLE
from optviz.surfaces.saddle_bounded import SADDLE_BOUNDED
from optviz.surfaces.two_wells import TWO_WELLS

_ALL = (FOUR_LAKES, QUADRATIC, SADDLE, SADDLE_BOUNDED, ROSENBROCK, BEALE, HIMMELBLAU, TWO_WELLS)

SURFACES: Mapping[str, Surface] = MappingProxyType({surface.key: surface for surface in _ALL})

__all__ = ["SURFACES", "BoundSurface", "Surface"]
