# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7


class FeedVersion(models.Model):
    """One import of a timetable. Only one is active: the old one serves until the new one is accepted."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ACTIVE = "active"
        RETIRED = "retired"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    artefact = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    example = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    streets = models.CharField(max_length=200, blank=True)
    summary = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    imported_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="active"), name="mobility_one_active_feed"
            ),
        )

    def __str__(self) -> str:
        return self.name


class TruthRule(models.Model):
    """What the town knows better than the feed; `engine.truth.Rule` says what the fields mean."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10)
    lines = models.JSONField(default=list)
    trips = models.JSONField(default=list)
    phone = models.CharField(max_length=60, blank=True)
    minutes_before = models.PositiveSmallIntegerField(null=True)
    until = models.CharField(max_length=5, blank=True)
    zones = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True)
    last = models.DateField(null=True)
    stop = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {', '.join(self.lines) or self.stop}"


class Proposal(models.Model):
    """A what-if with its figures, kept as it was computed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=40_000)
    """The added rides and moved stops, as entered."""
    origin = models.CharField(max_length=120)
    monday = models.DateField()
    feed = models.ForeignKey(FeedVersion, models.PROTECT, related_name="proposals")
    cost_cents = models.BigIntegerField(null=True)
    """A year."""
    figures = models.JSONField(default=dict)
    example = models.BooleanField(default=False)
    question = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.title


class PopulationCell(models.Model):
    """A cell of the population grid: its middle and its people."""

    id = models.BigAutoField(primary_key=True)
    lat = models.FloatField()
    lon = models.FloatField()
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.lat}, {self.lon}: {self.people}"


class Job(models.Model):
    """Work that takes longer than a page may: an upload to read, a what-if to compute."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10)
    """feed, whatif"""
    state = models.CharField(max_length=12, default="waits")
    """waits, runs, done, failed, cancelled"""
    step = models.PositiveSmallIntegerField(default=0)
    given = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    """The figures of a what-if."""
    result = models.UUIDField(null=True)
    """The timetable or the proposal it became."""
    trouble = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
