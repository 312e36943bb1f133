# SPDX-License-Identifier: EUPL-1.2
"""Lists of projects, narrowed and paged, and single ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from soesmart.kernel import faces
from soesmart.kernel.folding import fold, words
from soesmart.kernel.room import Face, Json, Node, NodeText
from soesmart.projects import types as t
from soesmart.projects.models import Application, Project, Report, Village, Yardstick
from soesmart.projects.queries import reading
from soesmart.projects.words import STATUS

_REPORTING = frozenset({t.SponsorKind.RESIDENT, t.SponsorKind.ASSOCIATION, t.SponsorKind.COMPANY})
"""Only whoever has an agreement with the town reports."""


def projects(filters: t.Filters | None = None, cursor: str = "", limit: int = 30) -> t.Page:
    """Public projects in the order of the house: under way first, then by title."""
    found = narrowed(filters or t.Filters())
    if cursor:
        sort, _bar, pk = cursor.rpartition("|")
        if pk.isdigit() and len(pk) < 16:
            found = found.filter(Q(sort__gt=sort) | Q(sort=sort, pk__gt=int(pk)))
    rows = list(found.order_by("sort", "pk")[: limit + 1])
    more = rows[limit - 1] if len(rows) > limit else None
    at = reading.today()
    listed = tuple(reading.to_row(row, at) for row in rows[:limit])
    return t.Page(listed, f"{more.sort}|{more.pk}" if more else "")


def narrowed(filters: t.Filters) -> QuerySet[Project]:
    found = Project.objects.filter(published=True)
    for name in ("status", "phase", "field", "light", "sponsor"):
        if value := getattr(filters, name):
            found = found.filter(**{name: str(value)})
    if filters.gap:
        found = found.filter(gap=True)
    if filters.place == t.WHOLE_TOWN:
        found = found.filter(places=None)
    elif filters.place:
        # Neither a join nor a count: a project names a place once.
        found = found.filter(places__place=filters.place)
    for word in words(fold(filters.text[:200]))[:8]:
        found = found.filter(folded__contains=word)
    return found


def project(key: UUID) -> t.ProjectView | None:
    """A public project; None when there is none."""
    return _view(Project.objects.filter(public_id=key, published=True))


def by_slug(slug: str) -> t.ProjectView | None:
    return _view(Project.objects.filter(slug=slug[:80], published=True))


def any_by_slug(slug: str) -> t.ProjectView | None:
    """For the team: unpublished ones too."""
    return _view(Project.objects.filter(slug=slug[:80]))


def drafts() -> tuple[t.ProjectRow, ...]:
    """What only the team sees."""
    at = reading.today()
    rows = Project.objects.filter(published=False).order_by("-changed_at", "-pk")[:100]
    return tuple(reading.to_row(row, at) for row in rows)


def _view(found: QuerySet[Project]) -> t.ProjectView | None:
    wished = Application.objects.filter(project=OuterRef("pk"), state=t.ApplicationState.ACCEPTED)
    named = Subquery(wished.exclude(name="").values("name")[:1])
    row = found.select_related("merged_into").annotate(sponsor_name=named).first()
    if row is None:
        return None
    return reading.to_view(row, _beside(row), reading.today())


def _beside(row: Project) -> reading.Beside:
    """Steps, reports and the town's yardsticks, from one query."""
    reports = row.reports.all() if row.sponsor in _REPORTING else Report.objects.none()
    found: dict[str, list[Json]] = {"step": [], "report": [], "yardstick": []}
    together = faces.together(
        ("step", faces.told(row.steps.all(), **reading.STEP)),
        ("report", faces.told(reports, **reading.REPORT)),
        ("yardstick", faces.told(Yardstick.objects.all(), **reading.YARDSTICK)),
    )
    for name, key, said in together:
        found[name].append({**said, "pk": key})
    return reading.beside(found["step"], found["report"], found["yardstick"])


def rows_by_id(keys: Sequence[UUID]) -> Mapping[UUID, t.ProjectRow]:
    at = reading.today()
    rows = Project.objects.filter(public_id__in=list(keys), published=True)
    return {row.public_id: reading.to_row(row, at) for row in rows}


def known(keys: Sequence[UUID]) -> frozenset[UUID]:
    """Which are stored at all, drafts too."""
    return frozenset(Project.objects.filter(public_id__in=list(keys)).values_list("public_id", flat=True))


def find(name: str) -> UUID | None:
    return Project.objects.filter(slug=name[:80]).values_list("public_id", flat=True).first()


def texts(keys: Sequence[UUID]) -> Mapping[UUID, NodeText]:
    """What public projects say, for suggesting links."""
    rows = Project.objects.filter(public_id__in=list(keys), published=True)
    return {row.public_id: _node_text(row) for row in rows}


def _node_text(row: Project) -> NodeText:
    said = [row.document["title"]["de"], row.document["summary"]["de"]]
    said += [text["de"] for text in row.document.get("gate", {}).values()]
    return NodeText(" ".join(said), tuple(row.document.get("villages", ())))


def candidates(wanted: NodeText) -> Sequence[UUID]:
    """Public projects that share a longer word with the text, or a place."""
    long_words = [word for word in dict.fromkeys(words(fold(wanted.text[:2000]))) if len(word) >= 5][:20]
    meant = Q(places__place__in=wanted.places) if wanted.places else Q(pk__in=[])
    for word in long_words:
        meant |= Q(folded__contains=word[:6])
    found = Project.objects.filter(meant, published=True).order_by("sort", "pk")
    return tuple(dict.fromkeys(found.values_list("public_id", flat=True)[:400]))[:200]


def describe(keys: Sequence[UUID]) -> Mapping[UUID, Node]:
    """Public projects as stops of the thread."""
    return FACE.read(keys)


def _select(keys: Sequence[UUID]) -> Any:
    rows = Project.objects.filter(public_id__in=list(keys), published=True)
    columns = {"title": "document__title", "slug": "slug", "status": "status", "starts": "starts"}
    return faces.told(rows, "public_id", **columns)


def _node(key: UUID, said: Json) -> Node:
    return Node(
        "projects.project",
        key,
        reading.text(faces.said_in(said["title"])),
        reverse("projects:project", args=[said["slug"]]),
        str(STATUS[t.Status(said["status"])]),
        faces.day(said["starts"]),
        moved_on=said["status"] == t.Status.MERGED,
    )


FACE = Face(_select, _node)


@dataclass(frozen=True, slots=True)
class Used:
    """Values that public projects have: filters offer nothing else."""

    statuses: frozenset[str]
    lights: frozenset[str]
    phases: frozenset[str]
    sponsors: frozenset[str]
    fields: frozenset[str]
    places: frozenset[str]
    gaps: bool


def used() -> Used:
    columns = ("status", "light", "phase", "sponsor", "field", "gap")
    rows = Project.objects.filter(published=True).order_by().values_list(*columns).distinct()
    statuses, lights, phases, sponsors, fields, gaps = zip(*rows, strict=True) if rows else ((),) * 6
    named = Village.objects.filter(project__published=True).values_list("place", flat=True)
    return Used(
        statuses=frozenset(statuses),
        lights=frozenset(lights),
        phases=frozenset(phases),
        sponsors=frozenset(sponsors),
        fields=frozenset(fields) - {""},
        places=frozenset(named.distinct()),
        gaps=any(gaps),
    )
