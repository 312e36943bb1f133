# SPDX-License-Identifier: EUPL-1.2
"""Published facts, dates and outcomes. They come in by file; nothing here is about a person."""

from django.db import models


class Published(models.Model):
    """What every published statement has. Texts are stored LocalText, sources a list of tables."""

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveIntegerField(default=0)
    title = models.JSONField()
    text = models.JSONField()
    sources = models.JSONField()
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.slug


class Fact(Published):
    topic = models.CharField(max_length=60, db_index=True)
    as_of = models.CharField(max_length=40)
    asked_at = models.DateField(null=True, blank=True)
    whom_to_ask = models.JSONField(null=True, blank=True)
    related = models.JSONField(default=list, blank=True)
    match = models.JSONField(default=dict, blank=True)
    """How people ask for it: phrasings, needed concepts, words (see `engine/`)."""


class Topic(models.Model):
    """What a topic is called in other languages; facts name it in German."""

    name = models.CharField(max_length=60, unique=True)
    title = models.JSONField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Happening(Published):
    starts = models.DateField(db_index=True)
    ends = models.DateField()
    place = models.CharField(max_length=120, blank=True)


class Outcome(Published):
    as_of = models.CharField(max_length=40)
    stops = models.JSONField()
    fact = models.CharField(max_length=80, blank=True)
    """Slug of the fact that tells more."""


class Chapter(Published):
    """A part of "Hintergründe". A statement may have several versions: sources that disagree."""

    statements = models.JSONField(default=list)


class Lexicon(models.Model):
    """The town's own words for concepts, and names of places that are not its own."""

    name = models.SlugField(max_length=80, unique=True)
    words = models.JSONField()
    elsewhere = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
