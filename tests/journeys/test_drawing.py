# SPDX-License-Identifier: EUPL-1.2
"""A night bus drawn on the map with clicks and fingers, and the same one typed without JavaScript."""

import pytest
from playwright.sync_api import Locator, Page, expect

from soesmart.mobility import jobs
from soesmart.mobility.models import Job
from tests.journeys.conftest import DESK, PHONE
from tests.people import signed_in

PLAN = "/unterwegs/was-waere-wenn/"
STOPS = ("Marktplatz", "Eschenbrück", "Lindental")
WHEN = {"Name der Linie": "N5", "Erste Abfahrt": "23:30", "Letzte Abfahrt": "00:30", "Alle … Minuten": "60"}


@pytest.fixture
def team(open_page, sandbox):
    cookie = signed_in("team").cookies["sessionid"].value

    def open_(**more) -> Page:
        page = open_page(**more)
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": sandbox}])
        page.goto(PLAN)
        if more.get("java_script_enabled", True):
            page.locator(".drawing__svg").scroll_into_view_if_needed()
        return page

    return open_


def dot(page: Page, name: str) -> Locator:
    return page.locator(f".drawing__svg [data-name='{name}']").last


def middle(page: Page, name: str) -> tuple[float, float]:
    """In one go: the map draws itself anew in the next frame, and an old dot is nowhere."""
    expect(dot(page, name)).to_be_visible()
    box = page.locator(".drawing__svg").evaluate(
        "(map, name) => [...map.querySelectorAll(`[data-name='${name}']`)].at(-1).getBoundingClientRect()",
        name,
    )
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click(page: Page, name: str) -> None:
    page.mouse.click(*middle(page, name))


def halts(page: Page) -> list[str]:
    fields = page.locator("[data-list] [data-stop]")
    return [text for n in range(fields.count()) if (text := fields.nth(n).input_value())]


def fill_when(page: Page) -> None:
    for label, value in WHEN.items():
        page.get_by_label(label, exact=True).fill(value)
    for day in ("Montag", "Freitag"):
        page.get_by_label(day, exact=True).check()


def computed(page: Page) -> dict:
    page.get_by_role("button", name="Rechnen", exact=True).last.click()
    expect(page.get_by_text("Wartet auf den Rechner")).to_be_visible()
    job = Job.objects.latest("at")
    jobs.run(job.id)
    page.goto(f"/unterwegs/rechnung/{job.id}/")
    expect(page.get_by_role("heading", name="Ergebnis")).to_be_visible()
    return Job.objects.get(pk=job.pk).told


def test_a_night_bus_drawn_on_the_map_and_typed_without_javascript_are_the_same(team, axe, picture):
    page = team(viewport=DESK)
    for n, name in enumerate(STOPS, 1):
        click(page, name)
        expect(page.get_by_role("status").filter(has_text=f"{name} ist Halt {n}.")).to_be_visible()
    assert halts(page) == list(STOPS)
    proposals = page.locator("[data-list] [data-hint]").all_inner_texts()
    fill_when(page)
    axe(page)
    picture(page, "drawing-line-1280")
    drawn = computed(page)
    expect(page.get_by_role("row", name="Lindental")).to_be_visible()
    assert drawn["people_newly_reached"] >= 205 and drawn["cost_year_euros"] > 0

    plain = team(java_script_enabled=False)
    for n, name in enumerate(STOPS, 1):
        plain.get_by_label(f"Halt {n}", exact=True).fill(name)
    fill_when(plain)
    plain.get_by_role("button", name="Fahrzeiten vorschlagen").click()
    assert halts(plain) == list(STOPS)
    assert plain.locator("[data-list] [data-hint]").all_inner_texts()[:3] == proposals[:3]
    assert computed(plain) == drawn
    assert drawn["vehicle_hours_week"] > 0
    rows = [job.given["text"].splitlines() for job in Job.objects.order_by("at")]
    assert rows[0] == rows[1] and [row.split(";")[3] for row in rows[0]] == ["Marktplatz +0", "Lindental +0"]


def test_the_way_back_is_proposed_while_drawing_and_can_be_left_out(team, axe):
    page = team(viewport=DESK)
    for name in STOPS:
        click(page, name)
    fill_when(page)
    said = page.get_by_text("Vorschlag: ab").inner_text()
    plain = team(java_script_enabled=False)
    for n, name in enumerate(STOPS, 1):
        plain.get_by_label(f"Halt {n}", exact=True).fill(name)
    fill_when(plain)
    plain.get_by_role("button", name="Fahrzeiten vorschlagen").click()
    assert plain.get_by_text("Vorschlag: ab").inner_text() == said
    page.get_by_label("Fährt auch zurück").uncheck()
    expect(page.get_by_label("Erste Abfahrt zurück")).to_be_hidden()
    axe(page)
    computed(page)
    assert len(Job.objects.get().given["text"].splitlines()) == 1


def test_what_was_drawn_comes_back_and_every_step_can_be_undone(team):
    page = team(viewport=DESK)
    for name in STOPS:
        click(page, name)
    page.get_by_label("Fahrzeit bis Halt 2 in Minuten").fill("21")
    page.get_by_label("Fahrzeit bis Halt 2 in Minuten").blur()
    page.get_by_role("button", name="Letzten Punkt entfernen").click()
    assert halts(page) == list(STOPS[:2])
    page.get_by_role("button", name="Neu beginnen").click()
    assert halts(page) == []
    page.get_by_role("button", name="Rückgängig").click()
    assert halts(page) == list(STOPS[:2])
    assert page.get_by_label("Fahrzeit bis Halt 2 in Minuten").input_value() == "21"
    page.get_by_role("button", name="Rückgängig").click()
    assert halts(page) == list(STOPS)
    page.get_by_role("button", name="Halt 3 nach oben").click()
    assert halts(page) == ["Marktplatz", "Lindental", "Eschenbrück"]
    assert page.get_by_label("Fahrzeit bis Halt 2 in Minuten").input_value() == "", (
        "another way, another time"
    )


def test_a_false_entry_keeps_everything(team, axe, picture):
    page = team(viewport=DESK, expected=("422",))
    click(page, "Marktplatz")
    page.get_by_label("Halt 2", exact=True).fill("Eschenbrüg")
    page.get_by_role("button", name="Rechnen", exact=True).last.click()
    expect(page.get_by_text("Meinten Sie „Eschenbrück“?").first).to_be_visible()
    expect(page.get_by_text("An welchen Tagen fährt sie?").first).to_be_visible()
    assert halts(page) == ["Marktplatz", "Eschenbrüg"]
    axe(page)
    picture(page, "drawing-error-1280")


def test_a_finger_draws_new_stops_and_moves_one_on_a_phone(team, axe, picture):
    page = team(viewport=PHONE, has_touch=True)

    page.touchscreen.tap(*middle(page, "Marktplatz"))
    x, y = middle(page, "Lindental")
    page.touchscreen.tap(x, y - 45)
    assert halts(page)[0] == "Marktplatz" and halts(page)[1].startswith("Neuer Halt 1 (8.5")
    page.get_by_text("Halt verlegen", exact=True).click()
    page.touchscreen.tap(*middle(page, "Kleinulmen"))
    expect(page.get_by_text("Kleinulmen ist gewählt.")).to_be_visible()
    sheet = page.locator(".drawing__svg").bounding_box()
    page.touchscreen.tap(sheet["x"] + sheet["width"] / 2 - 100, sheet["y"] + sheet["height"] / 2 + 60)
    expect(page.get_by_text("Kleinulmen ist verlegt.")).to_be_visible()
    assert page.get_by_label("Haltestelle").input_value() == "Kleinulmen"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    axe(page)
    picture(page, "drawing-phone-360")


def test_a_stop_is_dragged_to_its_new_place(team):
    page = team(viewport=DESK)
    page.get_by_text("Halt verlegen", exact=True).click()
    x, y = middle(page, "Lindental")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 64, y - 44, steps=4)
    page.mouse.up()
    expect(page.get_by_text("Lindental ist verlegt.")).to_be_visible()
    lon, lat = (
        float(part) for part in page.get_by_label("Neue Stelle: Länge, Breite").input_value().split(",")
    )
    assert lon < 8.5624 and lat > 51.4869
    page.get_by_role("button", name="Rückgängig").click()
    assert page.get_by_label("Haltestelle").input_value() == ""
