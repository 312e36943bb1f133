# SPDX-License-Identifier: EUPL-1.2
"""One-time sign-in links for a server that cannot send mail. A second factor is still asked for."""

from allauth.mfa.models import Authenticator
from django.core import signing
from django.db import transaction
from django.urls import reverse

from soesmart.accounts.actions.contacts import address_of
from soesmart.accounts.models import Account
from soesmart.accounts.types import Refused

VALID_SECONDS = 15 * 60
_SALT = "soesmart.accounts.link"


def sign_in_token(account: Account) -> str:
    """Good until the next sign-in of the account, at most a quarter of an hour."""
    return signing.dumps([account.pk, _last(account)], salt=_SALT)


def account_of(token: str) -> Account | None:
    """Whom `token` signs in; None if it is wrong, late or used."""
    try:
        account_id, last = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return account if account is not None and _last(account) == last else None


def _last(account: Account) -> str:
    return account.last_login.isoformat() if account.last_login else ""


@transaction.atomic
def sign_in_link(email: str, *, forget_factors: bool = False) -> str:
    """The whole address to give to the person, for the command line."""
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is None:
        raise Refused(f"There is no active account of {email}. Make one: soesmart account add {email}")
    if forget_factors:
        Authenticator.objects.filter(user=account).delete()
    return address_of(reverse("one_time_link", args=[sign_in_token(account)]))
