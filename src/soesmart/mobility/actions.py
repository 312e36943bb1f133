# SPDX-License-Identifier: EUPL-1.2
"""Taking in timetables, deciding about them, correcting them, keeping proposals."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.mobility import queries
from soesmart.mobility.engine.address_table import Addresses
from soesmart.mobility.engine.feed import Feed, read_feed
from soesmart.mobility.engine.streets import PROFILES, Graph, graph
from soesmart.mobility.leaves import leaf_of_feed, leaf_of_proposal, leaf_of_rule
from soesmart.mobility.models import FeedVersion, PopulationCell, Proposal, TruthRule
from soesmart.mobility.sources.address_list import read_list
from soesmart.mobility.sources.osm import Extract, read_extract
from soesmart.mobility.stored import digest, feed_files, save
from soesmart.mobility.types import FeedRow, Refused

Watch = Callable[[str, int, int], None]


def take_in(
    path: Path,
    streets: Path | None = None,
    *,
    addresses: Path | None = None,
    name: str = "",
    example: bool = False,
    watch: Watch | None = None,
) -> FeedRow:
    """Read a feed into an artefact. The first one serves at once; later ones wait until accepted.

    `addresses`: the town's own list, instead of those on the extract.
    """
    tell = watch or (lambda stage, done, total: None)
    tell("Fahrplan lesen", 0, 4)
    feed = read_feed(feed_files(path))
    if not len(feed.times.stop) and not feed.flex:
        first = "; ".join(str(problem) for problem in feed.problems[:5])
        raise Refused(_("Die Datei enthält keine brauchbare Fahrt. %(why)s") % {"why": first})
    tell("Straßen lesen", 1, 4)
    extract = read_extract(streets) if streets else None
    tell("Speichern", 2, 4)
    known = (read_list(addresses) if addresses else None) or (extract.addresses if extract else None)
    key = digest(path, *(file for file in (streets, addresses) if file))
    save(queries.artefacts(), key, feed, _graphs(extract), known)
    tell("Eintragen", 3, 4)
    row = _enter(name or path.name, key, feed, streets.name if streets else "", example, known)
    tell("Fertig", 4, 4)
    return queries.to_row(row)


def _graphs(extract: Extract | None) -> dict[str, Graph]:
    if extract is None:
        return {}
    return {profile: graph(extract.segments, profile) for profile in PROFILES}


@transaction.atomic
def _enter(
    name: str, key: str, feed: Feed, streets: str, example: bool, known: Addresses | None
) -> FeedVersion:
    serving = FeedVersion.objects.select_for_update().filter(state="active").first()
    lines = sorted(set(feed.routes.names))
    gone = sorted(set(serving.summary.get("lines", ())) - set(lines)) if serving else []
    summary = {
        "stops": len(feed.stops),
        "trips": len(feed.trips.ids),
        "on_demand": len(feed.flex),
        "phone": int(feed.trips.phone.sum()),
        "lines": lines,
        "vanished": gone,
        "version": feed.version,
        "zone": feed.zone,
        "named_streets": len(known.streets) if known else 0,
        "addresses": len(known.labels) if known else 0,
    }
    row = FeedVersion.objects.create(
        name=name[:200],
        artefact=key,
        state="waiting" if serving else "active",
        example=example,
        since=feed.since,
        until=feed.until,
        streets=streets[:200],
        summary=summary,
        problems=[str(problem) for problem in feed.problems],
        decided_at=None if serving else clock.now(),
    )
    stage("mobility.feed", str(row.id), 1, leaf_of_feed(row))
    return row


@transaction.atomic
def accept(actor: Actor, key: UUID) -> None:
    """From now on this timetable answers."""
    require(actor, "mobility.feed")
    row = FeedVersion.objects.select_for_update().filter(pk=key).exclude(state="active").first()
    if row is None:
        raise Refused(_("Diesen Fahrplan gibt es nicht, oder er gilt schon."))
    serve(key)


@transaction.atomic
def serve(key: UUID) -> None:
    """As `accept`, for who runs the command line: that is the town itself."""
    for old in FeedVersion.objects.select_for_update().filter(state="active"):
        _move(old, "retired")
    _move(FeedVersion.objects.select_for_update().get(pk=key), "active")


@transaction.atomic
def reject(actor: Actor, key: UUID) -> None:
    require(actor, "mobility.feed")
    row = FeedVersion.objects.select_for_update().filter(pk=key, state="waiting").first()
    if row is None:
        raise Refused(_("Dieser Fahrplan wartet nicht mehr auf eine Entscheidung."))
    _move(row, "rejected")


_VERSIONS = {"active": 2, "retired": 3, "rejected": 2}


def _move(row: FeedVersion, state: str) -> None:
    row.state, row.decided_at = state, clock.now()
    row.save(update_fields=["state", "decided_at"])
    stage("mobility.feed", str(row.id), _VERSIONS[state], leaf_of_feed(row))


@transaction.atomic
def add_rule(actor: Actor, values: Mapping[str, Any]) -> UUID:
    require(actor, "mobility.truth")
    row = TruthRule.objects.create(**values)
    stage("mobility.rule", str(row.id), 1, leaf_of_rule(row))
    return row.id


@transaction.atomic
def end_rule(actor: Actor, key: UUID) -> None:
    require(actor, "mobility.truth")
    row = TruthRule.objects.select_for_update().filter(pk=key, ended_at=None).first()
    if row is not None:
        row.version += 1
        row.ended_at = row.changed_at = clock.now()
        row.save(update_fields=["version", "ended_at", "changed_at"])
        stage("mobility.rule", str(row.id), row.version, leaf_of_rule(row))


@transaction.atomic
def keep(title: str, text: str, figures: Mapping[str, Any]) -> UUID:
    """Keep a what-if with what it was computed from. Who calls has asked for the permission."""
    serving = FeedVersion.objects.filter(state="active").first()
    if serving is None:
        raise Refused(_("Ohne Fahrplan gibt es nichts zu vergleichen."))
    row = Proposal.objects.create(
        title=title[:120], text=text[:40_000], origin=figures["from"][:120],
        monday=date.fromisoformat(figures["monday"]), feed=serving,
        cost_cents=figures["cost_year_euros"] * 100, figures=dict(figures), example=serving.example,
    )  # fmt: skip
    stage("mobility.proposal", str(row.id), 1, leaf_of_proposal(row))
    return row.id


@transaction.atomic
def fill_grid(cells: Sequence[tuple[float, float, int]], source: str) -> int:
    """Replace the population grid."""
    PopulationCell.objects.all().delete()
    rows = [
        PopulationCell(lat=lat, lon=lon, people=people, source=source[:200]) for lat, lon, people in cells
    ]
    PopulationCell.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
