# SPDX-License-Identifier: EUPL-1.2
"""`ledger.toml` of a town's folder: grants with their rules, and for example towns a whole ledger."""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from soesmart.kernel.room import ImportReport, Problem
from soesmart.ledger import projects
from soesmart.ledger.actions.granting import store_grant
from soesmart.ledger.actions.proposing import book_example
from soesmart.ledger.actions.recording import store_contract, store_item
from soesmart.ledger.engine import profile
from soesmart.ledger.engine.application import slug
from soesmart.ledger.engine.claim import Position
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.engine.payments import read_cents
from soesmart.ledger.models import Grant
from soesmart.ledger.types import ContractView, ItemView, NewEntry, NewGrant, Refused

PROFILES = Path(__file__).parent.parent / "profiles"
_ENTRY_FIELDS = (
    *("effect", "on", "amount", "position", "source", "phase", "project", "village", "year", "eligible"),
    *("reason", "voucher", "text", "hidden", "forwarded", "payee", "hours"),
)


class _Bad(ValueError):
    def __init__(self, line: int, column: str, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(line, column, text)


def run(path: Path) -> ImportReport:
    """All grants of the file with everything in it, or nothing."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        with transaction.atomic():
            counts = [_one(grant, path.parent) for grant in document.get("grant", [])]
    except _Bad as error:
        return ImportReport(0, 0, (error.problem,))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ImportReport(0, 0, (Problem(1, "", f"Die Datei ist kein TOML: {error}"),))
    except (Refused, profile.BadProfile, KeyError, TypeError, ValueError) as error:
        kind = "" if isinstance(error, Refused | profile.BadProfile) else f"{type(error).__name__} "
        return ImportReport(0, 0, (Problem(1, "grant", f"Der Zuschuss ist nicht lesbar: {kind}{error}"),))
    if not counts:
        return ImportReport(0, 0, (Problem(1, "grant", "Bitte jeden Zuschuss mit [[grant]] beginnen."),))
    return ImportReport(sum(new for new, _c in counts), sum(changed for _n, changed in counts))


def rules_named(key: str) -> dict[str, Any]:
    """A rule profile that is shipped; raises BadProfile."""
    file = PROFILES / f"{key}.toml"
    if not key.replace("-", "").isalnum() or not file.exists():
        known = ", ".join(sorted(one.stem for one in PROFILES.glob("*.toml")))
        raise profile.BadProfile(f"Das Regelwerk „{key}“ gibt es nicht. Bekannt: {known}.")
    return tomllib.loads(file.read_text("utf-8"))


def _one(given: Mapping[str, Any], folder: Path) -> tuple[int, int]:
    rules = rules_named(str(given["profile"])) | given.get("rules", {})
    read = profile.read(rules)
    row, changed = store_grant(_grant(given, rules, read))
    new = row.version == 1 and changed
    if new and row.example and given.get("entries"):
        book_example(row.id, list(_entries(folder / str(given["entries"]))))
    for number, contract in enumerate(given.get("contract", []), start=1):
        _contract(row, contract, number)
    for number, item in enumerate(given.get("item", []), start=1):
        _item(row, item, number)
    return int(new), int(changed and not new)


def _grant(given: Mapping[str, Any], rules: Mapping[str, Any], read: profile.Profile) -> NewGrant:
    def cents(name: str) -> int | None:
        value = given.get(name, profile.UNKNOWN)
        return None if value == profile.UNKNOWN else read_cents(str(value))

    return NewGrant(
        slug=str(given["slug"]),
        title=given["title"],
        summary=given.get("summary", {}),
        rules=rules,
        rate=int(given.get("rate", read.rate)),
        frame=cents("frame"),
        cap=cents("cap"),
        committed_on=given.get("committed_on"),
        ends_on=given.get("ends_on"),
        funder=str(given["funder"]),
        positions=tuple(Position(**position) for position in given.get("position", [])),
        sources=tuple((one["key"], one["title"], one["kind"]) for one in given.get("source_of_money", [])),
        recipients=tuple(given.get("recipients", ())),
        gates=given.get("gates", {}),
        narrative=given.get("narrative", {}),
        unknown=tuple(given.get("unknown", ())),
        as_of=str(given.get("as_of", "")),
        source=str(given.get("source", "")),
        example=bool(given.get("example", False)),
        state=str(given.get("state", "running")),
    )


def _entries(path: Path) -> Iterator[NewEntry]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        unknown = set(rows.fieldnames or ()) - set(_ENTRY_FIELDS)
        if unknown:
            raise _Bad(1, sorted(unknown)[0], f"Bekannte Spalten: {', '.join(_ENTRY_FIELDS)}.")
        project_of = cache(_project)  # for this file alone: projects change between imports
        for given in rows:
            try:
                yield _entry({name: value or "" for name, value in given.items()}, project_of)
            except ValueError as error:
                raise _Bad(rows.line_num, "", f"{path.name}: {error}") from error


def _entry(given: Mapping[str, str], project_of: Callable[[str], tuple[str, str]]) -> NewEntry:
    project, project_name = project_of(given.get("project", ""))
    entry = Entry(
        effect=Effect(given["effect"]),
        on=date.fromisoformat(given["on"]),
        cents=read_cents(given["amount"]),
        position=given.get("position", ""),
        source=given.get("source", ""),
        phase=given.get("phase", ""),
        project=project,
        project_name=project_name,
        village=given.get("village", ""),
        year=int(given.get("year") or 0),
        eligible=given.get("eligible", "") != "nein",
        reason=given.get("reason", ""),
        voucher=given.get("voucher", ""),
        text=given.get("text", ""),
        hidden=given.get("hidden", "") == "ja",
        forwarded=given.get("forwarded", ""),
    )
    return NewEntry(entry, given.get("payee", ""), given.get("hours", ""))


def _project(word: str) -> tuple[str, str]:
    """Id and name. An example project that no room knows (yet) has an id of its own, always the same."""
    if not word:
        return "", ""
    found = projects.find(slug(word))
    if found is None:
        return str(uuid5(NAMESPACE_URL, f"urn:soesmart:example-project:{word}")), word
    node = projects.named([found]).get(found)
    return str(found), node.title.in_language("de")[0] if node else word


def _contract(grant: Grant, given: Mapping[str, Any], number: int) -> None:
    new = ContractView(
        number=str(given.get("number", number)),
        title=given["title"],
        partner=given.get("partner", ""),
        procedure=given["procedure"],
        cents=read_cents(str(given["amount"])),
        signed_on=given.get("signed_on"),
        project_name=given.get("project_name", ""),
    )
    store_contract(grant.id, new)


def _item(grant: Grant, given: Mapping[str, Any], number: int) -> None:
    new = ItemView(
        number=str(given.get("number", number)),
        title=given["title"],
        where=given.get("where", ""),
        bought_on=given["bought_on"],
        cents=read_cents(str(given["amount"])),
        bound_until=given.get("bound_until"),
        voucher=given.get("voucher", ""),
    )
    store_item(grant.id, new)
