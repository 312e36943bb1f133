# SPDX-License-Identifier: EUPL-1.2
"""Signed-in people for tests of any room."""

import time

from django.test import Client

from soesmart.accounts.models import Account, Grant


def account(*roles: str, email: str = "", scope: str = "") -> Account:
    """An account that holds `roles`, all with the same scope."""
    made = Account.objects.create_user(email or f"{'-'.join(roles) or 'resident'}@example.org")
    for role in roles:
        Grant.objects.create(account=made, role=role, scope=scope)
    return made


def signed_in(*roles: str, email: str = "", scope: str = "", second_factor: bool = True) -> Client:
    """A client whose person holds `roles`; without the second factor staff roles do not count."""
    client = Client()
    person = account(*roles, email=email, scope=scope)
    client.force_login(person)
    if second_factor:
        session = client.session
        session["account_authentication_methods_user"] = str(person.pk)
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()
    return client
