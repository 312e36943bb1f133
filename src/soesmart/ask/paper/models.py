# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.ask.paper.types import CardState, Format
from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7

QUESTION, NOTE = 60, 120
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

    class Meta:
        indexes = (models.Index(fields=("state", "state_since"), name="paper_card_queue"),)
