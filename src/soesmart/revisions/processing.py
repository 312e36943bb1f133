# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Processing

PROCESSINGS = (
    Processing(
        name="Wer eine Fassung vorgeschlagen und wer sie freigegeben hat",
        fields=("Revision.author", "Revision.approver"),
        people="Menschen, die für die Stadt an Zielen und Projekten arbeiten",
        purpose="Zeigen, dass Befugte eine Veröffentlichung vorgeschlagen und geprüft haben.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe)",
        kept="Bis das Konto gelöscht wird; dann bleibt die Fassung ohne Namen.",
    ),
)
