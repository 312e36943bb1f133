# SPDX-License-Identifier: EUPL-1.2
import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(words: argparse.Namespace) -> int:
    from soesmart.command.setup import migrate, start

    start()
    print("done" if migrate() else "nothing to do")
    return 0
