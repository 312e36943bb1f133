# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeText:
    """What a node says and where it belongs, for finding nodes that go together."""

    text: str
    places: tuple[str, ...] = ()
    """Slugs of places."""
