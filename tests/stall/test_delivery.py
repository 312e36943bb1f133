# SPDX-License-Identifier: EUPL-1.2
"""What a tablet delivers arrives once, however often and however broken it comes."""

import time
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held, NotAllowed, open_receipt
from soesmart.ask.models import Contribution
from soesmart.kernel import clock
from soesmart.kernel.envelope import seal
from soesmart.stall import actions, keys, queries
from soesmart.stall.models import Entry, Stall
from soesmart.stall.types import Opened
from tests.people import signed_in

pytestmark = pytest.mark.django_db

STAFF = Actor(account_id=1, grants=(Held("stall"),))
DATA_ENTRY = Actor(account_id=2, grants=(Held("data_entry"),))


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def stall() -> Opened:
    return actions.open_stall(STAFF, "Marktplatz 21.11.", 1)


def _sealed(stall: Opened, text: str = "Wo ist das Klo?", **more) -> dict[str, str]:
    entry = uuid4()
    content = {"text": text, "kind": "question", "language": "de", "at": time.time() * 1000} | more
    return {"id": str(entry), "sealed": seal(stall.key, stall.id, entry, content)}


def _deliver(stall: Opened, *entries, now: float | None = None, token: str | None = None):
    body = {"now": int(1000 * (now or time.time())), "entries": list(entries)}
    return Client().post(
        f"/api/v1/stalls/{stall.id}/entries",
        body,
        content_type="application/json",
        headers={"Stall-Token": stall.token if token is None else token},
    )


def _states(answer) -> list[str]:
    return [one["state"] for one in answer.json()["results"]]


def test_an_entry_becomes_a_contribution_behind_its_code_once(stall):
    answer = Client().post(
        f"/api/v1/stalls/{stall.id}/codes",
        {"number": 2},
        content_type="application/json",
        headers={"Stall-Token": stall.token},
    )
    slip, other = answer.json()
    assert len(slip["bits"]) == -(-(slip["size"] ** 2) // 4)
    waiting = Client().get(f"/k/{slip['code']}/").content.decode()
    assert "Ihr Beitrag ist noch unterwegs" in waiting
    entry = _sealed(stall, "Привіт, де туалет?", code=slip["code"], language="uk")
    assert _states(_deliver(stall, entry)) == ["stored"]
    assert _states(_deliver(stall, entry, entry)) == ["stored", "stored"]
    row = Contribution.objects.get()
    assert (row.text, row.language, row.state) == ("Привіт, де туалет?", "uk", "new")
    assert open_receipt(slip["code"]).object_id == row.public_id
    assert open_receipt(other["code"]).kind == "stall.code"
    assert Entry.objects.get().sealed == ""


def test_time_is_told_by_how_long_ago_it_was_on_the_same_clock(stall):
    wrong = time.time() - 5 * 365 * 24 * 3600
    answer = _deliver(stall, _sealed(stall, at=1000 * (wrong - 7200)), now=wrong)
    assert answer.json()["clock_off"] < -100_000_000
    ago = clock.now() - Contribution.objects.get().asked_at
    assert timedelta(minutes=119) < ago < timedelta(minutes=121)
    _deliver(stall, _sealed(stall, "Wann?", at="gestern"))
    assert clock.now() - Contribution.objects.get(text="Wann?").asked_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    "broken", [{"text": ""}, {"place": "atlantis"}, {"email": "keine"}, {"code": "0000"}]
)
def test_what_cannot_be_taken_is_held_and_mended_by_a_person(stall, broken):
    entry = _sealed(stall, **({"text": "Die Bank ist kaputt"} | broken))
    assert _states(_deliver(stall, entry)) == ["held"]
    assert not Contribution.objects.exists()
    (row,) = queries.held()
    assert row.trouble and row.text == broken.get("text", "Die Bank ist kaputt")
    with pytest.raises(NotAllowed):
        actions.settle(STAFF, row.id, "Die Bank ist kaputt", "")
    if "code" not in broken:
        actions.settle(DATA_ENTRY, row.id, "Die Bank ist kaputt", "")
        assert Contribution.objects.get().text == "Die Bank ist kaputt"
        assert (Entry.objects.get().state, Entry.objects.get().sealed) == ("stored", "")
    assert _states(_deliver(stall, entry)) in (["stored"], ["held"])


def test_what_nobody_can_open_is_held_too(stall):
    entry = _sealed(stall)
    assert _states(_deliver(stall, entry | {"id": str(uuid4())}, {"id": str(uuid4()), "sealed": "{}"})) == [
        "held",
        "held",
    ]


def test_without_its_key_the_tablet_keeps_everything(stall):
    entry = _sealed(stall)
    path = keys._path(stall.id)
    key = path.read_text()
    path.unlink()
    assert _states(_deliver(stall, entry)) == ["later"]
    path.write_text(key)
    assert _states(_deliver(stall, entry)) == ["stored"]


def test_a_closed_stall_delivers_nothing_and_the_next_one_brings_it_all(stall):
    entry = _sealed(stall)
    actions.close_stall(STAFF, stall.id)
    answer = _deliver(stall, entry)
    assert answer.status_code == 403 and answer.json()["code"] == "stall-closed"
    new = actions.open_stall(STAFF, "Marktplatz, zweites Tablet", 1)
    assert _states(_deliver(new, entry)) == ["stored"]
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("token", ["", "falsch", "ü"])
def test_only_its_own_token_counts(stall, token):
    assert _deliver(stall, _sealed(stall), token=token).status_code == 403


def test_an_ended_stall_still_delivers_but_gets_no_codes(stall):
    row = Stall.objects.get()
    row.ends_at = clock.now() - timedelta(days=2)
    row.save()
    assert _states(_deliver(stall, _sealed(stall))) == ["stored"]
    assert actions.reserve(row, 5, "https://soest.example") == ()


def test_long_after_keys_codes_and_rows_are_gone_but_nothing_held(stall):
    over = actions.open_stall(STAFF, "Kirmes", 1)
    (slip,) = actions.reserve(Stall.objects.get(pk=stall.id), 1, "https://soest.example")
    _deliver(over, {"id": str(uuid4()), "sealed": "kaputt"})
    Stall.objects.update(ends_at=clock.now() - timedelta(days=91))
    actions.forget()
    assert [row.id for row in queries.stalls()] == [over.id]
    assert open_receipt(slip.code) is None
    assert not keys._path(stall.id).exists() and keys._path(over.id).exists()


def test_the_private_key_is_readable_by_its_owner_alone(stall):
    assert keys._path(stall.id).stat().st_mode & 0o777 == 0o600


def test_the_desk_opens_and_closes_for_stall_staff_only():
    assert Client().get("/stand/").status_code == 403
    staff = signed_in("stall", second_factor=False)
    assert "Noch kein Stand" in staff.get("/stand/").content.decode()
    without = staff.post("/stand/oeffnen/", {"name": "Markt", "days": 1})
    assert "braucht JavaScript" in without.content.decode() and not Stall.objects.exists()
    opened = staff.post(
        "/stand/oeffnen/", {"name": "Markt", "days": 1}, headers={"Accept": "application/json"}
    )
    key = UUID(opened.json()["id"])
    staff.post(f"/stand/{key}/sperren/")
    assert not queries.stalls()[0].open
    assert Client().post(f"/stand/{key}/sperren/").status_code == 403


def test_held_entries_show_at_the_desk_of_those_who_may_mend_them(stall):
    _deliver(stall, _sealed(stall, "Der Weg ist dunkel", place="atlantis"))
    assert "Der Weg ist dunkel" not in signed_in("stall", second_factor=False).get("/stand/").content.decode()
    desk = signed_in("data_entry")
    assert "Der Weg ist dunkel" in desk.get("/stand/").content.decode()
    key = queries.held()[0].id
    again = desk.post(f"/stand/eintrag/{key}/", {"text": "", "place": ""}).content.decode()
    assert "Hier fehlt noch ein Text" in again
    desk.post(f"/stand/eintrag/{key}/", {"verwerfen": "1"})
    assert not queries.held() and not Contribution.objects.exists()
