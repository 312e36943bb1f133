# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

import soesmart.towns
from soesmart.trials.checks import recomputed
from soesmart.trials.imports import import_trials
from soesmart.trials.queries import rows
from soesmart.trials.types import Stage

TOWNS = Path(next(iter(soesmart.towns.__path__)))


@pytest.mark.django_db
def test_the_sandbox_has_a_trial_of_every_kind():
    report = import_trials(TOWNS / "musterstadt" / "trials.toml")
    assert (report.problems, report.created) == ((), 7)
    found = {one.slug: (one.stage, one.verdict, one.grade) for one in rows.trials()}
    assert found == {
        "beispiel-licht": (Stage.PLANNED, "", ""),
        "beispiel-nachtbus": (Stage.RUNNING, "", ""),
        "beispiel-radstrasse": (Stage.FINISHED, "helped", "B"),
        "beispiel-buecherschrank": (Stage.FINISHED, "unknown", "C"),
        "beispiel-leseecke": (Stage.RUNNING, "unknown", "C"),
        "beispiel-mitfahrbank": (Stage.FINISHED, "helped", "A"),
        "beispiel-wartezeit": (Stage.FINISHED, "no_effect_larger_than", "C"),
    }
    assert import_trials(TOWNS / "musterstadt" / "trials.toml").created == 0
    assert all(finding.ok for finding in recomputed())


@pytest.mark.django_db
def test_only_an_example_may_bring_made_up_values(tmp_path: Path):
    file = tmp_path / "trials.toml"
    file.write_text(
        '[[trial]]\nslug = "x"\ntitle = "X"\nquestion = "Hilft es?"\nseries = "Monat;A"\n', "utf-8"
    )
    (problem,) = import_trials(file).problems
    assert problem.column == "example" and not rows.trials()


@pytest.mark.django_db
def test_what_is_known_of_sofia_is_only_described():
    assert import_trials(TOWNS / "soest" / "trials.toml").created == 1
    (sofia,) = rows.trials()
    assert (sofia.verdict, sofia.grade) == ("described", "D")
