# SPDX-License-Identifier: EUPL-1.2
"""./run bench portal: a grown town (10,000 questions, 100,000 comments) under 16 restless visitors."""


def main(arguments: list[str]) -> int:
    from tools.workshop.benches.portal.bench import main as bench  # inline: `town` runs as a program alone

    return bench(arguments)
