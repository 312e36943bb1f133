# SPDX-License-Identifier: EUPL-1.2
"""From entered rows to a changed timetable: added rides, new stops, moved stops."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from soesmart.kernel.folding import fold
from soesmart.mobility.engine.extras import MOST_RIDES, Added, Extra, Mistake, read_extras
from soesmart.mobility.engine.feed import Feed, Stops
from soesmart.mobility.engine.town import Town
from soesmart.mobility.engine.truth import Rule
from soesmart.mobility.types import Refused

MOVE = ("verlegt", "move")
MOST_PAIRS = 20_000


@dataclass(frozen=True, slots=True)
class Plan:
    extras: tuple[Extra, ...]
    added: tuple[Added, ...]
    moves: tuple[Rule, ...]

    def changed(self, town: Town) -> Town:
        """The town with the new and the moved stops; its rides stay as they are."""
        if not self.added and not self.moves:
            return town
        feed = _with_stops(town.feed, self.added)
        return Town(feed, town.streets, town.walking, (*town.rules, *self.moves), town.farthest)


def plan_of(town: Town, text: str) -> Plan:
    """Rows of `extras`, and "verlegt;stop;lon;lat" for a moved stop. Raises Refused with every false row."""
    moves, rest = _moves(text, town)
    entered = read_extras(rest, stops_by_name(town), len(town.feed.stops))
    if entered.wrong:
        line = _("Zeile")
        raise Refused(" ".join(f"{line} {one.line}: {_told(one)}" for one in entered.wrong))
    if not entered.extras and not moves:
        raise Refused(_("Keine Fahrt und kein verlegter Halt eingetragen."))
    return Plan(entered.extras, entered.added, moves)


def _told(one: Mistake) -> str:
    texts = {
        "needs": _("Eine Fahrt braucht Linie; Tage; mindestens zwei Halte mit Uhrzeit."),
        "backwards": _("Die Zeiten laufen rückwärts. Nach Mitternacht zählen Stunden weiter: 24:30."),
        "unknown": _("„%(what)s“ steht nicht im Fahrplan."),
        "clock": _("„%(what)s“: keine Uhrzeit (hh:mm)."),
        "minutes": _("„%(what)s“: Es fehlt „+Minuten“ ab dem ersten Halt."),
        "dense": _("Das sind zu viele Fahrten: höchstens %(n)d am Tag."),
    }
    return texts[one.kind] % {"what": one.what, "n": MOST_RIDES}


def stops_by_name(town: Town) -> dict[str, int]:
    """Folded name → stop, of those where something calls and whose place is known."""
    stops = town.feed.stops
    used = np.unique(town.feed.times.stop)
    known = used[~np.isnan(stops.lat[used])].tolist()
    return {fold(stops.names[at]): at for at in known}


def map_of(town: Town) -> dict[str, Any]:
    """Stops as [name, lat, lon]; pairs of them between which something runs."""
    stops, known = town.feed.stops, stops_by_name(town)
    number = np.full(len(stops), -1)
    shown = {name: place for place, name in enumerate(known)}
    for at in np.unique(town.feed.times.stop).tolist():
        number[at] = shown.get(fold(stops.names[at]), -1)
    times = town.feed.times
    hop = np.ones(max(len(times.stop) - 1, 0), np.bool_)
    ends = times.pointer[1:-1] - 1
    hop[ends[(ends >= 0) & (ends < len(hop))]] = False
    pairs = np.sort(np.column_stack([number[times.stop[:-1]], number[times.stop[1:]]])[hop], axis=1)
    pairs = np.unique(pairs[(pairs[:, 0] >= 0) & (pairs[:, 0] != pairs[:, 1])], axis=0)
    return {
        "stops": [[stops.names[at], float(stops.lat[at]), float(stops.lon[at])] for at in known.values()],
        "lines": pairs[:MOST_PAIRS].tolist(),
    }


def _moves(text: str, town: Town) -> tuple[tuple[Rule, ...], str]:
    """Moved stops, and the rows that are left (their lines keep their numbers)."""
    known = stops_by_name(town)
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


def _with_stops(feed: Feed, added: tuple[Added, ...]) -> Feed:
    """The feed with new stops after its own."""
    old, count = feed.stops, len(added)
    stops = Stops(
        ids=(*old.ids, *(f"neu-{at}" for at in range(1, count + 1))),
        names=(*old.names, *(one.name for one in added)),
        lat=np.append(old.lat, [one.lat for one in added]),
        lon=np.append(old.lon, [one.lon for one in added]),
        wheelchair=np.append(old.wheelchair, np.zeros(count, np.int8)),
        parent=np.append(old.parent, np.full(count, -1, np.int32)),
    )
    return replace(feed, stops=stops)
