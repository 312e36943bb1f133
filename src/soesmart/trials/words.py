# SPDX-License-Identifier: EUPL-1.2
"""Words for what the engine says. Lazy: each page shows them in its own language."""

from django.utils.translation import gettext_lazy as _

from soesmart.trials.engine.types import Flag, Grade, Verdict

VERDICTS = {
    Verdict.HELPED: _("Hat geholfen"),
    Verdict.HARMED: _("Hat geschadet"),
    Verdict.NO_LARGER: _("Kein nennenswerter Effekt"),
    Verdict.UNKNOWN: _("Wissen wir nicht"),
    Verdict.REFUSED: _("Wissen wir nicht"),
    Verdict.DESCRIBED: _("Nur beschrieben, nicht geprüft"),
}
GRADES = {
    Grade.RANDOM: _("A: Das Los hat entschieden, wo und wann es beginnt. Stärker geht es nicht."),
    Grade.COMPARED: _("B: mit anderen Orten verglichen, in denen nichts geschah"),
    Grade.OWN: _("C: nur die eigene Reihe, vorher und nachher"),
    Grade.DESCRIPTION: _("D: nur eine Beschreibung. Ob es am Projekt liegt, lässt sich so nicht sagen."),
}
METHODS = {
    "single": _("Zeitreihe mit Jahreszeit und Trend"),
    "counts": _("Zählreihe mit Jahreszeit und Trend"),
    "difference": _("Abstand zum Mittel der Vergleichsorte"),
    "conformal": _("Vergleichsort aus mehreren Orten, Prüfung durch Verschieben in der Zeit"),
    "sdid": _("Vergleichsort mit Differenz, Prüfung an den anderen Orten"),
    "sdid_placebo": _("Vergleichsort mit Differenz, Prüfung an den anderen Orten"),
    "sc": _("Vergleichsort aus mehreren Orten, Prüfung an den anderen Orten"),
    "sc_placebo": _("Vergleichsort aus mehreren Orten, Prüfung an den anderen Orten"),
    "sc_demeaned": _("Vergleichsort aus Auf und Ab der anderen, Prüfung an den anderen Orten"),
    "sc_demeaned_placebo": _("Vergleichsort aus Auf und Ab der anderen, Prüfung an den anderen Orten"),
    "rollout": _("Reihenfolge aus dem Los, Prüfung an anderen Reihenfolgen"),
    "running-look": _("Laufender Blick: jeden Tag hinsehen, ohne sich zu täuschen"),
    "running": _("Laufender Blick, jeden Tag gültig"),
    "family": _("Mehrere Kennzahlen zugleich"),
    "auto": _("nach Datenlage, nach festen Regeln"),
}
FLAGS = {
    "gaps": _("Werte fehlen."),
    "incomplete_periods": _("Unvollständige Zeiträume sind weggelassen."),
    "duplicates": _("Einige Zeilen stehen doppelt da, mit gleichem Wert."),
    "contradictions": _("Für dieselbe Zeit stehen verschiedene Werte da."),
    "renamed": _("Die Spalte heißt unterwegs anders; sie ist als dieselbe gelesen."),
    "dead": _("Das Gerät meldet lange Zeit nichts, obwohl es sonst immer zählt."),
    "frozen": _("Derselbe Wert kommt immer wieder: Das Gerät hängt wohl."),
    "copied": _("Ein Tag wiederholt den Tag davor Wert für Wert: abgeschrieben statt gemessen?"),
    "dip": _("Eine Zeit liegt weit unter der Zeit davor und danach."),
    "silent": _("Das Gerät zählt stundenlang nichts, wo sonst immer viele kommen."),
    "multiples": _(
        "Eine Zeit lang sind alle Werte durch dieselbe Zahl teilbar: doppelt gezählt oder gerundet?"
    ),
    "filled": _("Werte liegen genau auf einer Linie: ausgerechnet statt gemessen?"),
    "code": _("Eine Zahl wie 999 oder 65535 steht für „kein Wert“."),
    "reading": _("Die Werte steigen nur: Zählerstand statt Anzahl?"),
    "cut_off": _("Der höchste Wert kommt immer wieder: Mehr kann das Gerät wohl nicht zählen."),
    "sum_differs": _("Die Summe passt nicht zu ihren Teilen."),
    "spike": _("Einzelne Werte liegen weit über allem: ein Fest oder ein Fehler?"),
    "negative": _("Negative Werte, wo es keine geben kann."),
    "jump": _("Die Höhe springt, ohne dass etwas geplant war: anderes Gerät? Baustelle?"),
    "status": _("Das Gerät meldet selbst Störungen."),
    "channel_share": _("Ein Teil des Geräts zählt plötzlich viel weniger oder mehr als sonst."),
    "too_few_points": _("Zu wenige Werte."),
    "too_few_places": _("Zu wenige Vergleichsorte."),
    "few_places": _(
        "Fünf Orte allein sind zu wenige für einen Vergleich. Besser: Das "
        "Los entscheidet, welches Dorf wann drankommt."
    ),
    "too_few_towns": _("Die Summen der anderen Städte fehlen noch."),
    "too_early": _("Die festgelegte Zeit ist noch nicht um. Wer eher hinsieht, täuscht sich leicht."),
    "season_unknown": _("Vor dem Beginn fehlt ein ganzes Jahr, und es gibt keinen Vergleichsort."),
    "too_few_events": _("Zu wenige Ereignisse."),
    "not_counts": _("Das sind keine Anzahlen."),
    "random_walk": _(
        "Die Reihe wandert von selbst: Was einmal steigt, bleibt oben. Davon hebt sich kein Effekt ab."
    ),
    "not_ar1": _("Die Schwankungen passen nicht zum Verfahren."),
    "yearly_alone": _("Jahreswerte ohne Vergleichsorte reichen nicht."),
    "uncalibrated": _("Das Verfahren ist in dieser Fassung nicht geprüft und darf nicht urteilen."),
    "fragile": _("Das Ergebnis hängt davon ab, wie lange Störungen nachwirken."),
}


def flag_text(flag: Flag) -> str:
    code = flag.code.removeprefix("channel_") if flag.code not in FLAGS else flag.code
    return str(FLAGS.get(code, flag.code))
