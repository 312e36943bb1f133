# SPDX-License-Identifier: EUPL-1.2
"""The yearly sustainability report: one structure, shown as a page and as a PDF.

It says what was known of the year: numbers whose period ended by 31 December, judged as of that day. Made
again it is byte for byte the same, until somebody adds or corrects a number of that year.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from soesmart.strategy import facade
from soesmart.strategy.engine.charta import CHARTA, SDGS
from soesmart.strategy.queries.indicators import newest_until
from soesmart.strategy.queries.versions import in_force
from soesmart.strategy.shown import Shown, day, local, shown, standing, today
from soesmart.strategy.types import GoalRow, IndicatorRow, LevelRow

_TEMPLATE = Path(__file__).with_name("report.typ")
_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the report, in words."""

    name: str
    url: str
    figure: str
    period: str
    badge: str
    badge_class: str
    sentences: tuple[str, ...]
    source: str
    example: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One goal: how deep it stands, its Kennzahl, its further numbers."""

    title: str
    rung: str
    depth: int
    url: str
    text: str
    main: Line | None
    wants_main: bool
    """It has no goals below and no Kennzahl: the gap is shown."""
    others: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Report:
    year: int
    on: date
    title: str
    subtitle: str
    town: str
    decision: str
    oparl_url: str
    counts: tuple[tuple[str, int], ...]
    gaps: tuple[str, ...]
    parts: tuple[Part, ...]
    sdgs: tuple[tuple[str, tuple[str, ...]], ...]
    charta: tuple[tuple[str, tuple[str, ...]], ...]
    example: bool


def years() -> tuple[int, ...]:
    """Years there can be a report about, the newest first: only years that are over."""
    last = today().year - 1
    first = min((end.year for end in facade.measured_until().values()), default=last)
    return tuple(range(last, max(min(first, last), last - 9) - 1, -1))


def report(year: int) -> Report:
    on = date(year, 12, 31)
    levels = {level.slug: level for level in facade.levels()}
    goals = facade.goals()
    mains, others = _indicators()
    newest = newest_until(on)
    decided = in_force(on)
    parts = tuple(_parts(goals, levels, mains, others, newest, on))
    strategy = facade.strategy()
    states = [standing(row, newest.get(row.id, ()), on) for row in mains.values()]
    return Report(
        year=year,
        on=on,
        title=_("Nachhaltigkeitsbericht %(year)s") % {"year": year},
        subtitle=local(strategy.title) if strategy else "",
        town=settings.SOESMART["town.name"],
        decision=_decision(decided),
        oparl_url=decided.oparl_url if decided else "",
        counts=tuple(_counts(goals, states)),
        gaps=tuple(_gaps(levels, goals, parts)),
        parts=parts,
        sdgs=tuple(_named(goals, lambda goal: goal.sdgs, {n: f"{n} {_(name)}" for n, name in SDGS.items()})),
        charta=tuple(_named(goals, lambda goal: goal.charta, {k: _(name) for k, name in CHARTA.items()})),
        example=bool(strategy and strategy.example),
    )


def _indicators() -> tuple[dict[UUID, IndicatorRow], dict[UUID, list[IndicatorRow]]]:
    mains: dict[UUID, IndicatorRow] = {}
    others: dict[UUID, list[IndicatorRow]] = defaultdict(list)
    for row in facade.indicators():
        if row.goal and row.main:
            mains[row.goal] = row
        elif row.goal:
            others[row.goal].append(row)
    return mains, others


def _parts(
    goals: Sequence[GoalRow], levels: Mapping[str, LevelRow], mains: Any, others: Any, newest: Any, on: date
) -> Iterator[Part]:
    """From the top of the ladder down, each goal below the one it belongs to."""
    below: dict[UUID | None, list[GoalRow]] = defaultdict(list)
    for goal in goals:
        below[goal.parent].append(goal)
    waiting = [(goal, 1) for goal in reversed(below[None])]
    while waiting:
        goal, depth = waiting.pop()
        children = below[goal.id]
        main = mains.get(goal.id)
        rest = others.get(goal.id, [])
        yield Part(
            title=local(goal.title),
            rung=local(levels[goal.level].name),
            depth=min(depth, 4),
            url=goal.url,
            text=local(goal.text) if goal.text else "",
            main=_line(shown(main, newest.get(main.id, ()), on)) if main else None,
            wants_main=main is None and not children and levels[goal.level].role == "goal",
            others=tuple(_line(shown(row, newest.get(row.id, ()), on)) for row in rest[:_OTHERS]),
            more=max(0, len(rest) - _OTHERS),
        )
        waiting += [(child, depth + 1) for child in reversed(children)]


def _line(one: Shown) -> Line:
    figure = f"{one.figure}\N{NO-BREAK SPACE}{one.unit}".strip() if one.figure else ""
    sentences = (*one.sentences, one.since) if one.since else one.sentences
    return Line(
        name=local(one.row.title),
        url=one.row.url,
        figure=figure,
        period=one.period,
        badge=one.badge,
        badge_class=one.badge_class,
        sentences=sentences,
        source=one.source,
        example=one.row.example,
    )


def _decision(decided: Any) -> str:
    if decided is None:
        return ""
    name, on = local(decided.name), day(decided.decided_on)
    said = _("Grundlage: %(name)s, beschlossen am %(day)s") % {"name": name, "day": on}
    return f"{said} ({decided.decision})." if decided.decision else f"{said}."


def _counts(goals: Sequence[GoalRow], states: Sequence[Any]) -> Iterator[tuple[str, int]]:
    yield _("Ziele"), len(goals)
    yield _("Ziele mit Kennzahl"), len(states)
    yield _("davon gemessen"), sum(one.last is not None for one in states)
    for state, name in (
        ("reached", _("erreicht")),
        ("on the way", _("auf dem Weg")),
        ("behind", _("hinter dem Plan")),
        ("wrong way", _("in die falsche Richtung")),
        ("missed", _("verfehlt")),
        ("unmeasured", _("nie gemessen")),
    ):
        yield name, sum(one.state == state for one in states)
    yield _("zu lange nicht gemessen"), sum(one.overdue for one in states)


def _gaps(levels: Mapping[str, LevelRow], goals: Sequence[GoalRow], parts: Sequence[Part]) -> Iterator[str]:
    for level in levels.values():
        known = sum(goal.level == level.slug for goal in goals)
        if (
            level.role in {"goal", "across"}
            and (level.unknown or level.expected)
            and known < (level.expected or 1)
        ):
            words = {"name": local(level.plural), "known": known, "all": level.expected or "?"}
            yield _("%(name)s: %(known)s von %(all)s bekannt.") % words
    without = [part.title for part in parts if part.wants_main]
    if without:
        yield _("Ohne Kennzahl: %(goals)s.") % {"goals": "; ".join(without)}


def _named(
    goals: Sequence[GoalRow], keys: Any, names: Mapping[Any, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, name in names.items():
        found = tuple(local(goal.title) for goal in goals if key in keys(goal))
        if found:
            yield name, found


def pdf(made: Report) -> bytes:
    """Tagged PDF (PDF/UA-1), without network and without the machine's own fonts."""
    import typst  # inline: ten megabytes that only documents need

    moment = datetime.combine(made.on, time(12), UTC)
    document = typst.compile(
        str(_TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_drawn(made), ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
    )
    assert isinstance(document, bytes)
    return document


def _drawn(made: Report) -> dict[str, Any]:
    def line(one: Line | None) -> Any:
        if one is None:
            return None
        example = [_("Beispiel")] if one.example else []
        return {
            "name": one.name,
            "figure": one.figure,
            "period": one.period,
            "badges": [*([one.badge] if one.badge and one.figure else []), *example],
            "text": " ".join(one.sentences),
            "source": one.source,
        }

    return {
        "lang": (get_language() or "de").partition("-")[0],
        "title": made.title,
        "subtitle": made.subtitle,
        "town": made.town,
        "decision": made.decision,
        "oparl": made.oparl_url,
        "counts": [{"name": name, "number": str(number)} for name, number in made.counts],
        "gaps": list(made.gaps),
        "parts": [
            {
                "title": part.title,
                "rung": part.rung,
                "depth": part.depth,
                "text": part.text,
                "main": line(part.main),
                "wants_main": part.wants_main,
                "others": [line(one) for one in part.others],
                "more": _("und %(n)s weitere Zahlen") % {"n": part.more} if part.more else "",
            }
            for part in made.parts
        ],
        "sdgs": [{"name": name, "goals": list(goals)} for name, goals in made.sdgs],
        "charta": [{"name": name, "goals": list(goals)} for name, goals in made.charta],
        "example": made.example,
        "words": {
            "glance": _("Auf einen Blick"),
            "missing": _("Was wir nicht wissen"),
            "goals": _("Ziele und Zahlen"),
            "what": _("Was"),
            "how_many": _("Wie viele"),
            "figure": _("Zahl"),
            "period": _("Zeitraum"),
            "state": _("Stand"),
            "source": _("Quelle"),
            "none": _("noch keine Kennzahl"),
            "sdgs": _("Nachhaltigkeitsziele der Vereinten Nationen"),
            "charta": _("Smart City Charta"),
            "paper": _("Beschluss im Ratsinformationssystem"),
            "example": _("Alle Angaben sind Beispiele."),
            "as_of": _("Stand %(day)s") % {"day": day(made.on)},
            "unmeasured": _("nicht gemessen"),
            "page": _("Seite"),
        },
    }
