# SPDX-License-Identifier: EUPL-1.2
"""New codes for the roll. They exist only in what is returned here: nobody can print the same ones again."""

import secrets
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.decide import keys
from soesmart.decide.engine.box import codes
from soesmart.decide.models import Roll, Vote
from soesmart.decide.rules import PREPARE, may_change
from soesmart.decide.types import Refused

MOST = 20_000


@transaction.atomic
def new_codes(actor: Actor, key: UUID, number: int) -> tuple[str, ...]:
    """`number` codes, shuffled. Stored is one HMAC each, sorted: not even how many were printed at once."""
    require(actor, PREPARE)
    vote = Vote.objects.select_for_update().get(pk=key)
    if not may_change(vote):
        raise Refused("frozen", _("Die Abstimmung läuft: Jetzt kommen keine Codes mehr dazu."))
    if not 1 <= number <= MOST:
        raise Refused("number", _("Möglich sind 1 bis %(most)s Codes auf einmal.") % {"most": MOST}, "number")
    held = keys.read(key)
    made = list({codes.new_code() for _ in range(number)})
    secrets.SystemRandom().shuffle(made)
    names = sorted(codes.in_roll(code, held) for code in made)
    Roll.objects.bulk_create([Roll(key=name, vote=vote) for name in names], batch_size=300)
    vote.roll_size = Roll.objects.filter(vote=vote).count()
    vote.save(update_fields=["roll_size"])
    return tuple(made)
