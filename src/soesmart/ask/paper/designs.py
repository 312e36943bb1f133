# SPDX-License-Identifier: EUPL-1.2
"""Which design an order gets: its format, the town's places, the direction of its language."""

from soesmart.ask.paper.engine.formats import FORMATS, Design
from soesmart.ask.paper.types import Order
from soesmart.places.facade import local_places

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})
_LISTED = frozenset({"town", "village", "quarter"})


def place_names() -> dict[str, str]:
    """Places that a sheet offers to tick: the town, its villages and quarters; landmarks are written."""
    return {place.slug: place.name for place in local_places() if place.kind in _LISTED}


def design_of(order: Order) -> Design:
    return FORMATS[order.format](tuple(place_names()), right_to_left=order.language in RIGHT_TO_LEFT)
