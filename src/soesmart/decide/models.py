# SPDX-License-Identifier: EUPL-1.2
"""What is stored. Roll and Ballot hold no time, no number and no mark of use, and both are kept in the order
of their random keys (on SQLite WITHOUT ROWID: key_order.py)."""

from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7

LINE = 200


class Vote(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField(default=dict)
    lede = models.JSONField(default=dict)
    eligible = models.JSONField(default=dict)
    phase = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    form = models.CharField(max_length=12)
    budget = models.BigIntegerField()
    purse = models.BigIntegerField(default=0)
    most = models.BigIntegerField(default=0)
    rule = models.JSONField(default=dict)
    collect_until = models.DateTimeField(null=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    late_until = models.DateTimeField()
    """Until then paper and tablets may still bring ballots cast in time; then the box is opened."""
    by_village = models.BooleanField(default=False)
    mail_codes = models.BooleanField(default=False)
    sms_codes = models.BooleanField(default=False)
    message_codes = models.PositiveIntegerField(default=0)
    """So many codes of the roll went by mail or SMS."""
    example = models.BooleanField(default=False)
    box_key = models.CharField(max_length=100, blank=True)
    roll_size = models.PositiveIntegerField(default=0)
    roll_root = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    sealed_off = models.BooleanField(default=False)
    """Nothing comes into the box any more, whatever the clock says."""
    box_root = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)
    council = models.CharField(max_length=12, default="open")
    council_at = models.DateField(null=True)
    council_text = models.JSONField(default=dict)
    council_url = models.CharField(max_length=LINE, blank=True)

    class Meta:
        ordering = ("-opens_at",)

    def __str__(self) -> str:
        return self.slug


class Option(models.Model):
    """A project on the ballot."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="options")
    number = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict)
    cost = models.BigIntegerField()
    place = models.CharField(max_length=LINE, blank=True)
    category = models.CharField(max_length=LINE, blank=True)
    origin_kind = models.CharField(max_length=64, blank=True)
    origin_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    outcome_text = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("vote", "number"), name="decide_option_number"),)

    def __str__(self) -> str:
        return self.number


class Roll(models.Model):
    """A code that may vote: HMAC(code, roll key), nothing else."""

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="roll")

    def __str__(self) -> str:
        return self.key


class Ballot(models.Model):
    """A ballot under HMAC(code, box key), sealed for the vote's key until the count."""

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="box")
    sealed = models.TextField()

    def __str__(self) -> str:
        return self.key


class Typed(models.Model):
    """A paper ballot that waits for its second reading, sealed like a ballot. Deleted when it is cast."""

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="typed")
    sealed = models.TextField()

    def __str__(self) -> str:
        return self.key


class Counted(models.Model):
    """A ballot after the box was opened: public. No village, no way, no code."""

    receipt = models.CharField(max_length=32, primary_key=True, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="counted")
    choices = models.TextField()

    def __str__(self) -> str:
        return self.receipt


class Batch(models.Model):
    """Check values of at least twenty new ballots, sorted, published while the vote runs."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    marks = models.TextField()
    root = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("vote", "number"), name="decide_batch_number"),)

    def __str__(self) -> str:
        return f"{self.vote_id} {self.number}"


class Turned(models.Model):
    """How many ballots of a stall or a stack of paper were turned away, by reason; never which."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="turned")
    batch = models.CharField(max_length=LINE)
    reason = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("vote", "batch", "reason"), name="decide_turned_once"),
        )

    def __str__(self) -> str:
        return f"{self.batch}: {self.reason}"


class Tally(models.Model):
    """A count under way, or how one ended without a result. Deleted with the result."""

    WAITS, RUNS, STOPPED, FAILED = "waits", "runs", "stopped", "failed"
    vote = models.OneToOneField(Vote, models.CASCADE, primary_key=True, related_name="tally")
    state = models.CharField(max_length=12, default=WAITS)
    budgets = models.PositiveBigIntegerField(default=0)
    """So many sums of money are tried."""
    trouble = models.CharField(max_length=500, blank=True)
    began_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.state}"


class Wish(models.Model):
    """Somebody who wants a voting code by mail or SMS. Deleted at the opening, when the code is made."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="wishes")
    way = models.CharField(max_length=8, default="mail")
    address = models.CharField(max_length=LINE)
    """A mail address or a number."""
    language = models.CharField(max_length=16, default="de")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("vote", "way", "address"), name="decide_wish_once"),)

    def __str__(self) -> str:
        return str(self.vote_id)


class Message(models.Model):
    """A code on its way by mail or SMS, sealed like a ballot. Deleted when it is sent, or with the box."""

    key = models.UUIDField(primary_key=True, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="messages")
    sealed = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=clock.now)
    trouble = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return str(self.vote_id)
