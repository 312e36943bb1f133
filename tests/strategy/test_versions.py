# SPDX-License-Identifier: EUPL-1.2
"""Named versions hold what was decided, whatever came later; numbers changed behind the log are found."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held, NotAllowed
from soesmart.kernel.log.present import outdated
from soesmart.revisions import facade as revisions
from soesmart.strategy import facade
from soesmart.strategy.actions.versioning import name_version
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.models import Value
from soesmart.strategy.types import Refused
from tests import once

MUSTERSTADT = Path(facade.__file__).parents[1] / "towns" / "musterstadt" / "strategy.toml"
TEAM = Actor(grants=(Held("guest"), Held("team")))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


@once.fixture
def strategy() -> None:
    assert import_goals(MUSTERSTADT).problems == ()


def _rename(slug: str, title: str) -> None:
    goal = facade.goal_by_slug(slug)
    base = revisions.published("strategy.goal", goal.id)
    snapshot = dict(revisions.numbered("strategy.goal", goal.id, base).snapshot)
    snapshot["title"] = {**snapshot["title"], "texts": {**snapshot["title"]["texts"], "de": title}}
    made = revisions.propose(TEAM, "strategy.goal", goal.id, snapshot, base, "Klarer gesagt")
    revisions.approve(TEAM, made.id)
    revisions.publish(TEAM, made.id)


def _page(path: str) -> str:
    answer = Client().get(f"/ziele/fassungen/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_two_versions_show_what_changed_between_them_and_since():
    name_version(TEAM, "Erste", date(2024, 6, 1), "Rat, Vorlage 7", "https://example.org/oparl/paper/7")
    _rename("weniger-restmuell", "Deutlich weniger Restmüll")
    name_version(TEAM, "Zweite", date(2025, 6, 1))
    _rename("weniger-restmuell", "Gar kein Restmüll")
    between, since = _page("erste/zweite/"), _page("erste/")
    assert "https://example.org/oparl/paper/7" in since
    assert "<ins>Deutlich weniger Restmüll</ins>" in between and "Gar kein" not in between
    assert "<ins>Gar kein Restmüll</ins>" in since and "Deutlich" not in since
    assert "<del>Deutlich weniger Restmüll</del>" in _page("zweite/")
    assert between.count("<ins>") == 1, "nothing else changed"
    assert Client().get("/ziele/fassungen/erste/dritte/").status_code == 404


def test_a_version_is_named_once_and_by_who_may():
    with pytest.raises(NotAllowed):
        name_version(Actor(grants=(Held("guest"), Held("department"))), "Erste")
    name_version(TEAM, "Erste")
    with pytest.raises(Refused):
        name_version(TEAM, "Erste")


@pytest.mark.parametrize("change", [{"mantissa": 1}, {"source": "anders"}, {"aside": True}])
def test_a_number_changed_past_the_log_is_found(change):
    assert all(finding.ok for finding in outdated())
    Value.objects.filter(pk=Value.objects.earliest("pk").pk).update(**change)
    assert [finding.text for finding in outdated() if not finding.ok]


def test_a_number_that_is_gone_is_found():
    Value.objects.earliest("pk").delete()
    assert [finding.text for finding in outdated() if not finding.ok]
