# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a bookkeeping's list of payments are called (Infoma, SAP, H&H, by hand)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

FIELDS: Mapping[str, str] = {
    "voucher": """belegnr belegnummer beleg belegno externebelegnr externebelegnummer
        rechnungsnummer rechnungsnr dokumentnr dokumentnummer buchungsnummer buchungsnr vorgangsnummer
        invoiceno voucher documentnumber""",
    "on": """belegdatum rechnungsdatum leistungsdatum buchungsdatum datum documentdate postingdate date""",
    "paid_on": """zahldatum zahlungsdatum zahltag valuta wertstellung ausgleichsdatum auszahlungsdatum
        faelligbezahltam bezahltam paymentdate clearingdate""",
    "amount": """betrag betrageur betragineur betragbrutto brutto bruttobetrag zahlbetrag betragmw
        betraginhauswaehrung betraginhauswährung summe ausgabe auszahlung amount amounteur""",
    "debit": "soll sollbetrag debit",
    "credit": "haben habenbetrag credit",
    "sign": "sollhaben shkennzeichen sh s/h sollhabenkennzeichen sollhabenkz",
    "payee": """empfaenger empfänger zahlungsempfaenger zahlungsempfänger kreditor kreditorname lieferant
        lieferantname name debitorkreditor geschaeftspartner geschäftspartner vendor payee""",
    "text": """verwendungszweck buchungstext text zweck beschreibung bezeichnung positionstext grund
        buchungsbeschreibung description purpose""",
    "position": """position kostenposition finanzierungsposition finanzplanposition ausgabeart kostenart
        sachkonto konto kostenartbezeichnung costitem account""",
    "phase": "phase foerderphase förderphase",
    "project": """projekt projektnummer projektnr pspelement psp massnahme maßnahme investitionsnr
        auftrag innenauftrag kostentraeger kostenträger project""",
    "village": "ortsteil ort dorf village",
    "eligible": "foerderfaehig förderfähig zuwendungsfaehig zuwendungsfähig eligible",
    "reason": "grund der ablehnung grundnichtfoerderfaehig grundnichtförderfähig ablehnungsgrund reason",
    "hours": "stunden arbeitsstunden hours",
    "year": "haushaltsjahr geschaeftsjahr geschäftsjahr jahr year fiscalyear",
    "forwarded": "weitergeleitetan weiterleitung partner forwardedto",
    "source": "mittelherkunft finanzierungsquelle quelle source",
    "hidden": "nichtoeffentlich nichtöffentlich vertraulich hidden",
}
"""Field → headings, the most telling first; letters and digits only."""
REQUIRED = ("on", "amount")
_NOT_WORD = re.compile(r"[^\w]+|_")


class BadMapping(ValueError):
    """A saved mapping this version cannot use."""


def plain(heading: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFC", heading).casefold())


_RANKS: dict[str, tuple[str, int]] = {}
for _name, _words in FIELDS.items():
    for _rank, _word in enumerate(_words.split()):
        _RANKS.setdefault(plain(_word), (_name, _rank))


def field_of(heading: str) -> str:
    """The field a heading means; "" for an unknown one."""
    found = _RANKS.get(plain(heading)) if len(heading) <= 60 else None
    return found[0] if found else ""


def guess(headings: Sequence[str]) -> dict[str, str]:
    """Field → heading: of several the most telling one."""
    best: dict[str, tuple[int, str]] = {}
    for heading in headings:
        found = _RANKS.get(plain(heading))
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], heading)
    columns = {name: heading for name, (_rank, heading) in best.items()}
    if "on" not in columns and "paid_on" in columns:
        columns["on"] = columns["paid_on"]
    return columns


def from_json(document: Any) -> tuple[dict[str, str], dict[str, str], dict[str, Any]]:
    """(columns, positions: word of the file → key, defaults) of a saved mapping; raises BadMapping."""
    if not isinstance(document, dict):
        raise BadMapping("Eine Zuordnung ist ein Verzeichnis mit „columns“, „positions“ und „defaults“.")
    parts = [document.get(name, {}) for name in ("columns", "positions", "defaults")]
    if not all(isinstance(part, dict) for part in parts):
        raise BadMapping("„columns“, „positions“ und „defaults“ sind Verzeichnisse.")
    columns = {str(name): str(heading) for name, heading in parts[0].items()}
    unknown = sorted(set(columns) - set(FIELDS))
    if unknown:
        raise BadMapping(f"„{unknown[0]}“ kennen wir nicht. „columns“ kennt: {', '.join(FIELDS)}.")
    return columns, {str(k): str(v) for k, v in parts[1].items()}, dict(parts[2])
