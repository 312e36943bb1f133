# SPDX-License-Identifier: EUPL-1.2
"""The published money of projects in the Open Contracting for Infrastructure Data Standard, version 0.9.5.

A project stands here once per grant that pays for it, with plan, payments and awards. Payees are named
nowhere; hidden payments are left out here and counted in the CSV.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from soesmart.kernel import clock
from soesmart.kernel.log.queries import last_change
from soesmart.ledger import leaves
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.queries import grants, public
from soesmart.ledger.types import ContractView, GrantView

VERSION: Final = "0.9"
"""A package names major and minor only; its fields and codes are those of 0.9.5."""


def package(address: str = "") -> dict[str, Any] | None:
    """All projects with money, or None while there is none: the standard wants at least one."""
    house = settings.SOESMART
    home = (address or house["public_url"] or f"urn:soesmart:{house['town.ags']}").rstrip("/")
    changed = last_change(leaves.ENTRY) or last_change(leaves.GRANT) or clock.now()
    found = [project for grant in grants.grants() for project in _projects(grant, home)]
    if not found:
        return None
    made = {
        "uri": f"{home}/geld/oc4ids.json" if home.startswith("http") else f"{home}:oc4ids",
        "publishedDate": changed.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": VERSION,
        "publisher": {"name": house["town.name"], "scheme": "DE-AGS", "uid": house["town.ags"]},
        "license": "https://www.govdata.de/dl-de/zero-2-0",
        "projects": found,
    }
    return made


def write(path: Path) -> int:
    """How many projects were written; without any there is no valid file, and none is made."""
    made = package()
    if made is None:
        return 0
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return len(made["projects"])


def _projects(grant: GrantView, home: str) -> Iterator[dict[str, Any]]:
    awards = grants.contracts(grant.id)
    paid: dict[str, list[Entry]] = {}
    for entry in grants.entries(grant.id):
        if entry.effect is Effect.PAYMENT and not entry.hidden:
            paid.setdefault(entry.project or entry.project_name, []).append(entry)
    view = public.overview(grant)
    for line in view.projects or (public.Named("", view.totals),):
        yield _project(grant, line, awards, paid.get(line.key, ()), home)


def _project(
    grant: GrantView,
    line: public.Named,
    awards: Sequence[ContractView],
    paid: Sequence[Entry],
    home: str,
) -> dict[str, Any]:
    house = settings.SOESMART
    town = {"id": f"DE-AGS-{house['town.ags']}", "name": house["town.name"]}
    name = line.name or grant.title.in_language("de")[0]
    own = [_process(grant, award) for award in awards if award.project_name == name]
    planned = line.totals.planned.cents or (0 if line.key else grant.frame or 0)
    closed = grant.state == "closed"
    roles = ["publicAuthority", *(["procuringEntity"] if own else []), *(["payer"] if paid else [])]
    return _full(
        {
            "id": f"{_prefix()}-{grant.slug}-{_key(line.key)}",
            "language": "de",
            "title": name,
            # That the grant is settled says nothing of what became of the thing paid for.
            "status": "completion" if closed else "implementation",
            "publicAuthority": town,
            "parties": [{**town, "roles": roles}],
            "budget": {"amount": _value(planned)} if planned else {},
            "completion": {"finalValue": _value(line.totals.spent.cents)}
            if closed and line.totals.spent.cents
            else {},
            "transactions": [_transaction(entry, town, home) for entry in paid],
            "contractingProcesses": own,
        }
    )


def _prefix() -> str:
    house = settings.SOESMART
    return str(house["projects.oc4ids_prefix"] or f"soesmart-{house['town.ags']}")


def _key(key: str) -> str:
    """A project no room knows has only its name; two names that look alike must not share an id."""
    if not key:
        return "gesamt"
    try:
        return str(UUID(key))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, key))


def _process(grant: GrantView, award: ContractView) -> dict[str, Any]:
    house = settings.SOESMART
    town = {"id": f"DE-AGS-{house['town.ags']}", "name": house["town.name"]}
    return {
        "id": f"{_prefix()}-{grant.slug}-{award.number}",
        "summary": {
            "title": award.title,
            "tender": {"procurementMethodDetails": award.procedure, "procuringEntity": town},
            "contractValue": _value(award.cents),
        },
    }


def _transaction(entry: Entry, town: Mapping[str, str], home: str) -> dict[str, Any]:
    return {
        "id": entry.id,
        "date": f"{entry.on.isoformat()}T00:00:00Z",
        "value": _value(entry.cents),
        "payer": town,
        "uri": f"{home}/geld/buchung/{entry.id}/" if home.startswith("http") else "",
    }


def _value(cents: int) -> dict[str, Any]:
    return {"amount": cents / 100, "currency": "EUR"}


def _full(made: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty at any depth: the standard allows none of it."""
    kept = ((name, _filled(value)) for name, value in made.items())
    return {name: value for name, value in kept if value not in ("", [], {})}


def _filled(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return _full(value)
    return [_filled(one) for one in value] if isinstance(value, list) else value
