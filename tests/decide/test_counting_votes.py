# SPDX-License-Identifier: EUPL-1.2
"""From the box to the result, its downloads and what follows."""

from datetime import date

import pytest
from django.test import Client

from soesmart.accounts.facade import NotAllowed
from soesmart.decide.actions.following import council_decided, tell_outcome
from soesmart.decide.engine import pb
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.engine.box.villages import shown_villages
from soesmart.decide.engine.counting import count
from soesmart.decide.engine.headers import rule_of
from soesmart.decide.models import Counted
from soesmart.decide.queries.results import result_of
from soesmart.decide.queries.votes import view
from soesmart.decide.types import Council, Phase, Refused, Way
from soesmart.decide.verifying import verify
from tests.decide.conftest import TEAM, Box
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[Form.MONEY, Form.APPROVAL, Form.POINTS])
def counted(request, box, hour) -> Box:
    """A majority of 14 for 1 and 2, a minority of 8 for 4."""
    form = request.param
    amount = {Form.MONEY: 300_000_00, Form.APPROVAL: 1, Form.POINTS: 40}[form]
    purse = {Form.MONEY: 1_000_000_00, Form.APPROVAL: 0, Form.POINTS: 100}[form]
    urn = box(form=form, purse=purse, budget=800_000_00)
    for at in range(22):
        wanted = ("1", "2") if at < 14 else ("4",)
        way = {"way": Way.PAPER, "batch": "Markt"} if at % 4 == 0 else {}
        urn.cast(at, dict.fromkeys(wanted, amount), **way)
    hour.now = urn.vote.closes_at
    urn.finish()
    return urn


def test_the_result_stands_with_reasons_and_the_batches_show(counted):
    row = counted.row()
    assert row.phase == Phase.RESULT and row.result["ballots"] == 22
    assert "4" in row.result["winners"], "the minority can pay for its project"
    assert sorted(row.result["ways"]) == [["online", "", 16], ["paper", "Markt", 6]]
    shown = result_of(view(row))
    assert all(line.why for line in shown.rows)
    assert Counted.objects.count() == 22


def test_anybody_recounts_the_download_without_a_database(counted, tmp_path, django_db_blocker):
    row = counted.row()
    content = Client().get(f"/mitentscheiden/{row.slug}/stimmen.pb").content
    file = tmp_path / "stimmen.pb"
    file.write_bytes(content)
    with django_db_blocker.block():
        assert all(finding.ok for finding in verify(file, (), ()))
        election = pb.read(content)
        result = count(election, rule_of(election)[0])
        assert [election.projects[at].id for at in result.winners] == row.result["winners"]
        file.write_bytes(content.replace(b";1,2", b";3"))
        assert not all(finding.ok for finding in verify(file, (), ()))


def test_result_page_csv_and_json(counted):
    row = counted.row()
    page = Client().get(f"/mitentscheiden/{row.slug}/ergebnis/").content.decode()
    assert "22 Menschen haben abgestimmt" in page and "auf Papier, Markt" in page
    assert "<svg" in page and "Der Rat hat noch nicht entschieden" in page
    table = Client().get(f"/mitentscheiden/{row.slug}/ergebnis.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 5
    data = Client().get(f"/mitentscheiden/{row.slug}/nachzaehlen.json").json()
    assert data["root"] == row.box_root and len(data["ballots"]) == 22


def test_every_ballot_learns_what_it_achieved(counted):
    row = counted.row()
    receipt = Counted.objects.filter(choices__contains='"4"').first().receipt
    page = Client().post(f"/mitentscheiden/{row.slug}/beleg/", {"number": receipt}).content.decode()
    assert "Ihre Stimme ist dabei" in page and "Projekt 4" in page and "Ihr Anteil ging an" in page


def test_the_council_decides_with_a_reason(counted):
    row = counted.row()
    with pytest.raises(Refused):
        council_decided(TEAM, row.pk, Council.CHANGED, date(2026, 12, 1), {"de": " "})
    council_decided(TEAM, row.pk, Council.CHANGED, date(2026, 12, 1), {"de": "Zu nah am Bach."})
    tell_outcome(TEAM, row.pk, "4", "running", {"de": "Gebaut wird ab Mai."})
    page = Client().get(f"/mitentscheiden/{row.slug}/ergebnis/").content.decode()
    assert "Der Rat hat die Empfehlung geändert" in page and "Zu nah am Bach." in page
    assert "Gebaut wird ab Mai." in page
    assert counted.row().phase == Phase.FOLLOW_UP


def test_an_empty_box_has_an_empty_result(box, hour):
    urn = box()
    hour.now = urn.vote.closes_at
    assert urn.finish().result["winners"] == []
    assert Client().get(f"/mitentscheiden/{urn.vote.slug}/ergebnis/").status_code == 200


def test_counting_again_changes_nothing(box, hour):
    urn = box()
    for at in range(5):
        urn.cast(at, {"4": 200_000_00})
    hour.now = urn.vote.closes_at
    first = urn.finish()
    assert urn.finish().result == first.result


def test_villages_show_only_where_nobody_shows_through():
    ballots = {str(at): '{"1":1}' for at in range(70)}
    some = [str(at) for at in range(70)]
    both = {"ampen": some[:30], "deiringsen": some[30:60], "": some[60:]}
    assert [row["village"] for row in shown_villages(ballots, both, 20)] == ["deiringsen"], (
        "10 are left: one steps back"
    )
    alone = {"ampen": some[:40], "": some[40:]}
    assert [row["village"] for row in shown_villages(ballots, alone, 20)] == ["ampen"]
    assert shown_villages(ballots, {"ampen": some[:19], "": some[19:]}, 20) == []
    assert len(shown_villages(ballots, {"a": some[:35], "b": some[35:]}, 20)) == 2


def test_only_the_team_prepares_and_counts(box):
    urn = box()
    for path in ("", f"{urn.vote.pk}/", "neu/", f"{urn.vote.pk}/papier/", f"{urn.vote.pk}/probe/"):
        assert Client().get(f"/team/abstimmungen/{path}").status_code == 403
    entry = signed_in("data_entry")
    assert entry.get(f"/team/abstimmungen/{urn.vote.pk}/papier/").status_code == 200
    assert entry.get(f"/team/abstimmungen/{urn.vote.pk}/").status_code == 403
    assert entry.post(f"/team/abstimmungen/{urn.vote.pk}/weiter/", {"step": "count"}).status_code == 403
    with pytest.raises(NotAllowed):
        council_decided(TEAM.__class__(), urn.vote.pk, Council.ADOPTED, date(2026, 12, 1), {})


def test_the_team_prepares_a_vote_on_its_pages(hour):
    team = signed_in("team")
    start = hour.now.strftime("%Y-%m-%dT%H:%M")
    form = {
        "title": "Bürgerbudget",
        "eligible": "alle",
        "budget": "100.000",
        "form": "approval",
        "most": "3",
        "method": "equal-shares",
        "opens_at": start,
        "closes_at": (hour.now.replace(year=hour.now.year + 1)).strftime("%Y-%m-%dT%H:%M"),
    }
    answer = team.post("/team/abstimmungen/neu/", form)
    assert answer.status_code == 302, answer.content.decode()
    page = answer["Location"]
    lines = "1; Bank; 5.000\n2; Brunnen; 25.000; Markt; Klima"
    assert team.post(f"{page}projekte/", {"projects": lines}).status_code == 302
    assert team.post(f"{page}projekte/", {"projects": "3; Ohne Preis"}).status_code == 422
    assert "Brunnen" in team.get(page).content.decode()
    assert "Menschen, die nichts bekommen" in team.get(f"{page}probe/").content.decode()
    codes = team.post(f"{page}codes/", {"kind": "list", "number": "3"})
    assert len(codes.content.split()) == 4
    hour.later(minutes=1)
    assert team.post(f"{page}weiter/", {"step": "open"}).status_code == 302
    assert team.get(f"{page}probe/").status_code == 404, "no playing beside a running vote"


@pytest.mark.parametrize("title", ["Vertrauen", "Parcours"])
def test_a_vote_may_be_named_like_a_page_and_has_an_address_of_its_own(new_vote, title):
    vote = new_vote(title={"de": title}, lede={"de": "Nur hier steht dieser Satz."})
    assert "Nur hier steht dieser Satz." in Client().get(f"/mitentscheiden/{vote.slug}/").content.decode()


def test_an_address_spells_umlauts_out(new_vote):
    assert new_vote(title={"de": "Spielgeräte für Straßen"}).slug == "spielgeraete-fuer-strassen"


def test_long_titles_stay_inside_the_chart():
    from soesmart.decide.views.chart import LONGEST, _short

    assert _short("Bank") == "Bank" and len(_short("Sehr " * 40)) <= LONGEST
