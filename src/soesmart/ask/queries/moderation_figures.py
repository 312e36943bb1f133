# SPDX-License-Identifier: EUPL-1.2
"""What the moderation did in a year, counted from the rows: the transparency report (DSA Art. 15, 24)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from soesmart.ask.models import Appeal, Comment, Contribution, Decision, Notice
from soesmart.ask.types_moderation import What, YearFigures


def years() -> tuple[int, ...]:
    """Years in which something was reported or decided, newest first."""
    zone = _zone()
    found = {
        at.astimezone(zone).year
        for model in (Notice, Decision)
        for at in model.objects.datetimes("at", "year", tzinfo=zone)
    }
    return tuple(sorted(found, reverse=True))


def figures_of(year: int) -> YearFigures:
    zone = _zone()
    span = {"at__gte": datetime(year, 1, 1, tzinfo=zone), "at__lt": datetime(year + 1, 1, 1, tzinfo=zone)}
    notices = list(Notice.objects.filter(**span).values_list("reason", "at", "decided_at"))
    decisions = list(
        Decision.objects.filter(**span, undone_at=None).values_list(
            "what", "ground", "found_by", "at", "target_id"
        )
    )
    reported = Counter(what for what, _ground, found_by, _at, _key in decisions if found_by == "notice")
    reported.update({What.KEPT: sum(row[0] == What.KEPT for row in decisions)})
    appeals = list(Appeal.objects.filter(**span).values_list("at", "decided_at", "upheld"))
    first = [row for row in decisions if row[2] not in {"", "notice"}]
    return YearFigures(
        year=year,
        notices=_counted(reason for reason, _at, _decided in notices),
        notices_open=sum(decided is None for _reason, _at, decided in notices),
        notices_removed=reported[What.HIDDEN],
        notices_kept=reported[What.KEPT],
        notice_hours=_hours((at, decided) for _reason, at, decided in notices),
        decisions=tuple(
            (what, ground, number)
            for (what, ground), number in sorted(Counter((row[0], row[1]) for row in decisions).items())
            if what != What.KEPT
        ),
        held_back=_counted(row[2] for row in first),
        held_hours=_hours(_waited(first)),
        appeals=len(appeals),
        appeals_upheld=sum(upheld for _at, _decided, upheld in appeals),
        appeals_open=sum(decided is None for _at, decided, _upheld in appeals),
        appeal_hours=_hours((at, decided) for at, decided, _upheld in appeals),
    )


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.SOESMART["town.time_zone"])


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _waited(rows: list[tuple[str, str, str, datetime, UUID]]) -> Iterable[tuple[datetime, datetime | None]]:
    """From the sending to the decision, for texts that were held back."""
    keys = [row[4] for row in rows]
    sent = dict(Contribution.objects.filter(public_id__in=keys).values_list("public_id", "asked_at"))
    sent |= dict(Comment.objects.filter(public_id__in=keys).values_list("public_id", "at"))
    return [(sent[row[4]], row[3]) for row in rows if row[4] in sent]


def _hours(spans: Iterable[tuple[datetime, datetime | None]]) -> int | None:
    """The median in hours, rounded up: nobody waited "0 hours"."""
    took = [(end - start).total_seconds() / 3600 for start, end in spans if end]
    return -int(-median(took) // 1) if took else None
