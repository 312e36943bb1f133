# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum

from soesmart.kernel.words import LocalText
from soesmart.ledger import leaves
from soesmart.ledger.engine import profile
from soesmart.ledger.engine.claim import Position, Terms
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.models import Contract, Grant, Item
from soesmart.ledger.models import Entry as EntryRow
from soesmart.ledger.types import ContractView, GrantView, ItemView

_DIMENSIONS = (
    *("effect", "position", "source", "phase", "project", "project_name", "village", "year"),
    *("eligible", "hidden", "on__year"),
)
_FIELDS = (
    *("effect", "on", "cents", "position", "source", "phase", "project", "project_name", "village", "year"),
    *("eligible", "reason", "voucher", "voucher_hash", "text", "hidden", "forwarded", "corrects", "id"),
    "number",
)


def grants() -> tuple[GrantView, ...]:
    return tuple(view(row) for row in Grant.objects.order_by("-committed_on", "slug"))


def by_slug(slug: str) -> GrantView | None:
    row = Grant.objects.filter(slug=slug).first()
    return view(row) if row else None


def by_id(key: UUID) -> GrantView | None:
    row = Grant.objects.filter(pk=key).first()
    return view(row) if row else None


def named(keys: Collection[UUID]) -> tuple[tuple[str, bool], ...]:
    """(slug, is it an example) of each."""
    return tuple(Grant.objects.filter(pk__in=keys).order_by("slug").values_list("slug", "example"))


def view(row: Grant) -> GrantView:
    terms = Terms(
        rate=row.rate,
        cap=row.cap,
        funder=row.funder,
        positions=tuple(Position(**position) for position in row.positions),
        sources=tuple((one["key"], one["title"]) for one in row.sources),
    )
    return GrantView(
        id=row.id,
        slug=row.slug,
        title=LocalText(row.title),
        summary=LocalText(row.summary) if row.summary else None,
        profile=profile.read(row.rules),
        terms=terms,
        frame=row.frame,
        cap=row.cap,
        committed_on=row.committed_on,
        ends_on=row.ends_on,
        source_kinds={one["key"]: one["kind"] for one in row.sources},
        recipients=tuple(row.recipients),
        gates=row.gates,
        narrative=row.narrative,
        unknown=tuple(row.unknown),
        as_of=row.as_of,
        source=row.source,
        example=row.example,
        state=row.state,
        version=row.version,
    )


def entries(grant: UUID) -> list[Entry]:
    """All entries of a grant in their order."""
    rows = EntryRow.objects.filter(grant=grant).order_by("number").values_list(*_FIELDS)
    return [_entry(row) for row in rows.iterator(2000)]


def _entry(row: Sequence[Any]) -> Entry:
    effect, on, cents, position, source, phase, project, name, village, year, *rest = row
    eligible, reason, voucher, voucher_hash, text, hidden, forwarded, corrects, key, number = rest
    return Entry(
        Effect(effect),
        on,
        cents,
        position,
        source,
        phase,
        str(project) if project else "",
        name,
        village,
        year,
        eligible,
        reason,
        voucher,
        voucher_hash,
        text,
        hidden,
        forwarded,
        str(corrects) if corrects else "",
        str(key),
        number,
    )


def cube(**wanted: Any) -> tuple[tuple[UUID, Entry], ...]:
    """(grant, sums by every dimension as entries): a few dozen rows. `on` is the newest day."""
    rows: QuerySet[EntryRow, Any] = EntryRow.objects.filter(**wanted).order_by()
    found = []
    for row in rows.values("grant", *_DIMENSIONS).annotate(total=Sum("cents"), newest=Max("on")):
        entry = Entry(
            effect=Effect(row["effect"]),
            on=row["newest"],
            cents=row["total"],
            position=row["position"],
            source=row["source"],
            phase=row["phase"],
            project=str(row["project"]) if row["project"] else "",
            project_name=row["project_name"],
            village=row["village"],
            year=row["year"] or row["on__year"],
            eligible=row["eligible"],
            hidden=row["hidden"],
        )
        found.append((row["grant"], entry))
    return tuple(sorted(found, key=lambda pair: (str(pair[0]), str(pair[1]))))


def cells(grant: UUID) -> list[Entry]:
    return [entry for _grant, entry in cube(grant=grant)]


def listed(
    grant: UUID, *, after: int = 0, limit: int = 50, public: bool = True, project: str = ""
) -> tuple[list[Entry], int | None]:
    """(entries after `after`, where the next page begins). Hidden ones are left out for the public."""
    rows = EntryRow.objects.filter(grant=grant, number__gt=after).order_by("number")
    if public:
        rows = rows.filter(hidden=False)
    if project:
        rows = rows.filter(project=project)
    found = [_entry(row) for row in rows.values_list(*_FIELDS)[: limit + 1]]
    return found[:limit], found[limit - 1].number if len(found) > limit else None


def entry(key: UUID) -> tuple[UUID, Entry] | None:
    row = EntryRow.objects.filter(pk=key).values_list("grant", *_FIELDS).first()
    return (row[0], _entry(row[1:])) if row else None


def numbers() -> Mapping[UUID, tuple[int, int]]:
    """Grant → (entries, highest number): equal unless one is missing."""
    rows = EntryRow.objects.values("grant").order_by().annotate(count=Count("id"), last=Max("number"))
    return {row["grant"]: (row["count"], row["last"]) for row in rows}


def contracts(grant: UUID) -> tuple[ContractView, ...]:
    return tuple(
        ContractView(
            row.number, row.title, row.partner, row.procedure, row.cents, row.signed_on, row.project_name
        )
        for row in Contract.objects.filter(grant=grant).order_by("signed_on", "number")
    )


def items(grant: UUID) -> tuple[ItemView, ...]:
    return tuple(
        ItemView(row.number, row.title, row.where, row.bought_on, row.cents, row.bound_until, row.voucher)
        for row in Item.objects.filter(grant=grant).order_by("number")
    )


def current_grants(subjects: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    return {row.slug: leaves.grant_leaf(row) for row in Grant.objects.filter(slug__in=subjects)}


def current_recorded(what: str, subjects: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Of awards ("contracts") or inventory ("items")."""
    model: type[Contract] | type[Item] = Contract if what == "contracts" else Item
    rows = model.objects.filter(pk__in=subjects).select_related("grant")
    return {str(row.pk): leaves.recorded_leaf(row, row.grant.slug) for row in rows}


def current_entries(subjects: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    rows = EntryRow.objects.filter(pk__in=subjects).select_related("grant")
    return {str(row.id): leaves.entry_leaf(row, row.grant.slug)[0] for row in rows}
