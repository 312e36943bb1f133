# SPDX-License-Identifier: EUPL-1.2
"""Mails to those who asked: only to people who left and confirmed an address (accounts sees to that)."""

from django.conf import settings
from django.utils.translation import gettext as _

from soesmart.accounts.facade import notify
from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Contribution
from soesmart.ask.words import state_name


def tell_askers(row: Contribution) -> None:
    """Everybody who asked this, here or in a question merged into it, hears of the change."""
    _tell(row, _("Ihre Frage: %(state)s") % {"state": state_name(row.state)}, "")


def ask_back(row: Contribution) -> None:
    """After "erledigt": is it? The receipt page takes the reply."""
    question = _(
        "Die Stadt hat das als erledigt gemeldet. Stimmt das? Auf der Seite Ihrer Quittung können Sie "
        "zustimmen oder die Frage wieder öffnen."
    )
    _tell(row, _("Ist das für Sie erledigt?"), question)


def _tell(row: Contribution, subject: str, more: str) -> None:
    askers = {row.participant, *row.merged_from.values_list("participant", flat=True)} - {None}
    house = settings.SOESMART
    address = f"{house['public_url'].rstrip('/')}/fragen/{slug_of(row.title, row.short)}/"
    for asker in sorted(askers, key=str):
        if asker:
            notify(asker, subject, "\n\n".join(part for part in (row.title, more, address) if part))
