# SPDX-License-Identifier: EUPL-1.2
"""Artefacts: a feed with its streets as plain arrays in DATA/artefacts/<sha256>/, mapped into memory.

A folder is written beside its place and renamed into it: it is there whole or not at all, and never changes.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from soesmart.mobility.engine.address_table import Addresses
from soesmart.mobility.engine.feed import Feed, Headway, Routes, Stops, Transfer, Trips
from soesmart.mobility.engine.flex import Booking, FlexRide
from soesmart.mobility.engine.stop_times import StopTimes
from soesmart.mobility.engine.streets import Graph

FORMAT = 3
_BIGGEST = 2_000_000_000
"""Bytes a feed may unpack to."""


class UnreadableFeed(ValueError):
    """The file is no feed at all."""


def feed_files(path: Path) -> Mapping[str, bytes]:
    """The files of a zip or a folder by name."""
    if path.is_dir():
        return {file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.is_file()}
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [
                info for info in archive.infolist() if info.filename.lower().endswith((".txt", ".geojson"))
            ]
            if sum(info.file_size for info in wanted) > _BIGGEST:
                raise UnreadableFeed(f"{path.name} entpackt sich auf mehr als {_BIGGEST // 10**9} GB.")
            return {info.filename: archive.read(info) for info in wanted if "shapes.txt" not in info.filename}
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise UnreadableFeed(f"{path.name} ist keine lesbare ZIP-Datei: {error}") from error


def digest(*paths: Path) -> str:
    """SHA-256 over the contents of files (and of folders, file by file) and the format."""
    found = hashlib.sha256(f"soesmart mobility {FORMAT}".encode())
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def save(
    root: Path, key: str, feed: Feed, streets: Mapping[str, Graph], addresses: Addresses | None = None
) -> Path:
    """Write the artefact `key`, unless it is there."""
    place = root / key
    if place.is_dir():
        return place
    root.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".new-", dir=root))
    try:
        for name, array in _arrays(feed, streets).items():
            np.save(work / f"{name}.npy", array, allow_pickle=False)
        (work / "meta.json").write_text(json.dumps(_meta(feed, streets), ensure_ascii=False), "utf-8")
        if addresses is not None:
            _save_addresses(work, addresses)
        work.chmod(0o755)
        work.rename(place)
    except OSError:
        shutil.rmtree(work, ignore_errors=True)
        if not place.is_dir():
            raise
    return place


def _arrays(feed: Feed, streets: Mapping[str, Graph]) -> dict[str, Any]:
    stops, trips, times = feed.stops, feed.trips, feed.times
    found: dict[str, Any] = {
        "stop_lat": stops.lat, "stop_lon": stops.lon, "stop_chair": stops.wheelchair,
        "stop_parent": stops.parent,
        "route_kind": feed.routes.kinds, "trip_route": trips.route, "trip_chair": trips.wheelchair,
        "trip_phone": trips.phone, "time_pointer": times.pointer, "time_stop": times.stop,
        "time_arrival": times.arrival, "time_departure": times.departure, "time_pickup": times.pickup,
        "time_drop": times.drop,
        "headways": np.array(
            [(h.trip, h.start, h.end, h.every) for h in feed.headways], np.int32
        ).reshape(-1, 4),
        "transfers": np.array(
            [(t.origin, t.target, -1 if t.minutes is None else t.minutes) for t in feed.transfers], np.int32
        ).reshape(-1, 3),
        "service_days": np.concatenate([np.zeros(0, np.int32), *feed.services.values()]).astype(np.int32),
    }  # fmt: skip
    for at, ride in enumerate(feed.flex):
        found |= {f"flex_{at}_from": ride.origins, f"flex_{at}_to": ride.targets}
    for profile, graph in streets.items():
        found |= {f"street_{profile}_{field.name}": getattr(graph, field.name) for field in fields(Graph)}
    return found


def _meta(feed: Feed, streets: Mapping[str, Graph]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "zone": feed.zone,
        "stop_ids": feed.stops.ids,
        "stop_names": feed.stops.names,
        "route_ids": feed.routes.ids,
        "route_names": feed.routes.names,
        "route_zones": feed.routes.zones,
        "trip_ids": feed.trips.ids,
        "trip_services": feed.trips.service,
        "trip_headsigns": feed.trips.headsigns,
        "trip_bookings": feed.trips.booking,
        "trip_blocks": feed.trips.block,
        "seated": feed.seated,
        "services": {name: len(days) for name, days in feed.services.items()},
        "bookings": {key: [getattr(b, f.name) for f in fields(Booking)] for key, b in feed.bookings.items()},
        "flex": [
            [ride.trip, ride.start, ride.end, ride.booking, ride.factor, ride.offset] for ride in feed.flex
        ],
        "version": feed.version,
        "since": feed.since.isoformat() if feed.since else None,
        "until": feed.until.isoformat() if feed.until else None,
        "profiles": list(streets),
    }


_WORDS = ("streets", "places", "postcodes", "labels")


def _save_addresses(work: Path, addresses: Addresses) -> None:
    for field in fields(Addresses):
        if field.name not in _WORDS:
            array = getattr(addresses, field.name)
            np.save(work / f"address_{field.name}.npy", array, allow_pickle=False)
    words = {name: getattr(addresses, name) for name in _WORDS}
    (work / "addresses.json").write_text(json.dumps(words, ensure_ascii=False), "utf-8")


def load_addresses(place: Path) -> Addresses | None:
    """None in an artefact without streets, and in one that was written before there were addresses."""
    try:
        words = json.loads((place / "addresses.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    values: dict[str, Any] = {name: tuple(words[name]) for name in _WORDS}
    for field in fields(Addresses):
        if field.name not in _WORDS:
            values[field.name] = np.load(
                place / f"address_{field.name}.npy", mmap_mode="r", allow_pickle=False
            )
    return Addresses(**values)


def load(place: Path) -> tuple[Feed, dict[str, Graph]]:
    """The feed and its streets; arrays stay on disk until they are read."""
    meta = json.loads((place / "meta.json").read_text("utf-8"))

    def array(name: str) -> Any:
        return np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False)

    services, first = {}, 0
    days = array("service_days")
    for name, count in meta["services"].items():
        services[name] = days[first : first + count]
        first += count
    flex = tuple(
        FlexRide(trip, array(f"flex_{at}_from"), array(f"flex_{at}_to"), start, end, booking, factor, offset)
        for at, (trip, start, end, booking, factor, offset) in enumerate(meta["flex"])
    )
    feed = Feed(
        zone=meta["zone"],
        stops=Stops(
            tuple(meta["stop_ids"]), tuple(meta["stop_names"]), array("stop_lat"), array("stop_lon"),
            array("stop_chair"), array("stop_parent"),
        ),
        routes=Routes(
            tuple(meta["route_ids"]), tuple(meta["route_names"]), array("route_kind"),
            tuple(meta["route_zones"]),
        ),
        trips=Trips(
            tuple(meta["trip_ids"]), array("trip_route"), tuple(meta["trip_services"]),
            tuple(meta["trip_headsigns"]), array("trip_chair"), array("trip_phone"),
            tuple(meta["trip_bookings"]), tuple(meta.get("trip_blocks", ())),
        ),
        times=StopTimes(
            pointer=array("time_pointer"), stop=array("time_stop"), arrival=array("time_arrival"),
            departure=array("time_departure"), pickup=array("time_pickup"), drop=array("time_drop"),
            booking=(), flex={},
        ),
        services=services,
        headways=tuple(Headway(*(int(value) for value in row)) for row in array("headways")),
        transfers=tuple(
            Transfer(int(a), int(b), None if m < 0 else int(m)) for a, b, m in array("transfers")
        ),
        bookings={key: Booking(*values) for key, values in meta["bookings"].items()},
        flex=flex,
        version=meta["version"],
        since=date.fromisoformat(meta["since"]) if meta["since"] else None,
        until=date.fromisoformat(meta["until"]) if meta["until"] else None,
        problems=(),
        seated=tuple((one, other, stays) for one, other, stays in meta.get("seated", ())),
    )  # fmt: skip
    streets = {
        profile: Graph(*(np.asarray(array(f"street_{profile}_{field.name}")) for field in fields(Graph)))
        for profile in meta["profiles"]
    }
    return feed, streets
