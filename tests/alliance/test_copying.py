# SPDX-License-Identifier: EUPL-1.2
"""A project leaves one town and comes into another: here by turning one database into both."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from soesmart.alliance import keys
from soesmart.alliance.actions.letters import signed, take_in
from soesmart.alliance.engine.letter import opened, written
from soesmart.alliance.models import Letter, Partner
from soesmart.alliance.types import Refused
from soesmart.kernel.log.engine.note import new_key, public_key
from soesmart.projects.facade import Status, by_slug
from soesmart.projects.models import Project
from tests import once
from tests.people import signed_in
from tests.projects.conftest import load

pytestmark = pytest.mark.django_db


@once.fixture
def musterstadt():
    load("musterstadt")


@pytest.fixture
def town(musterstadt, settings, tmp_path):
    settings.DATA = tmp_path


def _elsewhere(slug: str = "licht-auf-dem-radweg", key: str = "") -> str:
    """The file as another town would have signed it."""
    letter = opened(signed(slug))
    return written(
        "Beispielburg",
        "05000001",
        "https://burg.example",
        letter.signed_at,
        letter.project,
        key or new_key("b"),
    )


def test_no_person_and_no_place_leaves_the_house(town):
    text = signed("licht-auf-dem-radweg")
    for word in ("Muster Licht GmbH", "Amt für Verkehr", "contacts", "contractor", "birkendorf", "villages"):
        assert word not in text
    document = opened(text).project["document"]
    assert document["plan"] and document["gate"] and document["benefits"]


def test_a_draft_is_not_shared(town):
    Project.objects.filter(slug="kuehle-orte").update(published=False)
    assert signed("kuehle-orte") is None
    assert Client().get("/staedte/projekt/kuehle-orte.soesmart.txt").status_code == 404


def test_the_copy_is_an_idea_with_its_origin(town):
    taken = take_in(_elsewhere())
    copy = by_slug(taken.slug)
    assert copy and taken.made and copy.status is Status.IDEA
    assert copy.origin and copy.origin.town == "Beispielburg"
    assert copy.origin.url == "https://burg.example/projekte/licht-auf-dem-radweg/"
    assert copy.plan == by_slug("licht-auf-dem-radweg").plan and copy.lessons == ()
    assert not copy.milestones and not copy.decisions and not copy.contracts
    page = Client().get(copy.url).content.decode()
    assert "Abgeschaut von Beispielburg" in page and "burg.example" in page
    assert "Beispielburg" in Client().get("/staedte/").content.decode()


def test_taken_twice_it_is_one(town):
    text = _elsewhere()
    first, second = take_in(text), take_in(text)
    assert first.slug == second.slug and first.made and not second.made
    assert Letter.objects.count() == 1


def test_the_file_it_came_from_can_be_checked_for_ever(town):
    text = _elsewhere()
    slug = take_in(text).slug
    kept = Client().get(f"/staedte/vorlage/{slug}.soesmart.txt").content.decode()
    assert kept == text and opened(kept)


def test_a_changed_file_is_refused_and_leaves_nothing(town):
    number = Project.objects.count()
    with pytest.raises(Refused):
        take_in(_elsewhere().replace("6240000", "624000"))
    assert Project.objects.count() == number and not Letter.objects.exists()


def test_a_partner_with_another_key_is_refused(town):
    known = new_key("b")
    Partner.objects.create(slug="burg", name="Burg", town_id="05000001", key=public_key(known))
    with pytest.raises(Refused, match="anderen Schlüssel"):
        take_in(_elsewhere())
    assert take_in(_elsewhere(key=known)).known


def test_a_document_that_is_none_is_refused(town):
    letter = opened(signed("muell-app"))
    bad = {**letter.project, "document": {**letter.project["document"], "plan": [{"cents": "viel"}]}}
    with pytest.raises(Refused, match=r"plan\[1\]"):
        take_in(written("B", "1", "", letter.signed_at, bad, new_key("b")))


def test_the_key_stays_the_same_and_is_private(town, settings):
    assert keys.own_key() == keys.own_key()
    (path,) = (settings.DATA / "keys").iterdir()
    assert path.stat().st_mode & 0o077 == 0


def test_programs_find_what_can_be_copied(town):
    listed = json.loads(Client().get("/staedte/projekte.json").content)
    assert len(listed["projects"]) == Project.objects.filter(published=True).count()
    assert opened(Client().get(listed["projects"][0]["file"]).content.decode()).key == listed["key"]


def test_the_team_takes_a_file_in_on_the_page(town):
    file = SimpleUploadedFile("x.soesmart.txt", _elsewhere().encode(), "text/plain")
    assert Client().post("/staedte/abschauen/", {"file": file}).status_code in {302, 401, 403}
    file.seek(0)
    page = signed_in("team").post("/staedte/abschauen/", {"file": file}).content.decode()
    assert "Übernommen von Beispielburg." in page
    bad = SimpleUploadedFile("x.txt", b"\xff\xfe", "text/plain")
    assert (
        "beschädigt"
        in signed_in("team", email="zwei@example.org")
        .post("/staedte/abschauen/", {"file": bad})
        .content.decode()
    )


def test_the_five_towns_of_soest(settings, tmp_path):
    from soesmart.alliance.imports import import_partners
    from tests.projects.conftest import TOWNS

    settings.DATA = tmp_path
    assert import_partners(TOWNS / "soest" / "partners.toml").created == 5
    page = Client().get("/staedte/").content.decode()
    for name in ("Arnsberg", "Bad Berleburg", "Menden", "Olpe", "Soest", "275,52", "smart-city-dialog.de"):
        assert name in page
