# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7

REASON = 500


class Link(models.Model):
    """ "This led to that." No foreign keys: rooms stay apart, ids are theirs. Who set it is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    origin_kind = models.CharField(max_length=40)
    origin_id = models.UUIDField()
    relation = models.CharField(max_length=20)
    target_kind = models.CharField(max_length=40)
    target_id = models.UUIDField()
    reason = models.CharField(max_length=REASON, blank=True)
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("origin_id", "origin_kind", "relation", "target_id", "target_kind"),
                name="thread_link_once",
            ),
        )
        indexes = (models.Index(fields=("target_id", "target_kind"), name="thread_by_target"),)

    def __str__(self) -> str:
        return f"{self.origin_kind} {self.relation} {self.target_kind}"
