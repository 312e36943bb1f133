# SPDX-License-Identifier: EUPL-1.2
import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(words: argparse.Namespace) -> int:
    return 0
