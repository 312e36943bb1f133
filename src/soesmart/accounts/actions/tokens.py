# SPDX-License-Identifier: EUPL-1.2
"""Keys for programs: shown once, stored sealed, good for the named actions and days alone."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from soesmart.accounts.keys import sealed
from soesmart.accounts.models import Account, ApiToken
from soesmart.accounts.types import Refused
from soesmart.kernel import clock, registry

PREFIX = "soe_"
MAX_DAYS = 366


@transaction.atomic
def issue_token(email: str, name: str, actions: Sequence[str], days: int) -> str:
    """A new key that acts for the account, never beyond `actions` nor beyond what the account may."""
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is None:
        raise Refused(
            f"There is no active account of {email}. Make one: soesmart account add {email} --role api"
        )
    known = registry.permissions()
    for action in actions:
        if action not in known:
            raise Refused(f'There is no action "{action}". There are: {", ".join(sorted(known))}')
    if not actions or not 1 <= days <= MAX_DAYS:
        raise Refused(f"Please name at least one action, and 1 to {MAX_DAYS} days.")
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        seal=sealed("token", token),
        account=account,
        name=name,
        actions=sorted(set(actions)),
        expires=clock.now() + timedelta(days=days),
    )
    return token


def revoke_token(email: str, name: str) -> bool:
    deleted, _per_model = ApiToken.objects.filter(account__email=email.strip().lower(), name=name).delete()
    return bool(deleted)


def forget_expired_tokens() -> None:
    ApiToken.objects.filter(expires__lt=clock.now()).delete()
