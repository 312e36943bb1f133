# SPDX-License-Identifier: EUPL-1.2
"""`soesmart check votes`: does what is stored still say nothing about order, and do counted ballots fit?"""

from collections.abc import Iterator

from django.db import connection

from soesmart.decide import key_order, keys
from soesmart.decide.engine.box.roots import mark_of, root_of
from soesmart.decide.models import Counted, Roll, Vote
from soesmart.decide.types import Phase
from soesmart.kernel.room import Finding


def run() -> Iterator[Finding]:
    yield from _order()
    for vote in Vote.objects.all():
        yield from _vote(vote)


def _order() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    for table in key_order.TABLES:
        yield Finding(key_order.kept(table), f"{table} is kept in the order of its random keys")


def _vote(vote: Vote) -> Iterator[Finding]:
    if vote.phase not in (Phase.COLLECT, Phase.CHECK):
        names = list(Roll.objects.filter(vote=vote).values_list("key", flat=True))
        fits = root_of(names) == vote.roll_root and len(names) == vote.roll_size
        yield Finding(fits, f"{vote.slug}: the roll is the one whose root was published")
    if vote.box_root:
        rows = Counted.objects.filter(vote=vote).values_list("receipt", "choices")
        yield Finding(
            root_of(mark_of(*row) for row in rows) == vote.box_root,
            f"{vote.slug}: the ballots are the ones whose root was published",
        )
        yield Finding(not keys.are_there(vote.pk), f"{vote.slug}: the keys are destroyed")
    elif not keys.are_there(vote.pk):
        yield Finding(
            False, f"{vote.slug}: its keys are missing in DATA/keys; put them back before the count"
        )
