# SPDX-License-Identifier: EUPL-1.2
"""The same table over an executor: processes, or machines of a cluster, a block of destinations each.

Blocks depend on the destinations, not on the workers, and come back in their order: identical tables.
"""

from concurrent.futures import Executor
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.footpaths import Ways
from soesmart.mobility.engine.network import Network
from soesmart.mobility.engine.profile import LANES, Table, scan_block


def everyone_over(
    pool: Executor, network: Network, walk: Ways | None = None, destinations: int = 0, *, rides: bool = False
) -> Table:
    """As `profile.everyone`."""
    walk, destinations = (network.feet.walk, network.stops) if walk is None else (walk, destinations)
    work = partial(_block, network, walk, rides)
    blocks = list(pool.map(work, range(max(1, -(-destinations // LANES)))))
    return Table(network, walk, destinations, rides, np.stack(blocks))


def _block(network: Network, walk: Ways, rides: bool, block: int) -> NDArray[Any]:
    return scan_block(network, walk, block, rides=rides)
