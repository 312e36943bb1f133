# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Check,
    Desk,
    Exporter,
    Face,
    Finding,
    Importer,
    ImportReport,
    Json,
    LogKind,
    Node,
    NodeKind,
    Option,
    Panel,
    Permission,
    Question,
    Room,
    Schedule,
    Verifier,
)
from soesmart.kernel.settings import Setting
from soesmart.ledger.processing import MEASURES, PROCESSINGS

# The functions below import inside: what lies behind them needs the app registry.


def _urls() -> list[Any]:
    from soesmart.ledger.urls import urlpatterns

    return urlpatterns


def _town_file(path: Path) -> ImportReport:
    from soesmart.ledger.imports.town_file import run

    return run(path)


def _payments(path: Path, **options: Any) -> ImportReport:
    from soesmart.ledger.imports.payments import run

    return run(path, **options)


def _budget(path: Path) -> ImportReport:
    from soesmart.ledger.imports.budget import run

    return run(path)


def _bundle(path: Path) -> int:
    from soesmart.ledger.exports.bundle import write

    return write(path)


def _fiscal(path: Path) -> int:
    from soesmart.ledger.exports.open_data import write_fiscal

    return write_fiscal(path)


def _oc4ids(path: Path) -> int:
    from soesmart.ledger.exports.oc4ids import write

    return write(path)


def _knows(path: Path) -> bool:
    from soesmart.ledger.engine.published import knows

    return knows(path)


def _verify_file(path: Path, heads: Sequence[str], witnesses: Sequence[str]) -> Iterable[Finding]:
    from soesmart.ledger.engine.published import verify

    return (Finding(told.ok, told.text) for told in verify(path, heads, witnesses))


def _verify() -> Iterable[Finding]:
    from soesmart.ledger.checks import verify

    return verify()


def _current_grants(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.ledger.queries.grants import current_grants

    return current_grants(subjects)


def _current_entries(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.ledger.queries.grants import current_entries

    return current_entries(subjects)


def _current(what: str) -> Callable[[Sequence[str]], Mapping[str, Json]]:
    def current(subjects: Sequence[str]) -> Mapping[str, Json]:
        from soesmart.ledger.queries import grants

        return grants.current_recorded(what, subjects)

    return current


def _face() -> Face:
    from soesmart.ledger.queries.nodes import FACE

    return FACE


def _find(word: str) -> UUID | None:
    from soesmart.ledger.queries.nodes import find

    return find(word)


def _panel(project: UUID, language: str, _later: Sequence[Node]) -> str:
    from soesmart.ledger.views.panel import render

    return render(project, language)


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.ledger.answers import answer

    return answer(question)


def _forget() -> None:
    from soesmart.ledger.actions.forgetting import forget

    forget()


_OFFICE = frozenset({"team", "department"})

ROOM = Room(
    name="ledger",
    app="soesmart.ledger",
    processings=PROCESSINGS,
    measures=MEASURES,
    urls=_urls,
    answerers=(Answerer("ledger", _answer),),
    desks=(
        Desk(
            50, "Geld", "/geld/team/", ("ledger.propose", "ledger.approve", "ledger.manage", "ledger.audit")
        ),
    ),
    algorithms=(
        Algorithm(
            "ledger.match",
            "Finds the project whose cost somebody asks for.",
            "Costs are found on the pages about money only.",
        ),
    ),
    node_kinds=(NodeKind.shown("ledger.grant", "money", _face, find=_find),),
    panels=(Panel("projects.project", 30, _panel),),
    log_kinds=(
        LogKind("ledger.grant", "A grant was written down or changed.", _current_grants),
        LogKind("ledger.entry", "An entry of the side ledger counts.", _current_entries),
        LogKind("ledger.contract", "An award was written down or changed.", _current("contracts")),
        LogKind("ledger.item", "Something bought was written down or changed.", _current("items")),
        LogKind("ledger.proposal", "Somebody decided on proposed entries."),
        LogKind("ledger.budget", "A public budget was taken in."),
    ),
    permissions=(
        Permission("ledger.propose", "Buchungen vorschlagen und Zahlungen einlesen", _OFFICE),
        Permission("ledger.approve", "Vorgeschlagenen Buchungen anderer zustimmen", _OFFICE),
        Permission(
            "ledger.manage", "Zuschüsse anlegen, Persönliches in Buchungen löschen", frozenset({"team"})
        ),
        Permission(
            "ledger.audit",
            "Alle Buchungen mit Empfängern sehen, Abruf und Verwendungsnachweis erstellen",
            frozenset({"team", "department", "auditor", "agency"}),
        ),
        Permission(
            "ledger.council",
            "Die Ratsseite mit den Kosten eines Abbruchs lesen",
            frozenset({"guest", "resident", "team", "department", "politics", "auditor", "agency"}),
        ),
    ),
    settings=(
        Setting(
            "ledger.private_years",
            "number",
            10,
            "Payees and hours of entries are erased after so many years.",
            least=1,
        ),
        Setting(
            "ledger.village_threshold",
            "number",
            300,
            "Villages with fewer people are shown together in “Wer bekommt was?”.",
        ),
    ),
    schedules=(Schedule("ledger.forget", 24 * 3600, _forget),),
    checks=(Check("ledger", _verify),),
    verifiers=(Verifier("ledger", "a published ledger (soesmart export money)", _knows, _verify_file),),
    importers=(
        Importer(
            "ledger", "ledger.toml", "Grants with rules, positions and sources from a TOML file.", _town_file
        ),
        Importer(
            "payments",
            "",
            "Posted payments from the bookkeeping (CSV or Excel): proposed, they count once others agree.",
            _payments,
            options=(
                Option("grant", "slug of the grant; needed when there are several"),
                Option("mapping", "name of a saved mapping of columns, or a .json file with one"),
                Option("position", "position of the financing plan for lines that name none"),
                Option("save-mapping", "save the guessed mapping of columns under this name"),
                Option(
                    "vouchers", "folder with the voucher files, named as the voucher: their hashes are kept"
                ),
            ),
        ),
        Importer(
            "budget",
            "",
            "Public budgets of municipalities (CSV: year, ags, town, product, account, eur), checked.",
            _budget,
        ),
    ),
    exporters=(
        Exporter("money", "The published ledger as a ZIP that `soesmart verify` checks anywhere.", _bundle),
        Exporter("fiscal", "The published entries as a Fiscal Data Package (ZIP).", _fiscal),
        Exporter("oc4ids", "Projects and their money as OC4IDS (JSON).", _oc4ids),
    ),
    personal_otherwise={
        "Private.entry": "ledger.actions.proposing.erase_private() and the schedule ledger.forget",
        "Private.salt": "ledger.actions.proposing.erase_private() and the schedule ledger.forget",
        "Private.payload": "ledger.actions.proposing.erase_private() and the schedule ledger.forget",
        "Proposal.rows": "the decision on the proposal",
        "Proposal.proposed_by": "only a number: deleting the account leaves nobody behind it",
        "Proposal.agreed": "only numbers: deleting the accounts leaves nobody behind them",
        "Contract.partner": "the team, on the page of the grant",
    },
    impersonal_fields=(
        *(
            f"Grant.{name}"
            for name in [
                "id",
                "slug",
                "title",
                "summary",
                "rules",
                "rate",
                "frame",
                "cap",
                "committed_on",
                "ends_on",
                "funder",
                "positions",
                "sources",
                "recipients",
                "gates",
                "narrative",
                "unknown",
                "as_of",
                "source",
                "example",
                "state",
                "version",
                "changed_at",
            ]
        ),
        *(
            f"Entry.{name}"
            for name in [
                "id",
                "grant",
                "number",
                "effect",
                "corrects",
                "on",
                "entered_at",
                "cents",
                "position",
                "source",
                "phase",
                "project",
                "project_name",
                "village",
                "year",
                "eligible",
                "reason",
                "voucher",
                "voucher_hash",
                "text",
                "hidden",
                "forwarded",
                "sealed",
                "print",
                "proposal",
            ]
        ),
        *(
            f"Proposal.{name}"
            for name in [
                "id",
                "grant",
                "title",
                "prints",
                "count",
                "cents",
                "file_hash",
                "state",
                "proposed_at",
                "decided_at",
                "reason",
            ]
        ),
        *(f"Mapping.{name}" for name in ["name", "document", "changed_at"]),
        *(
            f"Contract.{name}"
            for name in [
                "id",
                "grant",
                "number",
                "title",
                "procedure",
                "cents",
                "signed_on",
                "project_name",
                "version",
            ]
        ),
        *(
            f"Item.{name}"
            for name in [
                "id",
                "grant",
                "number",
                "title",
                "where",
                "bought_on",
                "cents",
                "bound_until",
                "version",
                "voucher",
            ]
        ),
        *(
            f"BudgetYear.{name}"
            for name in ["year", "ags", "town", "receipts", "payments", "compared", "mismatches", "source"]
        ),
        *(f"BudgetLine.{name}" for name in ["of", "product", "account", "euros"]),
    ),
)
