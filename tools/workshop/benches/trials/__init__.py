# SPDX-License-Identifier: EUPL-1.2
"""./run bench trials [--full] [--record] [GROUP …]: does the room cry wolf?"""

from tools.workshop.benches.trials.bench import main

__all__ = ["main"]
