# SPDX-License-Identifier: EUPL-1.2
"""cafein and nigiri answer: python ways.py IN.json OUT.json, with the interpreter of the oracles.

IN: {"feed": folder, "day": "2022-06-14", "feet": [[from, to, minutes]], "questions": [[from, to, minute]]},
stops by their ids, minutes of the day; footpaths are closed (a way of two footpaths is one) and shared by
both. OUT: {"versions": {…}, "cafein": [minute of arrival or null], "nigiri": [the same]}.
"""

import contextlib
import csv
import importlib.metadata
import json
import shutil
import sys
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

RIDES = 14
LONGEST = 24 * 60


def cafein(asked):
    from cafein import TransportNetwork

    network = TransportNetwork.from_gtfs(asked["feed"], trip_distances=False, leg_geometries=False)
    network.set_transfers([(a, b, 60 * minutes, 60.0 * minutes) for a, b, minutes in asked["feet"]])
    midnight = datetime.combine(date.fromisoformat(asked["day"]), time())
    found, known = [], {}
    for origin, target, minute in asked["questions"]:
        if (origin, minute) not in known:
            leaves = midnight + timedelta(minutes=minute)
            known[origin, minute] = network.travel_times_from_stop(origin, leaves, max_rides=RIDES)
        seconds = known[origin, minute].get(target)
        found.append(None if seconds is None else minute + seconds // 60)
    return found


def nigiri(asked):
    import pynigiri

    day = date.fromisoformat(asked["day"])
    settings = pynigiri.LoaderConfig()
    settings.link_stop_distance, settings.default_tz = 0, asked["zone"]
    with tempfile.TemporaryDirectory() as folder:
        source = pynigiri.TimetableSource("x", _with_feet(asked, Path(folder)))
        source.loader_config = settings
        finish = pynigiri.FinalizeOptions()
        finish.adjust_footpaths, finish.max_footpath_length = False, 250
        edges = (str(day - timedelta(days=3)), str(day + timedelta(days=4)))
        timetable = pynigiri.load_timetable([source], *edges, finish)
    midnight = int(datetime.combine(day, time(), ZoneInfo(asked["zone"])).timestamp()) // 60
    found = []
    for origin, target, minute in asked["questions"]:
        query = pynigiri.Query()
        query.start_time = midnight + minute
        query.start = [pynigiri.Offset(timetable.find_location(origin), 0, 0)]
        query.destination = [pynigiri.Offset(timetable.find_location(target), 0, 0)]
        query.max_transfers, query.max_travel_time = RIDES, LONGEST
        query.use_start_footpaths = True
        arrivals = [way.arrival_time() - midnight for way in pynigiri.route(timetable, query)]
        found.append(min(arrivals) if arrivals else None)
    return found


def _with_feet(asked, folder):
    """The feed once more, with the footpaths as its transfers and without any others."""
    copy = folder / "feed"
    shutil.copytree(asked["feed"], copy)
    rows = [f"{a},{b},2,{60 * minutes}" for a, b, minutes in asked["feet"]]
    lines = ["from_stop_id,to_stop_id,transfer_type,min_transfer_time", *rows]
    (copy / "transfers.txt").write_text("\n".join(lines) + "\n", "utf-8")
    _without_blocks(copy / "trips.txt")
    return str(copy)


def _without_blocks(path):
    """Who stays seated between two trips of a block is not in the shared scope."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [name for name in rows[0] if name != "block_id"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def main(into, out):
    asked = json.loads(Path(into).read_text("utf-8"))
    answer = {"versions": {name: importlib.metadata.version(name) for name in ("cafein", "pynigiri")}}
    with contextlib.redirect_stdout(sys.stderr):
        answer |= {"cafein": cafein(asked), "nigiri": nigiri(asked)}
    Path(out).write_text(json.dumps(answer), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
