# SPDX-License-Identifier: EUPL-1.2
"""Settings of django-allauth, made from soesmart's own."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from soesmart.kernel.settings import BadSetting

_OIDC_FIELDS = ("name", "server_url", "client_id", "client_secret")


def login(own: Mapping[str, Any]) -> dict[str, Any]:
    """Passkey, code by mail, password with a second factor, and the providers of `oidc`."""
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "mine",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "home",
        "ACCOUNT_ADAPTER": "soesmart.accounts.adapters.AccountAdapter",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if own["https"] else "http",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": f"[{own['town.name']}] ",
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 15 * 60,
        "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT": 15 * 60,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_PREVENT_ENUMERATION": True,
        # The password is optional and not asked for at first: a code or a passkey does.
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1"],
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "MFA_ADAPTER": "soesmart.accounts.adapters.MfaAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": False,
        "SOCIALACCOUNT_ADAPTER": "soesmart.accounts.adapters.SocialAdapter",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX": "oidc",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": _oidc_apps(own["oidc"])}},
        "SESSION_COOKIE_AGE": 14 * 24 * 3600,
        # Messages in the session would make every page depend on the cookie.
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
    }


def oidc_origins(own: Mapping[str, Any]) -> list[str]:
    """Where the sign-in form may lead: browsers apply `form-action` to redirects too."""
    return ["{0.scheme}://{0.netloc}".format(urlsplit(p["server_url"])) for p in own["oidc"].values()]


def _oidc_apps(providers: Mapping[str, Any]) -> list[dict[str, Any]]:
    apps = []
    for key, provider in providers.items():
        missing = [name for name in _OIDC_FIELDS if not provider.get(name)]
        if missing:
            raise BadSetting(f"oidc.{key}: please add {', '.join(missing)}.")
        apps.append(
            {
                "provider_id": key,
                "name": provider["name"],
                "client_id": provider["client_id"],
                "secret": provider["client_secret"],
                "settings": {"server_url": provider["server_url"]},
            }
        )
    return apps
