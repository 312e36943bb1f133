# SPDX-License-Identifier: EUPL-1.2
"""Where the figures come from: a file or an indicator; and what a person decided about faults."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel.log.actions import stage
from soesmart.strategy import facade as strategy
from soesmart.trials import commands
from soesmart.trials.actions.cards import locked
from soesmart.trials.engine import table, units
from soesmart.trials.models import Data, Registration, Settled
from soesmart.trials.types import NotFound, Refused

MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """What of a table counts: the unit, the column of values in a long one, places to compare with."""

    unit: str
    value: str = ""
    compare: tuple[str, ...] = ()


def upload(actor: Actor, trial: UUID, content: bytes, file_name: str, columns: Columns) -> Data:
    """A CSV or Excel file. Raises Refused with line, column and remedy."""
    require(actor, "trials.run")
    if len(content) > MOST_BYTES:
        raise Refused("file", _("Die Datei ist größer als 20 MB. Bitte vorher zusammenfassen."))
    try:
        sheet = commands.sheet_of(content, file_name)
    except table.TableError as error:
        raise Refused("file", told(error)) from error
    return keep(trial, as_csv(sheet), file_name, columns)


def from_indicator(actor: Actor, trial: UUID) -> Data:
    """The values of the trial's own indicator as they are now. Raises Refused."""
    require(actor, "trials.run")
    return take_indicator(trial)


def take_indicator(trial: UUID) -> Data:
    """As `from_indicator`, for the schedule. The same values as last time are not kept twice."""
    row = locked_or_none(trial)
    known = strategy.indicator(row.indicator) if row.indicator else None
    if known is None:
        raise Refused(
            "file", _("Der Versuch hat keine Kennzahl aus der Strategie. Bitte eine Datei hochladen.")
        )
    name = known.title.in_language("de")[0]
    lines = [f"Zeit;{name}"]
    lines += [
        f"{v.period_start.isoformat()};{str(v.value).replace('.', ',')}" for v in strategy.values(known.id)
    ]
    text = "\n".join(lines) + "\n"
    newest: Data | None = row.data.order_by("at", "id").last()
    if newest is not None and newest.live and newest.sha256 == _digest(text):
        return newest
    return keep(trial, text, _("Kennzahl „%(name)s“") % {"name": name}, Columns(name), live=True)


def locked_or_none(trial: UUID) -> Any:
    with transaction.atomic():
        return locked(trial)


def keep(trial: UUID, text: str, source: str, columns: Columns, live: bool = False) -> Data:
    """Store a table after reading it once: what cannot be read is not kept. Raises Refused.

    A rollout's areas stand in its plan.
    """
    plan = Registration.objects.filter(trial=trial).order_by("number").last()
    if plan is not None and plan.plan.get("lot"):
        unit, *others = [one["area"] for one in plan.plan["lot"]["order"]]
        columns = Columns(unit, columns.value, tuple(others))
    wanted = (columns.unit, *columns.compare)
    try:
        found = units.units([table.sheet(text, source)], wanted, columns.value)
        for one in wanted:
            units.pick(found, one)
    except table.TableError as error:
        raise Refused("file", told(error)) from error
    with transaction.atomic():
        made = Data.objects.create(
            trial=locked(trial),
            source=source[:120],
            text=text,
            unit=columns.unit[:120],
            value=columns.value[:120],
            compare=list(columns.compare),
            sha256=_digest(text),
            live=live,
        )
        stage("trials.data", str(made.id), 1, leaf(made))
    return made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def leaf(row: Data) -> dict[str, Any]:
    return {"trial": str(row.trial_id), "source": row.source, "unit": row.unit, "sha256": row.sha256}


def told(error: table.TableError) -> str:
    where = _("Zeile %(line)s: ") % {"line": error.line} if error.line else ""
    column = _("Spalte „%(column)s“: ") % {"column": error.column} if error.column else ""
    return f"{where}{column}{error.text}"


def as_csv(sheet: table.Sheet) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=sheet.delimiter, lineterminator="\n")
    writer.writerow(sheet.head)
    writer.writerows(sheet.rows)
    return out.getvalue()


def settle_flag(actor: Actor, data: UUID, code: str, reason: str) -> Settled:
    """Somebody looked at the fault and says why the figures may be used all the same. Raises Refused."""
    require(actor, "trials.run")
    said = " ".join(reason.split())
    if len(said) < 10:
        raise Refused("reason", _("Bitte den Grund in einem Satz nennen. Er steht öffentlich dabei."))
    with transaction.atomic():
        row = Data.objects.filter(pk=data).first()
        if row is None:
            raise NotFound(str(data))
        made, new = Settled.objects.get_or_create(data=row, code=code[:40], defaults={"reason": said[:500]})
        if new:
            stage("trials.settled", f"{row.id}:{made.code}", 1, {"code": made.code, "reason": made.reason})
    return made
