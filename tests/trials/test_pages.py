# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import soesmart.towns
from soesmart.kernel.log.models import Pending
from soesmart.trials.actions import analysing, cards
from soesmart.trials.imports import import_trials
from soesmart.trials.models import Analysis, Data, Forecast, Registration, Trial
from soesmart.trials.queries import rows
from soesmart.trials.types import Refused, Stage
from tests import once
from tests.people import signed_in

SANDBOX = Path(next(iter(soesmart.towns.__path__))) / "musterstadt" / "trials.toml"
PLAN = {
    "hypothesis": "Es fahren mehr.",
    "indicator": "Räder",
    "unit": "Räder am Tag",
    "better": "up",
    "start": "2027-03",
    "horizon": "12",
    "method": "auto",
    "stop_rule": "Bei Unfällen.",
    "family": "1",
}


@once.fixture
def sandbox():
    import_trials(SANDBOX)


@pytest.fixture
def team(db):
    return signed_in("team")


@pytest.fixture
def made(team) -> Trial:
    response = team.post("/versuche/neu/", {"title": "Radstraße", "question": "Fahren mehr?"})
    assert response.status_code == 302, response.content.decode()[:3000]
    return Trial.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en", "/leicht"])
def test_every_page_of_the_sandbox_opens(client: Client, language: str, sandbox):
    paths = ["/versuche/", "/versuche/wie-wir-messen/", "/versuche/auslosen/"]
    paths += [f"/versuche/{slug}/" for slug in Trial.objects.values_list("slug", flat=True)]
    paths += [f"/versuche/{a.trial.slug}/ergebnis/{a.id}/" for a in Analysis.objects.select_related("trial")]
    assert len(paths) == 15
    for path in paths:
        assert client.get(language + path).status_code == 200, path


@pytest.mark.django_db
def test_the_result_says_effect_interval_and_hash(client: Client, sandbox):
    row = Analysis.objects.get(trial__slug="beispiel-radstrasse")
    page = client.get(f"/versuche/beispiel-radstrasse/ergebnis/{row.id}/").content.decode()
    assert "Es hat geholfen" in page and row.told["input_hash"] in page and "<polyline" in page
    table = client.get(f"/versuche/beispiel-radstrasse/ergebnis/{row.id}.csv").content.decode()
    assert table.count("\n") == 55


def test_a_plan_is_fixed_and_logged_and_a_change_is_another(team, made):
    assert team.post(f"/versuche/{made.slug}/plan/", PLAN).status_code == 302
    again = team.post(f"/versuche/{made.slug}/plan/", PLAN | {"start": "2027-04"})
    assert again.status_code == 422 and "warum er sich ändert" in again.content.decode()
    team.post(f"/versuche/{made.slug}/plan/", PLAN | {"start": "2027-04", "reason": "Bau verschoben"})
    assert [r.plan["start"] for r in Registration.objects.all()] == ["2027-03", "2027-04"]
    assert Pending.objects.filter(kind="trials.registration").count() == 2


def test_a_plan_after_the_start_is_late(team, made):
    team.post(f"/versuche/{made.slug}/plan/", PLAN | {"start": "2020-03"})
    assert Registration.objects.get().late
    assert "Nachträglich festgelegt" in team.get(f"/versuche/{made.slug}/").content.decode()


def test_anybody_may_believe_once_until_the_start(team, made, client, monkeypatch):
    team.post(f"/versuche/{made.slug}/plan/", PLAN)
    for percent in (75, 25):
        assert client.post(f"/versuche/{made.slug}/glauben/", {"percent": percent}).status_code == 302
    assert [f.percent for f in Forecast.objects.all()] == [25]
    monkeypatch.setattr("soesmart.kernel.clock.now", lambda: datetime(2027, 3, 2, tzinfo=UTC))
    assert Client().post(f"/versuche/{made.slug}/glauben/", {"percent": 95}).status_code == 409
    assert Forecast.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en", "/leicht", "/ar"])
def test_an_example_says_so_once(client: Client, language: str, sandbox):
    plain = cards.add({"title": "Ohne Vorsatz", "question": "Hilft es?", "slug": "ohne", "example": True})
    badge = 'class="badge badge--warn"'
    for path in ("/versuche/beispiel-radstrasse/", _path("beispiel-radstrasse")):
        assert badge not in client.get(language + path).content.decode(), path
    assert client.get(f"{language}/versuche/").content.decode().count(badge) == 1
    assert badge in client.get(f"{language}/versuche/{plain.slug}/").content.decode()


def _path(slug: str) -> str:
    return f"/versuche/{slug}/ergebnis/{Analysis.objects.get(trial__slug=slug).pk}/"


def _months(number: int, dead: bool = False) -> bytes:
    rows = ["Monat;Zähler"]
    for at in range(number):
        value = 100 + (at * 7919 % 13) + (0 if at % 12 < 6 else 10)
        rows.append(f"{2021 + at // 12}-{at % 12 + 1:02};{0 if dead and 20 <= at < 24 else value}")
    return "\n".join(rows).encode()


def test_a_dead_counter_blocks_until_somebody_decides(team, made):
    team.post(f"/versuche/{made.slug}/plan/", PLAN | {"start": "2024-01"})
    file = SimpleUploadedFile("zähler.csv", _months(48, dead=True))
    response = team.post(f"/versuche/{made.slug}/daten/", {"file": file, "unit": "Zähler"})
    assert response.status_code == 302, response.content.decode()
    analysing.run(analysing.prepare_run(made.id).id)
    told = Analysis.objects.get().told
    assert told["blocked"] == ["dead"]
    shown = team.get(f"/versuche/{made.slug}/ergebnis/{Analysis.objects.get().pk}/").content.decode()
    assert "Das Ergebnis ist gesperrt" in shown and "figure-number" not in shown and "p =" not in shown
    assert rows.row_of(made).stage is Stage.RUNNING  # a result that is held back ends nothing
    page = team.get(f"/versuche/{made.slug}/").content.decode()
    assert "So lange gibt es kein Ergebnis" in page
    team.post(
        f"/versuche/{made.slug}/pruefen/", {"code": "dead", "reason": "Die Straße war vier Monate gesperrt."}
    )
    analysing.run(analysing.prepare_run(made.id).id)
    newest = Analysis.objects.order_by("-at").first().told
    assert "dead" not in newest["blocked"]
    assert "Die Straße war vier Monate gesperrt." in _result_page(team, made)
    assert rows.row_of(rows.trial(made.slug)).stage is Stage.FINISHED


def _result_page(team, made: Trial) -> str:
    newest = made.analyses.order_by("-at").first()
    return team.get(f"/versuche/{made.slug}/ergebnis/{newest.pk}/").content.decode()


def test_a_file_that_cannot_be_read_names_line_column_and_remedy(team, made):
    file = SimpleUploadedFile(
        "x.csv", b"Monat;Z\xc3\xa4hler\n2024-01;5\n2024-02;viele\n2024-03;6\n2024-04;7\n"
    )
    page = team.post(f"/versuche/{made.slug}/daten/", {"file": file, "unit": "Zähler"})
    assert page.status_code == 422
    assert "Zeile 3: Spalte „Zähler“: „viele“ ist keine Zahl" in page.content.decode()
    assert not Data.objects.exists()


def test_a_cancelled_analysis_publishes_nothing(team, made):
    team.post(f"/versuche/{made.slug}/plan/", PLAN | {"start": "2024-01"})
    file = SimpleUploadedFile("zähler.csv", _months(48))
    team.post(f"/versuche/{made.slug}/daten/", {"file": file, "unit": "Zähler"})
    run = analysing.prepare_run(made.id)
    assert (
        "Wartet auf den Rechner" in team.get(f"/versuche/{made.slug}/auswertung/{run.id}/").content.decode()
    )
    team.post(f"/versuche/{made.slug}/auswertung/{run.id}/")
    analysing.run(run.id)
    run.refresh_from_db()
    assert (run.state, run.told) == ("cancelled", None)


def test_the_progress_page_asks_again_by_itself_and_works_without_scripts(team, made):
    team.post(f"/versuche/{made.slug}/plan/", PLAN | {"start": "2024-01"})
    file = SimpleUploadedFile("zähler.csv", _months(48))
    team.post(f"/versuche/{made.slug}/daten/", {"file": file, "unit": "Zähler"})
    run = analysing.prepare_run(made.id)
    path = f"/versuche/{made.slug}/auswertung/{run.id}/"
    page = team.get(path).content.decode()
    assert f'hx-get="{path}"' in page and "http-equiv" not in page and f'<a href="{path}"' in page
    assert "HX-Redirect" not in team.get(path, headers={"HX-Request": "true"}).headers
    analysing.run(run.id)
    assert team.get(path, headers={"HX-Request": "true"}).headers["HX-Redirect"] == path
    assert team.get(path).headers["Location"].endswith(f"/ergebnis/{run.id}/")


@pytest.mark.parametrize("method", ["sc", "sdid"])
def test_a_method_that_failed_its_calibration_cannot_be_registered(team, made, method):
    page = team.get(f"/versuche/{made.slug}/").content.decode()
    assert f'value="{method}"' not in page and 'value="sc_demeaned"' in page
    assert team.post(f"/versuche/{made.slug}/plan/", PLAN | {"method": method}).status_code == 422
    with pytest.raises(Refused, match="Prüfung nicht bestanden"):
        cards.fix(made.id, PLAN | {"method": method})
    assert not Registration.objects.exists()


def test_only_the_team_may(client, db):
    assert client.post("/versuche/neu/", {"title": "x", "question": "y"}).status_code in (302, 403)
    assert not Trial.objects.exists()


def test_a_lot_is_published_with_its_seed(team):
    given = {
        "areas": "Ampen\nDeiringsen\nOstönnen",
        "periods": 12,
        "noise": "1",
        "seed": "Lotto 1",
        "auslosen": "1",
    }
    page = team.post("/versuche/auslosen/", given, follow=True)
    assert page.status_code == 200 and "Lotto 1" in page.content.decode()
    assert Pending.objects.filter(kind="trials.rollout").count() == 1
