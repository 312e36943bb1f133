# SPDX-License-Identifier: EUPL-1.2
"""The words of the pages for what the code calls by English names."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from soesmart.projects.types import Phase, Situation, SponsorKind, Status

STATUS: Final[Mapping[str, object]] = {
    Status.IDEA: pgettext_lazy("Projekt", "Idee"),
    Status.PLANNED: pgettext_lazy("Projekt", "geplant"),
    Status.RUNNING: pgettext_lazy("Projekt", "läuft"),
    Status.PAUSED: pgettext_lazy("Projekt", "ruht"),
    Status.FINISHED: pgettext_lazy("Projekt", "fertig"),
    Status.STOPPED: pgettext_lazy("Projekt", "beendet"),
    Status.MERGED: pgettext_lazy("Projekt", "zusammengelegt"),
    Status.UNKNOWN: pgettext_lazy("Projekt", "Stand unbekannt"),
}
PHASE: Final[Mapping[str, object]] = {
    Phase.STRATEGY: _("Strategie"),
    Phase.IMPLEMENTATION: _("Umsetzung"),
    Phase.CONTINUED: _("verstetigt"),
    Phase.UNKNOWN: _("Phase unbekannt"),
}
SITUATION: Final[Mapping[str, object]] = {
    Situation.OLD: _("alt"),
    Situation.CHILDREN: _("mit Kindern"),
    Situation.ILL: _("krank"),
    Situation.NEW: _("neu hier"),
    Situation.NO_CAR: _("ohne Auto"),
    Situation.ALL: _("alle"),
}
SPONSOR: Final[Mapping[str, object]] = {
    SponsorKind.TOWN: _("die Stadt"),
    SponsorKind.RESIDENT: _("jemand aus der Stadt"),
    SponsorKind.ASSOCIATION: _("ein Verein"),
    SponsorKind.COMPANY: _("ein Betrieb"),
    SponsorKind.UNKNOWN: _("unbekannt"),
}
COLOUR: Final[Mapping[str, object]] = {
    "green": _("im Plan"),
    "yellow": _("aufpassen"),
    "red": _("nicht im Plan"),
    "grey": _("keine Ampel"),
}
LIGHT_REASONS: Final[Mapping[str, object]] = {
    "not_under_way": _("Das Projekt ist gerade nicht unterwegs."),
    "status_unknown": _("Wie weit das Projekt ist, wissen wir nicht."),
    "no_dates": _("Es gibt keine Termine, an denen man es messen kann."),
    "past_end": _("Das geplante Ende ist vorbei, das Projekt ist nicht fertig."),
    "very_late": _("Ein Schritt ist mehr als 60 Tage überfällig."),
    "late": _("Ein Schritt ist überfällig."),
    "risk": _("Auf ein hohes Risiko gibt es noch keine Antwort."),
    "on_time": _("Kein Schritt ist überfällig, und auf jedes hohe Risiko gibt es eine Antwort."),
}
PROCEDURE: Final[Mapping[str, object]] = {
    "open": _("öffentliche Ausschreibung"),
    "restricted": _("beschränkte Ausschreibung"),
    "negotiated": _("Verhandlungsvergabe"),
    "direct": _("Direktauftrag"),
    "framework": _("Abruf aus Rahmenvertrag"),
    "unknown": _("Verfahren unbekannt"),
}
DECIDER: Final[Mapping[str, object]] = {
    "council": _("Rat"),
    "team": _("Team"),
    "vote": _("Abstimmung"),
}
RISK: Final[Mapping[str, object]] = {
    "low": _("kleines Risiko"),
    "middle": _("mittleres Risiko"),
    "high": _("hohes Risiko"),
}
DUTY: Final[Mapping[str, object]] = {
    "yes": _("ja"),
    "no": _("nein"),
    "unknown": _("wissen wir nicht"),
    "": _("noch nichts gesagt"),
}
