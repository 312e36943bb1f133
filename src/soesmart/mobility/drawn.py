# SPDX-License-Identifier: EUPL-1.2
"""The rows of a drawn line: its stops in order, their times, and the stops that move.

Drawing on the map fills these rows; without JavaScript people type them. Only what stands here counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from soesmart.kernel.folding import fold
from soesmart.mobility.engine.extras import placed
from soesmart.mobility.engine.sketch import Place, clock, proposed, row, way_back
from soesmart.mobility.engine.town import Town
from soesmart.mobility.entering import stops_by_name

LEAST_ROWS, MOST_ROWS = 4, 100
LONGEST = 999
"""Minutes between two stops."""


@dataclass(slots=True)
class StopRow:
    stop: str = ""
    minutes: str = ""
    """From the stop before; empty: as proposed."""
    proposed: int | None = None
    error: str = ""

    @property
    def given(self) -> int | None:
        return int(self.minutes) if self.minutes else None


@dataclass(slots=True)
class MoveRow:
    stop: str = ""
    place: str = ""
    error: str = ""


@dataclass(slots=True)
class Drawn:
    halts: list[StopRow] = field(default_factory=list)
    moves: list[MoveRow] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        return [
            *filter(None, (one.error for one in self.halts)),
            *filter(None, (one.error for one in self.moves)),
        ]

    @property
    def stops(self) -> list[StopRow]:
        return [one for one in self.halts if one.stop]

    def raw(self) -> dict[str, list[tuple[str, str]]]:
        return {
            "halts": [(one.stop, one.minutes) for one in self.stops],
            "moves": [(one.stop, one.place) for one in self.moves if one.stop or one.place],
        }


def from_raw(given: Mapping[str, Any]) -> Drawn:
    """As kept with an earlier what-if."""
    return Drawn(
        [StopRow(stop, minutes) for stop, minutes in given.get("halts", ())],
        [MoveRow(stop, place) for stop, place in given.get("moves", ())],
    )


def from_post(data: QueryDict) -> Drawn:
    return Drawn(
        [StopRow(*pair) for pair in _pairs(data, "halt", "fahrzeit")],
        [MoveRow(*pair) for pair in _pairs(data, "verlegt", "wohin")],
    )


def _pairs(data: QueryDict, one: str, other: str) -> list[tuple[str, str]]:
    first, second = ([text.strip()[:200] for text in data.getlist(name)[:MOST_ROWS]] for name in (one, other))
    return list(zip(first, second + [""] * len(first), strict=False))


def change(drawn: Drawn, order: str) -> None:
    """What a button of the list asks for: "mehr", "leer", "hoch-2", "weg-2", "mehr-verlegt"; rows from 1.

    A time belongs to the way between two stops: it goes when one of them changes.
    """
    word, _dash, tail = order.partition("-")
    at = int(tail) - 1 if tail.isdecimal() and len(tail) < 4 else -1
    if order == "mehr-verlegt":
        drawn.moves.append(MoveRow())
    elif word == "leer":
        drawn.halts.clear()
        drawn.moves.clear()
    elif word == "weg" and 0 <= at < len(drawn.halts):
        del drawn.halts[at]
        _forget(drawn.halts[at : at + 1])
    elif word == "hoch" and 0 < at < len(drawn.halts):
        drawn.halts[at - 1], drawn.halts[at] = drawn.halts[at], drawn.halts[at - 1]
        _forget(drawn.halts[at - 1 : at + 2])
    elif word == "mehr":
        drawn.halts += [StopRow(), StopRow()]


def _forget(rows: Sequence[StopRow]) -> None:
    for one in rows:
        one.minutes = ""


def filled(drawn: Drawn) -> Drawn:
    """With empty rows to go on writing."""
    short = max(LEAST_ROWS - len(drawn.halts), 0)
    free = any(not one.stop for one in drawn.halts)
    drawn.halts += [StopRow() for _row in range(short or (0 if free else 1))]
    if not drawn.moves:
        drawn.moves.append(MoveRow())
    return drawn


def propose(drawn: Drawn, town: Town, kmh: float) -> None:
    """The times to be had from the way, where both ends are known."""
    stops = drawn.stops
    places = _places(drawn, town)
    for one, here, before in zip(stops, places, [None, *places], strict=False):
        one.proposed = proposed(before, here, kmh, detour()) if before and here else None


def back_from(drawn: Drawn, first: str) -> str:
    """When the way back would begin; "" where that cannot be told yet."""
    rows = drawn.stops[1:]
    ways = [int(one.minutes) if one.minutes.isdecimal() else one.proposed for one in rows]
    known = [way for way in ways if way is not None]
    if not first or not rows or len(known) < len(rows):
        return ""
    leave = way_back((first, "", None), known)[0][0]
    hours, minutes = leave.split(":")
    return clock(int(hours) % 24 * 60 + int(minutes))


def check(drawn: Drawn, town: Town) -> None:
    """Write errors at the rows."""
    known = stops_by_name(town)
    for move in drawn.moves:
        move.error = _wrong_move(move, known)
    for one, here in zip(drawn.stops, _places(drawn, town), strict=True):
        if here is None:
            one.error = _unknown(one.stop, known, town)
        elif one.minutes and not (one.minutes.isdecimal() and int(one.minutes) <= LONGEST):
            one.error = _("„%(text)s“ ist keine Zahl von Minuten.") % {"text": one.minutes}
    if len(drawn.stops) == 1 and not drawn.stops[0].error:
        drawn.stops[0].error = _("Eine Linie braucht mindestens zwei Halte.")


def _places(drawn: Drawn, town: Town) -> list[Place | None]:
    """Where the stops of the line lie, moved ones at their new place."""
    known = stops_by_name(town)
    moved = {
        fold(move.stop): (target.lat, target.lon) for move in drawn.moves if (target := placed(move.place))
    }
    return [moved.get(fold(one.stop)) or _place(one.stop, known, town) for one in drawn.stops]


def rows_of(drawn: Drawn, town: Town, form: Mapping[str, Any]) -> str:
    """The checked rows as text for `entering.plan_of`."""
    rows = []
    for move in drawn.moves:
        target = placed(move.place)
        if move.stop and target:
            rows.append(f"verlegt;{move.stop};{target.lon};{target.lat}")
    if drawn.stops:
        known = stops_by_name(town)
        names = [_written(one.stop, known, town) for one in drawn.stops]
        ways = [one.given if one.given is not None else one.proposed or 0 for one in drawn.stops[1:]]
        span = form["first"], form["last"], form["every"]
        rows.append(row(form["line"], form["days"], span, names, ways))
        if form["back"]:
            home, home_ways = way_back(span, ways, form["back_first"])
            rows.append(row(form["line"], form["days"], home, names[::-1], home_ways))
    return "\n".join(rows)


def detour() -> float:
    percent: float = settings.SOESMART["mobility.bus_detour_percent"]
    return percent / 100


def _place(text: str, known: Mapping[str, int], town: Town) -> Place | None:
    at = known.get(fold(text))
    if at is not None:
        return float(town.feed.stops.lat[at]), float(town.feed.stops.lon[at])
    new = placed(text)
    return (new.lat, new.lon) if new else None


def _written(text: str, known: Mapping[str, int], town: Town) -> str:
    """The stop as the timetable spells it, a new one with its place."""
    at, new = known.get(fold(text)), placed(text)
    if at is not None or new is None:
        return town.feed.stops.names[known[fold(text)]]
    return f"{new.name} ({new.lon:.5f}, {new.lat:.5f})"


def _wrong_move(move: MoveRow, known: Mapping[str, int]) -> str:
    if not move.stop and not move.place:
        return ""
    if fold(move.stop) not in known:
        return _("Welche Haltestelle des Fahrplans soll verlegt werden?")
    return (
        "" if placed(move.place) else _("Wohin? Nötig sind Länge und Breite, zum Beispiel 8.10500, 51.57100.")
    )


def _unknown(text: str, known: Mapping[str, int], town: Town) -> str:
    from rapidfuzz import fuzz, process

    hits = process.extract(fold(text), list(known), scorer=fuzz.token_sort_ratio, score_cutoff=60, limit=3)
    error = _("„%(what)s“ steht nicht im Fahrplan.") % {"what": text}
    if not hits:
        return error
    names = _(" oder ").join(f"„{town.feed.stops.names[known[hit[0]]]}“" for hit in hits)
    return error + " " + _("Meinten Sie %(names)s?") % {"names": names}
