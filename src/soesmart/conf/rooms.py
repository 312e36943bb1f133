# SPDX-License-Identifier: EUPL-1.2
"""The rooms of the house, in the order of their storeys: ground first."""

from soesmart.accounts.room import ROOM as ACCOUNTS
from soesmart.ask.paper.room import ROOM as PAPER
from soesmart.ask.room import ROOM as ASK
from soesmart.facts.room import ROOM as FACTS
from soesmart.kernel.guard.room import ROOM as GUARD
from soesmart.kernel.log.room import ROOM as LOG
from soesmart.kernel.room import Room
from soesmart.kernel.schedules.room import ROOM as SCHEDULES
from soesmart.mobility.room import ROOM as MOBILITY
from soesmart.places.room import ROOM as PLACES
from soesmart.portal.room import ROOM as PORTAL
from soesmart.stall.room import ROOM as STALL

ROOMS: tuple[Room, ...] = (
    *(LOG, SCHEDULES, GUARD, ACCOUNTS, PLACES, FACTS),
    *(ASK, PAPER, MOBILITY, STALL, PORTAL),
)
