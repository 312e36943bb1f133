# SPDX-License-Identifier: EUPL-1.2
"""The OC4IDS file against our own minimal schema: what version 0.9 demands of the fields we fill.

Written from the published project and project package schemas: required fields, types, closed codelists.
"""

import json
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

TEXT, INSTANT = {"type": "string", "minLength": 1}, {"type": "string", "format": "date-time"}
URI = {"type": "string", "format": "uri"}


def _object(required: str = "", **properties: Any) -> dict[str, Any]:
    # Closed here although the standard is open: a misspelt field must not pass as an extension.
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1}


PERIOD = _object(startDate=INSTANT, endDate=INSTANT)
VALUE = _object("amount currency", amount={"type": "number"}, currency={"enum": ["EUR"]})
PARTY = _object("name id", name=TEXT, id=TEXT)
TENDER = _object(
    procurementMethod={"enum": ["open", "selective", "limited", "direct"]},
    procurementMethodDetails=TEXT,
    numberOfTenderers={"type": "number"},
    procuringEntity=PARTY,
)
SUMMARY = _object(
    title=TEXT,
    status={"enum": ["pre-award", "active", "closed"]},
    tender=TENDER,
    suppliers=_list(PARTY),
    contractValue=VALUE,
)
POINT = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
PROJECT = _object(
    "id",
    id=TEXT,
    updated=INSTANT,
    title=TEXT,
    description=TEXT,
    status={
        "enum": ["identification", "preparation", "implementation", "completion", "completed", "cancelled"]
    },
    period=PERIOD,
    purpose=TEXT,
    locations=_list(
        _object(
            "id", id=TEXT, description=TEXT, geometry=_object(type={"enum": ["Point"]}, coordinates=POINT)
        )
    ),
    budget=_object(
        amount=VALUE,
        budgetBreakdown=_list(_object("id", id=TEXT, description=TEXT, amount=VALUE, period=PERIOD)),
    ),
    parties=_list(_object("name id", name=TEXT, id=TEXT, roles=_list(TEXT))),
    publicAuthority=PARTY,
    documents=_list(_object("id", id=TEXT, title=TEXT, url=URI, format=TEXT)),
    contractingProcesses=_list(_object("id", id=TEXT, summary=SUMMARY)),
    completion=_object(endDate=INSTANT, finalScope=TEXT),
)
PACKAGE = {
    **_object(
        "uri publisher publishedDate projects version",
        uri=URI,
        publishedDate=INSTANT,
        version={"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        publisher=_object("name", name=TEXT),
        license=URI,
        projects=_list(PROJECT) | {"uniqueItems": True},
    ),
}
VALIDATOR = jsonschema_rs.Draft202012Validator(PACKAGE, validate_formats=True)


def _package() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(Client().get("/projekte/daten/oc4ids.json").content)
    return made


@pytest.mark.parametrize("town", ["soest", "musterstadt"])
def test_the_package_validates(town, request):
    request.getfixturevalue(town)
    errors = [f"{error.instance_path}: {error.message}" for error in VALIDATOR.iter_errors(_package())]
    assert not errors


def test_the_schema_sees_mistakes(musterstadt):
    package = _package()
    package["projects"][0]["status"] = "great"
    package["projects"][1]["budget"] = {"amount": {"amount": "viel", "currency": "EUR"}}
    assert len(list(VALIDATOR.iter_errors(package))) == 2


def test_parties_are_named_as_they_are_referred_to(musterstadt):
    for project in _package()["projects"]:
        known = {(party["id"], party["name"]) for party in project["parties"]}
        for process in project.get("contractingProcesses", []):
            for supplier in process["summary"].get("suppliers", []):
                assert (supplier["id"], supplier["name"]) in known
        roles = {party["id"]: party["roles"] for party in project["parties"]}
        assert ("procuringEntity" in roles["town"]) == ("contractingProcesses" in project)


def test_ids_are_unique_and_money_adds_up(musterstadt):
    projects = _package()["projects"]
    assert len({project["id"] for project in projects}) == len(projects)
    for project in projects:
        budget = project.get("budget")
        if budget:
            lines = sum(round(100 * line["amount"]["amount"]) for line in budget["budgetBreakdown"])
            assert lines == round(100 * budget["amount"]["amount"])


def test_unknown_is_left_out(soest):
    bus = next(p for p in _package()["projects"] if p["title"] == "Smarter Soester Nachtbus")
    assert not {"status", "budget", "purpose", "period"} & set(bus)
