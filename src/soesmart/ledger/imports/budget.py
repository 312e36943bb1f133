# SPDX-License-Identifier: EUPL-1.2
"""`soesmart import budget FILE`: public budgets of municipalities, compared with their stated totals."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from soesmart.kernel.log.actions import stage
from soesmart.kernel.room import ImportReport, Problem
from soesmart.kernel.tables.letters import decoded
from soesmart.kernel.tables.table import Unreadable
from soesmart.ledger.engine import budget
from soesmart.ledger.models import BudgetLine, BudgetYear

_MOST_PROBLEMS, _MOST_NOTES = 50, 20


def run(path: Path) -> ImportReport:
    """All of the file or nothing. What does not add up is stored as stated, and said."""
    try:
        text, _encoding = decoded(path.read_bytes())
    except Unreadable as error:
        return ImportReport(0, 0, (Problem(error.line, "", str(error)),))
    lines, faults = budget.read(text.removeprefix("\ufeff"))
    if faults:
        return ImportReport(0, 0, tuple(Problem(*fault) for fault in faults[:_MOST_PROBLEMS]))
    years = budget.town_years(lines)
    created, updated, unchanged = _store(years, lines, path.name)
    return ImportReport(created, updated, unchanged=unchanged, notes=tuple(_notes(years)))


@transaction.atomic
def _store(
    years: Sequence[budget.TownYear], lines: Sequence[budget.Line], source: str
) -> tuple[int, int, int]:
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for one in years:
        own = [line for line in lines if (line.year, line.ags) == (one.year, one.ags)]
        found = BudgetYear.objects.select_for_update().filter(year=one.year, ags=one.ags).first()
        amounts = {(line.product, line.account, line.euros) for line in own}
        if found:
            if set(found.lines.values_list("product", "account", "euros")) == amounts:
                counts["unchanged"] += 1
                continue
            found.lines.all().delete()
        row, _new = BudgetYear.objects.update_or_create(
            year=one.year,
            ags=one.ags,
            defaults={
                "town": one.town,
                "receipts": one.receipts,
                "payments": one.payments,
                "compared": one.compared,
                "mismatches": [[m.what, m.stated, m.found] for m in one.mismatches],
                "source": source[:200],
            },
        )
        BudgetLine.objects.bulk_create(
            (BudgetLine(of=row, product=p, account=a, euros=euros) for p, a, euros in sorted(amounts)),
            batch_size=500,
        )
        counts["updated" if found else "created"] += 1
        public = {"town": one.town, "receipts": one.receipts, "payments": one.payments, "lines": len(own)}
        stage("ledger.budget", f"{one.ags}-{one.year}", 1, public)
    return counts["created"], counts["updated"], counts["unchanged"]


def _notes(years: Sequence[budget.TownYear]) -> list[str]:
    wrong = [mismatch for one in years for mismatch in one.mismatches]
    notes = [
        f"{one.town} {one.year}: Einzahlungen {_euros(one.receipts)}, Auszahlungen {_euros(one.payments)}; "
        f"{one.compared - len(one.mismatches)} von {one.compared} angegebenen Summen stimmen auf den Euro."
        for one in years
    ]
    notes += [
        f"Geht nicht auf: {m.town} {m.year}, {m.what}: angegeben {m.stated}, die Teile ergeben {m.found}."
        for m in wrong[:_MOST_NOTES]
    ]
    if len(wrong) > _MOST_NOTES:
        notes.append(f"Und {len(wrong) - _MOST_NOTES} weitere Summen gehen nicht auf.")
    return notes


def _euros(amount: int | None) -> str:
    return "nicht angegeben" if amount is None else f"{amount:,} €".replace(",", ".")
