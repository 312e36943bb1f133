# SPDX-License-Identifier: EUPL-1.2
"""As a program: the table of a feed, computed where the address says; prints what it sums to."""

import hashlib
import sys
from datetime import date
from pathlib import Path


def digest(table) -> str:
    return hashlib.sha256(table.values.tobytes()).hexdigest()


if __name__ == "__main__":
    from soesmart.kernel.executor import executor
    from soesmart.mobility.engine.far import everyone_over
    from tests.mobility.feeds import opened
    from tests.mobility.test_profile import built

    net = built(opened(Path(sys.argv[2])), date(2020, 2, 3))
    with executor(sys.argv[1], 2) as pool:
        print(digest(everyone_over(pool, net)), digest(everyone_over(pool, net, rides=True)))
