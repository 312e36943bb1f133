# SPDX-License-Identifier: EUPL-1.2
"""What a column's heading says in German, English, Spanish, and the words of Open311, Consul and Decidim."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

HEADINGS: Mapping[str, str] = {
    "id": """servicerequestid meldungsnummer meldungsid meldenummer ticketnummer ticketid vorgangsnummer
        vorgangsid beitragsid beitragid beitragsnummer kennung requestid caseid casenumber uniquekey
        referencenumber identificador expediente idincidencia id uuid globalid nummer nr lfdnr
        laufendenummer ticket vorgang aktenzeichen reference objectid fid ogcfid gmlid""",
    "url": """url link weblink permalink detailurl originurl sourceurl enlace webadresse internetadresse
        webseite uri""",
    "title": """title titel betreff ueberschrift überschrift kurztext subject titulo asunto headline
        bezeichnung name""",
    "summary": "summary zusammenfassung kurzbeschreibung resumen abstract",
    "text": """text beschreibung description inhalt meldungstext meldetext meldung content body detail
        details langtext nachricht beitragstext beitrag freitext anliegen hinweis message descripcion texto
        contenido mitteilung wortlaut vorschlag problembeschreibung bemerkung frage idee""",
    "kind": "art beitragsart anliegenart kind",
    "category": """category kategorie servicename kategoriename hauptkategorie meldungskategorie
        anliegenkategorie rubrik themenfeld thema meldungsart categoria tema complainttype servicetype
        categoryname topic service typ type tipo servicecode tags""",
    "state": """status bearbeitungsstatus bearbeitungsstand meldungsstatus statusname zustand stand state
        estado""",
    "asked": """requesteddatetime requesteddate erstelltam erstellungsdatum erstellt meldedatum
        meldezeitpunkt gemeldetam eingegangenam eingangsdatum eingang createdat createddate creationdate
        created fechacreacion fechaalta fecha publishedat veroeffentlichtam veröffentlichtam
        veröffentlicht erfasstam erfassungsdatum angelegtam submittedat opendate datetime zeitstempel
        zeitpunkt timestamp datum date gefragt""",
    "asked_time": "time zeit uhrzeit hora",
    "since": """updateddatetime updatedat updated geändertam änderungsdatum letzteänderung aktualisiertam
        modified lastmodified closeddate closedat erledigtam abgeschlossenam fechacierre bearbeitetam""",
    "lat": "lat latitude breitengrad breite geobreite latitud wgs84lat geolat",
    "lon": "lon lng long longitude längengrad länge laenge laengengrad geolänge longitud wgs84lon geolon",
    "x": """e x easting east ostwert rechtswert xkoordinate koordinatex koordx xcoord xcoordinate utmost
        utmx utme lv95e ost coordenadax rw""",
    "y": """n y northing north nordwert hochwert ykoordinate koordinatey koordy ycoord ycoordinate
        utmnord utmy utmn lv95n nord coordenaday hw""",
    "point": """geopoint2d geopoint geom geometry wkt koordinaten coordinates latlon latlng position
        coordenadas gps punkt location geo""",
    "place": """ortsteil stadtteil stadtbezirk quartier bezirk district borough neighborhood barrio
        distrito gemeinde ort place""",
    "address": """address addressstring adresse anschrift straße strasse direccion street standort
        ortsangabe ortsbeschreibung lage""",
    "language": "language sprache locale idioma lang",
    "answer": """servicenotice statusnotes statusnote antwortderverwaltung officialanswer stellungnahme
        rückmeldung antwort answer respuesta reply response""",
    "answerer": """agencyresponsible zuständigesamt zuständigkeit zuständig fachbereich
        organisationseinheit department amt""",
    "group": "documentid docid",
    "part": "titletext",
}
"""Field → headings, the most telling first. Letters and digits only."""

FIELDS = tuple(HEADINGS)
_LOCALISED = re.compile(r"(?i)^(.+?)[/_ .-](?:de|en|es|fr|it|ca)$")
_NOT_WORD = re.compile(r"[\W_]+")


def _plain(heading: str) -> str:
    text = unicodedata.normalize("NFC", heading).casefold()
    return _NOT_WORD.sub("", text)


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, tuple[str, int]]:
    ranks: dict[str, tuple[str, int]] = {}
    for name, words in HEADINGS.items():
        for rank, word in enumerate(words.split()):
            ranks.setdefault(word, (name, rank))
            spelt = word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
            ranks.setdefault(spelt, (name, rank))
    return ranks


def rank_of(heading: str) -> tuple[str, int] | None:
    """The field a heading means and how telling it is (0 is best); None for an unknown one."""
    text = unicodedata.normalize("NFKD", heading)
    without = "".join(c for c in text if not unicodedata.combining(c))
    localised = _LOCALISED.match(heading.strip())
    for word in (heading, without, *(localised.groups() if localised else ())):
        found = _ranks().get(_plain(word))
        if found:
            return found
    return None


def field_of(heading: str) -> str:
    found = rank_of(heading) if len(heading) <= 60 else None
    return found[0] if found else ""
