# SPDX-License-Identifier: EUPL-1.2
"""The published state of the strategy; drafts and history lie in room `revisions`.

Texts are stored LocalTexts, sources lists of tables. Numbers are an integer mantissa and a scale:
12.50 is 1250 with scale 2, exactly as it was written.
"""

from django.db import models

from soesmart.kernel.ids import uuid7


class Strategy(models.Model):
    """The strategy as a whole: one row."""

    title = models.JSONField()
    text = models.JSONField(null=True)
    sources = models.JSONField(default=list)
    as_of = models.CharField(max_length=40, blank=True)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return "strategy"


class Level(models.Model):
    """A rung of the ladder: names and depth are the town's."""

    slug = models.SlugField(max_length=100, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.JSONField()
    plural = models.JSONField()
    role = models.CharField(max_length=12)
    expected = models.PositiveIntegerField(null=True)
    asked_at = models.DateField(null=True)
    whom = models.JSONField(null=True)
    sources = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.slug


class Goal(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    level = models.ForeignKey(Level, models.PROTECT, related_name="goals")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    title = models.JSONField()
    text = models.JSONField(null=True)
    sources = models.JSONField(default=list)
    as_of = models.CharField(max_length=40, blank=True)
    asked_at = models.DateField(null=True)
    whom = models.JSONField(null=True)
    sdgs = models.JSONField(default=list)
    charta = models.JSONField(default=list)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("level__position", "position", "slug")

    def __str__(self) -> str:
        return self.slug


class Indicator(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="indicators")
    main = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    title = models.JSONField()
    unit = models.CharField(max_length=60, blank=True)
    unit_one = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10)
    direction = models.CharField(max_length=6)
    resolution = models.CharField(max_length=12)
    geography = models.CharField(max_length=120, blank=True)
    source = models.JSONField(default=dict)
    baseline = models.JSONField(null=True)
    target = models.JSONField(default=list)
    texts = models.JSONField(default=dict)
    words = models.JSONField(default=list)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    values_version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("position", "slug")
        constraints = (
            models.UniqueConstraint(
                name="strategy_one_kennzahl_per_goal",
                fields=("goal",),
                condition=models.Q(main=True),
            ),
        )

    def __str__(self) -> str:
        return self.slug


class Value(models.Model):
    """One statement about one period.

    Rows are only ever added; of a period the highest number that is not `aside` counts.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    period_start = models.DateField()
    period_end = models.DateField()
    period_label = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    mantissa = models.BigIntegerField()
    lower = models.BigIntegerField(null=True)
    upper = models.BigIntegerField(null=True)
    scale = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300)
    by_import = models.BooleanField(default=False)
    aside = models.BooleanField(default=False)
    """A file's newer number beside a correction that a person made: it waits for a decision."""
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("period_start", "period_end", "number")
        constraints = (
            models.UniqueConstraint(
                name="strategy_value_once",
                fields=("indicator", "period_start", "period_end", "number"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_label} #{self.number}"


class Layout(models.Model):
    """A saved mapping: what the columns of a table of numbers mean (`engine/plan.py`)."""

    name = models.CharField(max_length=100, unique=True)
    plan = models.JSONField()

    def __str__(self) -> str:
        return self.name
