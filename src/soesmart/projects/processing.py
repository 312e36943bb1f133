# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Processing

PROCESSINGS = (
    Processing(
        name="Projekte von Bewohnerinnen und Bewohnern",
        fields=("Application.*", "Report.*"),
        people="Menschen, die selbst ein Projekt machen wollen oder machen",
        purpose="Bewerbungen entscheiden, Vereinbarungen einhalten, kurz berichten lassen.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Beteiligung)",
        kept=(
            "Bis die Person löscht. Eine zurückgezogene Bewerbung verliert sofort ihren Text. Das Projekt "
            "selbst und die Beträge bleiben, ohne Namen."
        ),
        recipients="das Team der Stadt; die Öffentlichkeit nur für Berichte und, wenn gewünscht, den Namen",
    ),
)
