# SPDX-License-Identifier: EUPL-1.2
"""./run bench thread: 300 projects, 200 goals, 2,000 indicators, 200,000 values, 10,000 linked questions."""


def main(arguments: list[str]) -> int:
    from tools.workshop.benches.thread.bench import main as bench  # inline: `town` runs as a program alone

    return bench(arguments)
