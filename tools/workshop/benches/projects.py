# SPDX-License-Identifier: EUPL-1.2
"""./run bench projects: 300 projects with much in them; every page made anew, and the files.

Pages come without the page cache: this is the work for the first reader of the day. The
queries of each page are held by `tests/projects/test_overviews.py`.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.workshop.benches.report import Result, tell

NUMBER, ROUNDS = 300, 15
UNCACHED_MS, FILE_MS = 150.0, 1_000.0
PAGES = ("", "?stand=running", "tafel/", "karte/", "zeit/", "davon/", "bank-7/", "bank-7/rat/")
FILES = ("daten/projekte.csv", "daten/projekte.json", "daten/oc4ids.json", "termine.ics")


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        os.environ["SOESMART_DATA"] = folder
        _town(Path(folder))
        return tell("projects", [*_pages(), *_files()])


def _town(folder: Path) -> None:
    towns = Path(__file__).parents[3] / "src" / "soesmart" / "towns"
    (folder / "soesmart.toml").write_text((towns / "soest" / "town.toml").read_text("utf-8"), "utf-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from soesmart.kernel import registry
    from soesmart.places.facade import local_places
    from tests.projects.crowd import crowd

    call_command("migrate", verbosity=0)
    registry.importers()["places"].run(towns / "soest" / "places.csv")
    crowd(NUMBER, [place.slug for place in local_places() if place.kind == "village"])


def _pages() -> Iterator[Result]:
    for path in PAGES:
        fetch = _fetch(path)
        fetch()
        yield Result(f"/projekte/{path}: made anew, CPU p95", _p95(fetch), "ms", UNCACHED_MS)


def _files() -> Iterator[Result]:
    for path in FILES:
        fetch = _fetch(path)
        content = fetch()
        if path.endswith(".json"):
            assert len(json.loads(content)["projects"]) == NUMBER
        yield Result(f"/projekte/{path}: {len(content) // 1024} KiB, CPU p95", _p95(fetch), "ms", FILE_MS)


def _fetch(path: str) -> Callable[[], bytes]:
    from django.test import Client

    client = Client(
        headers={"Cookie": "sessionid=none", "Host": "localhost"}
    )  # people with a session get no cached page

    def fetch() -> bytes:
        answer = client.get(f"/projekte/{path}")
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        return bytes(answer.content)

    return fetch


def _p95(fetch: Callable[[], bytes]) -> float:
    took = []
    for _round in range(ROUNDS):
        started = time.thread_time()
        fetch()
        took.append(1000 * (time.thread_time() - started))
    return sorted(took)[int(0.95 * ROUNDS)]
