# SPDX-License-Identifier: EUPL-1.2
"""The room's only door for other rooms."""

from soesmart.kernel.room import PlaceRef
from soesmart.places.queries import by_slug, find, local_places, read, recognise, results_allowed
from soesmart.places.types import Kind, Place, Reading

__all__ = [
    "Kind",
    "Place",
    "PlaceRef",
    "Reading",
    "by_slug",
    "find",
    "local_places",
    "read",
    "recognise",
    "results_allowed",
]
