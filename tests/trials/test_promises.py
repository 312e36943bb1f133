# SPDX-License-Identifier: EUPL-1.2
"""What the room promises, line by line, where no other test shows it."""

import dataclasses
import io
import json
from datetime import UTC, date, datetime

import numpy as np
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from soesmart.kernel.log.models import Pending
from soesmart.trials.actions import analysing, beliefs, cards, data
from soesmart.trials.actions.beliefs import believe
from soesmart.trials.checks import recomputed
from soesmart.trials.engine import analysis, periods, single
from soesmart.trials.engine.calibration import studies, worlds
from soesmart.trials.engine.types import Grade, Verdict
from soesmart.trials.models import Analysis, Data, Decision, Forecast, Lesson, Settled, Trial
from soesmart.trials.queries import beliefs as believed
from soesmart.trials.types import Choice, Group, Refused, Works
from tests.people import signed_in
from tests.trials.test_engine_reading import _series, run
from tests.trials.test_pages import PLAN

START = periods.parse("2023-01")


# The engine and its command line


@pytest.mark.parametrize(("one", "two"), [(0.5, 0.3), (0.6, 0.2), (1.2, -0.4)])
def test_autocorrelation_of_a_second_order_does_not_cry_wolf(one: float, two: float):
    found = single.analyse_many(worlds.ar2(one, two, 300, 48, np.random.default_rng(7)), 36)
    assert studies.judged(found).mean() <= 0.07


@pytest.mark.parametrize(
    ("others", "method", "advised"),
    [(4, "difference", True), (5, "conformal", True), (8, "conformal", False)],
)
def test_with_a_handful_of_places_a_lottery_is_proposed(
    others: int, method: str, advised: bool, tmp_path, capsys
):
    rng = np.random.default_rng(2)
    names = ["Soest", *(f"Stadt {k}" for k in range(others))]
    shared = rng.normal(0, 3, 48)
    lines = ["Monat;" + ";".join(names)]
    for at in range(48):
        cells = [f"{100 + shared[at] + rng.normal():.2f}".replace(".", ",") for _ in names]
        lines.append(f"{2020 + at // 12}-{at % 12 + 1:02};" + ";".join(cells))
    file = tmp_path / "orte.csv"
    file.write_text("\n".join(lines), "utf-8")
    words = ("--series", str(file), "--unit", "Soest", "--start", "2023-01", "--compare", "*")
    code, told, _ = run("analyse", *words, capsys=capsys)
    assert (code, told["method"]) == (0, method)
    assert ("few_places" in {flag["code"] for flag in told["flags"]}) is advised
    assert ("Los entscheidet" in told.get("advice", "")) is advised


def test_the_planner_too_proposes_a_lottery_instead_of_five_towns(capsys):
    code, told, _ = run("plan", "--design", "places", "--places", "5", capsys=capsys)
    assert code == 0 and "Los entscheidet" in told["advice"]
    assert told["smallest_detectable"] is None or told["smallest_detectable"] > told["curve"][0]["effect"]


def test_counted_events_take_their_own_route(tmp_path, capsys):
    rng = np.random.default_rng(3)
    events = rng.poisson(np.where(np.arange(48) >= 36, 4, 12))
    file = tmp_path / "unfaelle.csv"
    rows = "\n".join(f"{2020 + at // 12}-{at % 12 + 1:02};{n}" for at, n in enumerate(events))
    file.write_text(f"Monat;Unfälle\n{rows}\n", "utf-8")
    words = ("--series", str(file), "--unit", "Unfälle", "--start", "2023-01", "--better", "down")
    _, told, _ = run("analyse", *words, capsys=capsys)
    assert (told["method"], told["verdict"]) == ("counts", "helped")


def test_a_bound_counts_on_the_command_line_only_when_it_is_given(tmp_path, capsys):
    rng = np.random.default_rng(4)
    rows = "\n".join(f"{2020 + at // 12}-{at % 12 + 1:02};{50 + 0.3 * rng.normal():.2f}" for at in range(48))
    file = tmp_path / "ruhig.csv"
    file.write_text(f"Monat;Wert\n{rows}\n", "utf-8")
    words = ("analyse", "--series", str(file), "--unit", "Wert", "--start", "2023-01")
    assert run(*words, capsys=capsys)[1]["verdict"] == "unknown"
    assert run(*words, "--bound", "2", capsys=capsys)[1]["verdict"] == "no_effect_larger_than"


def test_what_is_settled_on_the_command_line_no_longer_blocks(tmp_path, capsys):
    rng = np.random.default_rng(5)
    rows = [
        f"{2020 + at // 12}-{at % 12 + 1:02};{0 if at in (10, 11) else 900 + rng.normal(0, 9):.1f}"
        for at in range(48)
    ]
    file = tmp_path / "tot.csv"
    file.write_text("Monat;Wert\n" + "\n".join(rows) + "\n", "utf-8")
    words = ("analyse", "--series", str(file), "--unit", "Wert", "--start", "2023-01")
    assert run(*words, capsys=capsys)[1]["blocked"] == ["dead"]
    assert run(*words, "--settled", "dead", capsys=capsys)[1]["blocked"] == []


def test_only_the_registered_time_counts():
    rng = np.random.default_rng(6)
    own = _series(50 + rng.standard_normal(60) + np.where(np.arange(60) >= 48, 9, 0))
    short = analysis.judge(own, [], START, analysis.Registered(horizon=12))
    assert short.labels[-1] == "2023-12" and abs(short.estimate.effect) < 3
    assert analysis.judge(own, [], START).labels[-1] == "2024-12"


def test_half_a_month_does_not_count_as_one():
    from soesmart.trials.engine import prepare, table, units

    days = [date.fromordinal(date(2021, 1, 1).toordinal() + k) for k in range(1300)]
    kept = [day for day in days if not (day.year == 2022 and day.month == 6 and day.day > 20)]
    text = "Tag;Wert\n" + "\n".join(f"{day};{50 + day.day % 7}" for day in kept)
    own = prepare.prepared(*units.pick(units.units([table.sheet(text)]), "Wert"), START)
    assert own.kind == "month" and "2022-06" not in own.labels() and "2022-05" in own.labels()


# The room


@pytest.fixture
def team(db) -> Client:
    return signed_in("team")


@pytest.fixture
def made(db) -> Trial:
    return cards.add({"title": "Radstraße", "question": "Fahren mehr?", "slug": "rad"})


def months(effect: float = 12.0, seed: int = 2) -> str:
    rng = np.random.default_rng(seed)
    values = 50 + rng.standard_normal(60) + np.where(np.arange(60) >= 48, effect, 0)
    return "Monat;Räder\n" + "\n".join(
        f"{2023 + at // 12}-{at % 12 + 1:02};{value:.3f}".replace(".", ",") for at, value in enumerate(values)
    )


def judged(made: Trial, effect: float = 12.0, **plan: object) -> Analysis:
    cards.fix(made.pk, {**PLAN, "start": "2027-01", **plan})
    data.keep(made.pk, months(effect), "z.csv", data.Columns("Räder"))
    run_ = analysing.prepare_run(made.pk)
    analysing.run(run_.pk)
    return Analysis.objects.get(pk=run_.pk)


def test_hypothesis_threshold_and_stop_rule_stand_in_the_log_before_the_start(made: Trial):
    fixed = cards.fix(made.pk, {**PLAN, "bound": 2.5})
    leaf = Pending.objects.get(kind="trials.registration")
    said = json.loads(leaf.public)["plan"]
    assert said["stop_rule"]["de"] == "Bei Unfällen." and said["hypothesis"]["de"] == "Es fahren mehr."
    assert {"indicator", "better", "start", "horizon", "method"} <= set(said) and said["bound"] == "2.5"
    assert leaf.at.date() < fixed.begins and not fixed.late


@pytest.mark.parametrize(
    ("field", "value"), [("stop_rule", " "), ("hypothesis", ""), ("indicator", ""), ("bound", -1.0)]
)
def test_a_plan_with_a_hole_is_not_fixed(made: Trial, field: str, value: object):
    with pytest.raises(Refused) as caught:
        cards.fix(made.pk, {**PLAN, field: value})
    assert caught.value.field == field and not made.registrations.exists()


def test_a_plan_after_a_result_is_late_even_before_its_start(made: Trial):
    judged(made)
    again = cards.fix(made.pk, {**PLAN, "start": "2028-01"}, "Noch einmal")
    assert again.late


def test_residents_council_and_team_forecast_and_are_scored(team: Client, made: Trial):
    cards.fix(made.pk, {**PLAN, "start": "2027-01"})
    council, resident = signed_in("politics"), Client()
    for client, percent in ((team, 95), (council, 5), (resident, 75)):
        assert client.post("/versuche/rad/glauben/", {"percent": percent}).status_code == 302
    assert set(Forecast.objects.values_list("group", "percent")) == {
        ("team", 95),
        ("council", 5),
        ("residents", 75),
    }
    scored = {
        verdict: {one.group: one.brier for one in believed.beliefs(made, verdict)}
        for verdict in ("helped", "harmed", "no_effect_larger_than", "unknown", "refused")
    }
    assert scored["helped"] == {Group.RESIDENTS: 0.062, Group.COUNCIL: 0.902, Group.TEAM: 0.003}
    assert (
        scored["harmed"]
        == scored["no_effect_larger_than"]
        == {Group.RESIDENTS: 0.562, Group.COUNCIL: 0.003, Group.TEAM: 0.902}
    )
    assert set(scored["unknown"].values()) == set(scored["refused"].values()) == {None}


def test_a_single_belief_is_nobody_elses_business(made: Trial):
    cards.fix(made.pk, {**PLAN, "start": "2027-01"})
    from soesmart.accounts.facade import create_participant

    for at in range(5):
        page = Client().get("/versuche/rad/").content.decode()
        assert "80 %" not in page and ("erst ab fünf" in page) is (at > 0)
        believe(made.pk, create_participant(), 80)
    assert "80 %" in Client().get("/versuche/rad/").content.decode()


def test_a_late_plan_takes_no_forecasts(made: Trial, monkeypatch: pytest.MonkeyPatch):
    judged(made)
    cards.fix(made.pk, {**PLAN, "start": "2028-01"}, "Noch einmal")
    assert not beliefs.is_open(made)


def test_an_excel_file_is_read_like_a_table(team: Client, made: Trial):
    cards.fix(made.pk, {**PLAN, "start": "2027-01"})
    book = openpyxl.Workbook()
    book.active.append(["Monat", "Räder"])
    for at in range(40):
        book.active.append([date(2023 + at // 12, at % 12 + 1, 1), 100.5 + at * at % 17])
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("z.xlsx", out.getvalue())
    assert team.post("/versuche/rad/daten/", {"file": file, "unit": "Räder"}).status_code == 302
    assert "2023-01-01" in Data.objects.get().text and Pending.objects.filter(kind="trials.data").count() == 1


def test_a_fault_is_settled_only_with_a_reason_and_only_by_the_team(team: Client, made: Trial):
    kept = data.keep(made.pk, months(), "z.csv", data.Columns("Räder"))
    given = {"code": "dead", "reason": "Sperrung der Straße vom Mai bis zum Juli."}
    assert team.post("/versuche/rad/pruefen/", given | {"reason": "egal"}).status_code == 422
    assert signed_in().post("/versuche/rad/pruefen/", given).status_code in (302, 403)
    assert not Settled.objects.exists()
    assert team.post("/versuche/rad/pruefen/", given).status_code == 302
    leaf = Pending.objects.get(kind="trials.settled")
    assert leaf.subject == f"{kept.pk}:dead" and "Sperrung" in leaf.public


def test_no_decision_and_no_lesson_without_a_result(team: Client, made: Trial):
    decided = {"choice": "stop", "reason": "Es lohnt nicht."}
    assert team.post("/versuche/rad/entscheidung/", decided).status_code == 422
    assert team.post("/versuche/rad/lehre/", {"works": "no", "text": "Hilft nicht."}).status_code == 422
    assert not Decision.objects.exists() and not Lesson.objects.exists()
    judged(made)
    assert team.post("/versuche/rad/entscheidung/", {"choice": "stop", "reason": " "}).status_code == 422
    assert team.post("/versuche/rad/entscheidung/", decided).status_code == 302
    assert team.post("/versuche/rad/lehre/", {"works": "no", "text": "Hilft nicht."}).status_code == 302
    kinds = Pending.objects.values_list("kind", flat=True)
    assert {"trials.decision", "trials.lesson", "trials.result"} <= set(kinds)
    page = team.get("/versuche/rad/").content.decode()
    assert "beenden" in page and "Es lohnt nicht." in page and "Hilft nicht." in page


def test_what_failed_stands_beside_what_worked(made: Trial, client: Client):
    other = cards.add({"title": "Bänke", "question": "Sitzen mehr?", "slug": "bank"})
    for one, works in ((made, Works.YES), (other, Works.NO)):
        judged(one)
        cards.settle(one.pk, Choice.CONTINUE, "Weil es so ist.")
        cards.learn(one.pk, works, f"Lehre {works.value}")
    page = client.get("/versuche/").content.decode()
    first, second = page.index("Lehre no"), page.index("Lehre yes")
    assert first < second  # the newest first, whatever came out
    assert (
        page.count('<span class="badge">wirkt</span>')
        == page.count('<span class="badge">wirkt nicht</span>')
        == 1
    )


def test_a_result_computed_anew_that_differs_is_found(made: Trial):
    row = judged(made)
    assert [one.ok for one in recomputed()] == [True]
    Analysis.objects.filter(pk=row.pk).update(told=row.told | {"estimate": 13.7})
    assert [one.ok for one in recomputed()] == [False, True]
    older = row.told | {"estimate": 13.7, "code": row.told["code"].replace("3-", "2-")}
    Analysis.objects.filter(pk=row.pk).update(told=older)
    assert [one.ok for one in recomputed()] == [True]  # an earlier version may have told it otherwise


def test_an_old_page_counts_no_belief_after_the_start(made: Trial, monkeypatch: pytest.MonkeyPatch):
    cards.fix(made.pk, {**PLAN, "start": "2027-01"})
    assert beliefs.is_open(made)
    monkeypatch.setattr("soesmart.kernel.clock.now", lambda: datetime(2027, 1, 1, tzinfo=UTC))
    assert not beliefs.is_open(made)


def test_the_planner_judges_as_the_engine_does():
    from soesmart.trials.engine import compared, planning

    rng = np.random.default_rng(11)
    names, times = [str(k) for k in range(7)], np.arange(40.0)
    panels = [worlds.places(8, 40, rng) for _ in range(5)]
    for at, panel in enumerate(panels):
        panel[0] += 3 * at * worlds.step(40, 28)
    found = [compared.conformal(panel, 28, names, 1, times) for panel in panels]
    judged = [not one.refusals and max(one.p, one.robust_p) <= 0.05 for one in found]
    assert planning._by_conformal(panels, 28).tolist() == judged and set(judged) == {True, False}


def test_no_larger_effect_is_not_said_where_an_effect_was_nearly_found():
    found = single.analyse(
        50 + 0.2 * np.random.default_rng(4).standard_normal(48) + 0.5 * worlds.step(48, 36), 36
    )
    assert found.p < 0.05
    fragile = dataclasses.replace(found, robust_p=0.2)
    told = analysis.decide(fragile, Grade.OWN, [], analysis.Registered(bound=2.0))
    assert told is Verdict.UNKNOWN
    assert (
        analysis.decide(dataclasses.replace(fragile, p=0.2), Grade.OWN, [], analysis.Registered(bound=2.0))
        is Verdict.NO_LARGER
    )
