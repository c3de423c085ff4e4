"""Lets the engine's tests import their helpers as `tests.…`, and makes hypothesis draw the same
each time.
"""

import sys
from pathlib import Path

from hypothesis import settings

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

# A test that fails must fail again: examples are a function of the test, as runs are of their seed.
settings.register_profile("reproducible", derandomize=True, database=None, deadline=None)
settings.load_profile("reproducible")
