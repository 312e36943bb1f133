# SPDX-License-Identifier: EUPL-1.2
"""From the rows of a list of payments to vouchers and payments; every mistake by line and column."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from soesmart.kernel.cents import BadAmount, parse_euros
from soesmart.ledger.engine.entries import Effect, Entry

_MOST = 10**13
_SHEET_EPOCH = date(1899, 12, 30)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?: .*)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_POINT = re.compile(r"[-−+]?\d+\.\d{1,2}")
_ENGLISH = re.compile(r"[-−+]?\d{1,3}(?:,\d{3})+\.\d{2}")
_LONG = re.compile(r"[-−+]?\d+\.\d{3,}")
_YES = {"ja", "j", "x", "1", "wahr", "true", "yes", "y"}
_NO = {"nein", "n", "0", "falsch", "false", "no"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake: line and column of the file, and what to do."""

    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, understood. `payee` and `hours` are about people: they go elsewhere."""

    line: int
    entry: Entry
    paid_on: date | None
    payee: str
    hours: str
    print: str
    """Recognises the same payment in another file."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read the file. `positions`, `projects`: word of the file → key; `defaults`: for empty cells."""

    columns: Mapping[str, str]
    positions: Mapping[str, str]
    known_positions: Mapping[str, str]
    """Key → phase of the financing plan."""
    villages: frozenset[str]
    today: date
    defaults: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Result:
    """Either `faults`, or every row."""

    rows: list[Row]
    faults: list[Fault]
    doubled: list[tuple[int, int]]
    """(line, earlier line) of rows that equal an earlier one to the last character and carry a number."""
    alike: int = 0
    """Rows without a number that equal an earlier one: they count, but somebody should look."""


def understand(headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], plan: Plan) -> Result:
    at = {name: headings.index(heading) for name, heading in plan.columns.items() if heading in headings}
    result = Result([], [], [])
    seen: dict[tuple[str, ...], int] = {}
    times: Counter[str] = Counter()
    for line, cells in rows:
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in at.items()}
        if _is_total(given, cells):
            continue
        raw = tuple(cell.strip() for cell in cells)
        if raw in seen and given.get("voucher"):
            result.doubled.append((line, seen[raw]))
            continue
        result.alike += raw in seen
        seen.setdefault(raw, line)
        row, faults = _Reader(line, given, plan).row(times)
        result.faults += faults
        if row:
            result.rows.append(row)
    return result


def _is_total(given: Mapping[str, str], cells: Sequence[str]) -> bool:
    """The line below the list that only adds it up."""
    first = next((cell.strip().casefold() for cell in cells if cell.strip()), "")
    return not given.get("on") and first.startswith(("summe", "gesamt", "total"))


class _Reader:
    def __init__(self, line: int, given: Mapping[str, str], plan: Plan) -> None:
        self.line, self.given, self.plan = line, given, plan
        self.faults: list[Fault] = []

    def text(self, name: str) -> str:
        return self.given.get(name) or str(self.plan.defaults.get(name, "") or "")

    def fault(self, name: str, text: str) -> None:
        self.faults.append(Fault(self.line, self.plan.columns.get(name, name), text))

    def row(self, times: Counter[str]) -> tuple[Row | None, list[Fault]]:
        on, paid_on = self.day("on", needed=True), self.day("paid_on")
        cents, position = self.cents(), self.position()
        eligible = self.yes("eligible", True)
        reason = self.text("reason")
        if not eligible and not reason:
            reason = "im Buchungsprogramm als nicht förderfähig geführt"
        village = self.village()
        hours = self.hours()
        year = self.year()
        if self.faults or on is None or cents is None:
            return None, self.faults
        entry = Entry(
            effect=Effect.VOUCHER,
            on=on,
            cents=cents,
            position=position,
            phase=self.text("phase") or self.plan.known_positions.get(position, ""),
            project_name=self.text("project")[:200],
            village=village,
            year=year,
            eligible=eligible,
            reason=reason[:200] if not eligible else "",
            voucher=self.text("voucher")[:80],
            text=self.text("text")[:300],
            hidden=self.yes("hidden", False),
            forwarded=self.text("forwarded")[:120],
        )
        said = f"{entry.voucher}|{on}|{paid_on}|{cents}|{position}|{entry.text}|{entry.project_name}"
        times[said] += 1
        mark = sha256(f"{said}|{times[said]}".encode()).hexdigest()
        return Row(self.line, entry, paid_on, self.text("payee")[:200], hours, mark), []

    def day(self, name: str, *, needed: bool = False) -> date | None:
        text = self.text(name)
        if not text:
            if needed:
                self.fault(name, "Hier fehlt das Datum.")
            return None
        try:
            day = read_day(text)
        except ValueError:
            self.fault(name, f"„{text[:40]}“ ist kein Datum. Beispiel: 31.03.2026")
            return None
        if day > self.plan.today:
            self.fault(name, f"„{text[:40]}“ liegt in der Zukunft.")
        return day

    def cents(self) -> int | None:
        if "amount" not in self.plan.columns:
            return self.two_columns()
        text = self.text("amount")
        if not text:
            self.fault("amount", "Hier fehlt der Betrag.")
            return None
        cents = self.money("amount", text)
        if cents is None:
            return None
        sign = self.text("sign").strip().upper()
        if sign and sign[0] not in "SH":
            self.fault("sign", f"„{sign[:10]}“ ist weder S (Soll) noch H (Haben).")
        return -abs(cents) if sign[:1] == "H" else cents

    def two_columns(self) -> int | None:
        debit, credit = (self.text(name) for name in ("debit", "credit"))
        if not debit and not credit:
            self.fault("debit", "Hier fehlt der Betrag.")
            return None
        found = [
            self.money(name, text) if text else 0 for name, text in (("debit", debit), ("credit", credit))
        ]
        return None if found[0] is None or found[1] is None else found[0] - found[1]

    def money(self, name: str, text: str) -> int | None:
        try:
            cents = read_cents(text)
        except ValueError as error:
            self.fault(name, str(error))
            return None
        if abs(cents) > _MOST:
            self.fault(name, f"„{text[:40]}“ ist mehr, als ein Zuschuss sein kann.")
            return None
        return cents

    def position(self) -> str:
        word = self.text("position")
        key = self.plan.positions.get(word, word)
        if key in self.plan.known_positions:
            return key
        known = ", ".join(self.plan.known_positions) or "noch keine"
        if not word:
            self.fault("position", f"Hier fehlt die Position des Finanzierungsplans. Bekannt: {known}.")
        else:
            self.fault("position", f"„{word[:60]}“ steht nicht im Finanzierungsplan. Bekannt: {known}.")
        return ""

    def village(self) -> str:
        word = self.text("village")
        if word and word not in self.plan.villages:
            self.fault("village", f"„{word[:60]}“ ist kein Ort der Ortsliste (gebraucht wird der slug).")
        return word

    def hours(self) -> str:
        text = self.text("hours")
        if text and not re.fullmatch(r"\d{1,5}(?:[.,]\d{1,2})?", text):
            self.fault("hours", f"„{text[:40]}“ ist keine Zahl von Stunden.")
        return text.replace(",", ".")

    def year(self) -> int:
        text = self.text("year")
        if text and not re.fullmatch(r"(19|20)\d\d(?:\.0)?", text):
            self.fault("year", f"„{text[:20]}“ ist kein Jahr.")
            return 0
        return int(text[:4]) if text else 0

    def yes(self, name: str, otherwise: bool) -> bool:
        text = self.text(name).casefold()
        if text in _YES:
            return True
        if text in _NO:
            return False
        if text:
            self.fault(name, f"„{text[:20]}“ ist weder ja noch nein.")
        return otherwise


def read_day(text: str) -> date:
    """A day as Germany, ISO, SAP or a sheet of Excel writes it; raises ValueError."""
    plain = " ".join(text.split())
    if match := _ISO_DAY.fullmatch(plain):
        year, month, day = match.groups()
    elif match := _GERMAN_DAY.fullmatch(plain):
        day, month, year = match.groups()
    elif (match := _COMPACT_DAY.fullmatch(plain)) and 1990 <= int(match[1]) <= 2100:
        year, month, day = match.groups()
    elif plain.isdigit() and 30_000 <= int(plain) < 80_000:
        return _SHEET_EPOCH + timedelta(days=int(plain))
    else:
        raise ValueError(text)
    found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    if found.year < 1990:
        raise ValueError(text)
    return found


def read_cents(text: str) -> int:
    """Cents from "1.234,56", "1.234,56-" (SAP), "(12,00)", or a sheet's 1234.5; raises ValueError.

    A point followed by exactly three digits could be both: "1.234" is one thousand, as Germany writes.
    """
    plain = re.sub(r"\s|€|EUR", "", text.strip())
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        plain, negative = plain[1:-1], True
    elif plain.endswith(("-", "−")):
        plain, negative = plain[:-1], True
    plain = plain.removeprefix("+")
    if _ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", ",")
    elif _POINT.fullmatch(plain):
        plain = plain.replace(".", ",")
    elif _LONG.fullmatch(plain) and not re.fullmatch(r"[-−]?\d{1,3}\.\d{3}", plain):
        rounded = round(float(plain.replace("−", "-")), 2)  # what Excel made of a sum
        if abs(rounded - float(plain.replace("−", "-"))) > 1e-6:
            raise ValueError(f"„{text[:40]}“ hat mehr als zwei Stellen hinter dem Komma.")
        plain = f"{rounded:.2f}".replace(".", ",")
    try:
        cents = int(parse_euros(plain))
    except BadAmount:
        raise ValueError(f"„{text[:40]}“ ist kein Betrag. Beispiel: 1.234,56") from None
    return -cents if negative else cents
