# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Measure, Processing

_TASK = "Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Beteiligung)"
_CONSENT = "Art. 6 Abs. 1 Buchst. a DSGVO (Einwilligung, jederzeit widerrufbar)"

PROCESSINGS = (
    Processing(
        name="Urheberschaft und Quittungen",
        fields=("Participant.*", "Receipt.*"),
        people="Menschen, die etwas schreiben",
        purpose="Wer schreibt, kann später sehen, was daraus wurde, und den Text ändern lassen oder löschen.",
        basis=_TASK,
        kept="Bis die Person ihre Beiträge löscht. Vom Code der Quittung wird nur ein Prüfwert gespeichert.",
    ),
    Processing(
        name="Benachrichtigung per Mail",
        fields=("Contact.*", "Mail.*"),
        people="Menschen, die freiwillig eine Mailadresse angeben",
        purpose="Antworten und Entscheidungen zuschicken.",
        basis=_CONSENT,
        kept=(
            "Unbestätigte Adressen: sieben Tage. Bestätigte: bis zum Widerruf, einzeln löschbar. "
            "Mails: bis sie gesendet sind."
        ),
        recipients="der Mailserver der Stadt",
    ),
    Processing(
        name="Zugänge und Rollen",
        fields=("Account.*", "Grant.*", "ApiToken.*"),
        people="Mitarbeitende, Ratsmitglieder, Bewohnerinnen und Bewohner mit Zugang",
        purpose="Anmelden; festlegen, wer was darf; nachweisen, wer eine Rolle vergeben hat.",
        basis=_TASK + "; für Mitarbeitende § 18 DSG NRW; für freiwillige Zugänge Einwilligung",
        kept="Bis der Zugang gelöscht wird, durch die Person selbst oder das Team.",
        recipients="niemand; bei Anmeldung über einen Dienst (OpenID Connect) dieser Dienst",
    ),
)
MEASURES = (
    Measure(
        "Vertraulichkeit", "Rollen der Verwaltung gelten nur mit zweitem Faktor (Passkey oder Einmalcode)."
    ),
    Measure(
        "Vertraulichkeit", "Kennwörter, Quittungscodes und API-Schlüssel sind nur als Prüfwerte gespeichert."
    ),
    Measure("Datensparsamkeit", "Fragen geht ohne Zugang, ohne Namen und ohne Mailadresse."),
    Measure(
        "Datensparsamkeit", "Mailadressen liegen getrennt von den Texten und gelten erst nach Bestätigung."
    ),
    Measure(
        "Überprüfung", "Jede Rolle hat eine Begründung; Vergabe und Entzug stehen im Änderungsverzeichnis."
    ),
)
