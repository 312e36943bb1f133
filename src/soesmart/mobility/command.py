# SPDX-License-Identifier: EUPL-1.2
"""`soesmart mobility …`: import, route, reach, matrix, whatif. Every answer as JSON with --json."""

import csv
import json
import re
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

_WEST = re.compile(r"-\d+(\.\d+)?(,.*)?$")
"""A point west of Greenwich: "-84.5,33.9"."""


def arguments(parser: ArgumentParser) -> None:
    words = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    taking = words.add_parser(
        "import", help="take in a GTFS feed; the old one serves until the new one is accepted"
    )
    taking.add_argument("feed", type=Path, metavar="FEED.zip")
    taking.add_argument("--osm", type=Path, metavar="FILE.pbf", help="streets of the same area")
    taking.add_argument(
        "--addresses", type=Path, metavar="FILE.csv", help="street,number,lon,lat instead of the extract's"
    )
    taking.add_argument("--name", default="", help="how the timetable is called on the pages")
    taking.add_argument("--accept", action="store_true", help="let it serve at once")
    taking.add_argument("--json", action="store_true")
    route = words.add_parser("route", help="connections from a place to another")
    route.add_argument("--from", dest="origin", required=True, metavar="PLACE|ADDRESS|LON,LAT")
    route.add_argument("--to", dest="target", required=True, metavar="PLACE|ADDRESS|LON,LAT")
    _when(route)
    route.add_argument("--more", type=int, default=3, help="how many later connections (default 3)")
    reach = words.add_parser("reach", help="how far one gets from a place")
    reach.add_argument("--from", dest="origin", required=True, metavar="PLACE|ADDRESS|LON,LAT")
    reach.add_argument("--minutes", type=int, default=60)
    _when(reach)
    matrix = words.add_parser("matrix", help="median travel times between all places of a list")
    matrix.add_argument("places", type=Path, metavar="PLACES.csv", help="columns id, lon, lat or id, place")
    matrix.add_argument("--window", type=int, default=60, help="minutes of departures (default 60)")
    matrix.add_argument("--longest", type=int, default=120, help="longest way in minutes (default 120)")
    matrix.add_argument("--out", type=Path, metavar="FILE.csv")
    _when(matrix)
    whatif = words.add_parser(
        "whatif", help="who gains by added rides: rows line;days;stop hh:mm;stop hh:mm;…"
    )
    whatif.add_argument("file", type=Path, metavar="FILE")
    whatif.add_argument("--from", dest="origin", default="", metavar="PLACE|LON,LAT", help="where ways begin")
    whatif.add_argument(
        "--cost", type=int, default=None, metavar="EUROS", help="cost a year, instead of kilometres"
    )
    _when(whatif, needed=False)
    for one in (route, reach, whatif):
        # argparse takes a word that begins with "-" for an option, unless it looks like a number to this.
        one._negative_number_matcher = _WEST
    for one in (taking, route, reach, matrix, whatif):
        one.add_argument("--data", type=Path, default=SUPPRESS, metavar="DIR", help="the town's data folder")


def _when(parser: ArgumentParser, *, needed: bool = True) -> None:
    parser.add_argument("--at", required=needed, metavar='"YYYY-MM-DD hh:mm"', help="local time")
    parser.add_argument(
        "--phone", choices=("yes", "no"), default="yes", help="also rides that must be called for"
    )
    parser.add_argument("--profile", choices=("walk", "slow", "wheelchair", "bike"), default="walk")
    parser.add_argument("--change", type=int, default=None, metavar="MINUTES", help="minutes a change needs")
    parser.add_argument("--walk-kmh", type=float, default=None, metavar="KMH", help="walking speed")
    parser.add_argument("--json", action="store_true")


def run(words: Namespace) -> int:
    from soesmart.mobility.sources.address_list import UnreadableList
    from soesmart.mobility.sources.osm import UnreadableExtract
    from soesmart.mobility.stored import UnreadableFeed
    from soesmart.mobility.types import Ambiguous, Refused

    actions: Mapping[str, Callable[[Namespace], int]] = {
        "import": _import, "route": _route, "reach": _reach, "matrix": _matrix, "whatif": _whatif,
    }  # fmt: skip
    try:
        return actions[words.action](words)
    except (Refused, UnreadableFeed, UnreadableExtract, UnreadableList) as refused:
        sys.stderr.write(f"soesmart mobility {words.action}: {refused}\n")
        for told, _value in refused.choices if isinstance(refused, Ambiguous) else ():
            sys.stderr.write(f"  {told}\n")
        return 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _import(words: Namespace) -> int:
    from soesmart.mobility.actions import serve, take_in
    from soesmart.mobility.types import Refused

    for file in (words.feed, words.osm, words.addresses):
        if file is not None and not file.exists():
            raise Refused(f"{file} gibt es nicht.")

    def watch(stage: str, done: int, total: int) -> None:
        sys.stderr.write(f"{done}/{total} {stage} …\n")

    row = take_in(words.feed, words.osm, addresses=words.addresses, name=words.name, watch=watch)
    if words.accept and row.state == "waiting":
        serve(row.id)
    told = {
        "id": str(row.id),
        "name": row.name,
        "state": "active" if words.accept else row.state,
        "since": str(row.since or ""),
        "until": str(row.until or ""),
        "streets": row.streets,
        **row.summary,
        "problems": list(row.problems),
    }
    if words.json:
        _say(json.dumps(told, ensure_ascii=False))
        return 0
    _say(
        f"{row.name}: {told['stops']} stops, {told['trips']} trips, {len(told['lines'])} lines, "
        f"{row.since} to {row.until}"
    )
    if row.summary["named_streets"]:
        _say(f"  {row.summary['named_streets']} named streets, {row.summary['addresses']} house numbers")
    for problem in row.problems:
        _say(f"  {problem}")
    if told["vanished"]:
        _say(f"  Lines of the old timetable that are gone: {', '.join(told['vanished'])}")
    state = (
        "serves now"
        if told["state"] == "active"
        else f"waits: accept it at /unterwegs/fahrplan/ (id {row.id})"
    )
    _say(f"The timetable {state}.")
    return 0


def _town(words: Namespace) -> Any:
    from dataclasses import replace

    from soesmart.mobility import queries
    from soesmart.mobility.types import Refused

    town = queries.town()
    if town is None:
        raise Refused("Es gibt keinen Fahrplan. Zuerst: soesmart mobility import FEED.zip")
    changes: dict[str, Any] = {}
    if words.change is not None:
        changes["change_minutes"] = max(words.change, 0)
    if words.walk_kmh is not None:
        changes["kmh"] = words.walk_kmh
    if changes:
        walking = replace(town.walking, **changes)
        town = queries.walked(town, walking)
    return town


def _moment(text: str) -> datetime:
    from soesmart.mobility.types import Refused

    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f'--at „{text}“: nötig ist "JJJJ-MM-TT hh:mm".') from None


def _route(words: Namespace) -> int:
    from soesmart.mobility import queries
    from soesmart.mobility.engine.asking import ask
    from soesmart.mobility.told import told_reply
    from soesmart.mobility.typed import point

    town = _town(words)
    origin, target = point(words.origin, town), point(words.target, town)
    reply = ask(town, origin, target, _moment(words.at), words.profile, words.more)
    told = told_reply(reply, town, words.phone == "yes", queries.active(), queries.vanished())
    if words.json:
        _say(json.dumps(told, ensure_ascii=False))
        return 0
    best = told["best"]
    _say(f"{told['from']} → {told['to']}, {told['at']}")
    _say("  no way" if best is None else f"  {best['leave']} → {best['arrival']}, {best['rides']} rides")
    for step in best["legs"] if best else ():
        call = (
            f" (call {step['phone_number'] or '?'} until {step['call_until'] or '?'})"
            if step["phone"]
            else ""
        )
        _say(
            f"    {step['departure'][11:16]} {step['from']} → "
            f"{step['arrival'][11:16]} {step['to']}  {step['line'] or step['kind']}{call}"
        )
    for end in (origin, target):
        if end.note:
            _say(f"  {end.note}")
    if told["gap"]:
        _say(f"  no way between {told['gap']['from']} and {told['gap']['to']}")
    for warning in told["warnings"]:
        _say(f"  {warning}")
    return 0


def _reach(words: Namespace) -> int:
    from soesmart.mobility.engine.reach import reach
    from soesmart.mobility.engine.town import Mode
    from soesmart.mobility.told import told_point
    from soesmart.mobility.typed import point

    town = _town(words)
    origin = point(words.origin, town)
    found = reach(town, origin, _moment(words.at), Mode(words.profile, words.phone == "yes"), words.minutes)
    rows = [
        {"stop": one.name, "lon": round(one.lon, 6), "lat": round(one.lat, 6), "minutes": one.minutes}
        for one in found
    ]
    if words.json:
        _say(
            json.dumps(
                {
                    "from": origin.name,
                    "point": told_point(origin),
                    "at": words.at,
                    "within": words.minutes,
                    "stops": rows,
                },
                ensure_ascii=False,
            )
        )
    else:
        if origin.note:
            _say(origin.note)
        for row in rows:
            _say(f"{row['minutes']:4} min  {row['stop']}")
    return 0


def _matrix(words: Namespace) -> int:
    from soesmart.mobility.engine.matrix import matrix
    from soesmart.mobility.engine.town import Mode, Point
    from soesmart.mobility.typed import point
    from soesmart.mobility.types import Refused

    town = _town(words)
    with words.places.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        ids = [row["id"] for row in rows]
        spots = [
            point(row["place"], town) if "place" in row else Point(float(row["lat"]), float(row["lon"]))
            for row in rows
        ]
    except (KeyError, ValueError) as error:
        raise Refused(
            f"{words.places}: nötig sind die Spalten id, lon, lat oder id, place ({error})."
        ) from None
    found = matrix(
        town,
        [spot.lat for spot in spots],
        [spot.lon for spot in spots],
        _moment(words.at),
        words.window,
        words.longest,
        Mode(words.profile, words.phone == "yes"),
    )
    out = words.out.open("w", encoding="utf-8", newline="") if words.out else sys.stdout
    try:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("from", "to", "minutes"))
        for a, row in zip(ids, found.tolist(), strict=True):
            writer.writerows((a, b, minutes) for b, minutes in zip(ids, row, strict=True) if minutes >= 0)
    finally:
        if words.out:
            out.close()
    return 0


def _whatif(words: Namespace) -> int:
    from soesmart.mobility.planning import compute

    at = _moment(words.at).date() if words.at else None
    found = compute(
        _town(words),
        words.file.read_text("utf-8-sig"),
        words.origin,
        at,
        words.phone == "yes",
        words.profile,
        words.cost,
    )
    _say(json.dumps(found, ensure_ascii=False, indent=None if words.json else 1))
    return 0
