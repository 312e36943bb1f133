# SPDX-License-Identifier: EUPL-1.2
"""A project is one document (`engine/document.py`); what lists filter by is repeated."""

from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7
from soesmart.projects.types import Phase, Situation, SponsorKind, Status


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
