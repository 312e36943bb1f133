# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.models import Option, Vote
from soesmart.decide.types import Council, OptionView, Phase, VoteView
from soesmart.kernel.words import LocalText


def votes() -> tuple[VoteView, ...]:
    """All votes, the newest first."""
    return tuple(view(row) for row in Vote.objects.prefetch_related("options"))


def vote(key: UUID) -> VoteView | None:
    row = Vote.objects.prefetch_related("options").filter(pk=key).first()
    return view(row) if row else None


def by_slug(slug: str) -> VoteView | None:
    row = Vote.objects.prefetch_related("options").filter(slug=slug).first()
    return view(row) if row else None


def with_origin(kind: str, key: UUID) -> tuple[VoteView, ...]:
    """The votes in which this project, or this idea, stands."""
    rows = Vote.objects.filter(options__origin_kind=kind, options__origin_id=key).distinct()
    return tuple(view(row) for row in rows.prefetch_related("options"))


def any_votes() -> bool:
    return Vote.objects.exists()


def text_of(stored: Mapping[str, Any]) -> LocalText:
    """Stored as {language: text}; without any text the empty one."""
    return LocalText(dict(stored) if "de" in stored else {"de": "", **stored})


def view(row: Vote) -> VoteView:
    return VoteView(
        id=row.pk,
        slug=row.slug,
        title=text_of(row.title),
        lede=text_of(row.lede),
        eligible=text_of(row.eligible),
        phase=Phase(row.phase),
        form=Form(row.form),
        budget=row.budget,
        purse=row.purse,
        most=row.most,
        rule=dict(row.rule),
        options=tuple(_options(row.options.all())),
        collect_until=row.collect_until,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        late_until=row.late_until,
        example=row.example,
        roll_size=row.roll_size,
        roll_root=row.roll_root,
        seed=row.seed,
        box_key=row.box_key,
        by_village=row.by_village,
        mail_codes=row.mail_codes,
        sms_codes=row.sms_codes,
        message_codes=row.message_codes,
        frozen=row.phase not in (Phase.COLLECT, Phase.CHECK),
        box_root=row.box_root,
        result=dict(row.result),
        council=Council(row.council),
        council_at=row.council_at,
        council_text=text_of(row.council_text),
        council_url=row.council_url,
    )


def _options(rows: Iterable[Option]) -> Sequence[OptionView]:
    return [
        OptionView(
            number=row.number,
            title=text_of(row.title),
            text=text_of(row.text),
            cost=row.cost,
            place=row.place,
            category=row.category,
            origin_kind=row.origin_kind,
            origin_id=row.origin_id,
            outcome=row.outcome,
            outcome_text=text_of(row.outcome_text),
        )
        for row in rows
    ]
