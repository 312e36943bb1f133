# SPDX-License-Identifier: EUPL-1.2
"""The team's hand: make a draft, change it, publish it, move it on. Every step leaves its reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.projects.actions import storing
from soesmart.projects.engine.document import complaints, normalised
from soesmart.projects.models import Project
from soesmart.projects.rules import ENDED, RESERVED
from soesmart.projects.types import NotFound, Phase, Refused, Status
from soesmart.revisions import facade as revisions
from soesmart.thread.facade import NodeRef, links_of, tie

Json = Mapping[str, Any]
KIND = storing.KIND


class Stale(Exception):
    """Somebody else changed the project meanwhile."""


def create_draft(actor: Actor, document: Json, question: UUID | None = None) -> Project:
    """A project only the team sees. `question`: the idea it comes from, which then leads to it."""
    require(actor, "projects.edit")
    with transaction.atomic():
        row = Project(slug=free_slug(document["title"]["de"]), version=1)
        _fill(row, document)
        storing.save(row)
        storing.note_step(row, "", None)
        if question is not None:
            tie(NodeRef("ask.question", question), "leads_to", NodeRef(KIND, row.public_id))
    return row


def free_slug(title: str) -> str:
    base = (
        slugify(title.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))[:70].strip("-") or "projekt"
    )
    base = f"projekt-{base}" if base in RESERVED else base
    slug, number = base, 2
    while Project.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def change(actor: Actor, slug: str, base: int, document: Json) -> int:
    """Replace the document; raises Stale unless `base` is the version it was made from. The new version.

    Status and phase are changed by `move` alone: it asks for the reason.
    """
    require(actor, "projects.edit")
    with transaction.atomic():
        row = _locked(slug)
        if row.version != base:
            raise Stale(slug)
        kept = {name: row.document[name] for name in ("status", "phase") if name in row.document}
        if _fill(row, {**document, **kept}):
            row.version += 1
            storing.save(row)
        return row.version


def propose(actor: Actor, slug: str, base: int, document: Json, reason: str) -> UUID:
    """A new version of a public project waits for approval (room `revisions`); its id."""
    row = _found(slug)
    kept = {name: row.document[name] for name in ("status", "phase") if name in row.document}
    snapshot = normalised_or_refused({**document, **kept})
    return revisions.propose(actor, KIND, row.public_id, snapshot, base, reason).id


def publish_revision(key: UUID, snapshot: Json) -> None:
    """Inside the transaction of room `revisions`. How far the project is, only `move` says."""
    row = Project.objects.select_for_update().get(public_id=key)
    kept = {name: row.document[name] for name in ("status", "phase") if name in row.document}
    storing.fill(row, {**snapshot, **kept})
    row.version += 1
    storing.save(row, revised=True)


def normalised_or_refused(document: Json) -> Json:
    for field, text in complaints(document):
        raise Refused(field, text)
    return normalised(document)


def publish(actor: Actor, slug: str) -> None:
    """Show it to all: only with every question of the gate answered."""
    require(actor, "projects.edit")
    with transaction.atomic():
        row = _locked(slug)
        if row.published:
            return
        gate = row.document.get("gate", {})
        missing = [
            name
            for name in ("problem", "whom", "without_digital", "why_not", "technology")
            if name not in gate
        ]
        if missing:
            raise Refused(f"gate_{missing[0]}", _("Vor dem Veröffentlichen muss hier eine Antwort stehen."))
        row.published = True
        row.version += 1
        storing.save(row)


def move(actor: Actor, slug: str, status: Status, phase: Phase, reason: str, into: str = "") -> None:
    """Another status or phase, with the reason; an end without one is refused.

    Merged into another project: what led to this one leads to the other from now on too.
    """
    require(actor, "projects.edit")
    said = " ".join(reason.split())
    with transaction.atomic():
        row = _locked(slug)
        if not said:
            raise Refused("reason", _("Bitte sagen Sie, warum. Alle können es lesen."))
        if len(said) > 2_000:
            raise Refused("reason", _("Bitte höchstens %(n)d Zeichen.") % {"n": 2_000})
        before = row.status
        if status is Status.MERGED:
            _merge(row, into, said)
        elif status not in ENDED:
            row.merged_into = None
        storing.fill(row, {**row.document, "status": status.value, "phase": phase.value})
        row.status_since = clock.now()
        row.version += 1
        storing.save(row, said)
        storing.note_step(row, before, {"de": said})


def _merge(row: Project, into: str, reason: str) -> None:
    target = Project.objects.filter(slug=into).exclude(pk=row.pk).first()
    if target is None or target.merged_into_id is not None:
        raise Refused("into", _("Bitte wählen Sie das Projekt, in dem dieses aufgeht."))
    row.merged_into = target
    here, there = NodeRef(KIND, row.public_id), NodeRef(KIND, target.public_id)
    for link in links_of(here):
        if link.target == here:  # askers and goals stay connected
            tie(link.origin, link.relation, there, link.reason)
    tie(here, "merged_into", there, reason)


def _fill(row: Project, document: Json) -> bool:
    return storing.fill(row, normalised_or_refused(document))


def _found(slug: str) -> Project:
    row = Project.objects.filter(slug=slug).first()
    if row is None:
        raise NotFound(slug)
    return row


def _locked(slug: str) -> Project:
    row = Project.objects.select_for_update().filter(slug=slug).first()
    if row is None:
        raise NotFound(slug)
    return row
