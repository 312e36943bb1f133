# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.ask.paper.types import CardState, Format, StackState
from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7

QUESTION, NOTE, LABEL, TEXT = 60, 120, 120, 5_000
"""Longest texts in code points. SQLite would take more: the actions check."""


class Batch(models.Model):
    """Cards printed at one time. `layout` stays as it was printed, whatever later versions print."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)
    format = models.CharField(max_length=12, choices=[(value.value, value.name) for value in Format])
    language = models.CharField(max_length=16)
    question = models.CharField(max_length=QUESTION, blank=True)
    note = models.CharField(max_length=NOTE, blank=True)
    number = models.PositiveIntegerField()
    layout_key = models.CharField(max_length=3)
    layout = models.TextField()


class Card(models.Model):
    """One printed card. Its code is a receipt of `accounts`, sealed there; the participant is its author."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="cards")
    participant = models.UUIDField(null=True, db_index=True)
    state = models.CharField(
        max_length=12, choices=[(value.value, value.name) for value in CardState], default=CardState.PRINTED
    )
    state_since = models.DateTimeField(default=clock.now)
    contribution = models.UUIDField(null=True)
    claimed_by = models.BigIntegerField(null=True)
    """The account that types it just now, so that nobody else gets it."""
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("state", "state_since"), name="paper_card_queue"),)


class Stack(models.Model):
    """Files handed in at one time, read in the background. `total` and `done` count pages."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    at = models.DateTimeField(default=clock.now)
    by = models.BigIntegerField(null=True)
    state = models.CharField(max_length=12, choices=[(value.value, value.name) for value in StackState])
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)


class Page(models.Model):
    """A page of a file. `name` is the file on disk, kept until its last page is read."""

    stack = models.ForeignKey(Stack, models.CASCADE, related_name="pages")
    name = models.CharField(max_length=80)
    number = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=LABEL)
    read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)


class Scan(models.Model):
    """The straightened picture of a card, or a whole page on which none was found."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    page = models.ForeignKey(Page, models.CASCADE, related_name="scans")
    card = models.ForeignKey(Card, models.CASCADE, null=True, related_name="scans")
    at = models.DateTimeField(default=clock.now)
    frame = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=80)
    boxes = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    aside = models.BooleanField(default=False)
    """Looked at and not needed."""


class Entry(models.Model):
    """What one person typed of a card; deleted when it is published or the card forgotten."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="entries")
    number = models.PositiveSmallIntegerField()
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=12)
    place = models.CharField(max_length=LABEL, blank=True)
    text = models.TextField(max_length=TEXT)
    language = models.CharField(max_length=16)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("card", "number"), name="paper_entry_once"),)
