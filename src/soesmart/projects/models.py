# SPDX-License-Identifier: EUPL-1.2
"""A project is one document (`engine/document.py`); what lists filter by is repeated."""

from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7
from soesmart.projects.types import ApplicationState, Phase, Situation, SponsorKind, Status


def _choices(values: type[Status | Phase | Situation | SponsorKind]) -> list[tuple[str, str]]:
    return [(value.value, value.name) for value in values]


class Project(models.Model):
    public_id = models.UUIDField(unique=True, default=uuid7)
    slug = models.SlugField(max_length=80, unique=True)
    version = models.PositiveIntegerField(default=1)
    published = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=_choices(Status))
    status_since = models.DateTimeField(default=clock.now)
    phase = models.CharField(max_length=16, choices=_choices(Phase), default=Phase.UNKNOWN)
    field = models.CharField(max_length=80, blank=True, db_index=True)
    sponsor = models.CharField(max_length=12, choices=_choices(SponsorKind), default=SponsorKind.TOWN)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    light = models.CharField(max_length=8, default="grey")
    """As of the last change or the last night; pages work it out anew."""
    gap = models.BooleanField(default=True)
    """Something is missing about the time after the grant."""
    sort = models.CharField(max_length=160)
    folded = models.TextField(blank=True)
    document = models.JSONField()
    origin = models.JSONField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = (
            models.Index(fields=("published", "sort", "id"), name="projects_listed"),
            models.Index(fields=("published", "status"), name="projects_by_status"),
        )

    def __str__(self) -> str:
        return self.slug


class Village(models.Model):
    """A place a project is for; a project without one is for the whole town."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="places", db_index=False)
    place = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "place"), name="projects_place_once"),)


class BenefitRow(models.Model):
    """One benefit of the document, to be found by place and situation."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="benefits")
    place = models.CharField(max_length=80, blank=True)
    situation = models.CharField(max_length=12, choices=_choices(Situation))
    position = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=("situation", "place"), name="projects_benefits"),)


class Step(models.Model):
    """A change of status or phase; nothing changes or deletes one."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=clock.now)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    phase = models.CharField(max_length=16)
    reason = models.JSONField(null=True)


class Yardstick(models.Model):
    """A value of the alliance, a line of the Charta, or a duty of the programme: the town's data."""

    slug = models.SlugField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in ("value", "charta", "duty")])
    title = models.JSONField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("kind", "position", "slug")

    def __str__(self) -> str:
        return self.slug


class Call(models.Model):
    """The town looks for projects that anyone in town may carry out."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    slug = models.SlugField(max_length=80, unique=True)
    version = models.PositiveIntegerField(default=1)
    title = models.JSONField()
    text = models.JSONField()
    most_cents = models.PositiveBigIntegerField(null=True)
    """At most for one project; None: not said."""
    until = models.DateField(null=True)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    example = models.BooleanField(default=False)


class Application(models.Model):
    """What somebody wants to do, in their words: only the town reads it; the project made of it is public."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    version = models.PositiveIntegerField(default=1)
    call = models.ForeignKey(Call, models.PROTECT, null=True, related_name="applications")
    participant = models.UUIDField(null=True, db_index=True)
    title = models.CharField(max_length=140)
    problem = models.TextField(blank=True)
    whom = models.TextField(blank=True)
    without_digital = models.TextField(blank=True)
    why_not = models.TextField(blank=True)
    technology = models.TextField(blank=True)
    cost = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120, blank=True)
    """Shown as the sponsor's name; empty: no name wished."""
    state = models.CharField(
        max_length=12, choices=[(s.value, s.name) for s in ApplicationState], default=ApplicationState.NEW
    )
    reason = models.TextField(blank=True)
    """Why the town said no, or what was agreed."""
    agreed_on = models.DateField(null=True)
    agreed_cents = models.PositiveBigIntegerField(null=True)
    project = models.ForeignKey(Project, models.SET_NULL, null=True, related_name="applications")
    at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    form_token = models.UUIDField(null=True, unique=True)


class Report(models.Model):
    """Three short answers of a sponsor; public with the project, without a name."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    project = models.ForeignKey(Project, models.CASCADE, related_name="reports")
    participant = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField(default=clock.now)
    done = models.TextField(blank=True)
    next = models.TextField(blank=True)
    spent_cents = models.PositiveBigIntegerField(null=True)
    form_token = models.UUIDField(null=True, unique=True)
