# SPDX-License-Identifier: EUPL-1.2
"""The room's only door for other rooms."""

from soesmart.kernel.room import PlaceRef
from soesmart.places.engine.gazetteer import Entry, Gazetteer
from soesmart.places.engine.locator import Drawing, Point, draw
from soesmart.places.queries import by_slug, find, likely, local_places, read, recognise, results_allowed
from soesmart.places.types import Kind, Place, Reading

__all__ = [
    "Drawing",
    "Entry",
    "Gazetteer",
    "Kind",
    "Place",
    "PlaceRef",
    "Point",
    "Reading",
    "by_slug",
    "draw",
    "find",
    "likely",
    "local_places",
    "read",
    "recognise",
    "results_allowed",
]
