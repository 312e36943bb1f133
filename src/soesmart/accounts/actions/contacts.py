# SPDX-License-Identifier: EUPL-1.2
"""How a participant wants to be reached: asked twice (double opt-in), deletable alone."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from soesmart.accounts.actions.mails import post
from soesmart.accounts.keys import sealed
from soesmart.accounts.models import Contact, Mail
from soesmart.kernel import clock

UNCONFIRMED_DAYS = 7
MOST_ASKED = 5
"""Questions an address gets within a day while nobody behind it confirmed one: nobody is mailed full."""


@transaction.atomic
def keep_contact(participant: UUID, email: str, what_for: str = "", wait: timedelta = timedelta(0)) -> None:
    """Stores `email` unconfirmed and asks there, after `wait`, whether it is wanted; replaces an older one.

    `what_for` is a sentence that tells the reader what will come.
    """
    token = secrets.token_urlsafe(24)
    email = email.strip().lower()
    Contact.objects.update_or_create(
        participant_id=participant,
        defaults={
            "email": email,
            "seal": sealed("contact", token),
            "created": clock.now(),
            "confirmed_at": None,
        },
    )
    if _asked_often(email):
        return
    town = settings.SOESMART["town.name"]
    post(
        email,
        _("Bitte bestätigen Sie Ihre E-Mail-Adresse"),
        _(
            "Guten Tag,\n\njemand hat diese Adresse bei %(town)s angegeben, um Antworten zu bekommen.\n"
            "Waren Sie das? Dann öffnen Sie bitte diese Seite:\n\n%(link)s\n\n"
            "Wenn nicht, müssen Sie nichts tun. Nach %(days)s Tagen löschen wir die Adresse."
        )
        % {"town": town, "link": address_of(reverse("contact", args=[token])), "days": UNCONFIRMED_DAYS}
        + (f"\n\n{what_for}" if what_for else ""),
        participant,
        wait=wait,
    )


def _asked_often(email: str) -> bool:
    """Also says yes to the one after the last that was asked."""
    day = clock.now() - timedelta(days=1)
    return Contact.objects.filter(email=email, confirmed_at=None, created__gt=day).count() > MOST_ASKED


def address_of(path: str) -> str:
    """The full address of a page, for mails and paper."""
    return str(settings.SOESMART["public_url"]).rstrip("/") + path


def confirm_contact(token: str) -> bool:
    """Whether `token` belongs to a contact; it is confirmed from now on."""
    contact = Contact.objects.filter(seal=sealed("contact", token)).first()
    if contact is None:
        return False
    if contact.confirmed_at is None:
        contact.confirmed_at = clock.now()
        contact.save(update_fields=["confirmed_at"])
    return True


@transaction.atomic
def forget_contact(participant: UUID) -> bool:
    """Deletes the address and every mail still waiting for it."""
    Mail.objects.filter(participant_id=participant).delete()
    deleted, _per_model = Contact.objects.filter(participant_id=participant).delete()
    return bool(deleted)


def forget_contact_by(token: str) -> bool:
    contact = Contact.objects.filter(seal=sealed("contact", token)).first()
    return contact is not None and forget_contact(contact.participant_id)


def forget_unconfirmed() -> None:
    limit = clock.now() - timedelta(days=UNCONFIRMED_DAYS)
    for contact in Contact.objects.filter(confirmed_at=None, created__lt=limit):
        forget_contact(contact.participant_id)
