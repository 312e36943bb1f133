# SPDX-License-Identifier: EUPL-1.2
"""The example timetable of a sandbox, and population grids."""

import csv
import io
import tempfile
import zipfile
from pathlib import Path
from uuid import UUID

from django.conf import settings

from soesmart.kernel.room import ImportReport, Problem
from soesmart.mobility.actions import fill_grid, serve, take_in
from soesmart.mobility.engine.example import BadTable, example_feed
from soesmart.mobility.models import FeedVersion
from soesmart.mobility.types import Refused
from soesmart.places.facade import local_places

_STAMP = (2026, 1, 1, 0, 0, 0)
"""The same table gives the same archive."""


def import_example(path: Path) -> ImportReport:
    """Only in a town that is an example itself: nobody shall wait for a bus that we made up.

    A list `addresses.csv` in the same folder gives it streets with house numbers.
    """
    if not settings.SOESMART["town.example"]:
        text = (
            "Ein Beispielfahrplan gilt nur in einer Beispielstadt. Echte Fahrpläne: soesmart mobility import."
        )
        return ImportReport(0, 0, (Problem(1, "", text),))
    places = {p.name: (p.lat, p.lon) for p in local_places() if p.lat is not None and p.lon is not None}
    try:
        files = example_feed(path.read_text("utf-8"), places, settings.SOESMART["town.time_zone"])
    except BadTable as bad:
        return ImportReport(0, 0, (Problem(bad.line, "", bad.text),))
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "beispiel.zip"
        archive.write_bytes(_zipped(files))
        try:
            beside = path.with_name("addresses.csv")
            row = take_in(
                archive,
                addresses=beside if beside.exists() else None,
                name="Beispielfahrplan",
                example=True,
            )
        except Refused as refused:
            return ImportReport(0, 0, (Problem(1, "", refused.text),))
    if (
        row.state != "active"
        and FeedVersion.objects.filter(state="active", artefact=_artefact(row.id)).exists()
    ):
        FeedVersion.objects.filter(pk=row.id).delete()
        return ImportReport(0, 0, unchanged=1)
    if row.state == "waiting" and FeedVersion.objects.filter(state="active", example=True).exists():
        serve(row.id)  # nobody has to decide between two of our examples
    return ImportReport(1, 0)


def _artefact(key: UUID) -> str:
    return FeedVersion.objects.values_list("artefact", flat=True).get(pk=key)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data)
    return out.getvalue()


_PEOPLE = ("people", "einwohner", "population", "personen")


def import_grid(path: Path) -> ImportReport:
    """A CSV with lon, lat and people (census grids: "Einwohner"); cells without people are left out."""
    text = path.read_text("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if text.split("\n")[0].count(";") > 2 else ",")
    heads = {head.strip().lower(): head for head in rows.fieldnames or ()}
    people = next((heads[name] for name in _PEOPLE if name in heads), None)
    if people is None or "lon" not in heads or "lat" not in heads:
        return ImportReport(
            0, 0, (Problem(1, "", "Nötig sind die Spalten lon, lat und people (oder Einwohner)."),)
        )
    cells: list[tuple[float, float, int]] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            lat, lon = float(row[heads["lat"]]), float(row[heads["lon"]])
            count = int(float(row[people] or 0))
        except (TypeError, ValueError):
            problems.append(
                Problem(rows.line_num, "", "lon, lat oder die Zahl der Menschen ist nicht lesbar.")
            )
            continue
        if count > 0:
            cells.append((lat, lon, count))
    if problems:
        return ImportReport(0, 0, tuple(problems[:50]))
    return ImportReport(fill_grid(cells, path.name), 0)
