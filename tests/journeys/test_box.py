# SPDX-License-Identifier: EUPL-1.2
"""From a typed question to an answer, or to the town."""

from tests.journeys.conftest import DESK

BUS = "Wie komme ich aus der Altstadt nachts nach Osttönnen?"
NOBODY = "Warum singen die Laternen am Dienstag?"


def test_from_home_to_a_sourced_answer_and_on_to_the_town(asked_before, page, axe, picture):
    page.goto("/")
    picture(page, "home-phone")
    page.get_by_label("Was möchten Sie wissen?").fill(BUS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/frag/**")
    answer = page.locator(".answer").first
    assert "Ostönnen" in answer.inner_text()
    assert "Stand 2012" in answer.inner_text()
    assert "noch offen" in answer.inner_text()
    axe(page)
    picture(page, "answer-phone")
    way = page.get_by_role("link", name="An die Stadt stellen")
    assert "/fragen/neu/?text=Wie+komme+ich" in way.get_attribute("href")


def test_what_nobody_knows_becomes_a_question_to_the_town(town, page, axe):
    page.goto(f"/frag/?q={NOBODY}")
    assert page.get_by_text("Das wissen wir noch nicht").is_visible()
    axe(page)


def test_answers_come_while_people_type(asked_before, page, axe):
    page.goto("/")
    page.get_by_label("Was möchten Sie wissen?").press_sequentially("Wie schützen wir das Klima?")
    page.locator("#antworten .answer").first.wait_for()
    assert "gefunden" in page.locator(".box__note").inner_text()
    axe(page)


def test_without_javascript_the_box_works_too(asked_before, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Was möchten Sie wissen?").fill(BUS)
    page.get_by_role("button", name="Fragen").click()
    assert "Ostönnen" in page.locator(".answer").first.inner_text()


def test_the_sandbox_says_that_it_is_one(sandbox, open_page, both_lights):
    page = open_page(viewport=DESK)
    page.goto("/")
    both_lights(page, "sandbox-home")


def test_the_first_load_is_small(town, open_page):
    """Everything the home page needs, as it travels: at most 150 kB."""
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    loaded = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    assert len(loaded) >= 6
    assert sum(loaded) <= 150_000


def test_forced_colours_and_paper_keep_the_line_map(town, open_page, picture):
    page = open_page(viewport=DESK, forced_colors="active")
    page.goto("/")
    assert page.locator(".line-map--mini").count() == 3
    picture(page, "home-forced-colours")
    page.emulate_media(media="print", forced_colors="none")
    assert not page.locator(".box").is_visible()
    assert page.locator(".line-map--mini").first.is_visible()
    picture(page, "home-print")


def test_a_right_to_left_page_is_mirrored(town, page):
    page.goto("/")
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    name, language = (page.locator(selector).bounding_box()["x"] for selector in (".site-name", ".languages"))
    assert name > language
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
