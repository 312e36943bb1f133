# SPDX-License-Identifier: EUPL-1.2
"""A proposal's rows as timetables that people read."""

import pytest

from soesmart.mobility.models import FeedVersion, Proposal
from soesmart.mobility.told_plan import days_in_words, moved_stops, timetables

TEXT = """# Beispiel
verlegt;Kleinulmen;8.52;51.53
N5;mo fr;23:30-01:30 alle 30 min;Marktplatz +0;Schule (8.10500, 51.57100) +4;Lindental +23
N5;mo fr;23:58;Lindental +0;Marktplatz +23
X;mo di mi do fr sa so;Nordviertel 7:00;Altstadt 7:05
X;mo di mi do fr sa so;Nordviertel 9:10;Altstadt 9:15
kaputt;mo;gar nichts
"""


def test_rows_become_timetables_with_few_columns():
    night, home, day = timetables(TEXT)
    assert (night.line, night.ends, night.days) == ("N5", ("Marktplatz", "Lindental"), "Montag und Freitag")
    assert night.often == "5 Fahrten, alle 30 Minuten" and night.heads == ("Erste Fahrt", "Letzte Fahrt")
    assert night.rows == (
        ("Marktplatz", ("23:30", "01:30")), ("Schule", ("23:34", "01:34")), ("Lindental", ("23:53", "01:53")),
    )  # fmt: skip
    assert (home.often, home.heads, home.rows[-1]) == ("eine Fahrt", (), ("Marktplatz", ("00:21",)))
    assert (day.days, day.heads, day.rows[0]) == (
        "täglich",
        ("Fahrt 1", "Fahrt 2"),
        ("Nordviertel", ("07:00", "09:10")),
    )
    assert [(one.stop, one.place) for one in moved_stops(TEXT)] == [("Kleinulmen", "51.53, 8.52")]


def test_irregular_rides_name_their_departures():
    rows = "\n".join(f"X;sa;Markt {at};Dorf {at[:-1]}9" for at in ("7:00", "8:00", "9:30", "12:00"))
    (table,) = timetables(rows)
    assert table.often == "4 Fahrten, ab 07:00, 08:00, 09:30, 12:00" and len(table.heads) == 2


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((0, 1, 2, 3, 4), "Montag bis Freitag"),
        ((4, 5), "Freitag und Samstag"),
        ((0, 2, 4), "Montag, Mittwoch und Freitag"),
        ((6,), "Sonntag"),
    ],
)
def test_days_are_said_as_people_say_them(days, words):
    assert days_in_words(days) == words


@pytest.mark.django_db
def test_the_page_of_a_proposal_shows_them(sandbox, client):
    figures = {
        "people_newly_reached": 9, "person_hours_week": 4.0, "cost_year_euros": 100,
        "cents_per_person_hour": 4.2, "vehicle_hours_week": 3.5, "monday": "2026-11-23",
        "from": "Altstadt", "places": [], "hours": [],
    }  # fmt: skip
    row = Proposal.objects.create(
        title="Nachtbus", text=TEXT, origin="Altstadt", monday="2026-11-23", feed=FeedVersion.objects.get(),
        figures=figures,
    )  # fmt: skip
    html = " ".join(client.get(f"/unterwegs/was-waere-wenn/{row.id}/").content.decode().split())
    for text in (
        "N5: Marktplatz nach Lindental",
        "Montag und Freitag · 5 Fahrten",
        "<td>23:34</td>",
        "Verlegte Haltestellen",
        "3,5 Stunden in der Woche",
    ):
        assert text in html, text
