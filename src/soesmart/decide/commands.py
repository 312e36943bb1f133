# SPDX-License-Identifier: EUPL-1.2
"""`soesmart count`: it needs no town and no database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from soesmart.kernel.room import Command


def _count_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="a Pabulib file (.pb)")
    parser.add_argument(
        "--rule", choices=("equal-shares", "phragmen", "greedy"), help="default: the header's"
    )
    parser.add_argument(
        "--utility",
        choices=("cost", "cardinality", "points"),
        help="what a funded project is worth to a supporter: its cost, one, or the points given to it",
    )
    parser.add_argument(
        "--completion",
        choices=("none", "add1", "add-percent", "add-opt", "then-votes"),
        help="what becomes of money that the rule leaves over",
    )
    parser.add_argument("--percent", default="1", help="the step of add-percent (default: 1)")
    parser.add_argument("--seed", help="the published seed that draws lots between equals")
    parser.add_argument("--without", metavar="IDS", default="", help="projects left out, ids with commas")
    parser.add_argument("--threshold", metavar="N", help="least votes or points of a project")
    parser.add_argument(
        "--no-limits", action="store_true", help="no limits by category or district, no threshold"
    )
    parser.add_argument("--ballot", metavar="ID", help="also say what this ballot (voter_id) achieved")
    parser.add_argument("--side-by-side", action="store_true", help="also compare the rules")
    parser.add_argument(
        "--patience",
        metavar="SECONDS",
        default="600",
        help="add1 and add-percent end without a result after so long (default: 600)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object per file, a line each")
    parser.add_argument(
        "--executor", default="", help="read large files in shards: processes, threads or dask://host:port"
    )


def _count(words: Namespace) -> int:
    from soesmart.decide.files import count_files

    return count_files(words)


COMMANDS = (
    Command("count", "count a budget vote from a Pabulib file (.pb)", _count_arguments, _count, False),
)
