# SPDX-License-Identifier: EUPL-1.2
"""The interface's words for kinds and states."""

from django.utils.translation import gettext as _

from soesmart.ask.types import Kind, State


def kind_name(kind: str) -> str:
    return {Kind.QUESTION: _("Frage"), Kind.PROBLEM: _("Problem"), Kind.IDEA: _("Idee")}[Kind(kind)]


def state_name(state: str) -> str:
    return {
        State.WAITING: _("wird geprüft"),
        State.NEW: _("neu"),
        State.IN_PROGRESS: _("in Arbeit"),
        State.ANSWERED: _("beantwortet"),
        State.DONE: _("erledigt"),
        State.DROPPED: _("nicht weiterverfolgt"),
        State.MERGED: _("zusammengelegt"),
        State.CONTINUED: _("geht weiter"),
        State.UNKNOWN: _("wissen wir nicht"),
        State.HIDDEN: _("ausgeblendet"),
        State.DELETED: _("gelöscht"),
    }[State(state)]


def waits_text(waits: str) -> str:
    """Why something does not appear yet, and what happens next; "" when it does appear."""
    return {
        "": "",
        "check": _("Ihr Text ist gespeichert. Ein Mensch sieht ihn kurz an, dann erscheint er."),
        "word": _("Ihr Text ist gespeichert. Wegen eines Wortes darin sieht ihn erst ein Mensch an."),
        "links": _("Ihr Text ist gespeichert. Wegen der vielen Links sieht ihn erst ein Mensch an."),
        "moderation": _("Ihr Text ist gespeichert. Die Stadt sieht jeden Text an, bevor er erscheint."),
    }[waits]


def waits_reason(waits: str) -> str:
    """For the team: why something is in the queue."""
    return {
        "check": _("ohne Rechenaufgabe gesendet"),
        "word": _("enthält ein Wort der Liste"),
        "links": _("enthält viele Links"),
        "moderation": _("jeder Text wird angesehen"),
        "photo": _("Foto"),
    }.get(waits, waits)
