# SPDX-License-Identifier: EUPL-1.2
"""What OC4IDS 0.9.5 demands of the fields our two files fill, in our own words.

Made by reading the published project and project package schemas (0.9.5) and the additional checks that the
standard's review tool runs. Closed here although the standard is open: a misspelt or outdated field must not
pass as an extension.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

TEXT, INSTANT = {"type": "string", "minLength": 1}, {"type": "string", "format": "date-time"}
URI = {"type": "string", "format": "uri"}
NUMBER = {"type": "number"}


def _object(required: str = "", **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
        "minProperties": 1,
    }


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}


def _one_of(codes: str) -> dict[str, Any]:
    return {"enum": codes.split()}


PERIOD = _object(startDate=INSTANT, endDate=INSTANT)
VALUE = _object("amount currency", amount=NUMBER, currency=_one_of("EUR"))
PARTY = _object("name id", name=TEXT, id=TEXT)
ROLES = _list(_one_of("publicAuthority procuringEntity supplier payer"))
TENDER = _object(
    procurementMethod=_one_of("open selective limited direct"),
    procurementMethodDetails=TEXT,
    numberOfTenderers=NUMBER,
    procuringEntity=PARTY,
)
SUMMARY = _object(
    title=TEXT,
    status=_one_of("preAward active closed"),
    tender=TENDER,
    suppliers=_list(PARTY),
    contractValue=VALUE,
)
POINT = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
LINE = _object("id", id=TEXT, description=TEXT, amount=VALUE, period=PERIOD)
GROUP = _object("id", id=TEXT, description=TEXT, budgetBreakdown=_list(LINE))
PROJECT = _object(
    "id",
    id=TEXT,
    updated=INSTANT,
    language=TEXT,
    title=TEXT,
    description=TEXT,
    status=_one_of(
        "identification preparation implementation completion maintenance"
        " decommissioning decommissioned cancelled"
    ),
    period=PERIOD,
    purpose=TEXT,
    locations=_list(
        _object("id", id=TEXT, description=TEXT, geometry=_object(type=_one_of("Point"), coordinates=POINT))
    ),
    budget=_object(amount=VALUE, budgetBreakdowns=_list(GROUP)),
    parties=_list(_object("name id", name=TEXT, id=TEXT, roles=ROLES)),
    publicAuthority=PARTY,
    milestones=_list(_object("id", id=TEXT, title=TEXT, dueDate=INSTANT, dateMet=INSTANT)),
    documents=_list(_object("id", id=TEXT, title=TEXT, url=URI, format=TEXT)),
    contractingProcesses=_list(_object("id", id=TEXT, summary=SUMMARY)),
    transactions=_list(_object("id", id=TEXT, date=INSTANT, value=VALUE, payer=PARTY, uri=URI)),
    completion=_object(endDate=INSTANT, finalScope=TEXT, finalValue=VALUE),
)
PUBLISHER = _object("name", name=TEXT, scheme=TEXT, uid=TEXT)
PACKAGE = _object(
    "uri publisher publishedDate projects version",
    uri=URI,
    publishedDate=INSTANT,
    version={"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
    publisher=PUBLISHER,
    license=URI,
    projects=_list(PROJECT),
)
VALIDATOR = jsonschema_rs.Draft202012Validator(PACKAGE, validate_formats=True)


def mistakes(package: Mapping[str, Any]) -> list[str]:
    """Everything wrong with a package: its form, what is empty, ids twice, parties that are not there."""
    found = [f"{error.instance_path}: {error.message}" for error in VALIDATOR.iter_errors(package)]
    found += [f"{at}: is empty" for at, value in _flat(package) if _empty(value)]
    found += [f"{at}: {key} stands twice" for at, value in _flat(package) for key in _twice(value)]
    for project in package["projects"]:
        found += _strangers(project)
    return found


def _flat(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    yield at, value
    named = value.items() if isinstance(value, Mapping) else ()
    for name, part in enumerate(value) if isinstance(value, list) else named:
        yield from _flat(part, f"{at}/{name}")


def _empty(value: Any) -> bool:
    return value in ({}, [], None) or (isinstance(value, str) and not value.strip())


def _twice(value: Any) -> list[str]:
    if not isinstance(value, list):
        return []
    ids = Counter(one["id"] for one in value if isinstance(one, Mapping) and "id" in one)
    return [key for key, times in ids.items() if times > 1]


def _strangers(project: Mapping[str, Any]) -> Iterator[str]:
    """References to an organisation that the parties do not hold with this name and in this role."""
    known = {party["id"]: party for party in project.get("parties", ())}
    for role, one in _references(project):
        party = known.get(one["id"], {"name": "", "roles": []})
        if party["name"] != one["name"] or role not in party["roles"]:
            yield f"{project['id']}: {one} is no {role} among the parties"


def _references(project: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    if "publicAuthority" in project:
        yield "publicAuthority", project["publicAuthority"]
    for transaction in project.get("transactions", ()):
        yield "payer", transaction["payer"]
    for process in project.get("contractingProcesses", ()):
        summary = process["summary"]
        if "procuringEntity" in summary.get("tender", {}):
            yield "procuringEntity", summary["tender"]["procuringEntity"]
        for supplier in summary.get("suppliers", ()):
            yield "supplier", supplier
