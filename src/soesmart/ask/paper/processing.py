# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Processing

PROCESSINGS = (
    Processing(
        name="Karten auf Papier",
        fields=("Card.*", "Entry.*", "Page.*", "Scan.*", "Stack.*"),
        people="Menschen, die eine Karte ausfüllen; wer sie abtippt",
        purpose="Fragen auf Papier gleich behandeln wie die anderen.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Beteiligung)",
        kept=(
            "Bilder der Karten: {paper.keep_days} Tage nach dem Abtippen. Die Verbindung zur Frage: bis die "
            "Person ihren Text löscht."
        ),
    ),
)
