# SPDX-License-Identifier: EUPL-1.2
"""The published money as a table and as a Fiscal Data Package."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from soesmart.ledger.engine.beancount import amount
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.queries import grants
from soesmart.ledger.types import GrantView

_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("id", "string", "transaction-id:code", "Kennung der Buchung"),
    ("datum", "date", "date:generic", "Tag"),
    ("jahr", "integer", "date:fiscal-year", "Haushaltsjahr"),
    ("vorgang", "string", "phase:id", "Was geschah: Plan, Auftrag, Beleg, Zahlung, Abruf, Eingang"),
    ("betrag", "number", "value", "Euro"),
    ("zuschuss", "string", "budget-line-id", "Kurzname des Zuschusses"),
    ("position", "string", "economic-classification:generic:level1:code", "Position des Finanzierungsplans"),
    ("positionsname", "string", "economic-classification:generic:level1:label", "Name der Position"),
    ("quelle", "string", "fin-source:generic:level1:code", "Herkunft des Geldes"),
    ("projekt", "string", "activity:generic:project:label", "Projekt"),
    ("ort", "string", "geo:target:code", "Ort"),
    ("foerderfaehig", "boolean", "", "Ob der Zuschuss dafür bezahlt"),
    ("zweck", "string", "", "Wofür; leer bei Summen nicht öffentlicher Buchungen"),
)
_DIMENSIONS = (
    ("buchung", "fact", ("id", "zweck", "foerderfaehig")),
    ("zeit", "datetime", ("jahr", "datum")),
    ("vorgang", "other", ("vorgang",)),
    ("zuschuss", "other", ("zuschuss",)),
    ("position", "classification", ("position", "positionsname")),
    ("quelle", "other", ("quelle",)),
    ("projekt", "activity", ("projekt",)),
    ("ort", "location", ("ort",)),
)
_MODEL = {
    "measures": {"betrag": {"source": "betrag", "resource": "buchungen", "currency": "EUR"}},
    "dimensions": {
        name: {
            "dimensionType": kind,
            **({"classificationType": "economic"} if kind == "classification" else {}),
            "attributes": {column: {"source": column, "resource": "buchungen"} for column in columns},
            "primaryKey": [columns[0]],
        }
        for name, kind, columns in _DIMENSIONS
    },
}
"""The columns once more, as the official profile of the Fiscal Data Package wants them told."""
_EFFECTS = {
    Effect.PLAN: "Plan",
    Effect.COMMITMENT: "Auftrag",
    Effect.VOUCHER: "Beleg",
    Effect.PAYMENT: "Zahlung",
    Effect.DRAWDOWN: "Abruf",
    Effect.RECEIPT: "Eingang",
}
_DATE = (1980, 1, 1, 0, 0, 0)


def rows(grant: GrantView) -> Iterator[tuple[str, ...]]:
    """Every public entry, then the hidden ones in sums by kind, year, position and source."""
    hidden: dict[tuple[Any, ...], int] = {}
    for entry in grants.entries(grant.id):
        if entry.hidden:
            key = (entry.effect, entry.budget_year, entry.position, entry.source, entry.eligible)
            hidden[key] = hidden.get(key, 0) + entry.cents
        else:
            yield _row(grant, entry)
    for number, ((effect, year, position, source, eligible), cents) in enumerate(
        sorted(hidden.items()), start=1
    ):
        yield (
            f"{grant.slug}-summe-{number}",
            "",
            str(year),
            _EFFECTS[effect],
            amount(cents),
            grant.slug,
            position,
            grant.terms.title(position) if position else "",
            source,
            "",
            "",
            "true" if eligible else "false",
            "",
        )


def _row(grant: GrantView, entry: Entry) -> tuple[str, ...]:
    return (
        entry.id,
        entry.on.isoformat(),
        str(entry.budget_year),
        _EFFECTS[entry.effect],
        amount(entry.cents),
        grant.slug,
        entry.position,
        grant.terms.title(entry.position) if entry.position else "",
        entry.source,
        entry.project_name,
        entry.village,
        "true" if entry.eligible else "false",
        entry.text,
    )


def csv_text() -> str:
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([name for name, *_rest in _COLUMNS])
    for grant in grants.grants():
        table.writerows(rows(grant))
    return out.getvalue()


def descriptor() -> dict[str, Any]:
    """`datapackage.json` of a Fiscal Data Package (fields carry a column type of the specification)."""
    town = settings.SOESMART["town.name"]
    fields = []
    for name, kind, column_type, meaning in _COLUMNS:
        field = {"name": name, "type": kind, "title": meaning}
        if column_type:
            field["columnType"] = column_type
        if name == "betrag":
            field |= {"decimalChar": ".", "currency": "EUR"}
        fields.append(field)
    return {
        "name": f"geld-{settings.SOESMART['town.ags']}",
        "title": f"{town}: Fördergeld",
        # The official profile of the Fiscal Data Package itself asks for this name.
        "profile": "tabular-data-package",
        "fiscal": {"currency": "EUR"},
        "model": _MODEL,
        "countryCode": "DE",
        "regionCode": settings.SOESMART["town.ags"],
        "licenses": [{"name": "DL-DE-ZERO-2.0", "title": "Datenlizenz Deutschland Zero 2.0"}],
        "resources": [
            {
                "name": "buchungen",
                "path": "buchungen.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n"},
                "schema": {"fields": fields, "primaryKey": ["id"], "missingValues": [""]},
            }
        ],
    }


def fiscal() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (
            ("datapackage.json", json.dumps(descriptor(), ensure_ascii=False, indent=1)),
            ("buchungen.csv", csv_text()),
        ):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def write_fiscal(path: Path) -> int:
    path.write_bytes(fiscal())
    return csv_text().count("\r\n") - 1
