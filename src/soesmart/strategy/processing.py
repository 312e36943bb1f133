# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Processing

PROCESSINGS = (
    Processing(
        name="Karten aus Werkstätten zu großen Fragen",
        fields=("SubQuestion.*",),
        people="Menschen, die eine Karte schreiben, und wer darauf genannt wird",
        purpose="Aus großen Fragen kleinere machen, die sich am Ort beantworten lassen.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Beteiligung)",
        kept="Ohne Namen, bis das Team die Karte entfernt; dann gehen die Worte auch aus dem Protokoll.",
    ),
)
