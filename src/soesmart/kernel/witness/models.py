# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class SeenHead(models.Model):
    """A head of another town's log this town agreed to. The newest of a log is what it must continue."""

    origin = models.CharField(max_length=100)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    """With this town's cosignature."""
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["origin", "size"], name="witness_seen_once"),)

    def __str__(self) -> str:
        return f"{self.origin}/{self.size}"


class Cosignature(models.Model):
    """What a witness answered about a head of this town's log."""

    origin = models.CharField(max_length=100)
    size = models.BigIntegerField()
    witness = models.CharField(max_length=200)
    """Its public key."""
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["origin", "size", "witness"], name="witness_cosigned_once"),
        )

    def __str__(self) -> str:
        return f"{self.witness} {self.size}"
