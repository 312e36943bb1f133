# SPDX-License-Identifier: EUPL-1.2
"""Content stands in `Leaf`, hashes stand in `Tile`: a change of either contradicts the other."""

from django.db import models


class Origin(models.Model):
    """One tree and its key. A restored town starts a new one that names the old."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    public_key = models.CharField(max_length=200)
    started = models.DateTimeField()
    first = models.BigIntegerField()
    """Number of the leaf with index 0."""
    size = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """What pending rows and leaves have in common. `public` and `personal` are canonical JSON."""

    ticket = models.UUIDField(unique=True)
    kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    version = models.BigIntegerField()
    at = models.DateTimeField()
    public = models.TextField()
    commitment = models.CharField(max_length=64, blank=True)
    personal = models.TextField(blank=True)
    salt = models.BinaryField(blank=True)

    class Meta:
        abstract = True
        indexes = (models.Index(fields=["kind", "subject"], name="log_%(class)s_subject"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.version}"


class Pending(Entry):
    """Staged by an action; the sequencer turns it into a leaf."""


class Leaf(Entry):
    """An integrated entry. Index in its tree = `number` − `origin.first`."""

    number = models.BigIntegerField(primary_key=True)
    """Counts through all origins without a gap."""
    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, related_name="leaves", db_index=False)

    class Meta(Entry.Meta):
        abstract = False


class Tile(models.Model):
    """Up to 256 neighbouring hashes of one level of a tree; levels are eight tree levels apart."""

    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, related_name="tiles", db_index=False)
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["origin", "level", "index"], name="log_tile_once"),)

    def __str__(self) -> str:
        return f"{self.origin_id}/{self.level}/{self.index}"


class Head(models.Model):
    """A signed statement of size and root (C2SP tlog-checkpoint)."""

    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, related_name="heads", db_index=False)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["origin", "size"], name="log_head_once"),)

    def __str__(self) -> str:
        return f"{self.origin_id}/{self.size}"
