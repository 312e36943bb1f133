# SPDX-License-Identifier: EUPL-1.2
"""Several feeds as one: a town's buses from one publisher, its trains from another."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from soesmart.mobility.engine.feed import Feed, Headway, Routes, Stops, Transfer, Trips
from soesmart.mobility.engine.stop_times import StopTimes

Numbered = Sequence[tuple[Feed, str]]
"""Feeds, each with the mark that goes in front of its ids."""


def merged(feeds: Sequence[Feed]) -> Feed:
    """Ids get the number of their feed in front; nothing else is changed. Days that only one covers stay."""
    if len(feeds) == 1:
        return feeds[0]
    stop, route, trip = (
        _starts([len(getattr(f, name).ids) for f in feeds]) for name in ("stops", "routes", "trips")
    )
    call = _starts([len(f.times.stop) for f in feeds])
    marks = [f"{at}:" for at in range(len(feeds))]
    edges = [day for f in feeds for day in (f.since, f.until) if day]
    numbered = list(zip(feeds, marks, strict=True))
    return Feed(
        zone=feeds[0].zone,
        stops=_stops(numbered, stop),
        routes=Routes(
            ids=_named(numbered, lambda f: f.routes.ids),
            names=tuple(name for f in feeds for name in f.routes.names),
            kinds=np.concatenate([f.routes.kinds for f in feeds]),
            zones=tuple(name for f in feeds for name in f.routes.zones),
        ),
        trips=_trips(numbered, route),
        times=_times(feeds, stop, call),
        services={mark + name: days for f, mark in numbered for name, days in f.services.items()},
        headways=tuple(
            Headway(h.trip + at, h.start, h.end, h.every)
            for f, at in zip(feeds, trip, strict=True)
            for h in f.headways
        ),
        transfers=tuple(
            Transfer(t.origin + at, t.target + at, t.minutes)
            for f, at in zip(feeds, stop, strict=True)
            for t in f.transfers
        ),
        seated=tuple(
            (one + at, other + at, stays)
            for f, at in zip(feeds, trip, strict=True)
            for one, other, stays in f.seated
        ),
        bookings={mark + key: booking for f, mark in numbered for key, booking in f.bookings.items()},
        flex=tuple(
            replace(
                ride,
                trip=ride.trip + a,
                origins=ride.origins + b,
                targets=ride.targets + b,
                booking=mark + ride.booking,
            )
            for (f, mark), a, b in zip(numbered, trip, stop, strict=True)
            for ride in f.flex
        ),
        version=" + ".join(f.version for f in feeds if f.version),
        since=min(edges) if edges else None,
        until=max(edges) if edges else None,
        problems=tuple(problem for f in feeds for problem in f.problems),
    )


def _stops(numbered: Numbered, starts: Sequence[int]) -> Stops:
    return Stops(
        ids=_named(numbered, lambda f: f.stops.ids),
        names=tuple(name for f, _mark in numbered for name in f.stops.names),
        lat=np.concatenate([f.stops.lat for f, _mark in numbered]),
        lon=np.concatenate([f.stops.lon for f, _mark in numbered]),
        wheelchair=np.concatenate([f.stops.wheelchair for f, _mark in numbered]),
        parent=np.concatenate(
            [
                np.where(f.stops.parent < 0, -1, f.stops.parent + at)
                for (f, _mark), at in zip(numbered, starts, strict=True)
            ]
        ),
    )


def _trips(numbered: Numbered, starts: Sequence[int]) -> Trips:
    """`starts`: number of each feed's first route."""
    return Trips(
        ids=_named(numbered, lambda f: f.trips.ids),
        route=np.concatenate([f.trips.route + at for (f, _mark), at in zip(numbered, starts, strict=True)]),
        service=_named(numbered, lambda f: f.trips.service),
        headsigns=tuple(name for f, _mark in numbered for name in f.trips.headsigns),
        wheelchair=np.concatenate([f.trips.wheelchair for f, _mark in numbered]),
        phone=np.concatenate([f.trips.phone for f, _mark in numbered]),
        booking=_named(numbered, lambda f: f.trips.booking),
        block=_named(numbered, lambda f: f.trips.block or ("",) * len(f.trips.ids)),
    )


def _times(feeds: Sequence[Feed], stop: Sequence[int], call: Sequence[int]) -> StopTimes:
    """`stop`, `call`: number of each feed's first stop and first call."""
    return StopTimes(
        pointer=np.concatenate(
            [
                f.times.pointer[: -1 if f is not feeds[-1] else None] + at
                for f, at in zip(feeds, call, strict=True)
            ]
        ),
        stop=np.concatenate([f.times.stop + at for f, at in zip(feeds, stop, strict=True)]),
        **{
            name: np.concatenate([getattr(f.times, name) for f in feeds])
            for name in ("arrival", "departure", "pickup", "drop")
        },
        booking=(),
        flex={},
    )


def _starts(counts: Sequence[int]) -> list[int]:
    return [int(at) for at in np.cumsum([0, *counts])[:-1]]


def _named(numbered: Numbered, get: Callable[[Feed], Sequence[str]]) -> tuple[str, ...]:
    return tuple(mark + name if name else "" for feed, mark in numbered for name in get(feed))
