# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7

NAME = 80


class Stall(models.Model):
    """A stand with its tablet. Who opened it is nobody's business afterwards: it is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=NAME)
    seal = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """What a tablet delivered, under the number it gave itself: a second delivery finds the first."""

    id = models.UUIDField(primary_key=True, editable=False)
    stall = models.ForeignKey(Stall, models.PROTECT, related_name="entries")
    received_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=12)
    trouble = models.CharField(max_length=300, blank=True)
    sealed = models.TextField(blank=True)
    """Only while a person has to look at it."""

    def __str__(self) -> str:
        return str(self.id)
