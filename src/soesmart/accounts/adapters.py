# SPDX-License-Identifier: EUPL-1.2
"""What soesmart decides for django-allauth."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from soesmart.accounts.keys import derived
from soesmart.kernel.guard.address import client_address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SOESMART["accounts.signup"])

    def get_client_ip(self, request: HttpRequest) -> str:
        """Rate limits count the same address as the rest of the house: proxies are believed only if ours."""
        return str(client_address(request) or "unknown")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        town = settings.SOESMART["town.name"]
        super().send_mail(template_prefix, email, {**context, "town_name": town})


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return bool(settings.SOESMART["accounts.signup"])


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps encrypted: a copy of the database is no second factor."""

    def encrypt(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return self._fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Restored without its keys: a random secret that no code can match, never an empty one.
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_issuer(self) -> str:
        return f"{settings.SOESMART['product_name']} {settings.SOESMART['town.name']}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SOESMART["town.name"]}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": str(user)}

    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(derived("mfa")))
