# SPDX-License-Identifier: EUPL-1.2
"""What if: from entered rows to figures that people can judge."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _

from soesmart.kernel.folding import fold
from soesmart.kernel.gate import permit
from soesmart.mobility import queries
from soesmart.mobility.engine.footpaths import metres
from soesmart.mobility.engine.network import network
from soesmart.mobility.engine.town import Mode, Point, Town
from soesmart.mobility.engine.truth import Rule
from soesmart.mobility.engine.whatif import Extra, Gains, gains, read_extras, with_extras
from soesmart.mobility.types import Refused

MOVE = ("verlegt", "move")
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
    """Rows "line;days;stop hh:mm;…", and "verlegt;stop;lon;lat" for a moved stop. Raises Refused.

    `watch` is told of each of four steps when it begins, of the last again and again, and may raise to stop.
    """
    watch(0)
    if not permit("mobility.whatif", "compare timetables", "team"):
        raise Refused(_("Das Rechnen ist abgeschaltet."))
    moves, rest = _moves(text, town)
    extras, wrong = read_extras(rest, _names(town))
    if wrong:
        raise Refused("; ".join(f"{_('Zeile')} {one.line}: {one.text}" for one in wrong))
    if not extras and not moves:
        raise Refused(_("Keine Fahrt und kein verlegter Halt eingetragen."))
    start = _origin(town, origin)
    week = town.week(queries.reference_day(town, day))
    mode = Mode(profile, phone)
    changed = (
        Town(town.feed, town.streets, town.walking, (*town.rules, *moves), town.farthest) if moves else town
    )
    watch(1)
    before = town.network(week, mode)
    watch(2)
    after = network(
        with_extras(changed.network(week, mode).times, extras),
        changed.feet(before.times.stops, profile),
        False,
    )
    names, lat, lon, people, source = _people()
    watch(3)
    found = gains(
        before,
        after,
        town.access(start, before.times.stops, profile),
        tuple(_egress(one, before.times.stops, lat, lon, profile) for one in (town, changed)),
        people,
        lambda: watch(3),
    )
    cost = _yearly_cost(town, extras) if euros is None else euros
    figures = _figures(found, names, people, source)
    yearly = found.person_hours * WEEKS
    return {
        "from": start.name,
        "monday": week.monday.isoformat(),
        "phone": phone,
        "profile": profile,
        "cost_year_euros": cost,
        "cents_per_person_hour": round(cost * 100 / yearly, 2) if yearly > 0 else None,
        **figures,
    }


def _yearly_cost(town: Town, extras: tuple[Extra, ...]) -> int:
    euros_per_km: float = settings.SOESMART["mobility.euros_per_km"]
    return round(_kilometres(town, extras) * WEEKS * euros_per_km)


def _names(town: Town) -> dict[str, int]:
    used = set(np.unique(town.feed.times.stop).tolist())
    return {fold(name): at for at, name in enumerate(town.feed.stops.names) if at in used}


def _moves(text: str, town: Town) -> tuple[tuple[Rule, ...], str]:
    """Moved stops, and the rows that are left (their lines keep their numbers)."""
    known = _names(town)
    moves: list[Rule] = []
    rest: list[str] = []
    for number, row in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in row.split(";")]
        if cells[0].lower() not in MOVE:
            rest.append(row)
            continue
        rest.append("")
        try:
            stop, lon, lat = known[fold(cells[1])], float(cells[2]), float(cells[3])
        except (KeyError, IndexError, ValueError):
            raise Refused(
                _("Zeile %(n)d: nötig ist verlegt;Haltestelle;Länge;Breite.") % {"n": number}
            ) from None
        moves.append(Rule("moved", stop=town.feed.stops.ids[stop], lat=lat, lon=lon))
    return tuple(moves), "\n".join(rest)


def _origin(town: Town, origin: str) -> Point:
    if origin:
        return queries.point(origin, town)
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


def _kilometres(town: Town, extras: tuple[Extra, ...]) -> float:
    """Kilometres a week of all added rides, straight lines × 1.3."""
    stops, total = town.feed.stops, 0.0
    for extra in extras:
        at = np.array([stop for stop, _minute in extra.calls])
        way = metres(stops.lat[at[:-1]], stops.lon[at[:-1]], stops.lat[at[1:]], stops.lon[at[1:]])
        total += float(np.nansum(way)) * 1.3 / 1000 * len(extra.days)
    return total


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
