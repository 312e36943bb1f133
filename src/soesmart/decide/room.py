# SPDX-License-Identifier: EUPL-1.2
"""Decide together: votes and budget votes. Functions import late: they need the app registry."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soesmart.decide.commands import COMMANDS
from soesmart.decide.processing import MEASURES, PROCESSINGS
from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Check,
    Desk,
    Door,
    Face,
    Finding,
    Importer,
    ImportReport,
    Json,
    LogKind,
    NodeKind,
    OfflinePage,
    Permission,
    Question,
    Room,
    Schedule,
    Verifier,
)
from soesmart.kernel.settings import Setting

if TYPE_CHECKING:
    from ninja import Router


def _urls() -> list[Any]:
    from soesmart.decide.urls import urlpatterns

    return urlpatterns


def _api() -> "Router":
    from soesmart.decide.api import router

    return router


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.decide.answers import answer

    return answer(question)


def _face() -> Face:
    from soesmart.decide.queries.nodes import FACE

    return FACE


def _current_votes(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.decide.leaves import current_votes

    return current_votes(subjects)


def _current_batches(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.decide.leaves import current_batches

    return current_batches(subjects)


def _move_on() -> None:
    from soesmart.decide.tasks import move_on

    move_on()


def _publish() -> None:
    from soesmart.decide.actions.batching import publish_all

    publish_all()


def _send() -> None:
    from soesmart.decide.actions.mailing import send_waiting

    send_waiting()


def _check() -> Iterable[Finding]:
    from soesmart.decide.checks import run

    return run()


def _import(path: Path) -> ImportReport:
    from soesmart.decide.imports import run

    return run(path)


def _fields(by_model: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{model}.{name}" for model, names in by_model.items() for name in names.split())


_IMPERSONAL = {
    "Vote": "id slug title lede eligible phase version form budget purse most rule collect_until opens_at "
    "closes_at late_until by_village mail_codes sms_codes message_codes example box_key roll_size roll_root "
    "seed sealed_off box_root result council council_at council_text council_url",
    "Option": "id vote number position title text cost place category origin_kind origin_id "
    "outcome outcome_text",
    "Roll": "vote",
    "Ballot": "vote",
    "Typed": "vote",
    "Counted": "receipt vote choices",
    "Batch": "id vote number at marks root",
    "Turned": "id vote batch reason number",
    "Tally": "vote state budgets trouble began_at seen_at",
    "Wish": "id vote way language",
    "Message": "vote attempts due trouble",
}


def _is_vote(path: Path) -> bool:
    from soesmart.decide.verifying import knows

    return knows(path)


def _verify(path: Path, heads: Sequence[str], witnesses: Sequence[str]) -> Iterable[Finding]:
    from soesmart.decide.verifying import verify

    return verify(path, heads, witnesses)


_TEAM = frozenset({"team"})

ROOM = Room(
    name="decide",
    app="soesmart.decide",
    commands=COMMANDS,
    verifiers=(Verifier("vote", "a published vote (.pb or .json)", _is_vote, _verify),),
    processings=PROCESSINGS,
    measures=MEASURES,
    urls=_urls,
    api=_api,
    doors=(Door(30, "Mitentscheiden", "/mitentscheiden/", lambda: True),),
    desks=(Desk(25, "Abstimmungen", "/team/abstimmungen/", ("decide.prepare", "decide.enter")),),
    answerers=(Answerer("decide", _answer),),
    algorithms=(
        Algorithm(
            "decide.match",
            "Finds the vote that a typed question asks about.",
            "Questions about votes are not answered by a card; the votes stand under Mitentscheiden.",
        ),
    ),
    node_kinds=(NodeKind.shown("decide.vote", "project", _face),),
    log_kinds=(
        LogKind("decide.vote", "A vote was prepared, opened, closed, counted or decided on", _current_votes),
        LogKind("decide.batch", "Check values of new ballots were published", _current_batches),
    ),
    schedules=(
        Schedule("decide.move_on", 30, _move_on),
        Schedule("decide.batches", 1800, _publish),
        Schedule("decide.messages", 60, _send),
    ),
    checks=(Check("votes", _check),),
    importers=(Importer("votes", "votes.toml", "votes with their projects", _import),),
    offline_pages=(
        OfflinePage(
            "/mitentscheiden/parcours/",
            files=(
                "decide/decide.css",
                "decide/parcours.js",
                "decide/parcours-store.js",
                "decide/purse.js",
                "guard/cabinet.js",
                "guard/sealing.js",
            ),
            on_demand=True,
        ),
    ),
    permissions=(
        Permission("decide.prepare", "Abstimmungen vorbereiten und auszählen", _TEAM),
        Permission("decide.enter", "Stimmzettel von Papier eingeben", frozenset({"team", "data_entry"})),
        Permission("decide.follow", "Beschluss und Verbleib der Projekte eintragen", _TEAM),
    ),
    settings=(
        Setting(
            "decide.wrong_codes",
            "number",
            20,
            "So many unknown voting codes may come from one connection within ten minutes.",
            least=1,
        ),
        Setting(
            "decide.sms_gateway",
            "text",
            "",
            "Address of the town's own SMS gateway (https://…) for voting codes; empty sends no SMS and "
            "asks nobody. One POST per message, see docs/how-to/hold-a-vote.md.",
        ),
        Setting(
            "decide.sms_authorization",
            "text",
            "",
            'The header Authorization for the SMS gateway, whole: "Bearer …" or "Basic …".',
            secret=True,
        ),
        Setting(
            "decide.sms_body",
            "text",
            '{"to": "{number}", "text": "{text}"}',
            "The JSON the SMS gateway wants; {number} and {text} are filled in.",
        ),
        Setting("decide.sms_country", "text", "49", "Codes go by SMS to numbers of this country only."),
        Setting("decide.sms_most", "number", 1000, "So many codes of one vote go by SMS at most."),
        Setting(
            "decide.sms_per_minute",
            "number",
            30,
            "So many SMS are given to the gateway in a minute.",
            least=1,
        ),
    ),
    impersonal_fields=_fields(_IMPERSONAL),
    personal_otherwise={
        "Roll.key": "a random name that only the keys of the vote tie to a code; destroyed at the count",
        "Ballot.key": "actions.opening.open_box(), which deletes the box",
        "Ballot.sealed": "actions.opening.open_box(), which deletes the box",
        "Typed.key": "actions.entering, when the ballot is cast, or actions.opening.open_box()",
        "Typed.sealed": "actions.entering, when the ballot is cast, or actions.opening.open_box()",
        "Wish.address": "actions.mailing.make_message_codes(), when the vote opens",
        "Message.key": "actions.mailing.send_waiting(), or actions.opening.open_box()",
        "Message.sealed": "actions.mailing.send_waiting(), or actions.opening.open_box()",
    },
)
