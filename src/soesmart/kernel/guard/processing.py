# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Measure, Processing

PROCESSINGS = (
    Processing(
        name="Abwehr von Massensendungen",
        fields=("Knock.*", "SpentToken.*"),
        people="Menschen und Programme, die etwas absenden",
        purpose="Formulare bleiben benutzbar, ohne dass jemand beobachtet wird.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (Sicherheit des Angebots)",
        kept=(
            "Ein mit täglich wechselndem Schlüssel gebildeter Wert der Netzadresse: zehn Minuten. "
            "Verbrauchte Formularnummern: bis zum Ablauf des Formulars (24 Stunden)."
        ),
    ),
)
MEASURES = (
    Measure(
        "Verfügbarkeit",
        "Rechenaufgabe im Browser, unsichtbares Feld und Obergrenze je Anschluss bremsen Maschinen, ohne "
        "Dienste Dritter, ohne Cookies und ohne Fingerabdruck des Geräts. Ohne JavaScript geht es auch.",
    ),
    Measure(
        "Integrität",
        "Formulare tragen eine signierte, einmal gültige Nummer (Schutz vor CSRF und Doppelklick).",
    ),
)
