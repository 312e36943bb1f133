# SPDX-License-Identifier: EUPL-1.2
"""People and roles, for the other rooms.

Everyone holds "guest", whoever is signed in also "resident"; all other roles are granted.
"""

from soesmart.accounts.actions.contacts import forget_contact, keep_contact
from soesmart.accounts.actions.demo import make_demo_account
from soesmart.accounts.actions.grants import add_account, grant_role
from soesmart.accounts.actions.leaving import export, shred
from soesmart.accounts.actions.links import sign_in_link
from soesmart.accounts.actions.mails import notify
from soesmart.accounts.actions.participants import (
    create_participant,
    drop_reserved,
    forget_receipts,
    issue_receipt,
    issue_receipts,
    redeem_receipt,
    reserve_receipts,
)
from soesmart.accounts.actions.tokens import issue_token, revoke_token
from soesmart.accounts.queries import actor_of, actor_with_key, open_receipt, reachable, staff
from soesmart.accounts.rules import may, require
from soesmart.accounts.supporter import remember_supporter, supporter_of
from soesmart.accounts.types import ANONYMOUS, ROLES, Actor, Held, NotAllowed, Receipt, Refused

__all__ = (
    "ANONYMOUS",
    "ROLES",
    "Actor",
    "Held",
    "NotAllowed",
    "Receipt",
    "Refused",
    "actor_of",
    "actor_with_key",
    "add_account",
    "create_participant",
    "drop_reserved",
    "export",
    "forget_contact",
    "forget_receipts",
    "grant_role",
    "issue_receipt",
    "issue_receipts",
    "issue_token",
    "keep_contact",
    "make_demo_account",
    "may",
    "notify",
    "open_receipt",
    "reachable",
    "redeem_receipt",
    "remember_supporter",
    "require",
    "reserve_receipts",
    "revoke_token",
    "shred",
    "sign_in_link",
    "staff",
    "supporter_of",
)
