# SPDX-License-Identifier: EUPL-1.2
"""Grants as stops of the thread."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from soesmart.kernel import faces
from soesmart.kernel.room import Face, Json, Node
from soesmart.kernel.words import LocalText
from soesmart.ledger.models import Grant

KIND = "ledger.grant"


def _select(ids: Sequence[UUID]) -> Any:
    columns = ("title", "slug", "state", "committed_on")
    return faces.told(Grant.objects.filter(pk__in=ids), **{name: name for name in columns})


def _node(key: UUID, said: Json) -> Node:
    states = {"running": _("läuft"), "application": _("beantragt"), "closed": _("abgeschlossen")}
    return Node(
        KIND,
        key,
        LocalText(faces.said_in(said["title"])),
        reverse("ledger:grant", args=[said["slug"]]),
        states.get(said["state"], ""),
        faces.day(said["committed_on"]),
    )


FACE = Face(_select, _node)


def find(word: str) -> UUID | None:
    return Grant.objects.filter(slug=word).values_list("pk", flat=True).first()
