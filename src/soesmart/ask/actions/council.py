# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from soesmart.ask.engine.incoming.oparl import Paper
from soesmart.ask.models import CouncilPaper
from soesmart.kernel import clock
from soesmart.kernel.folding import fold
from soesmart.kernel.log.actions import stage


@transaction.atomic
def enter_papers(found: Mapping[str, Paper], *, dry_run: bool = False) -> tuple[int, int, int]:
    """Store what is new or changed; (created, updated, unchanged)."""
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    known = {row.key: row for row in CouncilPaper.objects.all()}
    new, changed = [], []
    for key, paper in found.items():
        said = {"title": paper.title, "kind": paper.kind, "day": paper.day, "url": paper.url}
        row = known.get(key)
        if row is None:
            new.append(CouncilPaper(key=key, folded=fold(paper.title), as_of=today, **said))
        elif any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.folded, row.as_of = fold(paper.title), today
            changed.append(row)
    if not dry_run and (new or changed):
        CouncilPaper.objects.bulk_create(new, batch_size=500)
        CouncilPaper.objects.bulk_update(changed, ["title", "kind", "day", "url", "folded", "as_of"], 200)
        number = CouncilPaper.objects.count()
        stage("ask.council", "papers", int(clock.now().timestamp() * 1000), {"papers": number})
    return len(new), len(changed), len(found) - len(new) - len(changed)
