# SPDX-License-Identifier: EUPL-1.2
"""Measures of the house as a whole (GDPR, Art. 32); whether they are in force is looked up, never typed."""

from soesmart.kernel.room import Measure


def _setting(name: str) -> bool:
    from django.conf import settings  # inline: room.py is read before the settings are complete

    return bool(settings.SOESMART[name])


def _strict() -> bool:
    from django.conf import settings  # inline: as above

    return "script-src" in str(
        getattr(settings, "SECURE_CSP", "") or getattr(settings, "CONTENT_SECURITY_POLICY", "")
    )


MEASURES = (
    Measure("Vertraulichkeit", "Verschlüsselte Übertragung (HTTPS mit HSTS).", lambda: _setting("https")),
    Measure(
        "Vertraulichkeit",
        "Strenge Vorgaben an den Browser (Content Security Policy).",
        _strict,
    ),
    Measure("Datensparsamkeit", "Keine Inhalte von anderen Servern, keine Zählung, kein Cookie beim Lesen."),
    Measure("Vertraulichkeit", "Fehlerseiten zeigen keine Einzelheiten.", lambda: not _setting("debug")),
    Measure(
        "Verfügbarkeit",
        "Sicherungen als geprüfte Momentaufnahme (soesmart backup), ohne Schlüssel; Einspielen wird geprobt. "
        "Was nach einer Sicherung gelöscht wurde, ist nach dem Einspielen erneut zu löschen.",
    ),
    Measure("Überprüfung", "soesmart check prüft gespeicherte Daten, Verzeichnis und verwaiste Dateien."),
)
