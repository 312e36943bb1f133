# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.test import Client

from soesmart.kernel import clock, registry
from soesmart.kernel.log.actions import stage
from soesmart.kernel.schedules.workers import beat
from soesmart.portal import health

pytestmark = pytest.mark.django_db


def test_without_a_worker_it_is_not_well():
    answer = Client().get("/gesund/")
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert answer.json()["workers"] == 0


def test_with_a_worker_it_is_until_the_log_falls_behind(monkeypatch):
    beat("one")
    assert Client().get("/gesund/").json()["ok"]
    with transaction.atomic():
        stage(sorted(registry.log_kinds())[0], "test", 1, {"text": "new"})
    later = clock.now() + timedelta(minutes=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(health, "living", lambda: {"one"})
    answer = Client().get("/gesund/")
    assert (answer.status_code, answer.json()["log"]["pending"]) == (503, 1)


def test_without_a_database_it_says_so(monkeypatch):
    def gone():
        raise OperationalError

    monkeypatch.setattr(health, "summary", gone)
    answer = Client().get("/gesund/")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
