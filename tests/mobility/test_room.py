# SPDX-License-Identifier: EUPL-1.2
"""Importing, deciding, correcting, asking, planning – from the command line, the box and the pages."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from soesmart.command.main import parser
from soesmart.facts.imports import run as import_facts
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question
from soesmart.mobility import actions, models, queries
from soesmart.mobility.answers import answer
from soesmart.mobility.imports import import_example, import_grid
from soesmart.mobility.types import Refused
from soesmart.places.facade import recognise
from soesmart.places.imports import import_places
from tests import once
from tests.mobility.conftest import TOWNS
from tests.mobility.feeds import feed_files, line
from tests.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saturday")]


@once.fixture
def soest():
    import_places(TOWNS / "soest/places.csv")
    import_facts("fact", TOWNS / "soest/facts.toml")


def zipped(path: Path, files) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def ride(line_name="C5", start=600):
    return (
        f"{line_name}-{start}",
        line_name,
        "daily",
        [("s0", start, start), ("s1", start + 10, start + 10)],
    )


def asked(text):
    day = date(2026, 11, 28)
    return answer(Question(text, fold(text), "de", day, recognise(text)))


def run(capsys, *words):
    args = parser().parse_args(["mobility", *words])
    from soesmart.mobility.command import run as command

    code = command(args)
    return code, capsys.readouterr()


# --- timetables


def test_the_first_timetable_serves_the_next_one_waits(tmp_path):
    first = actions.take_in(zipped(tmp_path / "a.zip", feed_files([ride()], line(2))))
    second = actions.take_in(zipped(tmp_path / "b.zip", feed_files([ride("C6")], line(2))))
    assert (first.state, second.state) == ("active", "waiting")
    assert second.summary["vanished"] == ["C5"]
    assert queries.active().id == first.id
    team = signed_in("team")
    team.post(f"/unterwegs/fahrplan/{second.id}/entscheiden/")
    assert queries.active().id == second.id
    assert queries.vanished() == ("C5",)
    assert {feed.state for feed in queries.feeds()} == {"active", "retired"}


def test_a_rejected_timetable_never_serves(tmp_path):
    actions.take_in(zipped(tmp_path / "a.zip", feed_files([ride()], line(2))))
    second = actions.take_in(zipped(tmp_path / "b.zip", feed_files([ride("C6")], line(2))))
    signed_in("team").post(f"/unterwegs/fahrplan/{second.id}/entscheiden/", {"ablehnen": "1"})
    assert queries.feed(second.id).state == "rejected"


def test_who_is_not_of_the_team_decides_nothing(tmp_path, client: Client):
    actions.take_in(zipped(tmp_path / "a.zip", feed_files([ride()], line(2))))
    second = actions.take_in(zipped(tmp_path / "b.zip", feed_files([ride("C6")], line(2))))
    for nobody in (client, signed_in("department")):
        for words in ({}, {"ablehnen": "1"}):
            nobody.post(f"/unterwegs/fahrplan/{second.id}/entscheiden/", words)
            assert queries.feed(second.id).state == "waiting"
    assert client.get("/unterwegs/fahrplan/").status_code != 200


def test_a_file_that_is_no_timetable_is_refused(tmp_path):
    with pytest.raises(Refused):
        actions.take_in(zipped(tmp_path / "a.zip", {"readme.txt": b"nothing"}))
    assert not models.FeedVersion.objects.exists()


def test_an_artefact_reads_as_it_was_written(tmp_path, shared):
    row = actions.take_in(shared / "data/mobility/bbnavi_flex")
    town = queries.town()
    assert len(town.feed.stops) == row.summary["stops"]
    assert len(town.feed.flex) == 8
    assert town.feed.bookings


# --- the command line


def test_route_with_and_without_a_call(sandbox, capsys):
    words = ("route", "--from", "Marktplatz", "--to", "Lindental", "--at", "2026-11-30 21:00", "--json")
    _code, out = run(capsys, *words)
    told = json.loads(out.out)
    assert told["best"]["leave"][11:16] == "21:30" and told["best"]["legs"][0]["line"] == "AST"
    assert told["best"]["legs"][0]["call_until"][11:16] == "20:30"
    assert told["feed"]["example"] and told["warnings"]
    _code, out = run(capsys, *words, "--phone", "no")
    told = json.loads(out.out)
    assert told["best"]["leave"][:16] == "2026-12-01T06:24", "the next morning"
    assert told["gap"]["to"][:16] == "2026-12-01T06:24"
    assert told["with_phone"]["best"]["legs"][0]["phone"]


def test_route_tells_an_unknown_place(sandbox, capsys):
    code, out = run(capsys, "route", "--from", "Nirgendwo", "--to", "Lindental", "--at", "2026-11-30 21:00")
    assert code == 1 and "Nirgendwo" in out.err


def test_reach_matrix_and_whatif(sandbox, capsys, tmp_path):
    _code, out = run(
        capsys, "reach", "--from", "Marktplatz", "--at", "2026-11-30 08:00", "--minutes", "20", "--json"
    )
    assert "Nordviertel" in {row["stop"] for row in json.loads(out.out)["stops"]}
    places = tmp_path / "p.csv"
    places.write_text("id,lon,lat\na,8.4990,51.5001\nb,8.4702,51.5271\n")
    _code, out = run(capsys, "matrix", str(places), "--at", "2026-11-30 08:00")
    rows = {tuple(row.split(",")[:2]): int(row.split(",")[2]) for row in out.out.split()[1:]}
    assert rows["a", "a"] == 0 and 14 <= rows["a", "b"] <= 60
    extra = tmp_path / "n2.csv"
    extra.write_text("N2;mo di;Marktplatz 23:30;Eschenbrück 23:45;Lindental 23:55\n")
    _code, out = run(capsys, "whatif", str(extra), "--phone", "no", "--cost", "5000")
    told = json.loads(out.out)
    assert told["people_newly_reached"] >= 205 and told["cost_year_euros"] == 5000
    assert {row["name"] for row in told["places"]} >= {"Lindental", "Eschenbrück"}
    assert {row["day"] for row in told["hours"]} <= {0, 1, 2}


def test_whatif_names_every_mistake(sandbox, capsys, tmp_path):
    extra = tmp_path / "n2.csv"
    extra.write_text("N2;mo;Marktplatz 23:30;Atlantis 23:45\nN2;;Marktplatz 23:30;Lindental 23:45\n")
    code, out = run(capsys, "whatif", str(extra))
    assert code == 1 and "Zeile 1" in out.err and "Zeile 2" in out.err


# --- corrections


def test_a_correction_makes_a_line_call_ahead_and_ends(sandbox):
    team = signed_in("team")
    values = {"kind": "call", "lines": "E", "phone": "0123", "minutes_before": "30"}
    assert team.post("/unterwegs/fahrplan/berichtigung/", values).status_code == 302
    town, row = queries.town(), models.TruthRule.objects.get()
    times = town.times(town.week(date(2026, 11, 30)))
    lines = {town.feed.routes.names[town.feed.trips.route[t]] for t in times.run_trip[times.run_phone]}
    assert lines == {"AST", "E"}
    team.post(f"/unterwegs/fahrplan/berichtigung/{row.id}/beenden/")
    assert not queries.rules()


def test_no_ride_on_the_days_of_an_exception(sandbox):
    signed_in("team").post(
        "/unterwegs/fahrplan/berichtigung/",
        {"kind": "none", "lines": "AST", "since": "2026-11-30", "last": "2026-12-01"},
    )
    town = queries.town()
    times = town.times(town.week(date(2026, 11, 30)))
    runs = {run for run in times.trip if times.run_phone[run]}
    days = {int(times.departure[times.trip == run].min()) // 1440 for run in runs}
    assert 0 not in days and 1 not in days and {2, 3, 4, 5, 6} <= days


def test_a_correction_without_a_line_is_not_taken(sandbox):
    response = signed_in("team").post("/unterwegs/fahrplan/berichtigung/", {"kind": "call"})
    assert response.status_code == 200 and not models.TruthRule.objects.exists()


def test_the_desk_tells_what_a_correction_says_and_that_its_line_is_gone(sandbox):
    team = signed_in("team")
    assert "Noch keine Berichtigung" in team.get("/unterwegs/fahrplan/").content.decode()
    models.TruthRule.objects.create(kind="call", lines=["E", "C9"], zones="Zone 3", since=date(2026, 12, 1))
    html = team.get("/unterwegs/fahrplan/").content.decode()
    assert "5 Straßennamen, 12 Hausnummern" in html
    assert "nicht mehr im Fahrplan: C9" in html and "Zone 3" in html and "ab 01.12.2026" in html


# --- the box


def test_the_box_names_connection_last_one_gap_and_call(sandbox):
    (card,) = asked("Wie komme ich aus der Altstadt Montag um 21 Uhr nach Lindental?")
    assert card.text.startswith("Beispiel: ")
    assert "AST" in card.text and "anrufen bis 20:30" in card.text and "kommt man nicht hin" in card.text
    assert card.confidence >= 0.6 and card.url.startswith("/unterwegs/?von=altstadt&nach=lindental")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wie komme ich nachts nach Birkendorf?", "2026-11-28T23:00"),
        ("Fährt Samstag um 23 Uhr ein Bus nach Ahornhausen?", "2026-11-28T23:00"),
        ("Wie komme ich am Dienstag um 7:30 Uhr von Birkendorf zum Bahnhof?", "2026-12-01T07:30"),
        ("Wie komme ich morgen abend nach Fichtenrode?", "2026-11-29T20:00"),
        ("Komme ich mit dem Rollstuhl nach Eschenbrück?", "2026-11-28T21:00"),
    ],
)
def test_days_and_hours_are_understood(sandbox, text, moment):
    (card,) = asked(text)
    assert f"am={moment.replace(':', '%3A')}" in card.url
    assert ("mit=wheelchair" in card.url) == ("Rollstuhl" in text)


@pytest.mark.parametrize(
    "text",
    [
        "Warum gibt es keinen Bus nach Birkendorf?",
        "Wo liegt Lindental?",
        "Wann ist der Markt?",
        "Was kostet eine Fahrkarte nach Birkendorf?",
        "Wie komme ich nach Beispielburg?",
    ],
)
def test_who_asks_something_else_gets_no_connection(sandbox, text):
    assert asked(text) == () or list(asked(text)) == []


def test_without_a_timetable_the_published_fact_speaks_alone(soest):
    question = "Wie komme ich aus der Altstadt nachts nach Ostönnen?"
    assert [card.only_for for card in asked(question)] == ["mobility.feed"]


def test_the_team_is_offered_to_load_a_timetable_where_it_asks_and_nobody_else(soest, client: Client):
    asking = "?q=Wie+komme+ich+aus+der+Altstadt+nachts+nach+Ostt%C3%B6nnen%3F"
    assert "/unterwegs/fahrplan/" in signed_in("team").get(f"/frag/{asking}").content.decode()
    for address in ("/frag/", "/api/v1/answers"):
        answer = client.get(f"{address}{asking}")
        assert answer.status_code == 200 and "/unterwegs/fahrplan/" not in answer.content.decode()


def test_without_a_timetable_no_time_is_named(soest):
    cards = [card for card in asked("Wie komme ich um 23 Uhr nach Ampen?") if not card.only_for]
    assert cards
    for card in cards:
        assert (
            card.open
            and card.confidence < 0.6
            and "keine Zeit" in card.text
            and "22.11.2026" in card.text.replace("22. November 2026", "22.11.2026")
        )


def test_an_example_timetable_never_serves_a_real_town(soest, client: Client):
    report = import_example(TOWNS / "musterstadt/timetable.csv")
    assert report.problems and not models.FeedVersion.objects.exists()
    assert "Noch kein Fahrplan" in client.get("/unterwegs/").content.decode()


def test_not_even_one_that_is_there_and_active(soest, client: Client, tmp_path, capsys):
    """As after moving a sandbox's data into a real town: the artefact can be read, and nobody may."""
    files = feed_files([ride()], line(2), {"daily": ("1111111", "20220101", "20291231")})
    actions.take_in(zipped(tmp_path / "a.zip", files), example=True)
    assert queries.active().example and queries.town() is None
    assert "Noch kein Fahrplan" in client.get("/unterwegs/?von=8.0,51.5&nach=8.05,51.5").content.decode()
    assert client.get("/unterwegs/heim.csv").status_code == 404
    query = {"from": "8.0,51.5", "to": "8.05,51.5"}
    assert client.get("/api/v1/mobility/route", query).status_code == 404
    code, out = run(capsys, "route", "--from", "8.0,51.5", "--to", "8.05,51.5", "--at", "2026-11-30 09:00")
    assert code == 1 and "10:00" not in out.out
    cards = asked("Wie komme ich um 10 Uhr von Ampen nach Meckingsen?")
    assert all(card.open or card.only_for for card in cards)


# --- pages


def test_pages_answer_without_a_timetable(client: Client, soest):
    html = client.get("/unterwegs/").content.decode()
    assert "Noch kein Fahrplan" in html and "Nachts von der Altstadt" in html and "Gefragt am" in html
    for path in ("heim/", "erreichbar/", "was-waere-wenn/"):
        assert client.get(f"/unterwegs/{path}").status_code == 200
    assert client.get("/unterwegs/heim.csv").status_code == 404


def test_who_gets_home_is_a_table_and_a_map_of_the_same_places(client: Client, sandbox):
    html = client.get("/unterwegs/heim/?tag=0&stunde=22").content.decode()
    assert html.count('<tr role="row">') == 9 and html.count('class="dot dot--') == 9
    assert "kommt nicht heim" in html and "Birkendorf" in html
    rows = client.get("/unterwegs/heim.csv?tag=0&stunde=22").content.decode().splitlines()
    assert len(rows) == 9 and rows[1].split(",")[5] == "none"
    features = client.get("/unterwegs/heim.geojson?tag=0&stunde=22").json()["features"]
    assert {f["properties"]["state"] for f in features} >= {"none", "good"}


def test_reach_lists_places_and_stops(client: Client, sandbox):
    html = client.get("/unterwegs/erreichbar/?von=Marktplatz&am=2026-11-30T17:00&minuten=45").content.decode()
    assert "Ahornhausen" in html
    assert (
        "Ahornhausen"
        in client.get("/unterwegs/erreichbar.csv?von=Marktplatz&am=2026-11-30T17:00").content.decode()
    )
    assert client.get("/unterwegs/erreichbar/?von=Nirgendwo&am=x").status_code == 200
    assert client.get("/unterwegs/erreichbar.geojson?von=8.5,51.5").json()["features"]


def test_the_home_page_answers_and_tells_what_it_does_not_know(client: Client, sandbox):
    html = client.get("/unterwegs/?von=Altstadt&nach=Lindental&am=2026-11-30T21:00").content.decode()
    assert "nur mit Anruf" in html and "Beispielfahrplan" in html and "Letzte Möglichkeit" in html
    assert "weder Ort noch" in client.get("/unterwegs/?nach=Nirgendwo").content.decode()


def test_a_grid_of_people_weighs_the_gains(sandbox, tmp_path):
    path = tmp_path / "grid.csv"
    path.write_text("ags,lon,lat,Einwohner\n1,8.5624,51.4869,700\n1,8.5493,51.5182,-1\n")
    assert import_grid(path).created == 1
    assert queries.grid() == [(51.4869, 8.5624, 700)]
    path.write_text("a,b\n1,2\n")
    assert import_grid(path).problems


def test_the_api_gives_the_same_answer(sandbox, client: Client):
    told = client.get(
        "/api/v1/mobility/route", {"from": "Altstadt", "to": "Lindental", "at": "2026-11-30T21:00"}
    ).json()
    assert told["best"]["legs"][-1]["line"] == "AST"
    assert client.get("/api/v1/mobility/route", {"from": "Nirgendwo", "to": "Lindental"}).status_code == 422
