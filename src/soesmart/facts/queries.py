# SPDX-License-Identifier: EUPL-1.2
"""Reading published facts, dates and outcomes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import models
from django.urls import reverse

from soesmart.facts.models import Chapter as ChapterRow
from soesmart.facts.models import Fact as FactRow
from soesmart.facts.models import Happening as HappeningRow
from soesmart.facts.models import Lexicon, Topic
from soesmart.facts.models import Outcome as OutcomeRow
from soesmart.facts.types import (
    STOP_NAMES,
    Chapter,
    Fact,
    Happening,
    OpenPoint,
    Outcome,
    Source,
    Statement,
    Stop,
    Version,
)
from soesmart.kernel.folding import fold
from soesmart.kernel.words import LocalText

WITHDRAWN: Final = {"withdrawn": True}
_MODELS: Mapping[str, tuple[type[models.Model], str]] = {
    "fact": (FactRow, "slug"),
    "date": (HappeningRow, "slug"),
    "outcome": (OutcomeRow, "slug"),
    "words": (Lexicon, "name"),
    "topic": (Topic, "name"),
    "chapter": (ChapterRow, "slug"),
}


def all_facts() -> tuple[Fact, ...]:
    """Every published fact in the town's order."""
    return tuple(_fact(row) for row in FactRow.objects.all())


def topic_titles() -> dict[str, LocalText]:
    """What topics are called in several languages; one that is not here has its German name only."""
    return {row.name: _local(row.title) for row in Topic.objects.all()}


def by_slug(slug: str) -> Fact | None:
    row = FactRow.objects.filter(slug=slug).first()
    return _fact(row) if row else None


def by_slugs(slugs: Sequence[str]) -> tuple[Fact, ...]:
    """The facts of these slugs, in the order asked for; unknown ones are left out."""
    rows = {row.slug: row for row in FactRow.objects.filter(slug__in=slugs)}
    return tuple(_fact(rows[slug]) for slug in slugs if slug in rows)


def next_dates(today: date, limit: int) -> tuple[Happening, ...]:
    """Dates that are not over on `today`, soonest first."""
    rows = HappeningRow.objects.filter(ends__gte=today).order_by("starts", "position")
    return tuple(_happening(row) for row in rows[:limit])


def outcomes(limit: int) -> tuple[Outcome, ...]:
    """Told stories in the town's order."""
    return tuple(_outcome(row) for row in OutcomeRow.objects.all()[:limit])


def chapters() -> tuple[Chapter, ...]:
    """ "Hintergründe", in the town's order."""
    return tuple(
        Chapter(
            slug=row.slug,
            title=_local(row.title),
            text=_local(row.text),
            statements=tuple(map(_statement, row.statements)),
            sources=_sources(row.sources),
            example=row.example,
        )
        for row in ChapterRow.objects.all()
    )


def _statement(stored: Mapping[str, Any]) -> Statement:
    asked = stored["asked_at"]
    return Statement(
        text=_local(stored["text"]),
        when=stored["when"],
        sources=_sources(stored["sources"]),
        versions=tuple(
            Version(_local(version["text"]), _sources([version["source"]])[0])
            for version in stored["versions"]
        ),
        open_point=OpenPoint(date.fromisoformat(asked), _local(stored["whom"])) if asked else None,
    )


def published(kind: str, slugs: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What the log's newest leaf must say for each slug; a row that is gone must have been withdrawn."""
    model, key = _MODELS[kind]
    rows = {str(row): public(row) for row in model.objects.filter(**{f"{key}__in": slugs})}  # type: ignore[attr-defined]
    return {slug: rows.get(slug, WITHDRAWN) for slug in slugs}


def public(row: models.Model) -> dict[str, Any]:
    """A row as it stands in the log: every field but the database's own number."""
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    values.pop("id")
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None
    }


def _local(stored: Mapping[str, Any]) -> LocalText:
    return LocalText(stored["texts"], stored["source_lang"], stored["status"])


def _sources(stored: Sequence[Mapping[str, str]]) -> tuple[Source, ...]:
    return tuple(Source(item["label"], item["url"], item["as_of"]) for item in stored)


def _fact(row: FactRow) -> Fact:
    return Fact(
        slug=row.slug,
        topic=row.topic,
        title=_local(row.title),
        text=_local(row.text),
        sources=_sources(row.sources),
        as_of=row.as_of,
        open_point=OpenPoint(row.asked_at, _local(row.whom_to_ask))
        if row.asked_at and row.whom_to_ask
        else None,
        related=tuple(row.related),
        example=row.example,
        url=reverse("fact", args=[row.slug]),
    )


def _happening(row: HappeningRow) -> Happening:
    return Happening(
        slug=row.slug,
        title=_local(row.title),
        text=_local(row.text),
        place=row.place,
        starts=row.starts,
        ends=row.ends,
        sources=_sources(row.sources),
        example=row.example,
    )


def _outcome(row: OutcomeRow) -> Outcome:
    return Outcome(
        slug=row.slug,
        title=_local(row.title),
        text=_local(row.text),
        stops=tuple(
            Stop(name, row.stops[name]["state"], _local(row.stops[name]["word"])) for name in STOP_NAMES
        ),
        sources=_sources(row.sources),
        as_of=row.as_of,
        example=row.example,
        url=reverse("fact", args=[row.fact]) if row.fact else "",
    )


def names_elsewhere() -> frozenset[str]:
    """Folded names of places that are not the town's own, as its words for facts list them."""
    rows = Lexicon.objects.filter(elsewhere=True).values_list("words", flat=True)
    return frozenset(fold(word) for listed in rows for word in listed)
