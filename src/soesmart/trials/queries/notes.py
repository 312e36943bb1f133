# SPDX-License-Identifier: EUPL-1.2
"""What the engine notes in figures and in German, told in the language of the page."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from soesmart.trials import words
from soesmart.trials.engine.types import Flag
from soesmart.trials.queries.sentences import span

_HIDDEN = frozenset({"random_walk", "not_ar1", "uncalibrated", "frozen_series", "yearly_alone"})
_PERIODS: Mapping[str, Promise] = {
    "Tag": lazy("je Tag"),
    "Woche": lazy("je Woche"),
    "Monat": lazy("je Monat"),
    "Quartal": lazy("je Quartal"),
    "Jahr": lazy("je Jahr"),
}
_KNOWN: Mapping[str, Promise] = {
    "Prop 99, SDID": lazy("Tabakgesetz in Kalifornien: Vergleichsort mit Differenz"),
    "Prop 99, synthetic control": lazy("Tabakgesetz in Kalifornien: Vergleichsort aus mehreren Orten"),
    "Prop 99, difference in differences": lazy("Tabakgesetz in Kalifornien: Abstand zum Mittel"),
    "Basque, demeaned": lazy("Gewalt im Baskenland: Vergleichsort aus Auf und Ab"),
    "Basque, weight of": lazy("Gewalt im Baskenland: Anteil von %(name)s"),
    "Kansas": lazy("Steuersenkung in Kansas: Vergleichsort aus mehreren Orten"),
    "Kansas, fit before": lazy("Steuersenkung in Kansas: Abweichung vorher"),
}


def note(given: Mapping[str, Any]) -> dict[str, Any]:
    """A flag as a page shows it. `own`: the words are the engine's, German and with names of the file."""
    flag = Flag(given["code"], given["detail"], given["blocks"], given["at"])
    told = _detail(flag)
    return {
        **given,
        "text": words.flag_text(flag),
        "detail": told if told is not None else decimals(flag.detail),
        "own": told is None,
        "at": span(flag.at),
    }


def _detail(flag: Flag) -> str | None:
    """In the page's language; None where only the engine's own words tell it."""
    if flag.code in _HIDDEN:
        return ""
    numbers = [int(one) for one in re.findall(r"\d+", flag.detail)]
    match flag.code, numbers:
        case "too_few_points", [before, after, least, less]:
            said = {"before": before, "after": after, "least": least, "less": less}
            return _("%(before)s vorher und %(after)s nachher; nötig sind %(least)s und %(less)s.") % said
        case (("too_few_points" | "too_few_places" | "too_few_towns" | "season_unknown"), [found, least]):
            return _("%(found)s von mindestens %(least)s.") % {"found": found, "least": least}
        case "too_early", [missing]:
            text = ngettext("Es fehlt noch ein Zeitraum.", "Es fehlen noch %(n)s Zeiträume.", missing)
            return text % {"n": missing}
        case "incomplete_periods", [number]:
            return ngettext("Ein Zeitraum.", "%(n)s Zeiträume.", number) % {"n": number}
        case (("duplicates" | "contradictions"), [number]):
            return ngettext("Eine Zeile.", "%(n)s Zeilen.", number) % {"n": number}
        case (("few_places" | "too_few_events"), [number]):
            return ngettext("Hier ist es eins.", "Hier sind es %(n)s.", number) % {"n": number}
    return None


def rule(text: str) -> str:
    """How the series came about."""
    found = re.fullmatch(
        r"(.*?)(?:(Tageswert im Mittel|Mittelwert) je (\w+); zählt ab (\d+) ?% der Messwerte)?", text
    )
    before, what, period, share = found.groups() if found else (text, None, None, None)
    said = []
    if before.startswith("Mittel der Gebiete"):
        said.append(_("Mittel der Gebiete"))
        before = before.removeprefix("Mittel der Gebiete").removeprefix("; ")
    if what and period and share:
        mean = _("Tageswert im Mittel") if what.startswith("Tages") else _("Mittelwert")
        each = {"mean": mean, "period": _PERIODS.get(period, period), "share": share}
        said.append(_("%(mean)s %(period)s, wo %(share)s %% der Messwerte da sind") % each)
    elif before == "wie gemessen":
        said.append(_("wie gemessen"))
    elif before:
        said.append(before)
    return "; ".join(said)


def known(given: Mapping[str, Any]) -> dict[str, Any]:
    """A famous case, by its name in the record: what it is, and the published figure."""
    what = str(given["what"]).removesuffix(": off by")
    name = re.sub(r" [−-]?[\d.]+$", "", what)
    for start in sorted(_KNOWN, key=len, reverse=True):
        if name.startswith(start):
            told = str(_KNOWN[start]) % {"name": name.removeprefix(start).strip()}
            return {"what": told, "published": signed(float(given["published"]))}
    return {"what": name, "published": signed(float(given["published"]))}


def signed(value: float) -> str:
    digits = len(f"{abs(value):.7g}".partition(".")[2])
    return f"{'−' if value < 0 else ''}{number_format(abs(value), min(digits, 6), use_l10n=True)}"


def decimals(text: str) -> str:
    """Points of the engine's figures as the page's language writes them: 2.8% is 2,8 %."""
    mark = number_format(0.5, 1, use_l10n=True)[1]
    whole = re.sub(r"(?<![\w.])\.(\d)", r"0.\1", text)
    return re.sub(r"(?<=\d)%", " %", re.sub(r"(?<=\d)\.(?=\d)", mark, whole))
