# SPDX-License-Identifier: EUPL-1.2
"""Trials as stops of the thread, by the names people and files use."""

from collections.abc import Sequence
from uuid import UUID

from soesmart.trials.models import Trial


def known(keys: Sequence[UUID]) -> frozenset[UUID]:
    return frozenset(Trial.objects.filter(pk__in=keys).values_list("pk", flat=True))


def find(name: str) -> UUID | None:
    """By slug, or an address that ends with it."""
    slug = name.strip("/").rsplit("/", 1)[-1]
    return Trial.objects.filter(slug=slug).values_list("pk", flat=True).first()
