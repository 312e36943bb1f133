# SPDX-License-Identifier: EUPL-1.2
"""A person leaves: their words go, the project and its numbers stay without them."""

from uuid import UUID

from django.db import transaction

from soesmart.kernel.log.actions import erase
from soesmart.projects.actions.joining import QUESTIONS
from soesmart.projects.models import Application, Report
from soesmart.projects.types import ApplicationState


@transaction.atomic
def forget(participant: UUID) -> int:
    """The number of things deleted. A project that was made of an application is the town's and stays."""
    number = 0
    for row in Application.objects.select_for_update().filter(participant=participant):
        erase("projects.application", str(row.public_id))
        if row.state == ApplicationState.ACCEPTED:
            for name in ("title", "cost", "place", "name", "reason", *QUESTIONS):
                setattr(row, name, "")
            row.participant = row.form_token = None
            row.save()
        else:
            row.delete()
        number += 1
    for told in Report.objects.select_for_update().filter(participant=participant):
        erase("projects.report", str(told.public_id))
        told.done = told.next = ""
        told.participant = told.form_token = None
        told.save()
        number += 1
    return number
