# SPDX-License-Identifier: EUPL-1.2
"""The data-protection papers, written from what the rooms declare and the settings in force; in German, as
the law reads. A town's data-protection officer adds what no program can know: names, contracts, buildings.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from django.conf import settings
from django.utils.html import escape

from soesmart.kernel import clock, registry
from soesmart.kernel.room import Measure, Processing, Room

_SETTING = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One processing with the fields it covers; settings are filled in."""

    room: str
    processing: Processing
    fields: tuple[str, ...]


def personal_fields(room: Room) -> tuple[str, ...]:
    """Every personal field the room declares."""
    return (*(name for shredder in room.shredders for name in shredder.fields), *room.personal_otherwise)


def record() -> tuple[Entry, ...]:
    """The record of processing, in the order of the rooms."""
    return tuple(
        Entry(room.name, _filled(one), tuple(sorted(f for f in _about(room) if covers(one, f))))
        for room in registry.rooms()
        for one in room.processings
    )


def _about(room: Room) -> Iterable[str]:
    return {*personal_fields(room), *(f for f in room.impersonal_fields if _named(room, f))}


def _named(room: Room, name: str) -> bool:
    """Fields called impersonal may still be worth an entry (hashed addresses)."""
    return not personal_fields(room) and any(covers(one, name) for one in room.processings)


def covers(processing: Processing, name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in processing.fields)


def _filled(one: Processing) -> Processing:
    return replace(one, kept=_SETTING.sub(lambda match: str(settings.SOESMART[match[1]]), one.kept))


def deleted_by() -> Mapping[str, str]:
    """Personal field → what deletes it, as the code names it."""
    found = {}
    for room in registry.rooms():
        for shredder in room.shredders:
            found.update(
                dict.fromkeys((f"{room.name}: {f}" for f in shredder.fields), f"Löscher „{shredder.name}“")
            )
        found.update({f"{room.name}: {f}": how for f, how in room.personal_otherwise.items()})
    return found


def measures() -> tuple[tuple[Measure, bool], ...]:
    """Every measure and whether it is in force here."""
    known = [(one, one.holds()) for room in registry.rooms() for one in room.measures]
    return tuple(sorted(known, key=lambda pair: pair[0].goal))


def algorithms() -> tuple[tuple[str, str, str, bool], ...]:
    """Id, purpose, what happens without it, and whether it is switched on."""
    off = settings.SOESMART["algorithms_off"]
    return tuple((a.id, a.purpose, a.without, a.id not in off) for a in registry.algorithms().values())


def write(path: Path) -> int:
    """One file by its ending (.md, .html, .csv), or a folder with all of them; the number of entries."""
    kinds = {".md": markdown, ".html": page, ".csv": table}
    if path.suffix in kinds:
        path.write_text(kinds[path.suffix](), "utf-8")
    else:
        path.mkdir(parents=True, exist_ok=True)
        for ending, made in kinds.items():
            (path / f"datenschutz{ending}").write_text(made(), "utf-8")
    return len(record())


def table() -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        (
            "Raum",
            "Tätigkeit",
            "Betroffene",
            "Zweck",
            "Rechtsgrundlage",
            "Empfänger",
            "Löschung",
            "Datenfelder",
        )
    )
    for entry in record():
        one = entry.processing
        rows.writerow(
            (
                entry.room,
                one.name,
                one.people,
                one.purpose,
                one.basis,
                one.recipients,
                one.kept,
                " ".join(entry.fields),
            )
        )
    return out.getvalue()


def markdown() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterable[str]:
    house = settings.SOESMART
    day = clock.local_date(clock.now(), house["town.time_zone"])
    yield f"# Datenschutz-Unterlagen: {house['product_name']} für {house['town.name']}"
    yield f"\nVom Programm geschrieben am {day:%d.%m.%Y}: aus Quelltext und Einstellungen."
    yield "Die Stadt ergänzt: Verantwortliche, Datenschutzbeauftragte, Auftragsverarbeitung, Räume, Personal."
    yield "\n## 1 Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)"
    for number, entry in enumerate(record(), start=1):
        one = entry.processing
        yield f"\n### 1.{number} {one.name}\n"
        yield f"- **Betroffene:** {one.people}"
        yield f"- **Zweck:** {one.purpose}"
        yield f"- **Rechtsgrundlage:** {one.basis}"
        yield f"- **Empfänger:** {one.recipients}"
        yield "- **Drittland:** keine Übermittlung durch das Programm"
        yield f"- **Löschung:** {one.kept}"
        yield f"- **Datenfelder** (Raum {entry.room}): {', '.join(entry.fields)}"
    yield "\n## 2 Löschkonzept\n"
    yield "Löschen geht vor: Wer einen Beitrag löscht, löscht ihn auch in Suche, Dateien und Verzeichnis."
    yield "Auf Wunsch bleiben die Worte ohne jede Verbindung zur Person stehen (Anonymisierung)."
    yield "Sicherungen enthalten Gelöschtes, bis sie ersetzt sind; nach dem Einspielen erneut löschen.\n"
    yield "| Datenfeld | gelöscht durch |\n|---|---|"
    for name, how in sorted(deleted_by().items()):
        yield f"| {name} | {how} |"
    yield "\n## 3 Technische und organisatorische Maßnahmen (Art. 32 DSGVO)\n"
    yield "| Ziel | Maßnahme | hier in Kraft |\n|---|---|---|"
    for measure, holds in measures():
        yield f"| {measure.goal} | {measure.text} | {'ja' if holds else '**nein**'} |"
    yield "\n## 4 Automatische Verfahren\n"
    yield "Keines entscheidet über Menschen (Art. 22 DSGVO). Jedes lässt sich abschalten (algorithms_off).\n"
    yield "| Verfahren | Zweck | ohne es | eingeschaltet |\n|---|---|---|---|"
    for name, purpose, without, on in algorithms():
        yield f"| {name} | {purpose} | {without} | {'ja' if on else 'nein'} |"


def page() -> str:
    """The same as a file for any browser: headings, lists and tables, no styles, nothing from elsewhere."""
    title = f"Datenschutz-Unterlagen {settings.SOESMART['town.name']}"
    body = "\n".join(_html(markdown().split("\n")))
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="de"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _html(lines: list[str]) -> Iterable[str]:
    """Just the marks that `_lines` uses."""
    inside = ""
    for line in lines:
        kind = "ul" if line.startswith("- ") else "table" if line.startswith("|") else ""
        if kind != inside:
            yield (f"</{inside}>" if inside else "") + (f"<{kind}>" if kind else "")
            inside = kind
        if kind == "ul":
            yield f"<li>{_bold(line[2:])}</li>"
        elif kind == "table" and not line.startswith("|---"):
            yield (
                "<tr>"
                + "".join(f"<td>{_bold(cell.strip())}</td>" for cell in line.strip("|").split("|"))
                + "</tr>"
            )
        elif line.startswith("#"):
            marks, _space, words = line.partition(" ")
            yield f"<h{len(marks)}>{escape(words)}</h{len(marks)}>"
        elif line and not kind:
            yield f"<p>{_bold(line)}</p>"
    if inside:
        yield f"</{inside}>"


def _bold(words: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(words))
