# SPDX-License-Identifier: EUPL-1.2
from typing import ClassVar

from django.db import models


class SpentToken(models.Model):
    """A form token that was used. Kept until it would have expired anyway, so none works twice."""

    nonce = models.CharField(primary_key=True, max_length=32)
    expires_at = models.DateTimeField(db_index=True)
    result = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.nonce


class Knock(models.Model):
    """One write by somebody at an address, told apart for minutes by a hash that changes every day."""

    visitor = models.CharField(max_length=24)
    purpose = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["visitor", "purpose", "at"], name="guard_knock_visitor")]

    def __str__(self) -> str:
        return f"{self.visitor} {self.at}"
