# SPDX-License-Identifier: EUPL-1.2
"""./run bench import: how long do 62,000 reports of another system take, from file to searchable?

The file is made up with a seed: categories, states, dates without zone, plane coordinates, every third
with an answer. The second reading of the same file must change nothing.
"""

import csv
import os
import random
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from tools.workshop.benches.report import Result, tell

SEED, REPORTS = 20261122, 62_000
GOAL_SECONDS, LOCK_GOAL_SECONDS = 120.0, 20.0
_WORDS = """Laterne Gehweg Radweg Schlagloch Mülleimer Spielplatz Ampel Baum Bank Bordstein Haltestelle Schild
Pfütze Hecke Graffiti Scherben Kanaldeckel Zebrastreifen Parkplatz Brücke defekt kaputt voll dunkel locker
zugewachsen beschädigt gefährlich seit Wochen gestern immer wieder neben gegenüber hinter vor der Schule dem
Kindergarten am Bahnhof in unserer Straße bitte prüfen reparieren reinigen schneiden entfernen Danke Kinder
ältere Menschen Rollstuhl Fahrrad Auto nachts morgens Regen Wasser Müll Hunde Ecke Kreuzung Einfahrt Zaun
Treppe Geländer Pflaster Platte Loch Wurzel Ast Laub Schnee Eis Beleuchtung Licht flackert""".split()
_CATEGORIES = ("Straße und Weg", "Beleuchtung", "Müll", "Grünflächen", "Verkehrszeichen", "Spielplatz")
_HEADINGS = "Meldungsnummer Kategorie Beschreibung Status Erstellt Rechtswert Hochwert Antwort".split()
_STATES = ("offen", "in Bearbeitung", "erledigt", "abgelehnt")


def main(arguments: list[str]) -> int:
    reports = int(arguments[0]) if arguments else REPORTS
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        os.environ["SOESMART_DATA"] = folder
        _town(Path(folder))
        file = Path(folder) / "reports.csv"
        write(file, reports)
        return tell("import", [*_measured(file, reports)])


def write(file: Path, reports: int) -> None:
    """The made-up file: the same for the same number, whatever the machine."""
    chance = random.Random(SEED)
    start = datetime(2019, 1, 1)  # noqa: DTZ001  exports of such systems carry no zone
    with file.open("w", encoding="cp1252", newline="") as out:
        table = csv.writer(out, delimiter=";")
        table.writerow(_HEADINGS)
        for number in range(reports):
            at = start + timedelta(minutes=chance.randrange(3_500_000))
            table.writerow(
                (
                    f"M-{number:06}",
                    chance.choice(_CATEGORIES),
                    " ".join(chance.choices(_WORDS, k=chance.randrange(8, 30))),
                    chance.choice(_STATES),
                    f"{at:%d.%m.%Y %H:%M}",
                    f"{chance.uniform(432_000, 444_000):.2f}".replace(".", ","),
                    f"{chance.uniform(5_708_000, 5_720_000):.2f}".replace(".", ","),
                    "Wir haben es repariert." if number % 3 == 0 else "",
                )
            )


def _town(folder: Path) -> None:
    text = '[town]\nname = "Messstadt"\nexample = true\n'
    (folder / "soesmart.toml").write_text(text, "utf-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _measured(file: Path, reports: int) -> list[Result]:
    from soesmart.ask.imports.contributions import import_contributions

    stages: list[tuple[str, float]] = []

    def watch(stage: str, done: int, total: int) -> None:
        if not stages or stages[-1][0] != stage:
            stages.append((stage, time.perf_counter()))

    began = time.perf_counter()
    report = import_contributions(file, source="Messung", watch=watch)
    ended = time.perf_counter()
    if report.problems or report.created != reports:
        raise SystemExit(f"{report.created} of {reports} came in: {report.problems[:3]}")
    ends = [at for _stage, at in stages[1:]] + [ended]
    spent = {stage: end - at for (stage, at), end in zip(stages, ends, strict=True)}
    began_again = time.perf_counter()
    again = import_contributions(file, source="Messung")
    if (again.created, again.updated, again.unchanged) != (0, 0, reports):
        raise SystemExit(f"the second reading changed something: {again}")
    return [
        Result(f"{reports} reports, from file to searchable", ended - began, "s", GOAL_SECONDS),
        Result("of this, reading and checking", spent.get("checking", 0.0), "s"),
        Result("of this, preparing the rows", spent.get("preparing", 0.0), "s"),
        Result("of this, the transaction others wait for", spent.get("storing", 0.0), "s", LOCK_GOAL_SECONDS),
        Result("of this, making it searchable", spent.get("indexing", 0.0), "s"),
        Result("the same file again", time.perf_counter() - began_again, "s"),
    ]
