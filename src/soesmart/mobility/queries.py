# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse

from soesmart.kernel import clock
from soesmart.kernel.newest import Newest
from soesmart.mobility import models
from soesmart.mobility.engine.address_table import Addresses
from soesmart.mobility.engine.addresses import ENOUGH, AddressBook, keys_of
from soesmart.mobility.engine.footpaths import Walking
from soesmart.mobility.engine.town import Town
from soesmart.mobility.engine.truth import Rule
from soesmart.mobility.stored import load, load_addresses
from soesmart.mobility.types import FeedRow, ProposalRow
from soesmart.places.facade import Entry, Gazetteer, Place, by_slug, likely, local_places

_towns: Newest[Town | None] = Newest()


def artefacts() -> Path:
    return Path(settings.MEDIA_ROOT).parent / "artefacts"


def active() -> FeedRow | None:
    row = models.FeedVersion.objects.filter(state="active").first()
    return to_row(row) if row else None


def feeds() -> tuple[FeedRow, ...]:
    return tuple(to_row(row) for row in models.FeedVersion.objects.order_by("-imported_at")[:50])


def feed(key: UUID) -> FeedRow | None:
    row = models.FeedVersion.objects.filter(pk=key).first()
    return to_row(row) if row else None


def to_row(row: models.FeedVersion) -> FeedRow:
    return FeedRow(
        row.id, row.name, row.state, row.example, row.since, row.until, row.streets, row.summary,
        tuple(row.problems), row.imported_at, row.decided_at,
    )  # fmt: skip


def rules() -> tuple[models.TruthRule, ...]:
    return tuple(models.TruthRule.objects.filter(ended_at=None).order_by("changed_at"))


def gone_from(rule: models.TruthRule) -> tuple[str, ...]:
    """Lines, trips and the stop of a correction that the serving timetable lacks: it corrects nothing."""
    asked = town()
    if asked is None:
        return ()
    feed = asked.feed
    lines = (line for line in rule.lines if line not in feed.routes.names)
    trips = (trip for trip in rule.trips if trip not in feed.trips.ids)
    return (*lines, *trips, *([rule.stop] if rule.stop and rule.stop not in feed.stops.ids else []))


def to_rule(row: models.TruthRule) -> Rule:
    return Rule(
        row.kind,  # type: ignore[arg-type]
        tuple(row.lines), tuple(row.trips), row.phone, row.minutes_before, row.until, row.zones, row.note,
        row.since, row.last, row.stop, row.lat, row.lon,
    )  # fmt: skip


def walking() -> Walking:
    return Walking(
        kmh=settings.SOESMART["mobility.walk_metres_per_hour"] / 1000,
        detour=settings.SOESMART["mobility.detour_percent"] / 100,
        most_minutes=settings.SOESMART["mobility.change_walk_minutes"],
        change_minutes=settings.SOESMART["mobility.change_minutes"],
    )


def town() -> Town | None:
    """The active timetable ready to be asked; None where the town has none. An example serves only a town
    that is one."""
    totals = models.TruthRule.objects.filter(ended_at=None).aggregate(n=Count("id"), last=Max("changed_at"))
    serving = models.FeedVersion.objects.filter(state="active")
    if not settings.SOESMART["town.example"]:
        serving = serving.filter(example=False)
    key = serving.values_list("artefact", flat=True).first()
    return _towns.of((key, totals["n"], totals["last"], walking()), lambda: _read(key))


def _read(key: str | None) -> Town | None:
    if key is None or not (artefacts() / key).is_dir():
        return None
    return town_from(artefacts() / key, tuple(to_rule(row) for row in rules()), walking())


def town_from(place: Path, truth: Sequence[Rule], feet: Walking) -> Town:
    loaded, streets = load(place)
    farthest = settings.SOESMART["mobility.access_walk_minutes"]
    return Town(loaded, streets, feet, truth, farthest, _book(load_addresses(place)))


def _book(table: Addresses | None) -> AddressBook | None:
    """Misspelt streets are found as misspelt places are."""
    if table is None:
        return None
    names = Gazetteer(Entry(key, (key,)) for key in keys_of(table))
    return AddressBook(table, lambda folded: likely(names, folded, least=ENOUGH))


def walked(asked: Town, feet: Walking) -> Town:
    """The same town for who walks otherwise."""
    return Town(asked.feed, asked.streets, feet, asked.rules, asked.farthest, asked.addresses)


def villages() -> tuple[Place, ...]:
    """Where people live: villages and quarters with a known place."""
    return tuple(p for p in local_places() if p.kind in {"village", "quarter"} and p.lat is not None)


def centre() -> Place | None:
    """Where the evening ends: the setting, else the first quarter, else the town."""
    wanted = settings.SOESMART["mobility.centre"]
    known = [place for place in local_places() if place.lat is not None]
    if wanted and (found := by_slug(wanted)) and found.lat is not None:
        return found
    order = {"quarter": 0, "town": 1}
    best = sorted((place for place in known if place.kind in order), key=lambda place: order[place.kind])
    return next((place for place in best if place.slug == "altstadt"), None) or (best[0] if best else None)


def local_now() -> datetime:
    return clock.now().astimezone(_zone()).replace(tzinfo=None, second=0, microsecond=0)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.SOESMART["town.time_zone"])


def reference_day(asked: Town, wanted: date | None = None) -> date:
    """The wanted day if the timetable covers it, else the same weekday of its best week."""
    wanted = wanted or local_now().date()
    if asked.runs_on(wanted):
        return wanted
    monday = asked.feed.best_week() or wanted - timedelta(days=wanted.weekday())
    return monday + timedelta(days=wanted.weekday())


def vanished() -> tuple[str, ...]:
    """Lines of the timetable before that the active one no longer has."""
    row = models.FeedVersion.objects.filter(state="active").first()
    return tuple(row.summary.get("vanished", ())) if row else ()


def proposals(after: UUID | None = None, count: int = 50) -> tuple[tuple[ProposalRow, ...], UUID | None]:
    """The newest first, and where the next page begins: ids grow with time."""
    rows = models.Proposal.objects.order_by("-id")
    found = list((rows.filter(id__lt=after) if after else rows)[: count + 1])
    following = found[count - 1].id if len(found) > count else None
    return tuple(to_proposal(row) for row in found[:count]), following


def proposal(key: UUID) -> ProposalRow | None:
    row = models.Proposal.objects.filter(pk=key).first()
    return to_proposal(row) if row else None


def to_proposal(row: models.Proposal) -> ProposalRow:
    return ProposalRow(
        row.id, row.title, row.text, row.origin, row.monday, row.cost_cents, row.figures, row.example,
        row.question, row.made_at, reverse("mobility:proposal", args=[row.id]),
    )  # fmt: skip


def grid() -> list[tuple[float, float, int]]:
    return list(models.PopulationCell.objects.values_list("lat", "lon", "people"))


def current_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, dict[str, Any]]:
    from soesmart.mobility.leaves import leaf_of_feed, leaf_of_proposal, leaf_of_rule

    if kind == "feed":
        return {str(row.id): leaf_of_feed(row) for row in models.FeedVersion.objects.filter(pk__in=subjects)}
    if kind == "rule":
        return {str(row.id): leaf_of_rule(row) for row in models.TruthRule.objects.filter(pk__in=subjects)}
    return {str(row.id): leaf_of_proposal(row) for row in models.Proposal.objects.filter(pk__in=subjects)}
