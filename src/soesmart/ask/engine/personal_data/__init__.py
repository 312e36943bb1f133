# SPDX-License-Identifier: EUPL-1.2
"""Finds personal data in what people write: what would let a stranger ring, write or come to somebody.

`find` gives exact spans with kind and confidence. It says nothing about who may publish what: an address
alone ("das Schlagloch vor Jakobistraße 12") is a place, with a person's name it is somebody's home.
"""

from soesmart.ask.engine.personal_data.finding import HOLD, KINDS, Found, find

__all__ = ("HOLD", "KINDS", "Found", "find")
