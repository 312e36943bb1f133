# SPDX-License-Identifier: EUPL-1.2
"""Where somebody lives: a street with a house number, close to a person's name or to "ich wohne".

The address alone is a place like any other; the name alone may be a mayor's.
"""

import re
from collections.abc import Iterator

from soesmart.ask.engine.personal_data.finding import Found
from soesmart.ask.engine.personal_data.first_names import FIRST_NAMES

_CAPITAL = r"[A-ZÄÖÜ][a-zäöüßéèáçğışİ]"
_ENDINGS = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|gasse|platz|allee|ring|damm|wall|ufer|pfad|steig|stiege?|kamp|chaussee|promenade"
    r"|hof|berg|feld|graben|tor|winkel|brücke|hellweg|siedlung)"
)
_OWN_WORDS = r"(?:Stra(?:ß|ss)e|Str\.?|Weg|Gasse|Platz|Allee|Ring|Damm|Wall|Ufer|Pfad|Hellweg|Chaussee|Kamp)"
_NEAR = (
    r"(?:[Aa]m|[Aa]n de[rn]|[Aa]uf de[mr]|[Ii]m|[Ii]n de[rn]|[Zz]u[mr]|[Hh]inter der|[Uu]nter den|[Vv]or dem)"
    r"(?! (?:Jahre?|Monat|Alter|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember|Raum|Zimmer|Abschnitt|Kapitel|Artikel|Bus|Linie|Gleis|Saal|Absatz)\b)"
)
_FRONT = (
    r"(?:(?:Bad|Alte[rn]?|Neue[rns]?|Große[rn]?|Kleine[rn]?|Hohe[rn]?|Lange[rn]?|Schwarze[rn]?|Lütgen|Sankt|St\.)"
    r" )?"
)
_COUNTED = (
    r"(?:Uhr|Jahren?|Metern?|m\b|km|cm|%|€|Euro|Prozent|Autos|Minuten|Stunden|[Mm]al|Tagen?|Parkpl|Stellpl|Fahr"
    r"|Kinder|Leute|Personen|Bäume|Bänke|Tonnen|-?km/h|Stundenkilometer)"
)
_STREET = re.compile(
    r"(?<![\w-])(?:"
    # Jakobistraße, Jakobistr., Bad-Sassendorfer-Weg | Lippstädter Str. | Am Hohen Tor
    rf"{_FRONT}[A-ZÄÖÜ][\wäöüß-]*{_ENDINGS}"
    rf"|{_FRONT}[A-ZÄÖÜ][\wäöüß-]* {_OWN_WORDS}"
    rf"|{_NEAR} [A-ZÄÖÜ][\wäöüß-]+(?: [A-ZÄÖÜ][\wäöüß-]+)?"
    r"),? ?(?:Nr\.? ?|Hausnummer )?\d{1,3} ?(?:[a-h](?![\wäöüß]))?"
    rf"(?! ?{_COUNTED}|\w|[.,:]\d|[-/]\d{{4}})"
)
_SURNAME = rf"(?:(?:von|van|zu|de|el|al|von der|vom)[ -])?{_CAPITAL}[\wäöüßğışç'-]+(?:-{_CAPITAL}\w+)?"
_TITLED = re.compile(
    r"\b(?:Herrn?|Hr\.|Frau|Fr\.|Familie|Fam\.|Eheleute|Ehepaar|Nachbarn?|Nachbarin|Vermieterin?|Witwe)"
    rf"(?: (?:Dr|Prof)\.(?: med\.)?){{0,2}} (?:{_CAPITAL}\w+ ){{0,2}}?({_SURNAME})"
)
_NAMED = re.compile(rf"(?<![\w-])(?=({_CAPITAL}\w*(?:-{_CAPITAL}\w+)?) ((?:[A-ZÄÖÜ]\. )?{_SURNAME}))")
_AT = re.compile(rf"\b(?:bei|von) (?:den |der )?({_CAPITAL}\w+s?)(?= (?:in der|im|am|an der|auf der|\()| ?$)")
_CLAN = re.compile(
    rf"\b(?:[Dd]ie|[Dd]en|[Bb]ei|[Vv]on) ({_CAPITAL}[\wäöüß]+(?:s|ns|’s|'s))"
    r"(?= (?:in der|im|am|an der|auf der|aus der|wohnen)|,| ?$)"
)
_HOME = re.compile(
    r"\bwohn(?:e|en|t|haft|hafte?r?)\b|\bmeine? (?:adresse|anschrift|wohnung)\b|\b(?:zu hause|zuhause) in\b"
    r"|\bprivat(?:adresse|anschrift)\b|\b(?:adresse|anschrift):|\bmy address\b|\bi live (?:in|at)\b"
    r"|\badresim\b|\boturuyor|мешка|адреса|живу|أسكن|عنوان",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"(?:Bürgermeister|Oberbürgermeister|Landrat|Präsident|Minister|Kanzler|Direktor|Doktor|Professor|Ratsfrau"
    r"|Ratsherr|Rektor|Pfarrer|Kollege|Kollegin|Beigeordnet|Dezernent|Stadt|Amt|Verwaltung|Polizei)"
)
_NOT_NAMES = (
    "Straße Str Weg Platz Allee Ring Markt Kirche Schule Bahnhof Haus Nummer Ecke Richtung Höhe Fahrrad "
    "Radweg Ampel Kreuzung Einmündung Haltestelle Spielplatz Parkplatz Brücke Nachbarschaft Uhr Stadt "
    "Rathaus Feuerwehr"
)
_NO_NAMES = frozenset(_NOT_NAMES.split())
_PREPOSITION = re.compile(rf"(?:in|an|auf|hinter|vor|unter) de[rmn] (?=.*(?:{_ENDINGS}|{_OWN_WORDS}),? ?\d)")
_BEFORE, _AFTER = 70, 50
_ENDS = re.compile(r"[!?\n]\s|(?<=[a-zäöüß]{3})\. [A-ZÄÖÜ]")


def homes(text: str) -> Iterator[Found]:
    for match in _STREET.finditer(text):
        start, end = match.start(), match.end()
        if preposition := _PREPOSITION.match(match[0]):
            start += preposition.end()
        while text[end - 1] == " ":
            end -= 1
        before = _ENDS.split(text[max(0, start - _BEFORE) : start])[-1]
        after = _ENDS.split(text[end : end + _AFTER])[0]
        name = _name_in(before, last=True)
        if name:
            yield Found("address", start - len(before) + name[0], end, name[2])
        elif (follows := _name_in(after, last=False)) and follows[0] <= 24:
            yield Found("address", start, end + follows[1], follows[2] - 0.1)
        elif _HOME.search(before) or re.match(r",? (?:wohn|ist mein|lebe)", after):
            yield Found("address", start, end, 0.75)


def _name_in(text: str, *, last: bool) -> tuple[int, int, float] | None:
    """The nearest person's name: where it begins, where it ends, how surely it is one."""
    found = [
        *((m.start(), m.end(), 0.9) for m in _TITLED.finditer(text) if _is_name(m[1])),
        *(
            (m.start(1), m.end(2), 0.85)
            for m in _NAMED.finditer(text)
            if m[1] in FIRST_NAMES and _is_name(m[2])
        ),
        *((m.start(), m.end(), 0.7) for m in _AT.finditer(text) if m[1] in FIRST_NAMES),
        *((m.start(1), m.end(1), 0.7) for m in _CLAN.finditer(text) if _is_name(m[1])),
    ]
    return (max if last else min)(found, default=None)


def _is_name(word: str) -> bool:
    return word not in _NO_NAMES and not _OFFICES.match(word)
