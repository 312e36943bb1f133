# SPDX-License-Identifier: EUPL-1.2
"""Public budgets of municipalities: receipts and payments by product and account, and whether they add up.

Format: year, ags, town, product, account, eur. Product 999 stands for all products; account 6 for all
receipts, 7 for all payments. An account of three or more digits is a detail of the one it begins with.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ALL, RECEIPTS, PAYMENTS = "999", "6", "7"
COLUMNS = ("year", "ags", "town", "product", "account", "eur")


@dataclass(frozen=True, slots=True)
class Line:
    """One amount, in whole euros as published. `at`: line of the file."""

    at: int
    year: int
    ags: str
    town: str
    product: str
    account: str
    euros: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A stated total that its parts do not add up to."""

    year: int
    town: str
    what: str
    stated: int
    found: int


@dataclass(frozen=True, slots=True)
class TownYear:
    """One town and year: the stated totals in euros, and how many of them were compared."""

    year: int
    ags: str
    town: str
    receipts: int | None
    payments: int | None
    compared: int
    mismatches: tuple[Mismatch, ...]


def read(text: str) -> tuple[list[Line], list[tuple[int, str, str]]]:
    """(lines, faults as line, column, text)."""
    first = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        return [], [(1, missing[0], f"Diese Spalte fehlt. Gebraucht werden: {', '.join(COLUMNS)}.")]
    lines: list[Line] = []
    faults: list[tuple[int, str, str]] = []
    seen: dict[tuple[int, str, str, str], int] = {}
    for row in table:
        at = table.line_num
        given = {name: (row[name] or "").strip() for name in COLUMNS}
        wrong = _wrong(given)
        if wrong:
            faults.append((at, *wrong))
            continue
        line = Line(
            at,
            int(given["year"]),
            given["ags"],
            given["town"],
            given["product"],
            given["account"],
            int(given["eur"]),
        )
        key = (line.year, line.ags, line.product, line.account)
        if key in seen:
            faults.append((at, "account", f"Steht schon in Zeile {seen[key]}."))
        seen.setdefault(key, at)
        lines.append(line)
    if not lines and not faults:
        faults.append((1, "", "Die Datei enthält keine Zeile."))
    return lines, faults


def _wrong(given: Mapping[str, str]) -> tuple[str, str] | None:
    if not (given["year"].isdigit() and 1990 <= int(given["year"]) <= 2100):
        return "year", f"„{given['year'][:20]}“ ist kein Jahr."
    if not (given["ags"].isdigit() and len(given["ags"]) == 8):
        return "ags", f"„{given['ags'][:20]}“ ist kein Gemeindeschlüssel aus acht Ziffern."
    for name in ("product", "account"):
        if not given[name].isdigit():
            return name, f"„{given[name][:20]}“ ist keine Nummer."
    if given["account"][0] not in (RECEIPTS, PAYMENTS):
        return "account", "Konten beginnen mit 6 (Einzahlungen) oder 7 (Auszahlungen)."
    number = given["eur"].removeprefix("-")
    if not (number.isdigit() and len(number) <= 13):
        return "eur", f"„{given['eur'][:20]}“ ist kein Betrag in ganzen Euro."
    return None


def town_years(lines: Sequence[Line]) -> tuple[TownYear, ...]:
    """Every town and year, checked three ways: by product, by account, and the whole."""
    groups: dict[tuple[int, str, str], dict[tuple[str, str], int]] = {}
    for line in lines:
        sums = groups.setdefault((line.year, line.ags, line.town), {})
        sums[line.product, line.account] = line.euros
    return tuple(_checked(*key, amounts) for key, amounts in sorted(groups.items()))


def _checked(year: int, ags: str, town: str, amounts: Mapping[tuple[str, str], int]) -> TownYear:
    compared, wrong = 0, []
    for what, stated, found in _totals(amounts):
        compared += 1
        if stated != found:
            wrong.append(Mismatch(year, town, what, stated, found))
    return TownYear(
        year,
        ags,
        town,
        amounts.get((ALL, RECEIPTS)),
        amounts.get((ALL, PAYMENTS)),
        compared,
        tuple(wrong),
    )


def _totals(amounts: Mapping[tuple[str, str], int]) -> list[tuple[str, int, int]]:
    """(what, stated, sum of the parts) of every total that has parts."""
    of_side: dict[tuple[str, str], int] = {}
    of_account: dict[str, int] = {}
    for (product, account), euros in amounts.items():
        if len(account) > 1:
            key = (product, account[0])
            of_side[key] = of_side.get(key, 0) + euros
        if product != ALL:
            of_account[account] = of_account.get(account, 0) + euros
    found = [
        (f"Produkt {product}, Seite {side}", amounts[product, side], parts)
        for (product, side), parts in sorted(of_side.items())
        if (product, side) in amounts
    ]
    found += [
        (f"Konto {account} über alle Produkte", amounts[ALL, account], parts)
        for account, parts in sorted(of_account.items())
        if (ALL, account) in amounts
    ]
    return found
