# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Measure, Processing

_TASK = "Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Beteiligung)"
_LAW = "Art. 6 Abs. 1 Buchst. c DSGVO mit Art. 16, 17 und 20 der Verordnung (EU) 2022/2065 (Digitale Dienste)"
_PUBLIC = "die Öffentlichkeit; Programme über die offene Schnittstelle"

PROCESSINGS = (
    Processing(
        name="Fragen, Probleme, Ideen und Kommentare",
        fields=("Contribution.*", "Comment.*", "Event.reason", "Gram.*", "Vector.*"),
        people="Menschen, die etwas schreiben; Menschen, die darin vorkommen",
        purpose="Fragen der Bewohnerschaft öffentlich beantworten.",
        basis=_TASK,
        kept="Bis die Person löscht (Löschen geht vor). Suche und Änderungsverzeichnis vergessen sofort mit.",
        recipients=_PUBLIC,
    ),
    Processing(
        name="Fotos zu Fragen",
        fields=("Photo.*",),
        people="Menschen, die ein Foto senden; Menschen, die darauf zu sehen sind",
        purpose="Zeigen, wo etwas nicht stimmt.",
        basis=_TASK,
        kept=(
            "Wie der Beitrag. Aufnahmeort, Zeit und Gerät werden beim Empfang entfernt. Gesichter und "
            "Kennzeichen werden vor dem Erscheinen unkenntlich; das unveränderte Bild wird dabei gelöscht."
        ),
        recipients=_PUBLIC,
    ),
    Processing(
        name="„Ich auch“",
        fields=("Support.*",),
        people="Menschen, die eine Frage unterstützen",
        purpose="Zählen, wie viele es betrifft, jede Person einmal.",
        basis=_TASK,
        kept="Bis die Person es zurücknimmt oder löscht. Gespeichert wird nur eine Zufallsnummer.",
    ),
    Processing(
        name="Übernahme aus anderen Systemen der Stadt",
        fields=("Origin.*", "ImportRun.*"),
        people="Menschen, deren Beiträge die Stadt schon anderswo hat",
        purpose="Frühere Beiträge zeigen und wissen, woher sie kommen, ohne sie doppelt zu führen.",
        basis=_TASK,
        kept="Der Verweis: wie der Beitrag. Datei und Bericht: von selbst nach 30 Tagen.",
    ),
    Processing(
        name="Bescheid bekommen",
        fields=("Follow.*",),
        people="Menschen, die einer Frage oder Liste folgen",
        purpose="Neues zu einer Frage oder Liste zuschicken.",
        basis="Art. 6 Abs. 1 Buchst. a DSGVO (Einwilligung, jederzeit widerrufbar)",
        kept="Bis die Person es beendet; ohne erreichbare Adresse von selbst.",
        recipients="der Mailserver der Stadt",
    ),
    Processing(
        name="Meldungen und Widersprüche",
        fields=("Notice.*", "Appeal.*"),
        people="Menschen, die etwas melden oder einer Entscheidung widersprechen; wer entscheidet",
        purpose="Gemeldetes prüfen, Entscheidungen begründen und überprüfen.",
        basis=_LAW,
        kept="Der Text der Meldung oder des Widerspruchs: bis die Person löscht. Die Entscheidung bleibt.",
    ),
    Processing(
        name="Moderation",
        fields=("Decision.moderator", "Claim.moderator", "Redaction.*"),
        people="Moderatorinnen und Moderatoren; Menschen, aus deren Text etwas entfernt wurde",
        purpose="Nachweisen, wer worüber mit welchem Grund entschieden hat; eine zweite Person kann prüfen.",
        basis=_LAW,
        kept=(
            "Entfernte Worte: {ask.redaction_days} Tage, nur für ihren Urheber lesbar. Wer entschieden hat: "
            "bis der Zugang gelöscht wird."
        ),
    ),
)
MEASURES = (
    Measure(
        "Datensparsamkeit",
        "Telefonnummern, Adressen von Menschen, Kennzeichen und Ähnliches werden vor dem Absenden erkannt; "
        "die Person wird gefragt, und was stehen bleibt, sieht erst ein Mensch.",
    ),
    Measure(
        "Datensparsamkeit",
        "Fotos verlieren beim Empfang alle Zusatzdaten und warten, bis ein Mensch sie sah.",
    ),
    Measure(
        "Überprüfung", "Über Widersprüche entscheidet eine andere Person; jährliche Zahlen sind öffentlich."
    ),
)
