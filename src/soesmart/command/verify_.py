# SPDX-License-Identifier: EUPL-1.2
"""`soesmart verify FILE`: asks each room whether it knows what the file is. No town, no database."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from soesmart.command.errors import UserError
from soesmart.kernel.room import Verifier


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a published file")
    parser.add_argument(
        "--head",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a signed head you saved earlier: the file must continue it; may be given again",
    )
    parser.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="KEY",
        help="public key of a witness who must have co-signed; may be given again",
    )


def run(words: argparse.Namespace) -> int:
    heads = [_text(path) for path in words.head]
    return max(_one(path, heads, words.witness) for path in words.files)


def _one(path: Path, heads: Sequence[str], witnesses: Sequence[str]) -> int:
    if not path.is_file():
        raise UserError(f"{path} is not there, or is not a file. Is the name right?")
    known = list(_verifiers())
    chosen = next((one for one in known if one.knows(path)), None)
    if chosen is None:
        meanings = "; ".join(f"{one.name} ({one.meaning})" for one in known)
        raise UserError(f"{path} is nothing that can be verified. Known: {meanings}.")
    print(f"{path}: {chosen.meaning}")
    wrong = 0
    for finding in chosen.verify(path, heads, witnesses):
        print(f"  {'ok ' if finding.ok else 'BAD'} {finding.text}")
        wrong += not finding.ok
    print("Everything fits." if not wrong else f"{wrong} findings do not fit.")
    return 1 if wrong else 0


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error


def _verifiers() -> Iterator[Verifier]:
    from soesmart.conf.rooms import ROOMS  # the house itself: there may be no settings

    return (verifier for room in ROOMS for verifier in room.verifiers)
