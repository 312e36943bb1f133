# SPDX-License-Identifier: EUPL-1.2
"""One-time sign-in links for a server that cannot send mail. A second factor is still asked for."""

from django.core import signing

from soesmart.accounts.models import Account

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
