# SPDX-License-Identifier: EUPL-1.2
"""The import desk's words for stages and columns."""

from django.utils.translation import gettext as _


def stage_name(stage: str) -> str:
    return {
        "draft": _("noch nicht begonnen"),
        "waits": _("wartet"),
        "checking": _("wird geprüft"),
        "checked": _("geprüft"),
        "preparing": _("wird vorbereitet"),
        "storing": _("wird gespeichert"),
        "indexing": _("wird auffindbar gemacht"),
        "done": _("übernommen"),
        "failed": _("nicht übernommen"),
        "stopped": _("abgebrochen"),
    }.get(stage, stage)


def field_name(name: str) -> str:
    return {
        "id": _("Nummer oder Kennung"),
        "url": _("Link zum Ursprung"),
        "title": _("Überschrift"),
        "summary": _("Zusammenfassung"),
        "text": _("Text"),
        "kind": _("Frage, Problem oder Idee"),
        "category": _("Kategorie"),
        "state": _("Stand"),
        "asked": _("gefragt am"),
        "asked_time": _("gefragt um"),
        "since": _("Stand seit"),
        "lat": _("Breite"),
        "lon": _("Länge"),
        "x": _("Rechtswert (Ost)"),
        "y": _("Hochwert (Nord)"),
        "point": _("Punkt in einer Spalte"),
        "place": _("Ortsteil"),
        "address": _("Straße oder Adresse"),
        "language": _("Sprache"),
        "answer": _("Antwort"),
        "answerer": _("Wer geantwortet hat"),
    }.get(name, name)
