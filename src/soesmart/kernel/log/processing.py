# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Measure, Processing

PROCESSINGS = (
    Processing(
        name="Öffentliches Änderungsverzeichnis",
        fields=("Pending.*", "Leaf.*"),
        people="Menschen, die etwas schreiben, melden oder unterstützen",
        purpose="Jede öffentliche Änderung lässt sich nachweisen; niemand kann unbemerkt etwas verändern.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Rechenschaft)",
        kept=(
            "Inhalt und Salz werden mit dem Beitrag gelöscht. Es bleibt ein Prüfwert, aus dem niemand den "
            "Inhalt zurückrechnen kann."
        ),
    ),
)
MEASURES = (
    Measure(
        "Integrität",
        "Verzeichnis aller öffentlichen Änderungen als Merkle-Baum (RFC 6962) mit stündlich signiertem Kopf; "
        "nachträgliche Änderungen fallen gegen jeden früher gesicherten Kopf auf.",
    ),
    Measure(
        "Datensparsamkeit",
        "Personenbezogene Teile des Verzeichnisses sind gesalzen und getrennt löschbar.",
    ),
)
