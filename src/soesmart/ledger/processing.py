# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Measure, Processing

PROCESSINGS = (
    Processing(
        name="Zahlungsempfänger und Arbeitsstunden in der Fördernebenrechnung",
        fields=("Private.*", "Proposal.rows", "Contract.partner"),
        people="Menschen, die Rechnungen stellen oder im geförderten Vorhaben arbeiten",
        purpose="Dem Fördergeber nachweisen, wofür das Geld ausgegeben wurde.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe); Nebenbestimmungen des "
        "Zuwendungsbescheids",
        kept="So lange der Zuschuss nachzuweisen ist, einstellbar (ledger.private_years); danach löscht sie "
        "ein Zeitplan. Die Buchung und ihr Prüfwert bleiben.",
        recipients="Fördergeber und Rechnungsprüfung",
    ),
    Processing(
        name="Wer eine Buchung vorgeschlagen und wer zugestimmt hat",
        fields=("Proposal.proposed_by", "Proposal.agreed"),
        people="Beschäftigte der Stadt",
        purpose="Vier Augen: keine Buchung zählt, der nicht ein zweiter Mensch zugestimmt hat.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe)",
        kept="Nur die Nummer des Zugangs; wird der Zugang gelöscht, führt sie zu niemandem mehr.",
    ),
)
MEASURES = (
    Measure("Integrität", "Buchungen können weder geändert noch gelöscht werden; die Datenbank weist es ab."),
    Measure("Überprüfung", "Jede Buchung steht im Protokoll; andere Städte zeichnen dessen Stand gegen."),
    Measure(
        "Datensparsamkeit", "Zahlungsempfänger stehen getrennt von der Buchung und sind einzeln löschbar."
    ),
)
