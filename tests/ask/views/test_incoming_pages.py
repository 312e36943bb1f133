# SPDX-License-Identifier: EUPL-1.2
"""A file through the team's pages: look, check, take in, watch; without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from soesmart.ask.imports import desk
from soesmart.ask.imports.runs import folder
from soesmart.ask.models import Contribution, ImportRun, Layout
from tests.people import signed_in

pytestmark = pytest.mark.django_db
TEXT = "Nummer;Beschreibung;Datum\n1;Laterne aus;03.02.2024\n2;Loch;{day}\n"


@pytest.fixture
def desk_of_team(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return signed_in("team")


def upload(client, day="04.02.2024", **more):
    file = SimpleUploadedFile("export.csv", TEXT.format(day=day).encode("cp1252"))
    return client.post(reverse("ask:incoming"), {"source": "Nachbarstadt", "file": file} | more)


def work():
    """What the worker would do."""
    for job in DBTaskResult.objects.all():
        desk.carry_on.func(*job.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


def chosen():
    return {"column-id": "Nummer", "column-text": "Beschreibung", "column-asked": "Datum"}


def test_from_upload_to_list(desk_of_team, django_capture_on_commit_callbacks):
    answer = upload(desk_of_team)
    page = desk_of_team.get(answer.url).content.decode()
    assert "Laterne aus · Loch" in page and not Contribution.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk_of_team.post(answer.url, chosen() | {"do": "start", "kind": "problem", "save_as": "Export"})
    waiting = desk_of_team.get(answer.url).content.decode()
    assert 'http-equiv="refresh"' in waiting and "<progress" in waiting
    work()
    done = desk_of_team.get(answer.url).content.decode()
    assert "2 neu" in done and 'http-equiv="refresh"' not in done
    assert Contribution.objects.filter(kind="problem").count() == 2 and Layout.objects.get().name == "Export"
    assert not list(folder().iterdir())  # the file is not kept
    work()
    assert Contribution.objects.count() == 2


def test_a_check_tells_faults_by_line_and_column_and_stores_nothing(
    desk_of_team, django_capture_on_commit_callbacks
):
    answer = upload(desk_of_team, day="übermorgen")
    with django_capture_on_commit_callbacks(execute=True):
        desk_of_team.post(answer.url, chosen() | {"do": "check"})
    work()
    page = desk_of_team.get(answer.url).content.decode()
    assert '<td class="number">3</td><td>Datum</td>' in page and "1 neu" in page
    assert not Contribution.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk_of_team.post(answer.url, chosen() | {"do": "start", "skip": "on"})
    work()
    assert Contribution.objects.count() == 1


def test_stopped_before_it_is_stored(desk_of_team, django_capture_on_commit_callbacks):
    answer = upload(desk_of_team)
    with django_capture_on_commit_callbacks(execute=True):
        desk_of_team.post(answer.url, chosen() | {"do": "start"})
    desk_of_team.post(answer.url, {"do": "stop"})
    work()
    assert ImportRun.objects.get().stage == "stopped" and not Contribution.objects.exists()


def test_what_is_no_table_is_said_at_once(desk_of_team):
    file = SimpleUploadedFile("export.csv", b"")
    answer = desk_of_team.post(reverse("ask:incoming"), {"source": "Nachbarstadt", "file": file})
    assert answer.status_code == 422 and "leer" in answer.content.decode()


def test_residents_stay_outside(client):
    assert client.get(reverse("ask:incoming")).status_code in {302, 403}
