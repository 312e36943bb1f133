# SPDX-License-Identifier: EUPL-1.2
"""The rooms of the house, in the order of their storeys: ground first."""

from soesmart.accounts.room import ROOM as ACCOUNTS
from soesmart.alliance.room import ROOM as ALLIANCE
from soesmart.ask.paper.room import ROOM as PAPER
from soesmart.ask.room import ROOM as ASK
from soesmart.decide.room import ROOM as DECIDE
from soesmart.facts.room import ROOM as FACTS
from soesmart.kernel.guard.room import ROOM as GUARD
from soesmart.kernel.log.room import ROOM as LOG
from soesmart.kernel.room import Room
from soesmart.kernel.schedules.room import ROOM as SCHEDULES
from soesmart.kernel.witness.room import ROOM as WITNESS
from soesmart.ledger.room import ROOM as LEDGER
from soesmart.mobility.room import ROOM as MOBILITY
from soesmart.places.room import ROOM as PLACES
from soesmart.portal.room import ROOM as PORTAL
from soesmart.projects.room import ROOM as PROJECTS
from soesmart.revisions.room import ROOM as REVISIONS
from soesmart.stall.room import ROOM as STALL
from soesmart.strategy.room import ROOM as STRATEGY
from soesmart.thread.room import ROOM as THREAD
from soesmart.trials.room import ROOM as TRIALS

ROOMS: tuple[Room, ...] = (
    LOG,
    WITNESS,
    SCHEDULES,
    GUARD,
    ACCOUNTS,
    PLACES,
    FACTS,
    REVISIONS,
    THREAD,
    ASK,
    PAPER,
    STRATEGY,
    PROJECTS,
    LEDGER,
    TRIALS,
    DECIDE,
    MOBILITY,
    ALLIANCE,
    STALL,
    PORTAL,
)
