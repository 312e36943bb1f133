# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.kernel import clock


class Partner(models.Model):
    """A town of the alliance, this one included. The key is pinned once somebody compared it."""

    slug = models.SlugField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=120)
    town_id = models.CharField(max_length=20, blank=True)
    url = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=300, blank=True)
    people = models.PositiveIntegerField(null=True)
    area_hectares = models.PositiveIntegerField(null=True)
    as_of = models.CharField(max_length=40, blank=True)
    sources = models.JSONField(default=list)

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.slug


class Letter(models.Model):
    """A signed file that was taken in, word for word: it can be checked for ever."""

    digest = models.CharField(max_length=64, unique=True)
    town = models.CharField(max_length=120)
    town_id = models.CharField(max_length=20)
    key = models.CharField(max_length=300)
    project = models.SlugField(max_length=80)
    """Slug of the project here."""
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
