"""Elementary functions that vectorize: branch-free, the same bits on every CPU.

libm's exp inside a lane loop stops LLVM from vectorizing it (6x slower on a map) and differs in
the last bit between CPUs (glibc picks FMA variants at run time). This one is +, *, and shifts.
"""

from math import isnan

from optviz.signatures import bits_to_float, float_to_bits, inlined

LOG2_E = 1.4426950408889634
LN2_HIGH = 6.93147180369123816490e-01  # 33 bits, so that n * LN2_HIGH is exact (fdlibm e_exp.c)
LN2_LOW = 1.90821492927058770002e-10
ROUNDER = 6755399441055744.0  # 1.5 * 2^52: adding it leaves the nearest integer in the low bits
ROUNDER_BITS = 4843621399236968448


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
    result = float("inf") if x > 709.0 else result
    return x if isnan(x) else result
