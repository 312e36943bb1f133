# SPDX-License-Identifier: EUPL-1.2
"""The running look, day by day, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from soesmart.trials.engine import drawing
from soesmart.trials.engine.analysis import LEVEL
from soesmart.trials.queries.sentences import between, figure, tick
from soesmart.trials.types import Plan


@dataclass(frozen=True, slots=True)
class Look:
    day: str
    effect: str
    interval: str
    word: str


@dataclass(frozen=True, slots=True)
class Shown:
    """`sentence`: what may be said today. `days`: newest first."""

    sentence: str
    days: tuple[Look, ...]
    drawn: drawing.Band | None
    ticks: tuple[tuple[float, str], ...]


def shown(told: Mapping[str, Any], plan: Plan) -> Shown | None:
    looks = told.get("looks")
    if not looks:
        return None
    quiet = told["verdict"] in ("refused", "described")
    level = 0.0 if quiet else LEVEL / max(plan.family, 1)
    days = tuple(_look(one, plan, level) for one in reversed(looks))
    drawn = drawing.band(
        [date_format(date.fromisoformat(one["day"]), "j. M") for one in looks],
        *([one[name] for one in looks] for name in ("effect", "lower", "upper")),
    )
    values = [value for _y, value in drawn.frame.ticks_y] if drawn else []
    ticks = tuple((y, tick(value, values, sign=True)) for y, value in drawn.frame.ticks_y) if drawn else ()
    return Shown(_sentence(looks, told, level), days, drawn, ticks)


def _look(one: Mapping[str, Any], plan: Plan, level: float) -> Look:
    found = (one["p"] or 1.0) <= level and one["effect"] is not None
    good = found and (one["effect"] > 0) == (plan.better == "up")
    word = _("wissen wir noch nicht") if not found else _("hat geholfen") if good else _("hat geschadet")
    interval = "–"
    if one["lower"] is not None and one["upper"] is not None:
        interval = between(one["lower"], one["upper"], plan.unit)
    return Look(_day(one["day"]), figure(one["effect"], plan.unit, sign=True), interval, word)


def _sentence(looks: Any, told: Mapping[str, Any], level: float) -> str:
    number = {"number": len(looks), "day": _day(looks[-1]["day"])}
    first = next((one["day"] for one in looks if (one["p"] or 1.0) <= level), "")
    if first and told["verdict"] in ("helped", "harmed"):
        said = {"helped": _("hat geholfen"), "harmed": _("hat geschadet")}[told["verdict"]]
        return _("Seit %(first)s steht fest: Es %(said)s.") % {"first": _day(first), "said": said}
    if told["verdict"] == "refused":
        return _("Nach %(number)s Tagen (%(day)s): Die Daten lassen noch keine Antwort zu.") % number
    return _("Nach %(number)s Tagen (%(day)s): Wir wissen noch nicht, ob es hilft.") % number


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
