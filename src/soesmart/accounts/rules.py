# SPDX-License-Identifier: EUPL-1.2
"""Who may what: roles × actions, as the rooms declare them."""

from django.utils.translation import gettext as _

from soesmart.accounts.types import Actor, Held, NotAllowed
from soesmart.kernel import registry


def covers(held: Held, scope: str) -> bool:
    """A grant without scope holds everywhere; any other only where it was given."""
    return held.scope in ("", scope)


def may(actor: Actor, action: str, scope: str = "") -> bool:
    """Whether `actor` may do `action` at `scope`. An action no room declares is a KeyError."""
    permission = registry.permissions()[action]
    if actor.token_actions is not None and action not in actor.token_actions:
        return False
    return any(held.role in permission.roles and covers(held, scope) for held in actor.grants)


def may_somewhere(actor: Actor, action: str) -> bool:
    """Whether `actor` may do `action` in any scope: then the page about it is worth a visit."""
    return any(may(actor, action, held.scope) for held in actor.grants)


def require(actor: Actor, action: str, scope: str = "") -> None:
    """Raises NotAllowed, with the remedy that fits the actor."""
    if may(actor, action, scope):
        return
    permission = registry.permissions()[action]
    raise NotAllowed(action, permission.meaning, _remedy(actor, permission.roles, scope))


def _remedy(actor: Actor, roles: frozenset[str], scope: str) -> str:
    if any(held.role in roles and covers(held, scope) for held in actor.withheld):
        return _("Für diese Seite brauchen Sie außer dem Passwort einen zweiten Nachweis.")
    if actor.account_id is None:
        return _("Bitte melden Sie sich an.")
    return _("Ihr Zugang reicht dafür nicht. Bitte fragen Sie das Team der Stadt.")
