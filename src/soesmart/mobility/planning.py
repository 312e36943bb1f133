# SPDX-License-Identifier: EUPL-1.2
"""What if: from entered rows to figures that people can judge."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _

from soesmart.kernel.gate import permit
from soesmart.mobility import queries
from soesmart.mobility.engine.asking import WHOLE_WALK
from soesmart.mobility.engine.extras import Extra
from soesmart.mobility.engine.footpaths import metres
from soesmart.mobility.engine.network import network
from soesmart.mobility.engine.town import Mode, Point, Town
from soesmart.mobility.engine.whatif import GAIN, Gains, gains, with_extras
from soesmart.mobility.entering import plan_of
from soesmart.mobility.typed import point
from soesmart.mobility.types import Refused

WEEKS = 52
LEAST = 0.05
"""Person-hours below this are not listed."""


def compute(
    town: Town,
    text: str,
    origin: str,
    day: date | None,
    phone: bool = True,
    profile: str = "walk",
    euros: int | None = None,
    watch: Callable[[int], None] = lambda _step: None,
) -> dict[str, Any]:
    """`text`: rows as `plan_of` reads them. Raises Refused.

    `watch` is told of each of four steps when it begins, of the last again and again, and may raise to stop.
    """
    watch(0)
    if not permit("mobility.whatif", "compare timetables", "team"):
        raise Refused(_("Das Rechnen ist abgeschaltet."))
    plan = plan_of(town, text)
    start = _origin(town, origin)
    week = town.week(queries.reference_day(town, day))
    mode = Mode(profile, phone)
    changed = plan.changed(town)
    watch(1)
    before = town.network(week, mode)
    watch(2)
    times = with_extras(town.open_to(week, mode), plan.extras)
    after = network(times, changed.feet(times.stops, profile), False)
    names, lat, lon, people, source = _people()
    watch(3)
    found = gains(
        before,
        after,
        (town.access(start, before.times.stops, profile), changed.access(start, times.stops, profile)),
        (
            _egress(town, before.times.stops, lat, lon, profile),
            _egress(changed, times.stops, lat, lon, profile),
        ),
        people,
        lambda: watch(3),
        _on_foot(changed, start, lat, lon, profile),
    )
    cost = _yearly_cost(changed, plan.extras) if euros is None else euros
    figures = _figures(found, names, people, source)
    yearly = found.person_hours * WEEKS
    return {
        "from": start.name,
        "monday": week.monday.isoformat(),
        "phone": phone,
        "profile": profile,
        "vehicle_hours_week": _vehicle_hours(plan.extras),
        "cost_year_euros": cost,
        "cents_per_person_hour": round(cost * 100 / yearly, 2) if yearly > 0 else None,
        **figures,
    }


def _yearly_cost(town: Town, extras: tuple[Extra, ...]) -> int:
    euros_per_km: float = settings.SOESMART["mobility.euros_per_km"]
    return round(_kilometres(town, extras) * WEEKS * euros_per_km)


def _origin(town: Town, origin: str) -> Point:
    if origin:
        return point(origin, town, addresses=False)  # a proposal is kept and public
    centre = queries.centre()
    if centre is None or centre.lat is None or centre.lon is None:
        raise Refused(_("Von wo aus? Bitte einen Ort angeben."))
    return Point(centre.lat, centre.lon, centre.name)


def _people() -> tuple[list[str], Any, Any, Any, str]:
    """The villages with their people, or the cells of the grid, each named by its nearest village."""
    villages = queries.villages()
    cells = queries.grid()
    if cells:
        lat, lon, people = (np.array(column, np.float64) for column in zip(*cells, strict=True))
        spots = np.array([(v.lat, v.lon) for v in villages], np.float64).reshape(-1, 2)
        names = [
            villages[int(np.argmin(metres(spots[:, 0], spots[:, 1], a, b)))].name if len(spots) else ""
            for a, b in zip(lat, lon, strict=True)
        ]
        return names, lat, lon, people, "grid"
    known = [village for village in villages if village.people]
    if not known:
        raise Refused(
            _(
                "Wie viele Menschen wo wohnen, wissen wir nicht: "
                "Es fehlt das Einwohnerraster oder die Zahl je Ort."
            )
        )
    lat, lon = np.array([v.lat for v in known], np.float64), np.array([v.lon for v in known], np.float64)
    return [v.name for v in known], lat, lon, np.array([v.people for v in known], np.float64), "villages"


def _egress(town: Town, stops: Any, lat: Any, lon: Any, profile: str) -> Any:
    return town.ways(town.feed.stops.lat[stops], town.feed.stops.lon[stops], lat, lon, profile, town.farthest)


def _on_foot(town: Town, start: Point, lat: Any, lon: Any, profile: str) -> Any:
    minutes = np.full(len(lat), GAIN, np.int32)
    near, walked = town.ways(np.array([start.lat]), np.array([start.lon]), lat, lon, profile, WHOLE_WALK).of(
        0
    )
    minutes[near] = walked
    return minutes


def _kilometres(town: Town, extras: tuple[Extra, ...]) -> float:
    """Kilometres a week of all added rides: straight lines × the detour of buses."""
    stops, total = town.feed.stops, 0.0
    detour = settings.SOESMART["mobility.bus_detour_percent"] / 100
    for extra in extras:
        at = np.array([stop for stop, _minute in extra.calls])
        way = metres(stops.lat[at[:-1]], stops.lon[at[:-1]], stops.lat[at[1:]], stops.lon[at[1:]])
        total += float(np.nansum(way)) * detour / 1000 * len(extra.days)
    return total


def _vehicle_hours(extras: tuple[Extra, ...]) -> float:
    """Hours a week in which the added rides are under way."""
    return round(sum((one.calls[-1][1] - one.calls[0][1]) * len(one.days) for one in extras) / 60, 1)


def _figures(found: Gains, names: list[str], people: Any, source: str) -> dict[str, Any]:
    by_hour = (people[:, None] * found.minutes).sum(axis=0) / 60
    hours = [
        {"day": int(at) // 24, "hour": int(at) % 24, "person_hours": round(float(by_hour[at]), 1)}
        for at in np.flatnonzero(by_hour > LEAST)
    ]
    places: dict[str, dict[str, Any]] = {}
    for at, name in enumerate(names):
        own = places.setdefault(name, {"name": name, "people": 0, "person_hours": 0.0, "newly": 0})
        own["people"] += int(people[at])
        own["person_hours"] += float(people[at] * found.minutes[at].sum() / 60)
        own["newly"] += int(people[at]) if found.newly[at].any() else 0
    rows = [
        dict(own, person_hours=round(own["person_hours"], 1))
        for own in places.values()
        if own["person_hours"] > LEAST
    ]
    return {
        "weighted_by": source,
        "person_hours_week": round(found.person_hours, 1),
        "people_newly_reached": round(found.reached),
        "hours": hours,
        "places": sorted(rows, key=lambda row: -row["person_hours"]),
    }
