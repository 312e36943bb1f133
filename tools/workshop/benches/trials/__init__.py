# SPDX-License-Identifier: EUPL-1.2
"""./run bench trials [--full] [--record] [GROUP …]: does the room cry wolf?"""

import os

# Before numpy comes in: matrices are small, and threads that wait for each other make them ten times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tools.workshop.benches.trials.bench import main

__all__ = ["main"]
