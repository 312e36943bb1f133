# SPDX-License-Identifier: EUPL-1.2
"""As a program: a sum whose result depends on the order of adding, reduced where the address says."""

import math
import operator
import sys


def wave(part: range) -> float:
    return sum(math.sin(number) * 10 ** (number % 17) for number in part)


if __name__ == "__main__":
    from soesmart.kernel.executor import executor, reduced, shards
    from tests.kernel import cluster  # workers import it by this name

    with executor(sys.argv[1], 2) as pool:
        print(reduced(pool, cluster.wave, shards(1_000, 64), operator.add).hex())
