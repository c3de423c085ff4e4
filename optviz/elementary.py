"""Elementary functions that vectorize: branch-free, the same bits on every CPU.

libm's exp, sin and log inside a lane loop stop LLVM from vectorizing it (4 to 6x slower on a map)
and differ in the last bit between CPUs (glibc picks FMA variants at run time). These are +, *, /,
shifts and selections, the polynomials and the reductions of fdlibm (Sun 1993), no branches.
"""

from math import inf, isnan, nan

from optviz.signatures import bits_to_float, float_to_bits, inlined

LOG2_E = 1.4426950408889634
LN2_HIGH = 6.93147180369123816490e-01  # 33 bits, so that n * LN2_HIGH is exact (fdlibm e_exp.c)
LN2_LOW = 1.90821492927058770002e-10
TWO_OVER_PI = 0.6366197723675814
PI_2_FIRST = 1.57079632673412561417e00  # π/2 in two pieces of 33 bits, so that n times a piece is
PI_2_SECOND = 6.07710050630396597660e-11  # exact for |n| < 2^20, and one of 53 bits
PI_2_THIRD = 2.02226624879595063154e-21  # (fdlibm e_rem_pio2.c)
ROUNDER = 6755399441055744.0  # 1.5 * 2^52: adding it leaves the nearest integer in the low bits
ROUNDER_BITS = 4843621399236968448
ROOT_HALF_BITS = 4604544269498187776  # √½, its low half cleared: where a mantissa's range begins
SMALLEST_NORMAL = 2.2250738585072014e-308
LARGEST_ANGLE = 1e15


@inlined
def sign(x: float) -> float:
    """-1, 0 or 1; 0 for nan."""
    return (1.0 if x > 0.0 else 0.0) - (1.0 if x < 0.0 else 0.0)


@inlined
def exp(x: float) -> float:
    """e^x within 1 ulp for x in [-708, 709]; 0 below, inf above, nan for nan.

    x = n ln 2 + r with |r| <= ln(2) / 2, e^x = 2^n e^r, e^r by its Taylor polynomial of degree 13
    (truncation < 5e-18). Subnormal results are flushed to 0.
    """
    clamped = min(max(x, -708.0), 709.0)
    shifted = clamped * LOG2_E + ROUNDER
    n = shifted - ROUNDER
    r = (clamped - n * LN2_HIGH) - n * LN2_LOW
    p = 1.6059043836821613e-10
    p = p * r + 2.08767569878681e-09
    p = p * r + 2.505210838544172e-08
    p = p * r + 2.755731922398589e-07
    p = p * r + 2.7557319223985893e-06
    p = p * r + 2.48015873015873e-05
    p = p * r + 0.0001984126984126984
    p = p * r + 0.001388888888888889
    p = p * r + 0.008333333333333333
    p = p * r + 0.041666666666666664
    p = p * r + 0.16666666666666666
    p = p * r + 0.5
    p = p * (r * r) + r + 1.0
    power_of_two = bits_to_float((float_to_bits(shifted) - ROUNDER_BITS + 1023) << 52)
    result = p * power_of_two
    result = 0.0 if x < -708.0 else result
    result = inf if x > 709.0 else result
    return x if isnan(x) else result


@inlined
def sigmoid(x: float) -> float:
    """1 / (1 + e^-x), within 2 ulp; 0 below -709."""
    return 1.0 / (1.0 + exp(-x))


@inlined
def log(x: float) -> float:
    """ln x within 1 ulp; -inf for 0 (and subnormal numbers), nan below.

    x = 2^k m with m in [√½, √2), ln m = 2 artanh(s), s = (m - 1) / (m + 1), by fdlibm's e_log.c.
    """
    bits = float_to_bits(x)
    k = (bits - ROOT_HALF_BITS) >> 52
    n = bits_to_float(k + ROUNDER_BITS) - ROUNDER
    f = bits_to_float(bits - (k << 52)) - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
    p = 0.1818357216161805012 + w * 0.1479819860511658591
    even = z * (0.6666666666666735130 + w * (0.2857142874366239149 + w * p))
    half = 0.5 * f * f
    result = n * LN2_HIGH - ((half - (s * (half + (odd + even)) + n * LN2_LOW)) - f)
    result = x if x == inf else result
    result = -inf if x < SMALLEST_NORMAL else result
    return nan if x < 0.0 or isnan(x) else result


@inlined
def log1p(x: float) -> float:
    """ln(1 + x) within 2 ulp for x >= 0."""
    one_more = 1.0 + x
    lost = x - (one_more - 1.0)
    return log(one_more) + (0.0 if x > 1e16 else lost / one_more)


@inlined
def _quarter_turns(x: float) -> tuple[float, int]:
    """(r, n): r = x - n π/2 in [-π/4, π/4], within 1 ulp for |x| < 1.6e6."""
    shifted = x * TWO_OVER_PI + ROUNDER
    n = shifted - ROUNDER
    r = ((x - n * PI_2_FIRST) - n * PI_2_SECOND) - n * PI_2_THIRD
    return r, float_to_bits(shifted) - ROUNDER_BITS


@inlined
def _sin_cos(r: float) -> tuple[float, float]:
    """Sine and cosine of r in [-π/4, π/4]: fdlibm's k_sin.c and k_cos.c."""
    z = r * r
    p = -2.50507602534068634195e-08 + z * 1.58969099521155010221e-10
    p = -1.98412698298579493134e-04 + z * (2.75573137070700676789e-06 + z * p)
    p = -1.66666666666666324348e-01 + z * (8.33333333332248946124e-03 + z * p)
    q = 2.08757232129817482790e-09 + z * -1.13596475577881948265e-11
    q = 2.48015872894767294178e-05 + z * (-2.75573143513906633035e-07 + z * q)
    q = z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * q))
    half = 0.5 * z
    most = 1.0 - half
    return r + r * (z * p), most + (((1.0 - most) - half) + z * q)


@inlined
def sin(x: float) -> float:
    """Sine of x radians, within 2 ulp for |x| < 1.6e6; nan for inf.

    Beyond, the angle is that of a number within 2 ulp of x (a double there knows its angle to 1e-10
    at best), and beyond 1e15, where it knows none, the answer is 0.
    """
    r, n = _quarter_turns(x if abs(x) < LARGEST_ANGLE else x - x)
    sine, cosine = _sin_cos(r)
    result = sine if n & 1 == 0 else cosine
    return result if n & 2 == 0 else -result


@inlined
def cos(x: float) -> float:
    """Cosine of x radians, as `sin`; 1 beyond 1e15."""
    r, n = _quarter_turns(x if abs(x) < LARGEST_ANGLE else x - x)
    sine, cosine = _sin_cos(r)
    result = cosine if n & 1 == 0 else sine
    return result if (n + 1) & 2 == 0 else -result
