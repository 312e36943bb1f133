# SPDX-License-Identifier: EUPL-1.2
"""What a result means, in a sentence or two, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from soesmart.trials import words
from soesmart.trials.engine import periods
from soesmart.trials.engine.types import Flag, Grade, Verdict
from soesmart.trials.types import Stage, TrialRow


def short(row: TrialRow) -> str:
    """For cards, panels and the question box."""
    if row.stage is Stage.PLANNED:
        return _("Wissen wir noch nicht: Der Versuch ist geplant.")
    if row.stage is Stage.RUNNING:
        return _("Wissen wir noch nicht: Der Versuch läuft.")
    return {
        "helped": _("Ja, es hat geholfen. Das zeigt der Versuch."),
        "harmed": _("Nein, es wurde schlechter. Das zeigt der Versuch."),
        "no_effect_larger_than": _("Nein, kein nennenswerter Effekt. Das zeigt der Versuch."),
        "described": _("Wissen wir nicht: Es wurde vorher nicht festgelegt, woran man es merken würde."),
    }.get(row.verdict, _("Wissen wir nicht: Die Daten lassen keine Antwort zu."))


def figure(value: float | None, unit: str = "", sign: bool = False) -> str:
    """A number as people of the page's language write it, with three digits that count."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 4
    text = number_format(abs(value), digits, use_l10n=True, force_grouping=True)
    mark = "−" if value < 0 else "+" if sign and value > 0 else ""
    return f"{mark}{text} {unit}".strip()


def tick(value: float, ticks: Sequence[float], sign: bool = False) -> str:
    """A figure at an axis: as many digits as the steps need, the same for all."""
    steps = [abs(b - a) for a, b in pairwise(ticks)]
    digits = next((d for d in range(5) if all(round(s, d) == round(s, 6) for s in (*steps, *ticks))), 5)
    text = number_format(abs(value), digits, use_l10n=True, force_grouping=True)
    return f"{'−' if value < 0 else '+' if sign and value > 0 else ''}{text}"


def moment(text: str) -> str:
    """A period in words: "August 2026", "3. August 2026"; what is none stays as it is."""
    found = periods.parse(text)
    if found is None:
        return text
    day = periods.first_day(found)
    date = date_format(day, pgettext("Datum", "j. F Y"))
    match found.kind:
        case "day":
            return date
        case "minute":
            return f"{date}, {periods.label(found)[-5:]}"
        case "month":
            return date_format(day, "F Y")
        case "week":
            year, week, _day = day.isocalendar()
            return _("Woche %(week)s/%(year)s") % {"week": week, "year": year}
        case "quarter":
            number = {"quarter": (day.month + 2) // 3, "year": day.year}
            return _("%(quarter)s. Quartal %(year)s") % number
    return text


def brief(text: str) -> str:
    """A period at an axis or in a table, short."""
    found = periods.parse(text)
    if found is None or found.kind not in ("day", "month"):
        return moment(text)
    day = periods.first_day(found)
    return date_format(day, "SHORT_DATE_FORMAT") if found.kind == "day" else date_format(day, "M Y")


def span(text: str) -> str:
    """From a period to a period, or one."""
    return " – ".join(moment(part) for part in text.split(" – "))


def measure(indicator: str, unit: str) -> str:
    """What is measured; the unit only where the name does not say it."""
    return indicator if unit.casefold() in indicator.casefold() else f"{indicator} ({unit})"


def between(low: float | None, high: float | None, unit: str) -> str:
    """An interval, with its unit once."""
    ends = {"low": figure(low, "", True), "high": figure(high, unit, True)}
    return _("zwischen %(low)s und %(high)s") % ends


def chance(p: float) -> str:
    """A p-value in words, with the figure for those who know it."""
    told = {"share": figure(100 * p), "p": figure(p)}
    if p < 0.001:
        return _("Ohne Effekt sähe es in weniger als 1 von 1.000 Fällen so aus (p = %(p)s).") % told
    return _("Ohne Effekt sähe es in %(share)s von 100 Fällen so aus (p = %(p)s).") % told


def length(start: str, number: int) -> str:
    """How long is counted, in the periods of the start."""
    found = periods.parse(start)
    match found.kind if found else "":
        case "day":
            return ngettext("%(n)s Tag", "%(n)s Tage", number) % {"n": number}
        case "week":
            return ngettext("%(n)s Woche", "%(n)s Wochen", number) % {"n": number}
        case "month":
            return ngettext("%(n)s Monat", "%(n)s Monate", number) % {"n": number}
        case "quarter":
            return ngettext("%(n)s Quartal", "%(n)s Quartale", number) % {"n": number}
        case _:
            return ngettext("%(n)s Jahr", "%(n)s Jahre", number) % {"n": number}


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the result page says."""

    verdict: str
    word: str
    sentence: str
    effect: str
    interval: str
    relative: str
    grade: str
    method: str
    why: tuple[str, ...]
    """Why not surer."""
    need: tuple[str, ...]
    """What would be needed."""


def tell(told: Mapping[str, Any], unit: str, bound: float | None = None) -> Told:
    verdict, grade = Verdict(told["verdict"]), Grade(told["grade"])
    low, high = told["interval"]
    relative = told.get("relative")
    flags = [Flag(f["code"], f["detail"], f["blocks"], f["at"]) for f in told["flags"]]
    return Told(
        verdict=verdict.value,
        word=str(words.VERDICTS[verdict]),
        sentence=_sentence(verdict, told, unit, bound),
        effect=figure(told["estimate"], unit, sign=True),
        interval=between(low, high, unit),
        relative=f"{figure(100 * relative, '%', True)}" if relative is not None else "",
        grade=str(words.GRADES[grade]),
        method=str(words.METHODS.get(told["method"], told["method"])),
        why=tuple(dict.fromkeys(_why(verdict, grade, told, flags))),
        need=tuple(_need(verdict, grade, flags)),
    )


def _sentence(verdict: Verdict, told: Mapping[str, Any], unit: str, bound: float | None) -> str:
    effect = {"effect": figure(told["estimate"], unit, True), "bound": figure(bound, unit)}
    match verdict:
        case Verdict.HELPED:
            return (
                _(
                    "Es hat geholfen: im Mittel %(effect)s. Durch Zufall käme "
                    "das höchstens einmal in zwanzig Fällen vor."
                )
                % effect
            )
        case Verdict.HARMED:
            return (
                _(
                    "Es wurde schlechter: im Mittel %(effect)s. Durch Zufall käme "
                    "das höchstens einmal in zwanzig Fällen vor."
                )
                % effect
            )
        case Verdict.NO_LARGER:
            return (
                _(
                    "Ein Effekt, der größer ist als %(bound)s, ist "
                    "ausgeschlossen. Diese Grenze stand vorher fest."
                )
                % effect
            )
        case Verdict.UNKNOWN:
            return _("Wir wissen nicht, ob es geholfen hat. Der Unterschied kann Zufall sein.")
        case Verdict.DESCRIBED:
            return _("Nachher war es anders: %(effect)s. Ob das am Projekt liegt, wissen wir nicht.") % effect
        case _:
            return _("Wir wissen nicht, ob es geholfen hat. Die Daten lassen keine Antwort zu.")


def _why(verdict: Verdict, grade: Grade, told: Mapping[str, Any], flags: list[Flag]) -> list[str]:
    said = [
        words.flag_text(flag)
        for flag in flags
        if flag.blocks or (flag.code in words.FLAGS and _matters(flag))
    ]
    if grade is Grade.DESCRIPTION:
        said.append(_("Der Plan wurde erst festgelegt, als die Daten schon da waren („nachträglich“)."))
    if verdict is Verdict.UNKNOWN and (told.get("p") or 1) <= 0.05 < (told.get("robust_p") or 1):
        said.append(words.flag_text(Flag("fragile")))
    if grade is Grade.OWN:
        said.append(
            _(
                "Es gibt keinen Vergleich mit Orten, in denen nichts geschah. "
                "Was sonst zur selben Zeit neu war, zählt mit."
            )
        )
    return said


def _matters(flag: Flag) -> bool:
    return flag.code not in ("gaps", "incomplete_periods", "duplicates", "renamed")


def _need(verdict: Verdict, grade: Grade, flags: list[Flag]) -> list[str]:
    if verdict in (Verdict.HELPED, Verdict.HARMED, Verdict.NO_LARGER):
        return []
    said = []
    codes = {flag.code for flag in flags}
    if any(flag.blocks for flag in flags):
        said.append(_("Jemand muss die auffälligen Werte prüfen und mit Grund entscheiden."))
    if "too_few_points" in codes:
        said.append(_("Länger messen: mindestens zwei Jahre vorher und sechs Monate nachher."))
    if grade is Grade.DESCRIPTION:
        said.append(_("Beim nächsten Mal vor dem Beginn festlegen, woran man den Erfolg erkennt."))
    elif grade is not Grade.RANDOM:
        said.append(_("Das Los entscheiden lassen, welcher Ort wann drankommt; oder mehr Vergleichsorte."))
    return said
