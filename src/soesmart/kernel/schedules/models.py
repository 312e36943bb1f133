# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Run(models.Model):
    """The newest run of one schedule; holding it is the right to run."""

    name = models.CharField(max_length=100, unique=True)
    holder = models.CharField(max_length=64, blank=True)
    """Worker that runs it now, or nobody."""
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Beat(models.Model):
    """A worker's sign of life. Whoever stops giving one loses what it held."""

    worker = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
