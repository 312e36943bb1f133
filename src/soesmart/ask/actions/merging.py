# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.ask import rules
from soesmart.ask.actions.moving import locked, step
from soesmart.ask.actions.supporting import drop_support
from soesmart.ask.actions.telling import tell_askers
from soesmart.ask.leaves import record
from soesmart.ask.models import Contribution, Support
from soesmart.ask.types import NotFound, Refused, State


def merge(actor: Actor, question: UUID, into: UUID, reason: str) -> None:
    """Join a question to another on the same matter: askers and supports go along, nothing is deleted."""
    if question == into:
        raise Refused("into", _("Eine Frage kann nicht mit sich selbst zusammengelegt werden."))
    with transaction.atomic():
        first, second = (locked(key) for key in sorted((question, into), key=str))  # one order: no deadlock
        source, target = (first, second) if first.public_id == question else (second, first)
        require(actor, "ask.merge", "")
        if target.state not in rules.LISTED:
            raise Refused("into", _("Mit dieser Frage geht das nicht. Bitte wählen Sie eine andere."))
        source.merged_into = target
        step(source, State.MERGED, rules.TOWN, reason)
        for child in Contribution.objects.select_for_update().filter(merged_into=source):
            child.merged_into = target
            child.version += 1
            child.save()
            record("ask.contribution", child)
        _pass_on_supports(source, target)
        tell_askers(source)


def _pass_on_supports(source: Contribution, target: Contribution) -> None:
    """Everybody who stood behind the source now counts, once, for the target; so does its asker."""
    have = set(target.supports.values_list("supporter", flat=True)) | {target.participant}
    passed = [(s.supporter, s.verified, s.via or source) for s in source.supports.select_related("via")]
    if source.participant:
        passed.append((source.participant, False, source))
    for supporter, verified, via in passed:
        if supporter in have:
            continue
        have.add(supporter)
        row = Support.objects.create(contribution=target, supporter=supporter, verified=verified, via=via)
        record("ask.support", row, version=1)


def separate(actor: Actor, question: UUID, reason: str) -> None:
    """Undo a merge: the question stands alone again and takes its supports back."""
    with transaction.atomic():
        row = locked(question)
        require(actor, "ask.merge", "")
        if row.state != State.MERGED or row.merged_into is None:
            raise NotFound(str(question))
        for passed in Support.objects.filter(contribution=row.merged_into, via=row):
            drop_support(passed)
        row.merged_into = None
        step(row, State.IN_PROGRESS, rules.TOWN, reason)
