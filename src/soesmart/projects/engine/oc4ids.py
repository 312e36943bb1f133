# SPDX-License-Identifier: EUPL-1.2
"""Projects in the Open Contracting for Infrastructure Data Standard (OC4IDS), version 0.9.5.

Source: the project and project package schemas of the standard. What is unknown here is left out there: the
standard has no word for "unknown", and no status for it. Texts are the German ones. Money is euros with two
decimals as the standard wants numbers; the exact cents stand in the town's own JSON.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

VERSION: Final = "0.9"
"""A package names major and minor only; its fields and codes are those of 0.9.5."""
_STATUS: Final = {
    "idea": "identification",
    "planned": "preparation",
    "running": "implementation",
    "paused": "implementation",
    "stopped": "cancelled",
    "merged": "cancelled",
}
_METHOD: Final = {"open": "open", "restricted": "selective", "negotiated": "limited", "direct": "direct"}
_LONE_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_ODD: Final = re.compile(r"[^A-Za-z0-9_.~:/?#@!$&'()*+,;=%-]")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    name: str
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class About:
    """What does not stand in the document."""

    id: str
    url: str
    updated: str
    """RFC 3339."""
    places: Sequence[Place]
    publisher: str


def package(
    projects: Sequence[Json], publisher: str, uri: str, published: str, licence: str = ""
) -> dict[str, Any]:
    """All projects of a publisher. The standard wants at least one."""
    made: dict[str, Any] = {
        "version": VERSION,
        "uri": _address(uri),
        "publishedDate": published,
        "publisher": {"name": publisher},
        "projects": list(projects),
    }
    if licence.startswith(("http://", "https://")):
        made["license"] = _address(licence)
    return made


def project(document: Json, about: About) -> dict[str, Any]:
    """One project; nothing empty stands in it."""
    gate = document.get("gate", {})
    made = {
        "id": about.id,
        "updated": about.updated,
        "language": "de",
        "title": document["title"]["de"],
        "description": document["summary"]["de"],
        "status": _status(document),
        "period": _period(document.get("starts"), document.get("ends")),
        "purpose": _de(gate.get("problem")),
        "locations": [*_locations(document, about.places)],
        "budget": _budget(document.get("plan", ())),
        "parties": [*_parties(document, about.publisher)],
        "publicAuthority": {"name": about.publisher, "id": "town"},
        "milestones": [*_milestones(document)],
        "documents": [*_documents(document, about)],
        "contractingProcesses": [*_processes(document, about)],
        "completion": _completion(document),
    }
    return _full(made)


def _full(made: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty at any depth, text of blanks alone included: the standard allows none of it."""
    kept = ((name, _filled(value)) for name, value in made.items())
    return {name: value for name, value in kept if value not in (None, "", [], {})}


def _filled(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return _full(value)
    if isinstance(value, list):
        return [one for one in map(_filled, value) if one not in (None, "", [], {})]
    return value


def _address(url: str) -> str:
    """A link as typed into a form, with what a URI does not know written as bytes."""
    whole = _LONE_PERCENT.sub("%25", url.strip())
    return _ODD.sub(lambda odd: "".join(f"%{byte:02X}" for byte in odd[0].encode()), whole)


def _status(document: Json) -> str | None:
    """A finished project whose upkeep somebody has taken on is in use; of the others we know only its end."""
    if document["status"] == "finished":
        return "maintenance" if document.get("continuation", {}).get("operator") else "completion"
    return _STATUS.get(document["status"])


def _de(text: Json | None) -> str | None:
    return text["de"] if text else None


def _instant(day: str | None) -> str | None:
    return f"{day}T00:00:00Z" if day else None


def _period(starts: str | None, ends: str | None) -> dict[str, Any]:
    return _full({"startDate": _instant(starts), "endDate": _instant(ends)})


def _euros(cents: int) -> dict[str, Any]:
    return {"amount": cents / 100, "currency": "EUR"}


def _budget(plan: Sequence[Json]) -> dict[str, Any]:
    if not plan:
        return {}
    lines = [
        {
            "id": str(number),
            "description": line["item"]["de"],
            "amount": _euros(line["cents"]),
            "period": _period(f"{line['year']:04}-01-01", f"{line['year']:04}-12-31"),
        }
        for number, line in enumerate(plan, 1)
    ]
    group = {"id": "plan", "description": "Plan nach Posten und Jahren", "budgetBreakdown": lines}
    return {"amount": _euros(sum(line["cents"] for line in plan)), "budgetBreakdowns": [group]}


def _milestones(document: Json) -> Iterator[dict[str, Any]]:
    for number, milestone in enumerate(document.get("milestones", ()), 1):
        yield {
            "id": str(number),
            "title": _de(milestone["title"]),
            "dueDate": _instant(milestone.get("due")),
            "dateMet": _instant(milestone.get("done")),
        }


def _locations(document: Json, places: Sequence[Place]) -> Iterator[dict[str, Any]]:
    if "lat" in document and "lon" in document:
        yield {
            "id": "point",
            "geometry": {"type": "Point", "coordinates": [document["lon"], document["lat"]]},
        }
    for place in places:
        known = place.lon is not None and place.lat is not None
        point = {"type": "Point", "coordinates": [place.lon, place.lat]} if known else None
        yield {"id": place.slug, "description": place.name, "geometry": point}


def _parties(document: Json, publisher: str) -> Iterator[dict[str, Any]]:
    roles = ["publicAuthority", *(["procuringEntity"] if document.get("contracts") else [])]
    yield {"id": "town", "name": publisher, "roles": roles}
    for number, name in enumerate(_contractors(document), 1):
        yield {"id": f"supplier-{number}", "name": name, "roles": ["supplier"]}


def _contractors(document: Json) -> list[str]:
    named = (contract.get("contractor", "") for contract in document.get("contracts", ()))
    return [name for name in dict.fromkeys(named) if name]


def _documents(document: Json, about: About) -> Iterator[dict[str, Any]]:
    if about.url:
        yield {
            "id": "page",
            "title": document["title"]["de"],
            "url": _address(about.url),
            "format": "text/html",
        }
    for number, source in enumerate(document.get("sources", ()), 1):
        if source.get("url", "").startswith("http"):
            yield {"id": f"source-{number}", "title": source["label"], "url": _address(source["url"])}
    if document.get("repository", "").startswith("http"):
        yield {"id": "repository", "title": "Quelltext", "url": _address(document["repository"])}


def _processes(document: Json, about: About) -> Iterator[dict[str, Any]]:
    suppliers = {name: f"supplier-{number}" for number, name in enumerate(_contractors(document), 1)}
    for number, contract in enumerate(document.get("contracts", ()), 1):
        yield {"id": f"{about.id}-{number}", "summary": _process(contract, suppliers, about.publisher)}


def _process(contract: Json, suppliers: Mapping[str, str], town: str) -> dict[str, Any]:
    reasons = [_de(contract.get("reason")), contract.get("legal_basis")]
    tender = _full(
        {
            "procurementMethod": _METHOD.get(contract["procedure"]),
            "procurementMethodDetails": " ".join(reason for reason in reasons if reason),
            "numberOfTenderers": contract.get("offers"),
            "procuringEntity": {"name": town, "id": "town"},
        }
    )
    value, name = contract.get("value_cents"), contract.get("contractor", "")
    return _full(
        {
            "title": contract["subject"]["de"],
            "status": "active" if contract.get("awarded_on") else "preAward",
            "tender": tender,
            "suppliers": [{"name": name, "id": suppliers[name]}] if name else [],
            "contractValue": None if value is None else _euros(value),
        }
    )


def _completion(document: Json) -> dict[str, Any]:
    if document["status"] != "finished":
        return {}
    return _full({"endDate": _instant(document.get("ends")), "finalScope": _de(document.get("note"))})
