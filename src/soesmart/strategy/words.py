# SPDX-License-Identifier: EUPL-1.2
"""Names of fields and choices, marked for the catalogues; pages translate them."""


def _(text: str) -> str:
    return text


GOAL_FIELDS = {
    "title": _("Ziel"),
    "text": _("Was gemeint ist"),
    "level": _("Stufe"),
    "parent": _("Gehört zu"),
    "sources": _("Quellen"),
    "as_of": _("Stand"),
    "asked_at": _("Gefragt am"),
    "whom": _("Wer es wissen könnte"),
    "sdgs": _("Nachhaltigkeitsziele (SDG)"),
    "charta": _("Leitlinien der Smart City Charta"),
    "position": _("Reihenfolge"),
    "example": _("Beispiel"),
    "slug": _("Adresse"),
}
INDICATOR_FIELDS = {
    "title": _("Kennzahl"),
    "goal": _("Ziel"),
    "main": _("Ist die Kennzahl des Ziels"),
    "unit": _("Einheit"),
    "unit_one": _("Einheit, Einzahl"),
    "kind": _("Was sie misst"),
    "direction": _("Was besser ist"),
    "resolution": _("Wie oft gemessen wird"),
    "geography": _("Gebiet"),
    "source": _("Quelle"),
    "baseline": _("Ausgangswert"),
    "target": _("Zielpfad"),
    "texts": _("Erläuterungen"),
    "words": _("Wie Menschen danach fragen"),
    "position": _("Reihenfolge"),
    "example": _("Beispiel"),
    "slug": _("Adresse"),
}
KINDS = {
    "input": _("was hineingeht (Input)"),
    "output": _("was geschaffen wird (Output)"),
    "outcome": _("was sich für Menschen ändert (Outcome)"),
    "impact": _("was auf Dauer anders ist (Impact)"),
}
DIRECTIONS = {
    "up": _("mehr ist besser"),
    "down": _("weniger ist besser"),
    "none": _("beschreibt nur"),
}
RESOLUTION_WORDS = {
    "day": _("täglich"),
    "week": _("wöchentlich"),
    "month": _("monatlich"),
    "quarter": _("vierteljährlich"),
    "half-year": _("halbjährlich"),
    "year": _("jährlich"),
    "two years": _("alle zwei Jahre"),
    "irregular": _("unregelmäßig"),
}
NOTES = {
    "formula": _("Formel"),
    "method": _("Verfahren"),
    "limits": _("Grenzen"),
    "quality": _("Güte"),
}
