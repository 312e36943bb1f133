# SPDX-License-Identifier: EUPL-1.2
"""The interface's words for stops and relations."""

from django.utils.translation import gettext_lazy as _

_STOPS = {
    "question": _("Frage"),
    "goal": _("Ziel"),
    "project": _("Projekt"),
    "money": _("Geld"),
    "trial": _("Versuch"),
    "result": _("Ergebnis"),
    "lesson": _("Lehre"),
}
_GAPS = {
    "question": _("Noch keine Frage"),
    "goal": _("Noch kein Ziel"),
    "project": _("Noch kein Projekt"),
    "money": _("Noch kein Geld"),
    "trial": _("Noch kein Versuch"),
    "result": _("Noch kein Ergebnis"),
    "lesson": _("Noch keine Lehre"),
}
_FORWARD = {
    "leads_to": _("führt zu"),
    "measured_by": _("wird gemessen an"),
    "funds": _("wird bezahlt aus"),
    "tests": _("wird erprobt in"),
    "decides": _("wird entschieden in"),
    "merged_into": _("ging auf in"),
    "copied_from": _("ist Vorlage für"),
}
_BACK = {
    "leads_to": _("kommt von"),
    "measured_by": _("misst"),
    "funds": _("bezahlt"),
    "tests": _("erprobt"),
    "decides": _("entscheidet über"),
    "merged_into": _("nahm auf"),
    "copied_from": _("ist abgeschaut von"),
}


def stop_title(stop: str) -> str:
    return str(_STOPS[stop])


def gap_words(stop: str) -> str:
    return str(_GAPS[stop])


def relation_name(relation: str, *, forward: bool) -> str:
    return str((_FORWARD if forward else _BACK)[relation])
