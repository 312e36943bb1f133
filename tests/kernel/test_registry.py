# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

from soesmart.kernel import registry
from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Check,
    Derived,
    Door,
    Exporter,
    Importer,
    ImportReport,
    LogKind,
    Permission,
    ReceiptPage,
    Room,
    Schedule,
    Shredder,
)

FIRST = Room(
    name="first",
    app="first",
    answerers=(Answerer("a", lambda question: ()),),
    shredders=(Shredder("s", ("Model.field",), lambda person: {}, lambda person: 0),),
    log_kinds=(LogKind("first.kind", "…"),),
    algorithms=(Algorithm("first.rank", "…", "…"),),
    schedules=(Schedule("first.often", 1, lambda: None),),
    checks=(Check("first", lambda: ()),),
    doors=(Door(2, "Zwei", "/zwei/", lambda: True), Door(3, "Zu", "/zu/", lambda: False)),
    permissions=(Permission("first.do", "…", frozenset({"team"})),),
    receipt_pages=(ReceiptPage("first", lambda *words: None),),
    importers=(Importer("first", "first.csv", "…", lambda path: ImportReport(0, 0)),),
    exporters=(Exporter("first", "…", lambda path: 0),),
    derived=(Derived("first.Model", lambda: None),),
)
SECOND = Room(name="second", app="second", doors=(Door(1, "Eins", "/eins/", lambda: True),))


@pytest.fixture(autouse=True)
def house(settings):
    settings.SOESMART_ROOMS = [FIRST, SECOND]


def test_rooms_keep_their_order():
    assert registry.rooms() == (FIRST, SECOND)


def test_only_doors_with_something_behind_them_in_their_order():
    assert [door.label for door in registry.doors()] == ["Eins", "Zwei"]


@pytest.mark.parametrize("offer", ["answerers", "shredders", "schedules", "checks"])
def test_lists_gather_what_all_rooms_offer(offer):
    assert tuple(getattr(registry, offer)()) == getattr(FIRST, offer)


@pytest.mark.parametrize(
    ("offer", "key"),
    [
        ("algorithms", "first.rank"),
        ("log_kinds", "first.kind"),
        ("permissions", "first.do"),
        ("receipt_pages", "first"),
        ("importers", "first"),
        ("exporters", "first"),
        ("derived", "first.Model"),
    ],
)
def test_tables_find_what_a_room_offers_by_its_name(offer, key):
    assert getattr(registry, offer)() == {key: getattr(FIRST, offer)[0]}


def test_the_rooms_of_the_house_offer_no_name_twice():
    from soesmart.conf.rooms import ROOMS

    for offer, name in [
        ("log_kinds", "name"),
        ("algorithms", "id"),
        ("permissions", "action"),
        ("receipt_pages", "kind"),
        ("importers", "name"),
        ("exporters", "name"),
        ("schedules", "name"),
        ("checks", "name"),
        ("derived", "model"),
    ]:
        names = [getattr(item, name) for room in ROOMS for item in getattr(room, offer)]
        assert sorted(set(names)) == sorted(names), offer


def test_a_room_imports_without_djangos_registry():
    """`conf/settings.py` reads the rooms before there are apps; models there would end in a circle."""
    for path in (Path(__file__).parents[2] / "src" / "soesmart").glob("**/room.py"):
        head = [line for line in path.read_text("utf-8").splitlines() if line.startswith(("from", "import"))]
        assert not [line for line in head if "models" in line or "django.db" in line], path
