# SPDX-License-Identifier: EUPL-1.2
import argparse
import sys

from soesmart.command.identity import worker_name
from soesmart.command.setup import require_town


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(words: argparse.Namespace) -> int:
    require_town()
    from soesmart.kernel.schedules.actions import tick  # inline: models need the app registry
    from soesmart.kernel.schedules.workers import beat, leave

    me = worker_name()
    beat(me)
    try:
        results = tick(me)
    finally:
        leave(me)
    for name, error in results.items():
        print(f"{name}: {error or 'done'}", file=sys.stderr if error else sys.stdout)
    if not results:
        print("nothing is due")
    return 1 if any(results.values()) else 0
