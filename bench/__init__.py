"""Side-by-side benchmarks: ratios measured in one run, never asserted. `python -m bench` prints
them.
"""
