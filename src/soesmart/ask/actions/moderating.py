# SPDX-License-Identifier: EUPL-1.2
"""Approve, hide, show again, black out: always by somebody, on some ground, with a public reason."""

from uuid import UUID

from django.db import transaction

from soesmart.accounts.facade import Actor, require
from soesmart.ask.actions.deciding import note
from soesmart.ask.actions.redacting import black_out
from soesmart.ask.actions.showing import hide_within, show_hidden, show_waiting
from soesmart.ask.types_moderation import Ground, What


def approve(actor: Actor, target: str, key: UUID) -> None:
    """Let something appear that waited."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        note(actor, show_waiting(target, key), What.SHOWN)


def hide(actor: Actor, target: str, key: UUID, reason: str, ground: Ground = Ground.RULES) -> None:
    """Take something out of sight; the reason stands in its place."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        note(actor, hide_within(target, key, reason), What.HIDDEN, reason, ground)


def restore(actor: Actor, target: str, key: UUID, reason: str) -> None:
    """Show again what was hidden, in the state it had before."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        note(actor, show_hidden(target, key, reason), What.RESTORED, reason)


def redact(actor: Actor, target: str, key: UUID, pieces: tuple[tuple[str, str], ...], reason: str) -> None:
    """Black out words, each (kind, words as they stand in the text); what waited for them appears then."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        change, removed = black_out(target, key, pieces, reason)
        decision = note(actor, change, What.REDACTED, reason, Ground.RULES)
        for row in removed:
            row.decision = decision
            row.save()
        if change.waits:
            note(actor, show_waiting(target, key), What.SHOWN)
