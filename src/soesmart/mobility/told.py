# SPDX-License-Identifier: EUPL-1.2
"""Answers as plain data: what --json, the API and the pages show (docs/reference/mobility.md)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from soesmart.mobility.engine.asking import Found, Reply, Step, Trip
from soesmart.mobility.engine.town import Point, Town
from soesmart.mobility.types import FeedRow


def told_reply(
    reply: Reply, town: Town, phone: bool, feed: FeedRow | None, vanished: Sequence[str]
) -> dict[str, Any]:
    """The chosen way (with or without a call) on top, both below."""
    modes = {True: told_found(reply.with_phone), False: told_found(reply.without_phone)}
    return {
        "from": reply.origin,
        "to": reply.target,
        "ends": [told_point(one) for one in reply.ends],
        "at": _time(reply.at),
        "profile": reply.profile,
        "phone": phone,
        **modes[phone],
        "with_phone": modes[True],
        "without_phone": modes[False],
        "on_foot_minutes": reply.on_foot,
        "walking": "streets" if reply.by_streets else "straight line",
        "settings": {
            "walk_kmh": town.walking.kmh,
            "detour": town.walking.detour,
            "change_minutes": town.walking.change_minutes,
            "change_walk_minutes": town.walking.most_minutes,
            "access_walk_minutes": town.farthest,
        },
        "feed": told_feed(feed),
        "covered": reply.covered,
        "warnings": warnings(reply, town, feed, vanished),
    }


def told_point(one: Point) -> dict[str, Any]:
    """Which point was used, and how what somebody typed was understood."""
    return {
        "name": one.name,
        "kind": one.kind,
        "lon": round(one.lon, 6),
        "lat": round(one.lat, 6),
        "note": one.note,
    }


def told_feed(feed: FeedRow | None) -> dict[str, Any] | None:
    if feed is None:
        return None
    return {
        "id": str(feed.id),
        "name": feed.name,
        "since": str(feed.since or ""),
        "until": str(feed.until or ""),
        "imported_at": _time(feed.imported_at),
        "example": feed.example,
    }


def told_found(found: Found) -> dict[str, Any]:
    return {
        "best": told_trip(found.best),
        "next": [told_trip(one) for one in found.next],
        "last": told_trip(found.last),
        "gap": {"from": _time(found.gap[0]), "to": _time(found.gap[1])} if found.gap else None,
    }


def told_trip(trip: Trip | None) -> dict[str, Any] | None:
    if trip is None:
        return None
    return {
        "leave": _time(trip.leave),
        "arrival": _time(trip.arrival),
        "minutes": trip.minutes,
        "rides": trip.rides,
        "changes": max(trip.rides - 1, 0),
        "legs": [_step(step) for step in trip.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "from": step.origin,
        "to": step.target,
        "departure": _time(step.departure),
        "arrival": _time(step.arrival),
        "line": step.line,
        "stays": list(step.stays),
        "headsign": step.headsign,
        "phone": step.phone,
        "phone_number": step.phone_number,
        "call_until": _time(step.call_until) if step.call_until else None,
        "note": step.note,
        "stops": [{"name": name, "at": _time(at)} for name, at in step.calls],
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def warnings(reply: Reply, town: Town, feed: FeedRow | None, vanished: Sequence[str]) -> list[str]:
    """What to mistrust in this answer."""
    found = []
    if feed and feed.example:
        found.append(_("Beispielfahrplan: Diese Fahrten gibt es nicht."))
    if not reply.covered:
        since, until = town.feed.since, town.feed.until
        found.append(
            _("Der Fahrplan gilt von %(since)s bis %(until)s, nicht an diesem Tag.")
            % {"since": since, "until": until}
        )
    if not reply.by_streets:
        detour = f"{town.walking.detour:.1f}".replace(".", ",")
        found.append(_("Fußwege sind geschätzt: Luftlinie mal %(detour)s.") % {"detour": detour})
    if reply.profile == "wheelchair" and not (town.feed.trips.wheelchair == 1).any():
        found.append(_("Ob Fahrzeuge und Halte stufenlos sind, steht nicht im Fahrplan."))
    if vanished:
        found.append(
            _("Seit dem vorigen Fahrplan fehlen Linien: %(lines)s.") % {"lines": ", ".join(vanished)}
        )
    return found
