# SPDX-License-Identifier: EUPL-1.2
"""What takes longer than a page may goes to the worker: started, told, stopped, kept."""

import io
import zipfile

import pytest
from django.test import Client

from soesmart.mobility import actions, jobs, queries
from soesmart.mobility.models import FeedVersion, Job
from tests.mobility.feeds import feed_files, line
from tests.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saturday")]
NIGHT = {
    "text": "N2;mo;Marktplatz 23:30;Eschenbrück 23:45",
    "origin": "Marktplatz",
    "title": "Nachtbus",
    "cost": "900",
}
WHATIF = "/unterwegs/was-waere-wenn/"


def archive(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        for name, content in files.items():
            out.writestr(name, content)
    data.seek(0)
    data.name = "neu.zip"
    return data


def upload(team, files):
    response = team.post("/unterwegs/fahrplan/laden/", {"feed": archive(files), "name": "Winter"})
    assert response.status_code == 302
    return response.headers["Location"], Job.objects.latest("at")


def rides():
    return feed_files([("c", "C5", "daily", [("s0", 600, 600), ("s1", 610, 610)])], line(2))


def test_an_upload_waits_for_the_worker_and_then_serves():
    team = signed_in("team")
    page, job = upload(team, rides())
    waiting = team.get(page).content.decode()
    assert "Wartet auf den Rechner" in waiting and "Stand neu laden" in waiting and "every 2s" in waiting
    assert "HX-Redirect" not in team.get(page, headers={"HX-Request": "true"}).headers
    assert "Winter" in team.get("/unterwegs/fahrplan/").content.decode()
    assert queries.active() is None, "nothing is read inside the request"
    jobs.run(job.id)
    assert queries.active().name == "Winter"
    assert team.get(page, headers={"HX-Request": "true"}).headers["HX-Redirect"] == page
    assert team.get(page).headers["Location"] == "/unterwegs/fahrplan/"
    assert not list((queries.artefacts().parent / "uploads/mobility").iterdir()), "the upload is gone"


def test_a_file_that_is_no_timetable_is_told_on_the_page():
    team = signed_in("team")
    page, job = upload(team, {"readme.txt": b"nothing"})
    jobs.run(job.id)
    html = team.get(page).content.decode()
    assert "Das ging nicht" in html and "keine brauchbare Fahrt" in html and "every 2s" not in html


def test_what_is_stopped_before_it_begins_is_never_read():
    team = signed_in("team")
    page, job = upload(team, rides())
    team.post(f"{page}anhalten/")
    jobs.run(job.id)
    assert not FeedVersion.objects.exists()
    assert "Angehalten" in team.get(page).content.decode()


def test_what_is_stopped_on_the_way_enters_nothing(monkeypatch):
    team = signed_in("team")
    page, job = upload(team, rides())
    save = actions.save

    def stopped_meanwhile(*given):
        team.post(f"{page}anhalten/")
        return save(*given)

    monkeypatch.setattr(actions, "save", stopped_meanwhile)
    jobs.run(job.id)
    assert not FeedVersion.objects.exists()


def test_a_worker_that_starts_again_finds_it_done():
    team = signed_in("team")
    _page, job = upload(team, rides())
    jobs.run(job.id)
    jobs.run(job.id)
    assert FeedVersion.objects.count() == 1


def test_a_what_if_is_computed_by_the_worker_and_kept_afterwards(sandbox, client: Client):
    team = signed_in("team")
    page = team.post(WHATIF, NIGHT).headers["Location"]
    job = Job.objects.get()
    assert not job.told, "nothing is computed inside the request"
    assert "Nachtbus" in team.get(WHATIF).content.decode()
    jobs.run(job.id)
    html = team.get(page).content.decode()
    assert "Ergebnis" in html and "Eschenbrück" in html and not queries.proposals()[0]
    assert "Marktplatz 23:30" in team.get(f"{WHATIF}?rechnung={job.id}").content.decode()
    kept_at = team.post(f"{page}behalten/", {"title": "Nachtbus N2"}).headers["Location"]
    ((kept,), _more) = queries.proposals()
    assert kept_at == kept.url and kept.cost_cents == 90_000 and kept.example and kept.figures["places"]
    assert "Nachtbus N2" in client.get(kept.url).content.decode()
    assert team.post(f"{page}behalten/", {"title": "x"}).headers["Location"] == kept.url, "once only"


def test_a_what_if_may_be_kept_at_once(sandbox):
    team = signed_in("team")
    page = team.post(WHATIF, {**NIGHT, "behalten": "1"}).headers["Location"]
    jobs.run(Job.objects.get().id)
    ((kept,), _more) = queries.proposals()
    assert team.get(page).headers["Location"] == kept.url


def test_a_mistake_in_a_what_if_is_told_with_its_line(sandbox):
    team = signed_in("team")
    page = team.post(WHATIF, NIGHT).headers["Location"]
    job = Job.objects.get()
    job.given["text"] = "N2;mo;Marktplatz 23:30;Atlantis 23:45"  # a stop of the timetable before
    job.save()
    jobs.run(job.id)
    html = team.get(page).content.decode()
    assert "Zeile 1" in html and "Eingaben ändern" in html


def test_a_what_if_stops_between_its_steps(sandbox, monkeypatch):
    team = signed_in("team")
    page = team.post(WHATIF, NIGHT).headers["Location"]
    job, seen = Job.objects.get(), []
    told = jobs._step

    def stop_at_the_second(key, step):
        seen.append(step)
        if step == 2:
            team.post(f"{page}anhalten/")
        told(key, step)

    monkeypatch.setattr(jobs, "_step", stop_at_the_second)
    jobs.run(job.id)
    assert seen[-1] == 2 and not Job.objects.get().told


def test_nobody_else_sees_or_starts_a_job(sandbox, client: Client):
    page = signed_in("team").post(WHATIF, NIGHT).headers["Location"]
    assert client.get(page).status_code != 200
    assert client.post(WHATIF, NIGHT).status_code != 200
    assert client.post(f"{page}anhalten/").status_code != 302 or Job.objects.get().state == "waits"
    assert Job.objects.count() == 1 and Job.objects.get().state == "waits"
    assert client.get("/unterwegs/rechnung/00000000-0000-0000-0000-000000000000/").status_code == 404
