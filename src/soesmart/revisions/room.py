# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from typing import Any

from soesmart.kernel.room import Desk, Json, LogKind, Permission, Room
from soesmart.kernel.settings import Setting
from soesmart.revisions.processing import PROCESSINGS

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _urls() -> list[Any]:
    from soesmart.revisions.urls import urlpatterns

    return urlpatterns


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.revisions.queries import current_leaves

    return current_leaves(subjects)


_FIELDS = (
    "id kind object_id number base schema_version snapshot state reason note same_person version created_at "
    "approved_at published_at"
)
_PERSONAL = ("Revision.author", "Revision.approver")

ROOM = Room(
    name="revisions",
    app="soesmart.revisions",
    urls=_urls,
    processings=PROCESSINGS,
    desks=(Desk(35, "Fassungen", "/fassungen/", ("revisions.see",)),),
    permissions=(
        Permission(
            "revisions.see",
            "Vorgeschlagene Fassungen ansehen",
            frozenset({"team", "department", "data_entry"}),
        ),
    ),
    settings=(
        Setting(
            "revisions.four_eyes",
            "yes/no",
            False,
            "Whoever proposes a version may not approve it. Without it the history says so.",
        ),
    ),
    log_kinds=(LogKind("revisions.revision", "A version was proposed, decided or published.", _current),),
    impersonal_fields=(
        *(f"Head.{name}" for name in ("id", "kind", "object_id", "last", "published")),
        *(f"Revision.{name}" for name in _FIELDS.split()),
    ),
    personal_otherwise=dict.fromkeys(
        _PERSONAL, "accounts.actions.leaving.delete_account(): set to nobody with the account"
    ),
)
