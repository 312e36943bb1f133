# SPDX-License-Identifier: EUPL-1.2
"""A person's own page: claim, contact, export, leaving."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from soesmart.accounts import facade
from soesmart.accounts.actions.participants import claim_receipt
from soesmart.accounts.models import Account, Contact, Grant, Mail, Participant, Receipt
from soesmart.accounts.types import Refused
from soesmart.kernel import clock
from soesmart.kernel.ids import grouped, new_code
from tests.people import account, signed_in

pytestmark = pytest.mark.django_db
FIRST_DESKS = ("/team/fragen/", "/stand/", "/team/menschen/")


def _someone() -> tuple:
    participant = facade.create_participant()
    return participant, facade.issue_receipt(participant, "thing", uuid4())


def test_a_typed_code_brings_the_contribution_home():
    participant, code = _someone()
    browser = signed_in()
    page = browser.post("/mein/code/", {"code": grouped(code).lower()}, follow=True)
    assert "gehört jetzt zu Ihrem Zugang" in page.content.decode()
    assert Participant.objects.get(pk=participant).account == Account.objects.get()
    assert page.context["contributions"][0].label == "Beitrag"


def test_a_wrong_code_changes_nothing():
    _someone()
    page = signed_in().post("/mein/code/", {"code": new_code()}, follow=True)
    assert "kennen wir nicht" in page.content.decode()
    assert not Participant.objects.filter(account__isnull=False).exists()


def test_guessing_codes_soon_ends(settings):
    settings.SOESMART = {**settings.SOESMART, "guard.writes": 3}
    _participant, code = _someone()
    browser = signed_in()
    for _guess in range(3):
        browser.post("/mein/code/", {"code": new_code()})
    browser.post("/mein/code/", {"code": code})
    assert not Participant.objects.filter(account__isnull=False).exists()


def test_a_found_slip_takes_nothing_from_the_one_who_claimed_it():
    participant, code = _someone()
    owner, finder = account(email="a@example.org"), account(email="b@example.org")
    assert claim_receipt(owner.pk, code)
    assert claim_receipt(finder.pk, code) is None
    assert Participant.objects.get(pk=participant).account == owner


def test_own_data_as_json_holds_what_is_stored():
    participant, code = _someone()
    browser = signed_in("stall", email="anna@example.org")
    browser.post("/mein/code/", {"code": code})
    Contact.objects.create(
        participant_id=participant, email="zweite@example.org", seal="s", confirmed_at=clock.now()
    )
    browser.post("/mein/angaben/", {"display_name": "Anna", "language": "en"})
    response = browser.get("/mein/daten.json")
    assert "attachment" in response["Content-Disposition"]
    data = json.loads(response.content)
    assert data["account"]["email"] == "anna@example.org"
    assert data["account"]["display_name"] == "Anna"
    assert data["account"]["roles"][0]["role"] == "stall"
    assert data["participants"][0]["accounts"]["contact"]["email"] == "zweite@example.org"
    assert code not in response.content.decode()


def test_a_contact_is_forgotten_alone_and_only_by_its_owner():
    participant, code = _someone()
    Contact.objects.create(
        participant_id=participant, email="a@example.org", seal="s", confirmed_at=clock.now()
    )
    facade.notify(participant, "Antwort", "…")
    stranger = signed_in(email="x@example.org")
    stranger.post("/mein/angaben/", {"forget": str(participant)})
    assert Contact.objects.exists()
    owner = signed_in(email="a@example.org")
    owner.post("/mein/code/", {"code": code})
    owner.post("/mein/angaben/", {"forget": str(participant)})
    assert not Contact.objects.exists() and not Mail.objects.exists()
    assert Receipt.objects.exists()


@pytest.mark.parametrize(("choice", "participants"), [("keep", 1), ("delete", 0)])
def test_leaving_keeps_contributions_without_a_trace_or_deletes_all(choice, participants):
    participant, code = _someone()
    Contact.objects.create(
        participant_id=participant, email="a@example.org", seal="s", confirmed_at=clock.now()
    )
    browser = signed_in("moderator")
    browser.post("/mein/code/", {"code": code})
    response = browser.post("/mein/loeschen/", {"contributions": choice})
    assert response.url == "/"
    assert not Account.objects.exists() and not Contact.objects.exists()
    assert Participant.objects.count() == participants
    assert not Participant.objects.filter(account__isnull=False).exists()
    assert browser.get("/mein/").status_code == 302


def test_leaving_without_a_choice_asks_again():
    response = signed_in().post("/mein/loeschen/", {})
    assert response.status_code == 200 and Account.objects.exists()


def test_the_last_of_the_team_cannot_leave():
    page = signed_in("team").post("/mein/loeschen/", {"contributions": "keep"})
    assert "letzte Person" in page.content.decode()
    assert Account.objects.exists()


def test_own_pages_need_signing_in_and_lead_back(client):
    for path in ("/mein/", "/mein/daten.json", "/mein/loeschen/"):
        assert client.get(path).url == f"/anmelden/?next={path}"


def test_demo_log_ins_exist_only_in_demo_folders(settings, tmp_path):
    settings.DATA = tmp_path
    with pytest.raises(Refused):
        facade.make_demo_account("demo@example.org", ["team"], "probieren")
    (tmp_path / "demo").touch()
    made = facade.make_demo_account("demo@example.org", ["team"], "probieren")
    assert made.roles == ("team",)

    browser = Client()
    browser.post("/anmelden/", {"login": "demo@example.org", "password": "probieren"})
    assert browser.get("/team/menschen/").status_code == 200
    (tmp_path / "demo").unlink()
    assert browser.get("/team/menschen/").status_code == 403, "outside a demo it needs a second factor too"
    assert Grant.objects.count() == 1


@pytest.mark.parametrize(
    ("roles", "offered"),
    [
        ((), []),
        (("department",), ["/team/fragen/"]),
        (("stall",), ["/stand/"]),
        (("team",), ["/team/fragen/", "/stand/", "/team/menschen/"]),
    ],
)
def test_who_works_for_the_town_finds_the_desks_they_may_use(roles, offered):
    browser = signed_in(*roles)
    page = browser.get("/mein/")
    assert [desk.path for desk in page.context["desks"] if desk.path in FIRST_DESKS] == offered
    for path in offered:
        assert f'href="{path}"' in page.content.decode()
        assert browser.get(path).status_code == 200
