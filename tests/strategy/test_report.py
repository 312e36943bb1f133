# SPDX-License-Identifier: EUPL-1.2
"""The report: one structure, page and PDF; checked by foreign programs where they are installed."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held
from soesmart.kernel import clock
from soesmart.strategy import facade, report
from soesmart.strategy.actions.versioning import name_version
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.models import Goal, Indicator, Value
from tests import once
from tools.workshop import oracles

MUSTERSTADT = Path(facade.__file__).parents[1] / "towns" / "musterstadt" / "strategy.toml"
TEAM = Actor(grants=(Held("guest"), Held("team")))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


@once.fixture
def strategy() -> None:
    assert import_goals(MUSTERSTADT).problems == ()


def test_made_again_another_day_it_is_byte_for_byte_the_same(monkeypatch):
    first = report.pdf(report.report(2024))
    later = clock.now() + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert report.pdf(report.report(2024)) == first
    assert first.startswith(b"%PDF")


def test_it_knows_only_what_was_measured_by_then():
    lines = {part.main.name: part.main for part in report.report(2023).parts if part.main}
    assert lines["Beispiel: Wege mit dem Rad"].period == "2022"
    lines = {part.main.name: part.main for part in report.report(2024).parts if part.main}
    assert (lines["Beispiel: Wege mit dem Rad"].period, lines["Beispiel: Wege mit dem Rad"].badge) == (
        "2024",
        "falsche Richtung",
    )


def test_a_goal_counts_as_measured_when_its_kennzahl_has_a_value_by_then():
    counts = dict(report.report(2024).counts)
    goals = counts["Ziele mit Kennzahl"]
    assert counts["davon gemessen"] == goals - counts["nie gemessen"]
    earlier = dict(report.report(2015).counts)
    assert (earlier["Ziele mit Kennzahl"], earlier["davon gemessen"]) == (goals, 0)


def test_the_decision_stands_in_the_report_of_its_time():
    name_version(
        TEAM, "Erste Fassung", date(2024, 6, 1), "Rat, Vorlage 7", "https://example.org/oparl/paper/7"
    )
    assert "Vorlage 7" in report.report(2024).decision
    assert report.report(2023).decision == ""
    page = Client().get("/ziele/bericht/2024/").content.decode()
    assert "https://example.org/oparl/paper/7" in page


def test_page_and_pdf_open():
    assert Client().get("/ziele/bericht/2024/").status_code == 200
    answer = Client().get("/ziele/bericht/2024.pdf")
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("program", "before"), [("pdfua", ["check"]), ("outloud", [])])
def test_foreign_checkers_find_no_error(tmp_path: Path, program: str, before: list[str]):
    if not oracles.has(program):
        pytest.skip(f"{program} is not in {oracles.folder()} (requirements/oracles.txt)")
    path = tmp_path / "bericht.pdf"
    path.write_bytes(report.pdf(report.report(2024)))
    done = oracles.run(program, *before, str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert " ERROR " not in done.stdout and ("errors=0" in done.stdout or program == "outloud")


def test_foreign_checkers_see_what_lacks(tmp_path: Path):
    if not oracles.has("pdfua"):
        pytest.skip(f"pdfua is not in {oracles.folder()} (requirements/oracles.txt)")
    path = tmp_path / "bericht.pdf"
    path.write_bytes(report.pdf(report.report(2024)).replace(b"/MarkInfo", b"/MarkOffo"))
    assert oracles.run("pdfua", "check", str(path)).returncode != 0


def test_a_town_without_goals_has_no_table_of_noughts():
    Value.objects.all().delete()
    Indicator.objects.all().delete()
    Goal.objects.update(parent=None)
    Goal.objects.all().delete()
    page = Client().get("/ziele/bericht/").content.decode()
    assert "Noch keine Ziele" in page and "Auf einen Blick" not in page and ".pdf" not in page


def test_what_nobody_measured_is_said_once():
    (line,) = [part.main for part in report.report(2024).parts if part.main and not part.main.figure]
    drawn = json.dumps(report._drawn(report.report(2024)), ensure_ascii=False)
    assert line.badge == "nicht gemessen" and '"badges": ["nicht gemessen"' not in drawn
    page = Client().get("/ziele/bericht/2024/").content.decode()
    assert page.partition(line.name)[2].partition("</p>")[0].count("nicht gemessen") == 1
