# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from soesmart.ask.personal import IMPERSONAL, PERSONAL, PERSONAL_OTHERWISE
from soesmart.ask.processing import MEASURES, PROCESSINGS
from soesmart.ask.settings import SETTINGS
from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Check,
    Derived,
    Desk,
    Door,
    Exporter,
    Face,
    Finding,
    Gap,
    GapFinder,
    Importer,
    ImportReport,
    Json,
    Linked,
    LogKind,
    Moved,
    NodeKind,
    NodeText,
    OfflinePage,
    Option,
    OwnRow,
    OwnSection,
    Permission,
    Question,
    ReceiptPage,
    Room,
    Schedule,
    Shredder,
)

if TYPE_CHECKING:
    from ninja import Router

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _(text: str) -> str:
    """Marks words for the catalogues; pages translate them. Django's own mark needs settings."""
    return text


def _export(participant: UUID) -> Json:
    from soesmart.ask.exports import of_participant

    return of_participant(participant)


def _delete(participant: UUID) -> int:
    from soesmart.ask.actions.withdrawing import shred

    return shred(participant)


def _api() -> "Router":
    from ninja import Router

    from soesmart.ask.api import router
    from soesmart.ask.api_receipts import follows, receipts

    whole = Router()
    for part in (router, receipts, follows):
        whole.add_router("", part)
    return whole


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.ask.facade import answer_box

    return answer_box(question)


def _face() -> Face:
    from soesmart.ask.queries.nodes import FACE

    return FACE


def _known(ids: Sequence[UUID]) -> AbstractSet[UUID]:
    from soesmart.ask.queries.nodes import known

    return known(ids)


def _texts(ids: Sequence[UUID]) -> Mapping[UUID, NodeText]:
    from soesmart.ask.queries.nodes import texts

    return texts(ids)


def _candidates(text: NodeText) -> Sequence[UUID]:
    from soesmart.ask.queries.nodes import candidates

    return candidates(text)


def _late() -> Iterable[Gap]:
    from soesmart.ask.queries.nodes import late

    return late()


def _on_move(news: Moved) -> None:
    from soesmart.ask.actions.on_thread import remember_move

    remember_move(news)


def _on_thread(news: Linked) -> None:
    from soesmart.ask.actions.on_thread import remember

    remember(news)


def _find(name: str) -> UUID | None:
    from soesmart.ask.queries.nodes import find

    return find(name)


def _import(path: Path) -> ImportReport:
    from soesmart.ask.imports.questions import import_questions

    return import_questions(path)


def _import_categories(path: Path) -> ImportReport:
    from soesmart.ask.imports.categories import import_categories

    return import_categories(path)


def _import_contributions(path: Path, **given: Any) -> ImportReport:
    from soesmart.ask.imports.contributions import import_contributions

    return import_contributions(path, **given)


def _import_open311(address: str, **given: Any) -> ImportReport:
    from soesmart.ask.imports.open311 import import_open311

    return import_open311(str(address), **given)


def _import_oparl(name: str, **given: Any) -> ImportReport:
    from soesmart.ask.imports.oparl import import_oparl

    return import_oparl(str(name), **given)


def _council(question: Question) -> Sequence[Card]:
    from soesmart.ask.facade import council_cards

    return council_cards(question)


def _forget_imports() -> None:
    from soesmart.ask.imports.runs import forget

    forget()


def _categories_now(slugs: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.ask.leaves import categories_now

    return categories_now(slugs)


def _export_questions(path: Path) -> int:
    from soesmart.ask.exports import export_questions

    return export_questions(path)


def _rebuild() -> None:
    from soesmart.ask.actions.indexing import rebuild

    rebuild()


def _make_vectors() -> None:
    from soesmart.ask.actions.vectorising import make_missing

    make_missing()


def _forget_vectors() -> None:
    from soesmart.ask.actions.vectorising import forget_all

    forget_all()


def _model_is_there() -> Iterable[Finding]:
    from soesmart.ask.queries.vectors import findings

    return findings()


def _urls() -> list[Any]:
    from soesmart.ask.urls import urlpatterns

    return urlpatterns


def _forget_photos() -> None:
    from soesmart.ask.kept import forget

    forget()


def _tell_followers() -> None:
    from soesmart.ask.actions.telling_followers import tell_followers

    tell_followers()


def _forget_follows() -> None:
    from soesmart.ask.actions.following import forget_lost_follows

    forget_lost_follows()


def _followed(participants: Sequence[UUID]) -> Sequence[OwnRow]:
    from soesmart.ask.views.follow import own_rows

    return own_rows(participants)


def _look() -> Iterable[Finding]:
    from soesmart.ask.self_check import look

    return look()


def _forget_words() -> None:
    from soesmart.ask.actions.redacting import forget_words

    forget_words()


def _receipt_page(name: str) -> Callable[..., Any]:
    def view(request: Any, receipt: Any, step: str = "") -> Any:
        from soesmart.ask.views import receipt as pages

        return getattr(pages, name)(request, receipt, step)

    return view


def _current(kind: str) -> Callable[[Sequence[str]], Mapping[str, Json]]:
    def current(subjects: Sequence[str]) -> Mapping[str, Json]:
        from soesmart.ask.leaves import public_now

        return public_now(kind, subjects)

    return current


_STAFF = frozenset({"team", "department"})
_MODERATORS = frozenset({"moderator", "team"})

_LOG_KINDS = {
    "ask.contribution": "A question, problem or idea came in or changed its state.",
    "ask.comment": "A comment was written, hidden or deleted.",
    "ask.answer": "The town gave an official answer.",
    "ask.support": "Somebody said: me too.",
    "ask.photo": "A photo came in, was shown or hidden.",
    "ask.notice": "Content was reported, or a report was decided.",
    "ask.appeal": "Somebody appealed against a decision of the moderation, or the appeal was decided.",
}

_INCOMING = (
    Option("source", "name of the other system, for instance its address", required=True),
    Option("source-url", "where the other system is found"),
    Option("mapping", "a saved mapping, or a file ending in .json"),
    Option("column", "FIELD=HEADING where the guess is wrong; may stand several times", "list"),
    Option("save-mapping", "save the mapping under this name"),
    Option("kind", "question, problem or idea, where no column says so"),
    Option("language", "language of the texts, where no column says so"),
    Option("grid", "EPSG number of the coordinates, where the guess is wrong"),
    Option("base-url", "what relative links are relative to"),
    Option("asked", "the day on which everything was asked, for files without dates"),
    Option("skip-faulty", "leave faulty lines out instead of stopping", "flag"),
    Option("shorten", "cut texts that are too long instead of stopping", "flag"),
)
_SERVER = (
    Option("jurisdiction", "jurisdiction_id, if the server wants one"),
    Option("years", "how many years back (3)"),
)
ROOM = Room(
    name="ask",
    app="soesmart.ask",
    processings=PROCESSINGS,
    measures=MEASURES,
    urls=_urls,
    doors=(Door(10, "Fragen", "/fragen/", lambda: True),),
    receipt_pages=tuple(
        ReceiptPage(f"ask.{name}", _receipt_page(name)) for name in ("contribution", "comment", "notice")
    ),
    checks=(
        Check("ask", _look),
        Check("ask.meaning", _model_is_there),
    ),
    schedules=(
        Schedule("ask.vectors", 60, _make_vectors),
        Schedule("ask.forget_photos", 3600, _forget_photos),
        Schedule("ask.forget_imports", 86_400, _forget_imports),
        Schedule("ask.forget_words", 3600, _forget_words),
        Schedule("ask.tell_followers", 300, _tell_followers),
        Schedule("ask.forget_follows", 3600, _forget_follows),
    ),
    desks=(
        Desk(10, "Fragen bearbeiten", "/team/fragen/", ("ask.moderate", "ask.answer")),
        Desk(60, "Beiträge einlesen", "/team/einlesen/", ("ask.import",)),
    ),
    own_sections=(
        OwnSection(
            _("Was ich verfolge"),
            _("Noch nichts. Bei jeder Frage und jeder Liste können Sie sagen: Bescheid bekommen."),
            _("Beenden"),
            _followed,
        ),
    ),
    settings=SETTINGS,
    offline_pages=(
        OfflinePage(
            "/fragen/entwurf/",
            instead_of=("/fragen/neu/",),
            files=(
                "ask/ask.css",
                "ask/ask.js",
                "ask/draft.js",
                "ask/draft-send.js",
                "ask/draft-store.js",
                "guard/puzzle-worker.js",
            ),
        ),
    ),
    api=_api,
    answerers=(
        Answerer("ask", _answer),
        Answerer("council", _council),
    ),
    node_kinds=(
        NodeKind.shown(
            "ask.question",
            "question",
            _face,
            known=_known,
            texts=_texts,
            candidates=_candidates,
            find=_find,
        ),
    ),
    gap_finders=(GapFinder("ask.late", _("Fragen, auf die eine Antwort überfällig ist"), _late),),
    link_listeners=(_on_thread,),
    move_listeners=(_on_move,),
    importers=(
        Importer("categories", "categories.csv", "What contributions are about: a list.", _import_categories),
        Importer("questions", "questions.csv", "Questions with their history from a CSV file.", _import),
        Importer(
            "contributions",
            "",
            "Contributions of another system: CSV, Excel, GeoJSON.",
            _import_contributions,
            _INCOMING,
        ),
        Importer(
            "oparl",
            "",
            "What the council talks about (OParl 1.x); FILE may be a web address.",
            _import_oparl,
            (),
            takes_address=True,
        ),
        Importer(
            "open311",
            "",
            "Reports from a GeoReport v2 server; FILE is its address.",
            _import_open311,
            (*_INCOMING, *_SERVER),
            takes_address=True,
        ),
    ),
    exporters=(Exporter("questions", "All public questions as a CSV file.", _export_questions),),
    log_kinds=(
        *(LogKind(name, meaning, _current(name)) for name, meaning in _LOG_KINDS.items()),
        LogKind("ask.council", "What the council talks about was read anew."),
        LogKind("ask.import", "Contributions of another system were taken over."),
        LogKind("ask.category", "The town's list of categories changed.", _categories_now),
    ),
    permissions=(
        Permission("ask.moderate", "Beiträge prüfen, freigeben und ausblenden", _MODERATORS),
        Permission("ask.answer", "Im Namen der Stadt antworten", _STAFF),
        Permission("ask.move", "Den Stand einer Frage ändern", _STAFF),
        Permission("ask.assign", "Fragen einem Amt zuordnen", _MODERATORS),
        Permission("ask.send", "Beiträge aus anderen Programmen einliefern", frozenset({"api", "team"})),
        Permission("ask.import", "Beiträge aus anderen Systemen einlesen", frozenset({"team"})),
        Permission("ask.merge", "Gleiche Fragen zusammenlegen", _MODERATORS),
    ),
    algorithms=(
        Algorithm(
            "ask.similar",
            "Offers questions on the same matter while people type; never merges. Measured on 2026-11-22 "
            "by words alone: missed 5 % of 207 usual German paraphrases, 95 % of 207 without a common word.",
            "Only questions that hold all the same words are offered.",
        ),
        Algorithm(
            "ask.council",
            "Offers papers of the council with the same words or place in the question box.",
            "No council papers are offered.",
        ),
        Algorithm(
            "ask.meaning",
            "Compares the meaning of texts with a language model on this machine, while people type. "
            "Measured on 2026-11-22: missed 1 % of 207 usual German paraphrases, 66 % of 207 without a "
            "common word, 19 % of 52 in other languages.",
            "Similar texts are found by their words and letters.",
        ),
        Algorithm(
            "ask.route",
            "Suggests to the team which department should reply: by category, else by the town's own "
            "earlier assignments. The desk shows by week how many suggestions the team changed. Measured on "
            "2026-11-22 on 1,303 texts for nine departments, without categories: 26 % of the suggestions "
            "wrong, none for 75 % of the texts.",
            "The team chooses the department itself.",
        ),
        Algorithm(
            "ask.search",
            "Ranks search results among questions.",
            "Results with all the words are listed, newest first.",
        ),
        Algorithm(
            "ask.personal_data",
            "Finds phone numbers, mail addresses, accounts, plates, birthdays and homes in texts; asks the "
            "writer and lets a moderator look first.",
            "Nothing is found: such texts appear at once unless another rule holds them back.",
        ),
        Algorithm(
            "ask.photo_regions",
            "Proposes where faces and number plates are on a photo, on this machine; a moderator decides.",
            "Moderators mark the places themselves.",
        ),
        Algorithm(
            "ask.hate",
            "Holds back texts with words of hate or threat until a moderator has looked.",
            "Only the town's own words (ask.hold_back_words) hold texts back.",
        ),
    ),
    shredders=(Shredder("ask", PERSONAL, _export, _delete),),
    personal_otherwise=PERSONAL_OTHERWISE,
    derived=(Derived("ask.Gram", _rebuild), Derived("ask.Vector", _forget_vectors)),
    impersonal_fields=IMPERSONAL,
)
