# SPDX-License-Identifier: EUPL-1.2
"""The seventeen goals of the United Nations and the four lines of the Smart City Charta, by their keys."""

SDGS: dict[int, str] = {
    1: "Keine Armut",
    2: "Kein Hunger",
    3: "Gesundheit und Wohlergehen",
    4: "Hochwertige Bildung",
    5: "Geschlechtergleichheit",
    6: "Sauberes Wasser und Sanitäreinrichtungen",
    7: "Bezahlbare und saubere Energie",
    8: "Menschenwürdige Arbeit und Wirtschaftswachstum",
    9: "Industrie, Innovation und Infrastruktur",
    10: "Weniger Ungleichheiten",
    11: "Nachhaltige Städte und Gemeinden",
    12: "Nachhaltiger Konsum und Produktion",
    13: "Maßnahmen zum Klimaschutz",
    14: "Leben unter Wasser",
    15: "Leben an Land",
    16: "Frieden, Gerechtigkeit und starke Institutionen",
    17: "Partnerschaften zur Erreichung der Ziele",
}
CHARTA: dict[str, str] = {
    "ziele-strategien-strukturen": "Ziele, Strategien und Strukturen",
    "transparenz-teilhabe-mitgestaltung": "Transparenz, Teilhabe und Mitgestaltung",
    "infrastrukturen-daten-dienste": "Infrastrukturen, Daten und Dienstleistungen",
    "ressourcen-kompetenzen-kooperationen": "Ressourcen, Kompetenzen und Kooperationen",
}
