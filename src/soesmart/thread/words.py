# SPDX-License-Identifier: EUPL-1.2
"""The interface's words for stops."""

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


def stop_title(stop: str) -> str:
    return str(_STOPS[stop])


def gap_words(stop: str) -> str:
    return str(_GAPS[stop])
