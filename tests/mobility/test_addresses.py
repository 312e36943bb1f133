# SPDX-License-Identifier: EUPL-1.2
"""From what somebody types to a house, a street, or the question which one is meant."""

import random
import time

import numpy as np
import pytest

from soesmart.mobility.engine.address_table import House, Named, address_table, street_key
from soesmart.mobility.engine.addresses import ENOUGH, AddressBook, keys_of
from soesmart.mobility.engine.footpaths import metres
from soesmart.mobility.sources.osm import read_extract
from soesmart.places.facade import Entry, Gazetteer


def book_of(table):
    names = Gazetteer(Entry(key, (key,)) for key in keys_of(table))
    return AddressBook(
        table, lambda text: [(hit.key, hit.score) for hit in names.near(text, 20, least=ENOUGH)]
    )


def nowhere(lat, lon):
    return ("", f"Halt {lat:.2f}")


def small():
    """A long street with houses, the same name in a village, and a street without a number."""
    named = Named()
    named.add_way("Hauptstraße", [(51.5 + at * 0.001, 8.0) for at in range(9)])
    named.add_way("Hauptstraße", [(51.509 + at * 0.001, 8.0) for at in range(3)])
    named.add_way("Hauptstraße", [(51.7, 8.2), (51.701, 8.2)])
    named.add_way("Von-Droste-Weg", [(51.6, 8.1), (51.601, 8.1), (51.602, 8.1)])
    named.add_way("Straße des 17. Juni", [(51.55, 8.05), (51.551, 8.05)])
    rows = (
        ("Hauptstr.", "1", 0),
        ("Hauptstraße", "5", 1),
        ("Hauptstraße", "12a", 2),
        ("Hauptstraße", "20-24", 3),
    )
    named.houses += [House(s, n, 51.5 + at * 0.001, 8.0005, "Kernstadt") for s, n, at in rows]
    named.houses += [
        House("Hauptstraße", "5;7", 51.7, 8.2005),
        House("Straße des 17. Juni", "135", 51.55, 8.0505),
    ]
    named.houses += [House("Hauptstraße", "5", 51.50101, 8.0005, rank=2)]
    named.settlements.append(("Ahlen", 51.7, 8.21))
    return address_table(named)


@pytest.fixture(scope="module")
def book():
    return book_of(small())


def one(book, text):
    found = book.find(text, nowhere, "Soest")
    assert found and len(found.choices) == 1, found
    return found, found.choices[0]


def test_pieces_near_each_other_are_one_street_and_the_village_has_its_own():
    table = small()
    rows = sorted(zip(table.streets, table.places, np.diff(table.pointer).tolist(), strict=True))
    assert rows == [
        ("Hauptstraße", "Ahlen", 2),
        ("Hauptstraße", "Kernstadt", 4),
        ("Straße des 17. Juni", "", 1),
        ("Von-Droste-Weg", "", 0),
    ]


@pytest.mark.parametrize(
    ("text", "number", "how"),
    [
        ("Hauptstraße 1, Kernstadt", "1", "house"),
        ("hauptstr 12 A kernstadt", "12a", "house"),
        ("Haupt-Strasse 22 in Kernstadt", "20-24", "house"),
        ("Kernstadt, Hauptstraße 20 – 24", "20-24", "house"),
        ("5 Hauptstraße Ahlen", "5", "house"),
        ("Hauptstrasse 7 (Ahlen)", "7", "house"),
        ("Hauptstraße 3 Kernstadt", "1", "nearest"),
        ("Hauptstraße 12 Kernstadt", "12a", "nearest"),
        ("Straße des 17. Juni 135", "135", "house"),
        ("Straße des 17. Juni", "", "street"),
        ("von droste weg", "", "street"),
        ("Von-Droste-Weg 4", "", "street"),
    ],
)
def test_numbers_in_every_spelling(book, text, number, how):
    found, address = one(book, text)
    assert (address.number, address.how, found.exact) == (number, how, True)


def test_a_point_on_the_street_is_one_of_its_own(book):
    _found, address = one(book, "Von-Droste-Weg")
    assert (round(address.lat, 6), round(address.lon, 6)) == (51.601, 8.1)


@pytest.mark.parametrize(
    "text", ["Haupstrasse 1 Kernstadt", "Kernstadt Hauptsrtaße 1", "Hauptstrase 1, Kernstadt"]
)
def test_misspelt_streets_are_found_and_it_is_said(book, text):
    found, address = one(book, text)
    assert (address.street, address.number, found.exact) == ("Hauptstraße", "1", False)
    assert book.find(text, nowhere, fuzzy=False) is None


def test_the_same_street_in_two_places_is_a_question(book):
    found = book.find("Hauptstraße 5", nowhere, "Soest")
    assert [choice.label for choice in found.choices] == ["Hauptstraße 5, Ahlen", "Hauptstraße 5, Kernstadt"]
    assert not found.elsewhere
    assert book.find("Hauptstraße 5, Soest", nowhere, "Soest").choices == found.choices
    assert book.find("Hauptstraße 5, Berlin", nowhere, "Soest").elsewhere
    for choice in found.choices:
        assert one(book, choice.label)[1].lat == choice.lat


def test_a_stop_that_bears_the_name_of_a_place_does_not_put_a_street_there():
    named = Named(settlements=[("Kern", 51.5, 8.0)])
    for lat in (51.5, 51.9):
        named.add_way("Hauptstraße", [(lat, 8.0), (lat + 0.001, 8.0)])
    near = lambda lat, lon: ("", "Haltestelle Kern, Nord")  # noqa: E731
    found = book_of(address_table(named)).find("Hauptstraße 5 Kern", near)
    assert [choice.place for choice in found.choices] == ["Kern"]


def test_what_is_no_address_is_none(book):
    for text in ("Bahnhof", "", "12", "Lindenallee 4", "x" * 200, "5 5 5 5 5 5 5 5 5 5 5 5 5 5"):
        assert book.find(text, nowhere) is None


def test_a_sentence_names_an_address_only_where_it_surely_does(book):
    words = "wie komme ich von der hauptstr 5 a nachts zum von droste weg"
    assert [text for _a, _b, text in book.mentions(words)] == ["hauptstr 5 a", "von droste weg"]
    assert not book.mentions("fahrt um 5 uhr ein bus nach ahlen")
    assert book.mentions("von der hauptstrasse 5 uhr")[0][2] == "hauptstrasse"


def test_fifty_thousand_addresses_are_searched_in_a_few_milliseconds():
    chance = random.Random(7)
    syllables = [a + b for a in "bdfglmnrst" for b in ("a", "e", "i", "o", "ach", "und", "ell")]
    names = sorted({"".join(chance.choices(syllables, k=4)).title() + "straße" for _ in range(2500)})
    named = Named()
    for name in names:
        lat, lon = chance.uniform(51, 51.4), chance.uniform(8, 8.5)
        named.houses += [House(name, str(n), lat + n * 1e-5, lon) for n in range(1, 22)]
    table = address_table(named)
    book = book_of(table)
    assert len(table.labels) > 50_000
    asked = [f"{chance.choice(names)} {chance.randint(1, 21)}" for _ in range(200)]
    start = time.process_time()
    assert all(book.find(text, nowhere).choices[0].how == "house" for text in asked)
    assert (time.process_time() - start) / len(asked) < 0.005
    start = time.process_time()
    assert all(book.find(text[0] + text[2:], nowhere) for text in asked[:20])
    assert (time.process_time() - start) / 20 < 0.03, "even where no street is called so"


@pytest.mark.parametrize(
    ("file", "streets", "houses"),
    [
        ("liechtenstein_osm/liechtenstein.osm.pbf", 800, 900),
        pytest.param("heidelberg_vrn/heidelberg.osm.pbf", 2000, 500, marks=pytest.mark.full),
    ],
)
def test_addresses_of_a_real_extract_lie_where_the_extract_says(shared, file, streets, houses):
    path = shared / "data/mobility" / file
    table = read_extract(path).addresses
    assert len(table.streets) > streets and len(table.labels) > houses
    book = book_of(table)
    wanted = _independent(path)
    for street, number in random.Random(8).sample(sorted(wanted), 200):
        spots = np.array(wanted[street, number])
        found = book.find(f"{street} {number}", nowhere)
        hits = [choice for choice in found.choices if choice.how == "house"]
        away = [metres(spots[:, 0], spots[:, 1], hit.lat, hit.lon).min() for hit in hits]
        assert away and max(away) < 5, (street, number, away)
    for street in random.Random(8).sample(sorted(set(table.streets)), 200):
        found = book.find(street, nowhere)
        assert street_key(found.choices[0].street) == street_key(street)
        for choice in found.choices:
            if choice.label.endswith(")"):
                continue  # told by its coordinates
            (again,) = book.find(choice.label, nowhere).choices
            assert (again.lat, again.lon) == (choice.lat, choice.lon), choice.label


def _independent(path):
    """Street and number → positions, read as plainly as can be: nodes, and the middle of buildings."""
    osmium = pytest.importorskip("osmium")
    from shapely.geometry import MultiPoint, Polygon

    found = {}
    for thing in osmium.FileProcessor(str(path)).with_locations():
        tags = thing.tags
        street, number = tags.get("addr:street"), tags.get("addr:housenumber")
        if not street or not number or ";" in number or "," in number or not number[0].isdigit():
            continue
        if thing.is_node():
            spot = thing.lat, thing.lon
        elif thing.is_way():
            ring = [(n.lat, n.lon) for n in thing.nodes if n.location.valid()]
            spot = (
                Polygon(ring) if len(ring) > 3 and ring[0] == ring[-1] else MultiPoint(ring)
            ).centroid.coords[0]
        else:
            continue
        found.setdefault((street, number), []).append(spot)
    return found
