# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Face,
    Gap,
    GapFinder,
    Importer,
    ImportReport,
    Json,
    LogKind,
    NodeKind,
    Option,
    Permission,
    Question,
    Revisable,
    Room,
)
from soesmart.kernel.words import LocalText
from soesmart.strategy.processing import PROCESSINGS
from soesmart.strategy.words import GOAL_FIELDS, INDICATOR_FIELDS

if TYPE_CHECKING:
    from ninja import Router

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _(text: str) -> str:
    """Marks words for the catalogues; Django's own marks want settings, which do not exist yet here."""
    return text


def _urls() -> list[Any]:
    from soesmart.strategy.urls import urlpatterns

    return urlpatterns


def _import_goals(path: Path) -> ImportReport:
    from soesmart.strategy.imports.goals import import_goals

    return import_goals(path)


def _import_ladders(path: Path) -> ImportReport:
    from soesmart.strategy.ladders import import_ladders

    return import_ladders(path)


def _ladder_leaves(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.strategy.ladders import current_leaves

    return current_leaves(subjects)


def _breaking_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.strategy.queries.breaking import current_leaves

    return current_leaves(kind, subjects)


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.strategy.answers import answer

    return answer(question)


def _api() -> "Router":
    from soesmart.strategy.api import router

    return router


def _import_indicators(path: Path, **given: Any) -> ImportReport:
    from soesmart.strategy.imports.indicators import import_indicators

    return import_indicators(path, **given)


def _goal_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.strategy.queries.goals import current_leaves

    return current_leaves(kind, subjects)


def _version_leaves(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.strategy.queries.versions import current_leaves

    return current_leaves(subjects)


def _indicator_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.strategy.queries.indicators import current_leaves

    return current_leaves(kind, subjects)


def _face(name: str) -> Callable[[], Face]:
    def face() -> Face:
        from soesmart.strategy.queries import goals, indicators

        return goals.FACE if name == "goal" else indicators.FACE

    return face


def _kind(name: str) -> NodeKind:
    def asked(question: str) -> Callable[[Any], Any]:
        def ask(given: Any) -> Any:
            from soesmart.strategy.queries import nodes

            return getattr(nodes, question)(name, given)

        return ask

    return NodeKind.shown(
        f"strategy.{name}",
        "goal",
        _face(name),
        known=asked("known"),
        texts=asked("texts"),
        candidates=asked("candidates"),
        find=asked("find"),
    )


def _gaps(name: str) -> Callable[[], Iterable[Gap]]:
    def find() -> Iterable[Gap]:
        from soesmart.strategy.queries.nodes import FINDERS

        return FINDERS[name]()

    return find


def _goal_complaints(snapshot: Json) -> Sequence[tuple[str, str]]:
    from soesmart.strategy.revising import goal_complaints

    return goal_complaints(snapshot)


def _indicator_complaints(snapshot: Json) -> Sequence[tuple[str, str]]:
    from soesmart.strategy.revising import indicator_complaints

    return indicator_complaints(snapshot)


def _publish_goal(key: UUID, snapshot: Json) -> None:
    from soesmart.strategy.revising import publish_goal

    publish_goal(key, snapshot)


def _publish_indicator(key: UUID, snapshot: Json) -> None:
    from soesmart.strategy.revising import publish_indicator

    publish_indicator(key, snapshot)


def _title(snapshot: Json) -> LocalText:
    from soesmart.strategy.revising import title

    return title(snapshot)


def _url(name: str) -> Callable[[UUID], str]:
    def url(key: UUID) -> str:
        node = _face(name)().read([key]).get(key)
        return node.url if node else ""

    return url


REVISABLES = (
    Revisable(
        "strategy.goal",
        "Ziel",
        "strategy.edit",
        "strategy.approve",
        _publish_goal,
        _goal_complaints,
        _title,
        _url("goal"),
        GOAL_FIELDS,
    ),
    Revisable(
        "strategy.indicator",
        "Kennzahl",
        "strategy.edit",
        "strategy.approve",
        _publish_indicator,
        _indicator_complaints,
        _title,
        _url("indicator"),
        INDICATOR_FIELDS,
    ),
)

_FIELDS = {
    "Strategy": "id title text sources as_of example version",
    "Level": "id slug position name plural role expected asked_at whom sources version",
    "Goal": "id slug level parent position title text sources as_of asked_at whom sdgs charta example "
    "version changed_at",
    "Indicator": "id slug goal main position title unit unit_one kind direction resolution geography source "
    "baseline target texts words example version values_version newest changed_at",
    "Value": "id indicator period_start period_end period_label number mantissa lower upper scale source "
    "by_import aside reason entered_at",
    "Layout": "id name plan",
    "StrategyVersion": "id slug name decided_on decision oparl_url content version made_at",
    "Breakdown": "id code topic title occasion opened_at closed_at version",
    "SubQuestion": "id breakdown token answer_by goal proposal waits entered_at version",
    "OtherLadder": "id slug name rungs mapping source example version",
}

ROOM = Room(
    name="strategy",
    app="soesmart.strategy",
    urls=_urls,
    api=_api,
    processings=PROCESSINGS,
    answerers=(Answerer("strategy", _answer),),
    algorithms=(
        Algorithm(
            "strategy.answer",
            "Finds the goal or Kennzahl whose words hold the whole topic of a typed question.",
            "Questions about goals are answered by facts alone.",
        ),
    ),
    node_kinds=(
        _kind("goal"),
        _kind("indicator"),
    ),
    gap_finders=(
        GapFinder("strategy.bare", _("Ziele ohne gemessene Kennzahl"), _gaps("bare")),
        GapFinder("strategy.unmeasured", _("Kennzahlen, die zu lange niemand maß"), _gaps("unmeasured")),
    ),
    revisables=REVISABLES,
    permissions=(
        Permission(
            "strategy.edit",
            "Ziele und Kennzahlen vorschlagen, Zahlen eintragen",
            frozenset({"team", "department", "data_entry"}),
        ),
        Permission("strategy.approve", "Ziele und Kennzahlen freigeben", frozenset({"team"})),
    ),
    importers=(
        Importer(
            "goals",
            "strategy.toml",
            "Strategy: the ladder, its goals and their indicators from a TOML file.",
            _import_goals,
        ),
        Importer(
            "ladders",
            "ladders.toml",
            "Other towns' ladders of goals, mapped onto the own.",
            _import_ladders,
        ),
        Importer(
            "indicators",
            "",
            "Measured numbers from CSV, Excel or JSON, with a mapping; again only what changed.",
            _import_indicators,
            options=(
                Option("mapping", "a saved or shipped mapping, or a .json file"),
                Option("save-mapping", "keep the mapping under this name"),
                Option("period", "the period of all numbers, e.g. 2021"),
                Option("decimal", "the decimal mark of the file, , or ."),
                Option("source-name", "where the numbers come from"),
            ),
        ),
    ),
    log_kinds=(
        LogKind(
            "strategy.strategy", "The strategy was named.", lambda s: _goal_leaves("strategy.strategy", s)
        ),
        LogKind(
            "strategy.level", "A rung of the ladder changed.", lambda s: _goal_leaves("strategy.level", s)
        ),
        LogKind("strategy.goal", "A goal was published.", lambda s: _goal_leaves("strategy.goal", s)),
        LogKind(
            "strategy.indicator",
            "An indicator was published.",
            lambda s: _indicator_leaves("strategy.indicator", s),
        ),
        LogKind("strategy.ladder", "Another town's ladder was mapped.", _ladder_leaves),
        LogKind(
            "strategy.breakdown",
            "A big question was opened or closed.",
            lambda s: _breaking_leaves("strategy.breakdown", s),
        ),
        LogKind(
            "strategy.subquestion",
            "A card was hung on the wall, shown or removed.",
            lambda s: _breaking_leaves("strategy.subquestion", s),
        ),
        LogKind("strategy.version", "What is published was given a name.", _version_leaves),
        LogKind(
            "strategy.values",
            "Measured numbers were added.",
            lambda s: _indicator_leaves("strategy.values", s),
        ),
    ),
    personal_otherwise=dict.fromkeys(
        (
            f"SubQuestion.{name}"
            for name in ("text", "known", "known_source", "known_as_of", "touches", "becomes")
        ),
        "strategy.actions.breaking.remove(): by the team",
    ),
    impersonal_fields=tuple(f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()),
)
