# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.ask.actions.moving import locked
from soesmart.ask.actions.photographing import attach, prepare
from soesmart.ask.models import Photo
from soesmart.ask.types import NewPhoto, NotFound, Refused, State


def add_photo(asker: UUID, question: UUID, new: NewPhoto) -> None:
    """The asker sends a photo after the text; it waits for a moderator as any other."""
    prepared = prepare(new)
    with transaction.atomic():
        row = locked(question)
        if row.participant != asker or row.state in {State.HIDDEN, State.DELETED}:
            raise NotFound(str(question))
        if Photo.objects.filter(contribution=row).exists():
            raise Refused(
                "photo", _("Zu dieser Frage gibt es schon ein Foto. Bitte löschen Sie erst das alte.")
            )
        attach(row, prepared)
