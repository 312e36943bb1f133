# SPDX-License-Identifier: EUPL-1.2
"""The interface's words for kinds and states."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soesmart.ask.types import Kind, State

_KINDS = {
    Kind.QUESTION: gettext_lazy("Frage"),
    Kind.PROBLEM: gettext_lazy("Problem"),
    Kind.IDEA: gettext_lazy("Idee"),
}
_STATES = {
    State.WAITING: gettext_lazy("wird geprüft"),
    State.NEW: gettext_lazy("neu"),
    State.IN_PROGRESS: gettext_lazy("in Arbeit"),
    State.ANSWERED: gettext_lazy("beantwortet"),
    State.DONE: gettext_lazy("erledigt"),
    State.DROPPED: gettext_lazy("nicht weiterverfolgt"),
    State.MERGED: gettext_lazy("zusammengelegt"),
    State.CONTINUED: gettext_lazy("geht weiter"),
    State.UNKNOWN: gettext_lazy("wissen wir nicht"),
    State.HIDDEN: gettext_lazy("ausgeblendet"),
    State.DELETED: gettext_lazy("gelöscht"),
}


def kind_name(kind: str) -> str:
    return str(_KINDS[Kind(kind)])


def state_name(state: str) -> str:
    return str(_STATES[State(state)])


_PERSONAL = {
    "phone": gettext_lazy("Telefonnummer"),
    "email": gettext_lazy("E-Mail-Adresse"),
    "iban": gettext_lazy("Kontonummer"),
    "plate": gettext_lazy("Autokennzeichen"),
    "birth": gettext_lazy("Geburtsdatum"),
    "address": gettext_lazy("Name und Adresse"),
    "name": gettext_lazy("Name"),
    "other": gettext_lazy("persönliche Angabe"),
}


def personal_name(kind: str) -> str:
    """What kind of personal data this is."""
    return str(_PERSONAL.get(kind, _PERSONAL["other"]))


def mark_name(kind: str) -> str:
    """What is marked about a piece of a text."""
    return {"word": _("Wort der Liste"), "link": _("Link")}.get(kind) or personal_name(kind)


def decision_name(what: str) -> str:
    """For the figures."""
    return {
        "shown": _("freigegeben"),
        "hidden": _("ausgeblendet oder nicht veröffentlicht"),
        "restored": _("wieder gezeigt"),
        "redacted": _("geschwärzt"),
    }.get(what, what)


def ground_name(ground: str) -> str:
    return _("Gesetz") if ground == "law" else _("Regeln der Seite")


def notice_reason(reason: str) -> str:
    """Why somebody reported something."""
    return {
        "illegal": _("Gesetz"),
        "personal": _("zeigt oder nennt Menschen"),
        "insult": _("Beleidigung"),
        "advertising": _("Werbung"),
    }.get(reason, _("etwas anderes"))


def waits_text(waits: str) -> str:
    """Why something does not appear yet, and what happens next; "" when it does appear."""
    return {
        "": "",
        "check": _("Ihr Text ist gespeichert. Ein Mensch sieht ihn kurz an, dann erscheint er."),
        "word": _("Ihr Text ist gespeichert. Wegen eines Wortes darin sieht ihn erst ein Mensch an."),
        "hate": _("Ihr Text ist gespeichert. Wegen eines Wortes darin sieht ihn erst ein Mensch an."),
        "personal": _(
            "Ihr Text ist gespeichert. Persönliche Angaben stehen darin: Ein Mensch sieht ihn erst an."
        ),
        "links": _("Ihr Text ist gespeichert. Wegen der vielen Links sieht ihn erst ein Mensch an."),
        "moderation": _("Ihr Text ist gespeichert. Die Stadt sieht jeden Text an, bevor er erscheint."),
    }[waits]


def waits_reason(waits: str) -> str:
    """For the team: why something is in the queue."""
    return {
        "check": _("ohne Rechenaufgabe gesendet"),
        "word": _("enthält ein Wort der Liste"),
        "hate": _("enthält ein verletzendes Wort"),
        "personal": _("persönliche Angaben"),
        "links": _("enthält viele Links"),
        "moderation": _("jeder Text wird angesehen"),
        "photo": _("Foto"),
    }.get(waits, waits)


def found_by(method: str) -> str:
    """How an offer was found, in the words of the page."""
    return {
        "words": _("ähnliche Wörter"),
        "meaning": _("ähnlicher Sinn"),
        "nearby": _("ganz in der Nähe"),
        "same words": _("gleiche Wörter"),
    }[method]
