# SPDX-License-Identifier: EUPL-1.2
"""The API described on a page of our own, made from the OpenAPI document: no foreign viewer, no scripts."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    where: str
    required: bool
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    meaning: str
    parameters: tuple[Parameter, ...]
    body: str
    answer: str
    anchor: str


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/api.html", {"groups": _groups()})


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[str, tuple[Operation, ...]], ...]:
    """Operations by their first tag, in the order of the document."""
    from soesmart.conf.api import api  # inline: the URL configuration imports this module first

    document = api.get_openapi_schema()
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, entry in methods.items():
            tag = (entry.get("tags") or ["Weiteres"])[0]
            groups.setdefault(tag, []).append(_operation(document, path, method, entry))
    return tuple((tag, tuple(operations)) for tag, operations in groups.items())


def _operation(document: Any, path: str, method: str, entry: Any) -> Operation:
    bodies: Any = entry.get("requestBody", {}).get("content", {})
    answers: Any = entry.get("responses", {})
    good: Any = next((answers[code] for code in answers if str(code).startswith("2")), {})
    return Operation(
        method=method.upper(),
        path=path,
        summary=entry.get("summary", ""),
        meaning=entry.get("description", ""),
        parameters=tuple(
            Parameter(
                name=one["name"],
                where=one["in"],
                required=one.get("required", False),
                kind=_kind(document, one.get("schema", {})),
                meaning=one.get("description") or one.get("schema", {}).get("description", ""),
            )
            for one in entry.get("parameters", ())
        ),
        body=_example(document, _first(bodies).get("schema")),
        answer=_example(document, good.get("content", {}).get(_JSON, {}).get("schema")),
        anchor=entry.get("operationId", f"{method}-{path}"),
    )


def _first(bodies: Any) -> Any:
    return next(iter(bodies.values()), {})


def _example(document: Any, schema: Any) -> str:
    return json.dumps(_shape(document, schema), ensure_ascii=False, indent=2) if schema else ""


def _resolved(document: Any, schema: Any) -> Any:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def _shape(document: Any, schema: Any, depth: int = 0) -> Any:
    """What a value of this schema looks like, with kinds in place of values."""
    schema = _resolved(document, schema)
    if depth > 6:
        return "…"
    if "properties" in schema:
        return {name: _shape(document, one, depth + 1) for name, one in schema["properties"].items()}
    if schema.get("type") == "array":
        return [_shape(document, schema.get("items", {}), depth + 1)]
    for choice in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(choice, ()):
            if "$ref" in one or "properties" in one:
                return _shape(document, one, depth + 1)
    return _kind(document, schema)


def _kind(document: Any, schema: Any) -> str:
    schema = _resolved(document, schema)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return " | ".join(_kind(document, one) for one in schema[choice])
    return str(schema.get("format") or schema.get("type") or "beliebig")
