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
    newest = models.JSONField(default=list)
    """The last two numbers that count, newest first: what lists show without reading all values."""
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


class StrategyVersion(models.Model):
    """A named set of revisions, and the decision that made it the strategy."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.JSONField()
    decided_on = models.DateField(null=True)
    decision = models.CharField(max_length=300, blank=True)
    oparl_url = models.CharField(max_length=500, blank=True)
    content = models.JSONField(default=list)
    """[kind, object id, number of the revision]."""
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_on", "-made_at")

    def __str__(self) -> str:
        return self.slug


class Breakdown(models.Model):
    """A big question taken apart, in one workshop or over some weeks."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=12, unique=True)
    topic = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    occasion = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return self.title


class SubQuestion(models.Model):
    """One local question of a breakdown: answerable with a number or a story, or it is not one yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    breakdown = models.ForeignKey(Breakdown, models.CASCADE, related_name="questions")
    token = models.UUIDField(unique=True)
    """What the sending form called itself: sent twice, it is one entry."""
    text = models.CharField(max_length=300, blank=True)
    answer_by = models.CharField(max_length=8)
    known = models.CharField(max_length=1_000, blank=True)
    known_source = models.CharField(max_length=300, blank=True)
    known_as_of = models.CharField(max_length=40, blank=True)
    touches = models.CharField(max_length=300, blank=True)
    becomes = models.CharField(max_length=200, blank=True)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="asked_for_by")
    proposal = models.UUIDField(null=True)
    """The revision that proposes a goal out of it."""
    waits = models.BooleanField(default=False)
    """A person looks first."""
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("entered_at", "id")

    def __str__(self) -> str:
        return str(self.id)


class OtherLadder(models.Model):
    """Another town's ladder, and which of its rungs means which of ours. A rung may mean none."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=120)
    rungs = models.JSONField()
    """[{"slug", "name", "goals": […names…]}], from the top."""
    mapping = models.JSONField()
    """Their slug → our slug."""
    source = models.JSONField(default=dict)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug
