# SPDX-License-Identifier: EUPL-1.2
"""The what-if form: what is drawn or typed becomes the same rows; nothing typed is lost."""

from datetime import date

import pytest
from django.test import Client

from soesmart.mobility import jobs, queries
from soesmart.mobility.engine.footpaths import metres
from soesmart.mobility.entering import map_of
from soesmart.mobility.models import FeedVersion, Job, PopulationCell, Proposal
from soesmart.mobility.planning import compute
from tests.mobility.test_jobs import archive
from tests.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
PLAN = "/unterwegs/was-waere-wenn/"
DRAWN = {
    "line": "N5", "days": ["0", "4"], "first": "23:30", "last": "00:30", "every": "60", "kmh": "30",
    "halt": ["marktplatz", "", "Eschenbrueck", "Neuer Halt 1 (8.56000, 51.48700)"],
    "fahrzeit": ["", "", "14", ""],
    "verlegt": ["Kleinulmen"], "wohin": ["8.52000, 51.53000"],
    "origin": "Altstadt", "cost": "", "text": "", "title": "",
}  # fmt: skip


@pytest.fixture
def team() -> Client:
    return signed_in("team")


def test_a_drawn_line_becomes_rows_with_the_times_of_hand_and_proposal(team):
    assert team.post(PLAN, DRAWN).status_code == 302
    job = Job.objects.get()
    assert job.given["text"].splitlines() == [
        "verlegt;Kleinulmen;8.52;51.53",
        "N5;mo fr;23:30-00:30 alle 60 min;Marktplatz +0;Eschenbrück +14;Neuer Halt 1 (8.56000, 51.48700) +23",
    ]
    jobs.run(job.id)
    told = Job.objects.get().told
    assert {row["day"] for row in told["hours"]} >= {0, 4} and told["people_newly_reached"] > 0


def test_a_line_that_also_runs_back_counts_both_ways(team):
    for back in ({"back": "on"}, {"back": "on", "back_first": "00:15"}, {}):
        assert team.post(PLAN, {**DRAWN, **back}).status_code == 302
    both, typed, one_way = Job.objects.order_by("at")
    there, home = both.given["text"].splitlines()[1:]
    assert there == one_way.given["text"].splitlines()[1]
    assert home == (
        "N5;mo fr;23:58-24:58 alle 60 min;Neuer Halt 1 (8.56000, 51.48700) +0;Eschenbrück +9;Marktplatz +23"
    )
    assert ";24:15-25:15 alle 60 min;" in typed.given["text"], "after midnight, not in the evening before"
    for job in (both, one_way):
        jobs.run(job.id)
    both, _typed, one_way = (job.told for job in Job.objects.order_by("at"))
    assert (one_way["vehicle_hours_week"], both["vehicle_hours_week"]) == (1.5, 3.1), "4 × 23 minutes, twice"
    assert abs(both["cost_year_euros"] - 2 * one_way["cost_year_euros"]) <= 1
    assert both["people_newly_reached"] == one_way["people_newly_reached"], (
        "home is out of town; next door one walks"
    )


def test_a_new_line_runs_both_ways_unless_somebody_says_otherwise(team):
    def checked(response):
        return "checked" in response.content.decode().partition('name="back"')[2].partition(">")[0]

    assert checked(team.get(PLAN))
    assert not checked(team.post(PLAN, {**DRAWN, "tun": "zeiten"}))
    page = team.post(PLAN, {**DRAWN, "back": "on", "tun": "zeiten"})
    assert checked(page) and "Vorschlag: ab 23:58 Uhr" in page.content.decode()
    team.post(PLAN, {**DRAWN, "back": "on", "back_first": "00:15"})
    page = team.get(f"{PLAN}?rechnung={Job.objects.get().id}")
    assert checked(page) and 'value="00:15"' in page.content.decode()
    Job.objects.update(given={"text": "", "entered": {"line": "N5", "drawn": {}}})
    assert not checked(team.get(f"{PLAN}?rechnung={Job.objects.get().id}")), (
        "kept before there were ways back"
    )


def test_the_earlier_entry_comes_back_as_it_was(team):
    team.post(PLAN, {**DRAWN, "text": "X;mo;Marktplatz 7:00;Nordviertel 7:05"})
    html = team.get(f"{PLAN}?rechnung={Job.objects.get().id}").content.decode()
    for text in (
        "marktplatz",
        "Eschenbrueck",
        "Neuer Halt 1 (8.56000, 51.48700)",
        'value="14"',
        "X;mo;",
        "N5",
    ):
        assert text in html
    assert 'value="8.52000, 51.53000"' in html and html.count("checked") == 3, "two days and the map's mode"


def test_typed_rows_come_first_so_their_numbers_stay(team):
    response = team.post(PLAN, {**DRAWN, "text": "X;mo;Marktplatz 7:00;Atlantis 7:05"})
    html = response.content.decode()
    assert response.status_code == 422 and "Zeile 1" in html and "Atlantis" in html
    assert "Eschenbrueck" in html and not Job.objects.exists()


def test_a_file_is_not_lost_on_an_error(team):
    rows = archive({})
    rows.name, _ = "rows.csv", rows.truncate(0)
    rows.seek(0)
    rows.write(b"N9;mo;Marktplatz 23:00;Lindental 23:20")
    rows.seek(0)
    response = team.post(PLAN, {**DRAWN, "cost": "viel", "upload": rows})
    assert response.status_code == 422 and "N9;mo;Marktplatz 23:00" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"halt": ["Marktplatz", "Eschenbrüg"]}, "Meinten Sie „Eschenbrück“?"),
        ({"halt": ["Marktplatz", "Xyzzyq"]}, "steht nicht im Fahrplan"),
        ({"halt": ["Marktplatz"], "fahrzeit": [""]}, "mindestens zwei Halte"),
        ({"halt": ["Marktplatz", "Lindental"], "fahrzeit": ["", "-3"]}, "keine Zahl von Minuten"),
        ({"days": []}, "An welchen Tagen"),
        ({"first": ""}, "zum ersten Mal"),
        ({"line": ""}, "Wie soll die Linie heißen"),
        ({"line": "verlegt"}, "So darf keine Linie heißen"),
        ({"every": ""}, "zwischen zwei Fahrten"),
        ({"last": ""}, "Wann fährt die letzte"),
        ({"first": "00:00", "last": "23:59", "every": "1"}, "zu viele Fahrten"),
        ({"kmh": "500"}, "120"),
        ({"wohin": ["dort"]}, "Wohin?"),
        ({"verlegt": ["Atlantis"]}, "Welche Haltestelle des Fahrplans"),
        ({"halt": [], "verlegt": [], "wohin": []}, "Keine Fahrt"),
    ],
)
def test_every_mistake_is_told_at_once_and_keeps_the_rest(team, change, told):
    response = team.post(PLAN, {**DRAWN, **change})
    html = response.content.decode()
    assert response.status_code == 422 and told in html and not Job.objects.exists()
    assert "Altstadt" in html


@pytest.mark.parametrize(
    ("order", "halts"),
    [
        ("hoch-3", ["marktplatz", "Eschenbrueck", "", "Neuer Halt"]),
        ("weg-1", ["", "Eschenbrueck", "Neuer Halt"]),
        ("leer", []),
        ("hoch-1", ["marktplatz", "", "Eschenbrueck", "Neuer Halt"]),
        ("weg-99", ["marktplatz", "", "Eschenbrueck", "Neuer Halt"]),
        ("zeiten", ["marktplatz", "", "Eschenbrueck", "Neuer Halt"]),
    ],
)
def test_the_buttons_of_the_list_work_without_javascript(team, order, halts):
    response = team.post(PLAN, {**DRAWN, "tun": order, "first": "unfertig"})
    assert response.status_code == 200 and not Job.objects.exists()
    shown = [row.stop.split(" (")[0].removesuffix(" 1") for row in response.context["rows"].halts]
    assert shown[: len(halts)] == halts and not any(shown[len(halts) :])
    assert 'value="unfertig"' in response.content.decode() and "kern-error" not in response.content.decode()


def test_a_time_goes_with_its_way(team):
    halts = team.post(PLAN, {**DRAWN, "tun": "hoch-4"}).context["rows"].halts
    assert [row.minutes for row in halts[:4]] == ["", "", "", ""]
    kept = team.post(PLAN, {**DRAWN, "tun": "mehr"}).context["rows"].halts
    assert [row.minutes for row in kept[:4]] == ["", "", "14", ""] and len(kept) == 6


def test_a_stop_moved_nearer_shortens_the_proposal(team):
    far = {**DRAWN, "halt": ["Marktplatz", "Kleinulmen"], "fahrzeit": ["", ""], "tun": "zeiten"}
    near = {**far, "wohin": ["8.50000, 51.50500"]}
    far["verlegt"] = [""]
    minutes = [team.post(PLAN, given).context["rows"].halts[1].proposed for given in (far, near)]
    assert minutes == [11, 1]


def test_the_map_gives_every_stop_once_and_the_ways_between(team, client):
    told = team.get(f"{PLAN}halte.json").json()
    names = [name for name, _lat, _lon in told["stops"]]
    assert len(names) == len(set(names)) and {"Marktplatz", "Lindental"} <= set(names)
    pairs = {frozenset((names[a], names[b])) for a, b in told["lines"]}
    assert (
        frozenset(("Marktplatz", "Nordviertel")) in pairs
        and frozenset(("Marktplatz", "Lindental")) not in pairs
    )
    assert frozenset(("Bahnhof Musterstadt", "Ahornhausen")) not in pairs, (
        "the end of one ride, the next one's begin"
    )
    assert ["Lindental", 51.4869, 8.5624] in told["places"]
    assert client.get(f"{PLAN}halte.json").status_code != 200
    assert len(map_of(queries.town())["stops"]) == len(names)


def test_many_proposals_come_in_pages(client):
    serving = FeedVersion.objects.get()
    for at in range(53):
        Proposal.objects.create(
            title=f"Nachtbus {at}", origin="Altstadt", monday=date(2026, 11, 23), feed=serving,
            figures={"people_newly_reached": at},
        )  # fmt: skip
    first = client.get(PLAN)
    rest = client.get(f"{PLAN}?nach={first.context['next_cursor']}")
    pages = [[one.title for one in page.context["proposals"]] for page in (first, rest)]
    assert [len(page) for page in pages] == [50, 3] and rest.context["next_cursor"] is None
    assert sorted(pages[0] + pages[1]) == sorted(f"Nachtbus {at}" for at in range(53))
    assert client.get(f"{PLAN}?nach=unsinn").status_code == 200


# --- what is computed


def line(*stops):
    return f"N5;mo;23:30;{';'.join(f'{stop} +{9 * at}' for at, stop in enumerate(stops))}"


def test_a_new_stop_serves_who_lives_there():
    town = queries.town()
    none = compute(town, line("Marktplatz", "Nordviertel"), "Altstadt", None, phone=False)
    there = compute(town, line("Marktplatz", "Halt (8.4611, 51.4767)"), "Altstadt", None, phone=False)
    assert "Birkendorf" not in {row["name"] for row in none["places"]}
    assert {row["name"]: row["newly"] for row in there["places"]}["Birkendorf"] == 960


def test_a_moved_stop_counts_where_ways_begin_too():
    town = queries.town()
    away = compute(
        town, "verlegt;Marktplatz;8.6500;51.5500\n" + line("Marktplatz", "Birkendorf"), "Altstadt", None
    )
    here = compute(town, line("Marktplatz", "Birkendorf"), "Altstadt", None)
    assert away["person_hours_week"] < here["person_hours_week"], (
        "nobody gets to the moved stop from the old town"
    )


def test_the_cost_is_the_way_of_the_bus_all_year(settings):
    settings.SOESMART = {**settings.SOESMART, "mobility.euros_per_km": 5, "mobility.bus_detour_percent": 120}
    town = queries.town()
    told = compute(town, line("Marktplatz", "Halt (8.4611, 51.4767)"), "Altstadt", None)
    way = float(metres(51.5001, 8.4990, 51.4767, 8.4611)) / 1000
    assert told["cost_year_euros"] == round(way * 1.2 * 52 * 5)


def test_a_person_hour_costs_what_the_year_does_by_its_hours():
    told = compute(queries.town(), line("Marktplatz", "Birkendorf"), "Altstadt", None, euros=5200)
    assert told["cents_per_person_hour"] == round(5200 * 100 / (told["person_hours_week"] * 52), 2)


def test_a_cell_of_the_grid_is_named_by_its_nearest_village():
    PopulationCell.objects.create(lat=51.4770, lon=8.4615, people=40)
    told = compute(queries.town(), line("Marktplatz", "Birkendorf"), "Altstadt", None)
    assert told["weighted_by"] == "grid"
    assert [(row["name"], row["people"]) for row in told["places"]] == [("Birkendorf", 40)]


def test_what_a_drawn_line_needs_is_not_called_voluntary(team):
    html = " ".join(team.get(PLAN).content.decode().split())
    for label, voluntary in (("Name der Linie", False), ("Kosten im Jahr in Euro", True)):
        assert ("(freiwillig)" in html.partition(label)[2].partition("</label>")[0]) is voluntary, label
