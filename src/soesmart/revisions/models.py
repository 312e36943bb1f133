# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.db import models

from soesmart.kernel.ids import uuid7

REASON = 500


class Head(models.Model):
    """One object: its newest number, and the published one. The row that writers of the object lock."""

    kind = models.CharField(max_length=64)
    object_id = models.UUIDField()
    last = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(name="revision_head_once", fields=("kind", "object_id")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Revision(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=64)
    object_id = models.UUIDField()
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(default=0)
    schema_version = models.PositiveSmallIntegerField(default=1)
    snapshot = models.JSONField()
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=REASON, blank=True)
    note = models.CharField(max_length=REASON, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    same_person = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField(default=1)
    """Of the entries in the log about this revision."""
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="revision_number_once", fields=("kind", "object_id", "number")),
        )
        indexes = (models.Index(fields=("state", "created_at"), name="revision_waiting"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} #{self.number}"
