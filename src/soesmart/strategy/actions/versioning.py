# SPDX-License-Identifier: EUPL-1.2
"""Giving what is published now a name: the set of revisions a council decided."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.revisions.facade import published_numbers
from soesmart.strategy.engine.incoming import slug_of
from soesmart.strategy.models import StrategyVersion
from soesmart.strategy.queries.versions import leaf, row_of
from soesmart.strategy.stored import text_in
from soesmart.strategy.types import Refused, VersionRow

KINDS = ("strategy.goal", "strategy.indicator")


def name_version(
    actor: Actor, name: str, decided_on: date | None = None, decision: str = "", oparl_url: str = ""
) -> VersionRow:
    """Everything published now, under a name. Raises Refused when the name is taken or there is nothing."""
    require(actor, "strategy.approve")
    content = sorted([kind, str(key), number] for (kind, key), number in published_numbers(KINDS).items())
    if not content:
        raise Refused(_("Es ist noch nichts veröffentlicht."))
    with transaction.atomic():
        row, fresh = StrategyVersion.objects.get_or_create(
            slug=slug_of(name) or "fassung",
            defaults={
                "name": text_in({"de": name}),
                "decided_on": decided_on,
                "decision": decision[:300],
                "oparl_url": oparl_url[:500],
                "content": content,
                "made_at": clock.now(),
            },
        )
        if not fresh:
            raise Refused(_("Eine Fassung mit diesem Namen gibt es schon."))
        stage("strategy.version", row.slug, 1, leaf(row))
    return row_of(row)
