# SPDX-License-Identifier: EUPL-1.2
"""German-like questions and comments from a seed: real word lengths, inflection, compounds, repetition."""

import random
from collections.abc import Sequence

THINGS = """Radweg Gehweg Spielplatz Bushaltestelle Ampel Zebrastreifen Straßenbeleuchtung Sporthalle Schulhof
Parkplatz Ladesäule Bücherei Schwimmbad Bolzplatz Dorfplatz
Feuerwehrhaus Kindergarten Wochenmarkt Friedhof
Bürgerbüro Glasfaser Trinkbrunnen Fahrradständer Blühstreifen Regenrückhaltebecken Bahnhofsvorplatz Papierkorb
Hundewiese Jugendtreff Seniorencafé Stadtbus Nachtbus Kreisverkehr Tempo-30-Zone Baustelle Fußgängerzone
Wertstoffhof Grünanlage Stadtmauer Museum Volkshochschule Musikschule Hallenbad Wanderweg Bachlauf""".split()
DEEDS = """repariert erneuert gebaut verlängert gereinigt beleuchtet ausgebaut verlegt gesperrt geöffnet
begrünt entsiegelt
barrierefrei überdacht ausgeschildert versetzt geprüft erweitert gepflegt saniert""".split()
WHY = (
    "weil viele Kinder hier zur Schule gehen",
    "denn abends ist es dort sehr dunkel",
    "da ältere Menschen kaum noch hinkommen",
    "weil es nach Regen tagelang unter Wasser steht",
    "denn Rollstuhl und Kinderwagen passen nicht durch",
    "weil dort fast jede Woche ein Unfall passiert",
    "da der nächste weit weg ist",
    "weil es im Sommer zu heiß wird",
    "denn der Bus fährt nur jede Stunde",
    "weil niemand weiß, wer zuständig ist",
)
REMARKS = (
    "Das sehe ich genauso.",
    "Bei uns in der Straße ist es nicht besser.",
    "Danke, dass das endlich jemand anspricht!",
    "Gibt es dazu schon einen Beschluss des Rates?",
    "Vor drei Jahren hieß es, das Geld sei eingeplant.",
    "Man könnte erst einmal klein anfangen.",
    "Ich fahre dort jeden Tag mit dem Rad entlang.",
    "Wer dort wohnt, weiß, wovon die Rede ist.",
    "Was kostet das eigentlich?",
    "Wir würden beim Pflegen mithelfen.",
)
TIMES = ("in diesem Jahr", "vor dem Winter", "noch vor den Ferien", "bis zum Herbst", "endlich", "bald")


class Writer:
    def __init__(self, seed: int, places: Sequence[str]) -> None:
        self._dice, self._places = random.Random(seed), places

    def title(self, kind: str) -> str:
        dice = self._dice
        thing, place, deed = dice.choice(THINGS), dice.choice(self._places), dice.choice(DEEDS)
        if kind == "question":
            return dice.choice(
                (
                    f"Wann wird {thing} in {place} {dice.choice(TIMES)} {deed}?",
                    f"Warum ist der Platz am {thing} in {place} nicht {deed}?",
                    f"Wer kümmert sich um {thing} und {dice.choice(THINGS)} in {place}?",
                )
            )
        if kind == "problem":
            return f"{thing} in {place}: seit {dice.randint(2, 30)} Wochen nicht {deed}"
        return f"{thing} für {place}, {dice.choice(TIMES)} {deed}"

    def text(self, title: str) -> str:
        dice = self._dice
        sentences = [f"{title.rstrip('?')}, {dice.choice(WHY)}."]
        for _ in range(dice.randint(0, 4)):
            sentences.append(
                f"{dice.choice(THINGS)} und {dice.choice(THINGS)} sollten {dice.choice(TIMES)} "
                f"{dice.choice(DEEDS)} sein, {dice.choice(WHY)}."
            )
        return " ".join(sentences)

    def comment(self) -> str:
        dice = self._dice
        return " ".join(dice.sample(REMARKS, dice.randint(1, 4))) + f" {self.title('question')}"
