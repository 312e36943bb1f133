# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7

NAME = 120


class Trial(models.Model):
    """A question about a project. What was fixed before the start stands in its registrations."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()
    question = models.JSONField()
    project = models.UUIDField(null=True, db_index=True)
    goal = models.UUIDField(null=True)
    indicator = models.UUIDField(null=True)
    described = models.JSONField(null=True)
    """Grade D told in words: what is known and what is not, with sources."""
    example = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.slug


class Registration(models.Model):
    """Never changed: another plan is another registration."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="registrations")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    plan = models.JSONField()
    begins = models.DateField()
    ends = models.DateField()
    late = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("trial", "number"), name="trials_registration_once"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.trial_id} {self.number}"


class Forecast(models.Model):
    """What somebody believed before the start: the chance in percent that it will help."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="forecasts")
    participant = models.UUIDField(db_index=True)
    group = models.CharField(max_length=12)
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("trial", "participant"), name="trials_forecast_once"),)

    def __str__(self) -> str:
        return str(self.id)


class Data(models.Model):
    """A file or indicator as it was when it was taken: never changed, a newer one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="data")
    source = models.CharField(max_length=NAME)
    text = models.TextField()
    """CSV."""
    unit = models.CharField(max_length=NAME)
    value = models.CharField(max_length=NAME, blank=True)
    compare = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    live = models.BooleanField(default=False)
    """Taken from the trial's indicator: while a running look goes on it is taken again and again."""
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.source


class TownSums(models.Model):
    """Sums of another town's rollout, as its file gave them: never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="sums")
    town = models.CharField(max_length=NAME)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("trial", "sha256"), name="trials_sums_once"),)

    def __str__(self) -> str:
        return self.town


class Settled(models.Model):
    """Somebody decided about a flag that blocked: the reason is public, the person is not kept."""

    data = models.ForeignKey(Data, models.CASCADE, related_name="settled")
    code = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("data", "code"), name="trials_settled_once"),)

    def __str__(self) -> str:
        return self.code


class Analysis(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="analyses")
    registration = models.ForeignKey(Registration, models.PROTECT)
    data = models.ForeignKey(Data, models.PROTECT)
    state = models.CharField(max_length=12, default="waits")
    """waits, runs, done, failed, cancelled"""
    step = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True)
    told = models.JSONField(null=True)
    pinned = models.JSONField(default=dict)
    """What of others counted: ids of sums (`sums`), and of the family's other analyses (`family`)."""
    version = models.PositiveIntegerField(default=1)
    """Rises with every look of a running look that goes on; each is a leaf of the log."""
    at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class Decision(models.Model):
    """What follows from a result, with the reason."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=12)
    reason = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("trial", "number"), name="trials_decision_once"),)

    def __str__(self) -> str:
        return self.choice


class Lesson(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trial = models.OneToOneField(Trial, models.CASCADE, related_name="lesson")
    works = models.CharField(max_length=12)
    text = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.works


class Rollout(models.Model):
    """An order drawn by lot, with its seed: anybody can draw it again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=NAME)
    seed = models.CharField(max_length=NAME)
    areas = models.JSONField()
    periods = models.PositiveSmallIntegerField()
    order = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.title
