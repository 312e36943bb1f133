# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Measure, Processing

PROCESSINGS = (
    Processing(
        name="Abstimmen",
        fields=("Roll.key", "Ballot.*", "Typed.*"),
        people="Menschen, die mit einem Code abstimmen",
        purpose="Jede berechtigte Person stimmt einmal ab, und niemand erfährt, wie.",
        basis="Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit der Satzung oder dem Beschluss zur Abstimmung",
        kept="Bis zur Auszählung. Dann werden Schlüssel und versiegelte Stimmzettel gelöscht. "
        "Die Stimmzettel ohne Code werden veröffentlicht.",
    ),
    Processing(
        name="Code per Mail oder SMS",
        fields=("Wish.address", "Message.*"),
        people="Menschen, die ihren Code per Mail oder SMS möchten",
        purpose="Den Code zum Abstimmen zuschicken.",
        basis="Einwilligung, Art. 6 Abs. 1 Buchst. a DSGVO",
        kept="Adresse oder Nummer bis zum Versand, versiegelt vom Beginn der Abstimmung an. Was sich nicht "
        "verschicken lässt, wird mit der Auszählung gelöscht.",
        recipients="der Mail-Server der Stadt; für SMS das Gateway, das die Stadt eingestellt hat "
        "(wer es betreibt, kann Nummer und Code sehen)",
    ),
)
MEASURES = (
    Measure(
        "Vertraulichkeit",
        "Stimmzettel liegen bis zur Auszählung versiegelt. Der Schlüssel liegt nicht in der Datenbank "
        "und nicht in der Sicherung und wird danach vernichtet.",
    ),
    Measure(
        "Datensparsamkeit",
        "Zu einem Stimmzettel wird keine Zeit, keine Reihenfolge und kein Name gespeichert.",
    ),
    Measure(
        "Überprüfung",
        "Alle Stimmzettel ohne Code werden veröffentlicht. Jede Person kann nachzählen und "
        "ihren eigenen finden.",
    ),
)
