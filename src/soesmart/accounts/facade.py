# SPDX-License-Identifier: EUPL-1.2
"""People and roles, for the other rooms.

Everyone holds "guest", whoever is signed in also "resident"; all other roles are granted.
"""

from soesmart.accounts.actions.contacts import forget_contact, keep_contact
from soesmart.accounts.actions.leaving import export, shred
from soesmart.accounts.actions.mails import notify
from soesmart.accounts.actions.participants import create_participant, issue_receipt
from soesmart.accounts.queries import actor_of, open_receipt
from soesmart.accounts.rules import may, require
from soesmart.accounts.supporter import remember_supporter, supporter_of
from soesmart.accounts.types import Actor, Held, NotAllowed, Receipt

__all__ = (
    "Actor",
    "Held",
    "NotAllowed",
    "Receipt",
    "actor_of",
    "create_participant",
    "export",
    "forget_contact",
    "issue_receipt",
    "keep_contact",
    "may",
    "notify",
    "open_receipt",
    "remember_supporter",
    "require",
    "shred",
    "supporter_of",
)
