# SPDX-License-Identifier: EUPL-1.2
"""Addresses of signing in. The names are django-allauth's: its own pages link to each other by them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.urls import build_provider_urlpatterns
from django.urls import include, path, re_path

_password = [
    path("", account.password_change, name="account_change_password"),
    path("setzen/", account.password_set, name="account_set_password"),
    path("vergessen/", account.password_reset, name="account_reset_password"),
    path("vergessen/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    path("geaendert/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
_proofs = [
    path("", mfa.index, name="mfa_index"),
    path("bestaetigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/entfernen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ersatzcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ersatzcodes/neu/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ersatzcodes/datei/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/neu/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/bestaetigen/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/entfernen/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/umbenennen/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]

urlpatterns = [
    path("anmelden/", account.login, name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("anmelden/gesperrt/", account.account_inactive, name="account_inactive"),
    path("anmelden/neu/", account.signup, name="account_signup"),
    path("anmelden/neu/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("anmelden/code/", account.request_login_code, name="account_request_login_code"),
    path("anmelden/code/eingeben/", account.confirm_login_code, name="account_confirm_login_code"),
    path("anmelden/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("anmelden/nachweis/", mfa.authenticate, name="mfa_authenticate"),
    path("anmelden/bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("anmelden/adressen/", account.email, name="account_email"),
    path("anmelden/passwort/", include(_password)),
    path("anmelden/nachweise/", include(_proofs)),
    path("anmelden/extern/", include("allauth.socialaccount.urls")),
    path("anmelden/", include(build_provider_urlpatterns())),
]
