# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Measure, Processing

PROCESSINGS = (
    Processing(
        name="Fragen vom Marktstand, bis sie übernommen sind",
        fields=("Entry.sealed",),
        people="Menschen, die am Stand der Stadt etwas fragen",
        purpose="Ohne Netz Aufgenommenes sicher und ohne Doppel übernehmen.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Beteiligung)",
        kept="Verschlüsselt, bis der Eintrag übernommen oder verworfen ist.",
    ),
)
MEASURES = (
    Measure("Vertraulichkeit", "Was am Stand eingegeben wird, liegt auf dem Gerät nur verschlüsselt."),
)
