# SPDX-License-Identifier: EUPL-1.2
"""Lots, pooled towns, running looks and families, as the team uses them in the room."""

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import soesmart.towns
from soesmart.kernel.log.models import Pending
from soesmart.trials.actions import analysing, cards, data, pooling
from soesmart.trials.checks import recomputed
from soesmart.trials.engine import lots, rollout
from soesmart.trials.imports import import_trials
from soesmart.trials.models import Analysis, Registration, Rollout, TownSums, Trial
from soesmart.trials.queries import nodes
from tests import once
from tests.people import signed_in
from tests.trials.test_pages import PLAN

SANDBOX = Path(next(iter(soesmart.towns.__path__))) / "musterstadt" / "trials.toml"
AREAS = [f"Dorf {k}" for k in range(4)]


@once.fixture
def sandbox():
    import_trials(SANDBOX)


@pytest.fixture
def team(db):
    return signed_in("team")


def trial(name: str) -> Trial:
    return cards.add({"title": name, "question": "Hilft es?", "slug": name})


def newest(one: Trial) -> dict:
    return one.analyses.order_by("at", "id").last().told


def table(seed: str, effect: float, random: int) -> str:
    drawn = rollout.draw(AREAS, 12, seed)
    rng = np.random.default_rng(random)
    begins = dict(zip(drawn.areas, drawn.starts, strict=True))
    lines = ["Monat;" + ";".join(AREAS)]
    for month in range(12):
        row = [f"{20 + rng.standard_normal() + effect * (month >= begins[a]):.3f}" for a in AREAS]
        lines.append(f"2027-{month + 1:02};" + ";".join(row).replace(".", ","))
    return "\n".join(lines) + "\n"


def test_a_lot_is_registered_with_its_order_and_needs_the_other_towns(team):
    made = trial("baenke")
    lot = cards.lots_of("Bänke", AREAS, 12, "Los 1")
    plan = PLAN | {"start": "2027-01", "method": "rollout", "lot": str(lot.pk), "towns": "2"}
    assert team.post("/versuche/baenke/plan/", plan | {"method": "auto"}).status_code == 422
    assert team.post("/versuche/baenke/plan/", plan).status_code == 302
    kept = Registration.objects.get()
    assert kept.plan["lot"]["order"] == lot.order and kept.plan["horizon"] == 12 and not kept.late
    assert kept.begins.month == 1 + min(one["start"] for one in lot.order) - 1
    data.keep(made.pk, table("Los 1", 4.0, 1), "x.csv", data.Columns(""))
    analysing.run(analysing.prepare_run(made.pk).pk)
    assert newest(made)["verdict"] == "refused"
    assert "Die Summen der anderen Städte fehlen noch" in team.get(_result(made)).content.decode()

    file = _sums_of_another_town()
    upload = SimpleUploadedFile("summen.json", json.dumps(file).encode())
    assert team.post("/versuche/baenke/summen/", {"file": upload}).status_code == 302
    assert TownSums.objects.get().town == "Nachbarstadt"
    assert Pending.objects.filter(kind="trials.sums").count() == 1
    analysing.run(analysing.prepare_run(made.pk).pk)
    told = newest(made)
    assert told["diagnostics"]["towns"] == 2 and told["grade"] == "A"
    # 4! orders in each town are 576 together: still fewer than six areas have.
    assert "too_few_places" in {flag["code"] for flag in told["flags"]}
    page = team.get(_result(made)).content.decode()
    assert "Nachbarstadt" in page and "Summen für andere Städte" in page
    given = team.get(_result(made).rstrip("/") + ".summen.json")
    assert json.loads(given.content)["format"] == lots.FORMAT and "Dorf" not in given.content.decode()
    assert all(finding.ok for finding in recomputed())


def _result(made: Trial) -> str:
    return f"/versuche/{made.slug}/ergebnis/{made.analyses.order_by('at', 'id').last().pk}/"


def _sums_of_another_town() -> dict:
    other = trial("woanders")
    lot = cards.lots_of("Bänke", AREAS, 12, "Los 2")
    plan = {**PLAN, "start": "2027-01", "method": "rollout", "lot": lot.pk, "towns": 2}
    cards.fix(other.pk, plan)
    data.keep(other.pk, table("Los 2", 4.0, 2), "x.csv", data.Columns(""))
    analysing.run(analysing.prepare_run(other.pk).pk)
    return {**pooling.give(Analysis.objects.get(trial=other)), "town": "Nachbarstadt"}


def test_a_file_that_is_no_sums_is_refused(team):
    made = trial("baenke")
    lot = cards.lots_of("Bänke", AREAS, 12, "Los 1")
    cards.fix(made.pk, {**PLAN, "start": "2027-01", "method": "rollout", "lot": lot.pk})
    page = team.post("/versuche/baenke/summen/", {"file": SimpleUploadedFile("x.json", b"{}")})
    assert page.status_code == 422 and "keine Datei mit Summen" in page.content.decode()
    assert not TownSums.objects.exists()


def test_the_trial_page_tells_every_day_of_a_running_look(client, sandbox):
    page = client.get("/versuche/beispiel-leseecke/").content.decode()
    assert "Wir wissen noch nicht, ob es hilft" in page and "läuft" in page
    assert page.count("wissen wir noch nicht") == len(
        newest(Trial.objects.get(slug="beispiel-leseecke"))["looks"]
    )
    assert 'class="band"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(("verdict", "stage"), [("unknown", "läuft"), ("helped", "abgeschlossen")])
def test_the_thread_knows_that_a_running_look_goes_on(verdict, stage, sandbox):
    made = Trial.objects.get(slug="beispiel-leseecke")
    last = made.analyses.get()
    Analysis.objects.filter(pk=last.pk).update(told=last.told | {"verdict": verdict})
    assert nodes.FACES["trials.trial"].read([made.pk])[made.pk].state == stage


def test_who_looks_before_the_registered_end_gets_no_result(team):
    made = trial("rad")
    cards.fix(made.pk, {**PLAN, "start": "2027-01", "horizon": 12})
    lines = [f"{2024 + m // 12}-{m % 12 + 1:02};{100 + m * m * 7919 % 131}" for m in range(43)]
    data.keep(made.pk, "Monat;Räder\n" + "\n".join(lines) + "\n", "x.csv", data.Columns("Räder"))
    analysing.run(analysing.prepare_run(made.pk).pk)
    assert newest(made)["blocked"] == ["too_early"] and newest(made)["verdict"] == "refused"


FAMILY = {**PLAN, "start": "2027-01", "horizon": 12, "family": 2, "family_name": "Radstraße"}


def measure(member, at: int, months: int = 60) -> None:
    """Months of a member of the family, and what a worker makes of them."""
    rng = np.random.default_rng(at)
    rows = [
        f"{2023 + m // 12}-{m % 12 + 1:02},{100 + rng.standard_normal() + (9 if m >= 48 else 0):.2f}"
        for m in range(months)
    ]
    data.keep(member.pk, "Monat,Räder\n" + "\n".join(rows) + "\n", "x.csv", data.Columns("Räder"))
    analysing.run(analysing.prepare_run(member.pk).pk)
    for row in Analysis.objects.filter(state="waits"):
        analysing.run(row.pk)


def rules(member) -> list[str]:
    return [row.told["family"]["rule"] for row in member.analyses.order_by("at", "id")]


def test_the_last_indicator_of_a_family_brings_holms_steps(team, django_capture_on_commit_callbacks):
    members = [trial(f"kennzahl-{k}") for k in range(2)]
    for at, one in enumerate(members):
        cards.fix(one.pk, FAMILY)
        with django_capture_on_commit_callbacks(execute=True):
            measure(one, at)
    first, second = (newest(one) for one in members)
    assert [told["family"]["rule"] for told in (first, second)] == ["holm", "holm"]
    p = sorted(max(told["p"], told["robust_p"]) for told in (first, second))
    assert min(first["family"]["adjusted_p"], second["family"]["adjusted_p"]) == pytest.approx(2 * p[0])
    assert rules(members[0]) == ["bonferroni", "holm"]
    assert "Holm, in Stufen" in team.get(_result(members[0])).content.decode()
    assert all(finding.ok for finding in recomputed())


def test_a_result_before_the_end_settles_no_family(team):
    early, whole = (trial(name) for name in ("zu-frueh", "zu-ende"))
    for one in (early, whole):
        cards.fix(one.pk, FAMILY)
    measure(early, 0, months=55)
    measure(whole, 1)
    assert rules(whole) == ["bonferroni"], "the other is not judged yet"
    measure(early, 0, months=55)
    assert rules(whole) == ["bonferroni"], "and still is not"
    measure(early, 0)
    assert rules(early)[-1] == "holm" and rules(whole) == ["bonferroni", "holm"]


def test_a_family_needs_its_name(team):
    trial("rad")
    page = team.post("/versuche/rad/plan/", PLAN | {"family": "2"})
    assert page.status_code == 422 and "gemeinsamen Namen" in page.content.decode()
    assert not Registration.objects.exists() and not Rollout.objects.exists()
