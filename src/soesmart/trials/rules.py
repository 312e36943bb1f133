# SPDX-License-Identifier: EUPL-1.2
"""What a plan must say, and what follows from it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from soesmart.kernel.words import LocalText
from soesmart.trials.engine import analysis, lots, periods, table
from soesmart.trials.types import Plan, Refused

METHODS = (*analysis.METHODS, lots.METHOD)
KINDS = {"month": 12, "quarter": 4, "week": 52, "year": 1, "day": 365}


def local(texts: Mapping[str, str] | str) -> dict[str, str]:
    """As texts are stored: by language, German always."""
    given = {"de": texts} if isinstance(texts, str) else dict(texts)
    return {language: " ".join(text.split()) for language, text in given.items() if text.strip()}


def as_text(stored: Mapping[str, str]) -> LocalText:
    return LocalText(dict(stored) or {"de": ""}, "de", "translated" if len(stored) > 1 else "authored")


def span(plan: Mapping[str, Any]) -> tuple[date, date]:
    """First and last day of the time that counts. Raises Refused."""
    start = periods.parse(str(plan["start"]))
    if start is None or start.kind == "minute":
        raise Refused("start", _("Bitte den Beginn so schreiben: 2027-03 oder 05.03.2027."))
    last = periods.Period(start.kind, start.number + int(plan["horizon"]) - 1)
    first = periods.first_day(lot(plan).start if plan.get("lot") else start)
    return first, periods.first_day(last) + timedelta(days=periods.days(last) - 1)


def check(plan: Mapping[str, Any]) -> None:
    """Everything that must be fixed before the start. Raises Refused at the first thing missing."""
    for field, text in (
        ("hypothesis", _("Bitte in einem Satz sagen, was erwartet wird.")),
        ("stop_rule", _("Bitte sagen, wann der Versuch abgebrochen wird.")),
    ):
        if not plan.get(field, {}).get("de"):
            raise Refused(field, text)
    if not str(plan.get("indicator", "")).strip():
        raise Refused("indicator", _("Bitte eine Kennzahl nennen, an der sich alles entscheidet."))
    if plan.get("better") not in ("up", "down"):
        raise Refused("better", _("Bitte sagen, welche Richtung gut ist."))
    if not 1 <= int(plan.get("horizon") or 0) <= 400:
        raise Refused("horizon", _("Bitte sagen, wie viele Zeiträume nach dem Beginn zählen (1 bis 400)."))
    if plan.get("method") not in METHODS:
        raise Refused("method", _("Dieses Verfahren gibt es nicht."))
    if not analysis.may_judge(plan["method"]):
        raise Refused(
            "method", _("Dieses Verfahren hat seine Prüfung nicht bestanden und darf nicht urteilen.")
        )
    if (plan["method"] == lots.METHOD) != bool(plan.get("lot")):
        raise Refused(
            "lot", _("Zu einer Auslosung gehört das Verfahren mit Los, und umgekehrt. Bitte beide wählen.")
        )
    if int(plan.get("family", 1)) > 1 and not str(plan.get("family_name", "")).strip():
        raise Refused(
            "family_name",
            _("Bitte den Kennzahlen, die zusammen geprüft werden, einen gemeinsamen Namen geben."),
        )
    bound = plan.get("bound")
    if bound is not None and not float(bound) > 0:
        raise Refused("bound", _("Die Grenze muss größer als null sein."))
    span(plan)


def plan_of(stored: Mapping[str, Any]) -> Plan:
    return Plan(
        hypothesis=as_text(stored["hypothesis"]),
        indicator=stored["indicator"],
        unit=stored.get("unit", ""),
        better=stored["better"],
        start=str(stored["start"]),
        horizon=int(stored["horizon"]),
        method=stored["method"],
        threshold=analysis.LEVEL,
        stop_rule=as_text(stored["stop_rule"]),
        bound=stored.get("bound"),
        design=stored.get("design", "series"),
        family=int(stored.get("family", 1)),
        family_name=stored.get("family_name", ""),
        lot=stored.get("lot"),
        towns=int(stored.get("towns", 1)),
    )


def lot(plan: Mapping[str, Any]) -> lots.Lot:
    """Raises Refused when the order is not the one of its seed."""
    try:
        return lots.lot_of(plan["lot"], str(plan["start"]))
    except table.TableError as error:
        raise Refused("lot", error.text) from error


def about(plan: Plan) -> str:
    """What towns must measure alike to pool."""
    return f"{plan.indicator} | {plan.unit} | {plan.better}"


def registered(plan: Plan, late: bool, others: tuple[float, ...] = ()) -> analysis.Registered:
    """What the engine needs of a plan. The horizon counts in the plan's own periods.

    `others`: p-values of the family; more than registered make it stricter.
    """
    method = "auto" if plan.lot else plan.method
    return analysis.Registered(
        plan.better, plan.bound, method, late, None, max(plan.family, 1 + len(others)), others
    )
