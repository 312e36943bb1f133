# SPDX-License-Identifier: EUPL-1.2
"""`soesmart count` and `soesmart verify`: they need no town and no database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from soesmart.kernel.room import Command


def _count_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="a Pabulib file (.pb)")
    parser.add_argument("--rule", choices=("equal-shares", "phragmen", "greedy"))
    parser.add_argument("--utility", choices=("cost", "cardinality", "points"))
    parser.add_argument("--completion", choices=("none", "add1", "add-percent", "add-opt", "then-votes"))
    parser.add_argument("--seed", default="", help="the published seed that draws lots between equals")
    parser.add_argument("--json", action="store_true", help="one JSON object per file")


def _count(words: Namespace) -> int:
    from soesmart.decide.counting_files import count_files

    return count_files(words)


COMMANDS = (
    Command("count", "count a budget vote from a Pabulib file (.pb)", _count_arguments, _count, False),
)
