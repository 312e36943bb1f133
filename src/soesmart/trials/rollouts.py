# SPDX-License-Identifier: EUPL-1.2
"""`soesmart trials analyse --rollout PLAN.json …`: a lot on files, alone or pooled with other towns."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--rollout", metavar="PLAN", help="order by lot, as `plan --design rollout --json` wrote it; grade A"
    )
    parser.add_argument("--first", default="", metavar="PERIOD", help="first period of the rollout's plan")
    parser.add_argument("--town", default="", help="name of this town in --shares")
    parser.add_argument("--shares", metavar="FILE", help="write the sums that other towns may pool")
    parser.add_argument("--pool", nargs="+", default=[], metavar="FILE", help="sums of other towns")
    parser.add_argument(
        "--towns", type=int, default=0, help="how many towns registered together; default: those given"
    )


def analyse(given: Namespace, registered: Any, settled: frozenset[str]) -> Any:
    """A Result. Raises TableError."""
    from soesmart.trials.engine import lots
    from soesmart.trials.engine.table import TableError

    plan = _json(given.rollout)
    first = given.first or str(plan.get("first", ""))
    if not first:
        raise TableError(
            0, "first", "Bitte mit --first sagen, welcher Zeitraum der erste des Plans ist: 2027-01."
        )
    lot = lots.lot_of(plan, first)
    about = f"{given.value or 'Wert'}|{given.better}"
    pool = [lots.read(_json(name), about) for name in given.pool]
    if len({one.sha256 for one in pool}) < len(pool):
        raise TableError(0, "pool", "Dieselben Summen stehen zweimal da.")
    towns = given.towns or 1 + len(pool)
    result, own = lots.judge(areas(given.series, lot, given.value), lot, registered, settled, pool, towns)
    if given.shares:
        told = lots.exported(own, given.town or Path(given.rollout).stem, about, registered.late)
        Path(given.shares).write_text(json.dumps(told) + "\n", "utf-8")
    return result


def areas(paths: Sequence[str], lot: Any, value: str) -> list[Any]:
    from soesmart.trials.commands import read
    from soesmart.trials.engine import units

    found = units.units(read(Path(name) for name in paths), list(lot.areas), value)
    return series(found, lot)


def series(found: Any, lot: Any) -> list[Any]:
    """One series for each area of the lot, in its order and in the periods of its plan.

    A jump is a fault, except where the measure came to the area.
    """
    from soesmart.trials.engine import prepare, units
    from soesmart.trials.engine.periods import Period

    kind, begins = lot.first.kind, [lot.first.number + one for one in lot.starts]
    return [
        prepare.prepared(*units.pick(found, area), Period(kind, begin), kind)
        for area, begin in zip(lot.areas, begins, strict=True)
    ]


def _json(name: str) -> Any:
    from soesmart.trials.engine.table import TableError

    try:
        return json.loads(Path(name).read_text("utf-8"))
    except OSError as error:
        raise TableError(0, name, f"Die Datei lässt sich nicht lesen: {error.strerror}.") from error
    except ValueError as error:
        raise TableError(0, name, "Die Datei ist kein JSON.") from error
