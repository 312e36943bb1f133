# SPDX-License-Identifier: EUPL-1.2
"""The seventeen goals of the United Nations and the four lines of the Smart City Charta, by their keys."""


def _(text: str) -> str:
    """Marks words for the catalogues; pages translate them."""
    return text


SDGS: dict[int, str] = {
    1: _("Keine Armut"),
    2: _("Kein Hunger"),
    3: _("Gesundheit und Wohlergehen"),
    4: _("Hochwertige Bildung"),
    5: _("Geschlechtergleichheit"),
    6: _("Sauberes Wasser und Sanitäreinrichtungen"),
    7: _("Bezahlbare und saubere Energie"),
    8: _("Menschenwürdige Arbeit und Wirtschaftswachstum"),
    9: _("Industrie, Innovation und Infrastruktur"),
    10: _("Weniger Ungleichheiten"),
    11: _("Nachhaltige Städte und Gemeinden"),
    12: _("Nachhaltiger Konsum und Produktion"),
    13: _("Maßnahmen zum Klimaschutz"),
    14: _("Leben unter Wasser"),
    15: _("Leben an Land"),
    16: _("Frieden, Gerechtigkeit und starke Institutionen"),
    17: _("Partnerschaften zur Erreichung der Ziele"),
}
CHARTA: dict[str, str] = {
    "ziele-strategien-strukturen": _("Ziele, Strategien und Strukturen"),
    "transparenz-teilhabe-mitgestaltung": _("Transparenz, Teilhabe und Mitgestaltung"),
    "infrastrukturen-daten-dienste": _("Infrastrukturen, Daten und Dienstleistungen"),
    "ressourcen-kompetenzen-kooperationen": _("Ressourcen, Kompetenzen und Kooperationen"),
}
