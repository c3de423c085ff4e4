"""More elementary functions, made of those of `elementary`: the same bits on every CPU.

The polynomials are Cephes' (Moshier 1989) or Taylor's. tests/engine/test_expressions.py holds them
to the errors given here.
"""

from optviz.elementary import exp, log
from optviz.signatures import inlined

PI_2 = 1.5707963267948966
PI_2_LOW = 6.123233995736766e-17
TAN_3_PI_8 = 2.414213562373095


@inlined
def atan(x: float) -> float:
    """Arc tangent within 1 ulp: reduced to |r| <= 0.66, then Cephes' rational function."""
    a = abs(x)
    offset = 0.0  # in units of π/2
    r = a
    if a > TAN_3_PI_8:
        offset = 1.0
        r = -1.0 / a
    elif a > 0.66:
        offset = 0.5
        r = (a - 1.0) / (a + 1.0)
    z = r * r
    p = -8.750608600031904122785e-1
    p = p * z - 1.615753718733365076637e1
    p = p * z - 7.500855792314704667340e1
    p = p * z - 1.228866684490136173410e2
    p = p * z - 6.485021904942025371773e1
    q = z + 2.485846490142306297962e1
    q = q * z + 1.650270098316988542046e2
    q = q * z + 4.328810604912902668951e2
    q = q * z + 4.853903996359136964868e2
    q = q * z + 1.945506571482613964425e2
    result = offset * PI_2 + (r + (r * (z * (p / q)) + offset * PI_2_LOW))
    return -result if x < 0.0 else result


@inlined
def sinh_near_zero(x: float) -> float:
    """Hyperbolic sine within 1 ulp for |x| <= 1: Taylor's polynomial of degree 17."""
    z = x * x
    p = 2.8114572543455206e-15
    p = p * z + 7.647163731819816e-13
    p = p * z + 1.6059043836821613e-10
    p = p * z + 2.505210838544172e-08
    p = p * z + 2.7557319223985893e-06
    p = p * z + 1.984126984126984e-04
    p = p * z + 8.333333333333333e-03
    p = p * z + 1.6666666666666666e-01
    return x + x * (z * p)


@inlined
def tanh(x: float) -> tuple[float, float]:
    """Hyperbolic tangent and 1 / cosh x, within 5 ulp however close to ±1 or 0; vectorizes."""
    e = exp(-abs(x))
    ee = e * e
    secant = 2.0 * e / (1.0 + ee)
    large = (1.0 - ee) / (1.0 + ee)
    signed = -large if x < 0.0 else large
    return sinh_near_zero(x) * secant if abs(x) < 1.0 else signed, secant


@inlined
def log1p(x: float) -> float:
    """ln(1 + x) within 2 ulp; -inf for -1, nan below."""
    one_more = 1.0 + x
    if one_more == 0.0 or x > 1e16:
        return log(one_more)
    return log(one_more) + (x - (one_more - 1.0)) / one_more
