# SPDX-License-Identifier: EUPL-1.2
"""Grants as stops of the thread."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from soesmart.kernel.room import Node
from soesmart.kernel.words import LocalText
from soesmart.ledger.models import Grant

KIND = "ledger.grant"


def describe(ids: Sequence[UUID]) -> Mapping[UUID, Node]:
    states = {"running": _("läuft"), "application": _("beantragt"), "closed": _("abgeschlossen")}
    return {
        row.id: Node(
            KIND,
            row.id,
            LocalText(row.title),
            reverse("ledger:grant", args=[row.slug]),
            states.get(row.state, ""),
            row.committed_on,
        )
        for row in Grant.objects.filter(pk__in=ids)
    }


def find(word: str) -> UUID | None:
    return Grant.objects.filter(slug=word).values_list("pk", flat=True).first()
