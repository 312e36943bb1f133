# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from soesmart.kernel.ids import uuid7


class Place(models.Model):
    class Kind(models.TextChoices):
        TOWN = "town"
        QUARTER = "quarter"
        LANDMARK = "landmark"
        VILLAGE = "village"
        PARTNER = "partner town"
        ELSEWHERE = "elsewhere"

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    coordinate_quality = models.CharField(max_length=20, default="unknown")
    people = models.PositiveIntegerField(null=True)
    people_year = models.PositiveSmallIntegerField(null=True)
    aliases = models.JSONField(default=list)
    belongs_to = models.CharField(max_length=100, blank=True)
    not_meant = models.JSONField(default=list)
    also_words = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="place_has_both_coordinates_or_none",
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
            ),
        )

    def __str__(self) -> str:
        return self.name
