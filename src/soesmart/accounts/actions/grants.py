# SPDX-License-Identifier: EUPL-1.2
"""Roles are given and taken by the team alone, with a reason, and the log says so without names."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from soesmart.accounts.actions.contacts import address_of
from soesmart.accounts.actions.mails import post
from soesmart.accounts.models import Account, Grant
from soesmart.accounts.rules import require
from soesmart.accounts.types import ROLES, Actor, Held, Refused
from soesmart.kernel.log.actions import stage

LOG_KIND = "accounts.grant"
GRANTABLE = tuple(role for role in ROLES if role not in ("guest", "resident"))
OPERATOR = Actor(grants=(Held("team"),))
"""Whoever has the command line of the server."""


@transaction.atomic
def open_account(
    email: str, *, password: str | None = None, verified: bool = False, demo: bool = False
) -> Account:
    """The account of `email`, made if there is none; the address counts as proven only if `verified`."""
    email = email.strip().lower()
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.create_user(email, password, demo=demo)
        EmailAddress.objects.create(user=account, email=email, primary=True, verified=verified)
    return account


@transaction.atomic
def grant(actor: Actor, account_id: int, role: str, scope: str, reason: str) -> None:
    """Give `role`; a team that holds only for one scope gives roles only there."""
    require(actor, "accounts.grant", scope)
    _check(role, reason)
    if account_id == actor.account_id:
        raise Refused(
            _("Niemand gibt sich selbst eine Rolle. Bitte fragen Sie eine Kollegin oder einen Kollegen.")
        )
    row, is_new = Grant.objects.get_or_create(
        account_id=account_id,
        role=role,
        scope=scope,
        defaults={"granted_by_id": actor.account_id, "reason": reason.strip()},
    )
    if is_new:
        _log(row, actor, 1, reason)


@transaction.atomic
def revoke(actor: Actor, grant_id: int, reason: str) -> None:
    """Take a role away; the last unlimited team role stays."""
    row = Grant.objects.filter(pk=grant_id).first()
    if row is None:
        raise Refused(_("Diese Rolle ist schon entzogen."))
    require(actor, "accounts.grant", row.scope)
    _check(row.role, reason)
    keep_a_team([row.pk])
    _log(row, actor, 2, reason)
    row.delete()


def keep_a_team(leaving: list[int]) -> None:
    """Refuses when no unlimited team role of an active account would be left without these grants."""
    # Locked, so that two people cannot take each other's role at the same moment.
    rows = Grant.objects.select_for_update(of=("self",)).filter(
        role="team", scope="", account__is_active=True
    )
    holders = set(rows.values_list("pk", flat=True))
    if holders & set(leaving) and not holders - set(leaving):
        raise Refused(_("Das ist die letzte Person im Team. Geben Sie die Rolle vorher einer anderen."))


@transaction.atomic
def invite(actor: Actor, email: str, role: str, scope: str, reason: str) -> None:
    """An account with a role, and a mail that says how to sign in."""
    require(actor, "accounts.grant", scope)
    account = open_account(email)
    grant(actor, account.pk, role, scope, reason)
    post(
        account.email,
        _("Ihr Zugang für %(town)s") % {"town": settings.SOESMART["town.name"]},
        _(
            "Guten Tag,\n\nSie können jetzt bei %(town)s mitarbeiten, als: %(role)s.\n\n"
            "Melden Sie sich mit dieser E-Mail-Adresse an. Sie bekommen dann einen Code:\n%(link)s\n\n"
            "Danach richten Sie einmal einen Passkey oder eine App als zweiten Nachweis ein."
        )
        % {
            "town": settings.SOESMART["town.name"],
            "role": ROLES[role],
            "link": address_of(reverse("account_request_login_code")),
        },
    )


def add_account(email: str, role: str | None, scope: str, reason: str) -> None:
    """From the command line: an account, and a role if one is named."""
    with transaction.atomic():
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused(f'"{email}" is not a mail address.') from error
        account = open_account(email)
        if role:
            grant(OPERATOR, account.pk, role, scope, reason)


def grant_role(email: str, role: str, scope: str, reason: str) -> None:
    """From the command line: a role for an account that exists."""
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise Refused(f"There is no account of {email}. Make one: soesmart account add {email} --role {role}")
    grant(OPERATOR, account.pk, role, scope, reason)


def _check(role: str, reason: str) -> None:
    if role not in GRANTABLE:
        known = ", ".join(GRANTABLE)
        raise Refused(
            _("Die Rolle „%(role)s“ gibt es nicht. Es gibt: %(known)s") % {"role": role, "known": known}
        )
    if not reason.strip():
        raise Refused(_("Bitte nennen Sie einen Grund."))


def _log(row: Grant, actor: Actor, version: int, reason: str) -> None:
    stage(
        LOG_KIND,
        str(row.public_id),
        version,
        {"role": row.role, "scope": row.scope, "granted": version == 1},
        {"account": row.account_id, "by": actor.account_id, "reason": reason.strip()},
    )
