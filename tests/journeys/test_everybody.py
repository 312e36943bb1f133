# SPDX-License-Identifier: EUPL-1.2
"""The same ways for everybody: enlarged, by ear, from right to left, without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from soesmart.ask import facade
from soesmart.ask.types import NewContribution, Submitted
from tests.journeys.conftest import DESK, PHONE

OPEN = "Warum sind die Bänke am Vreithof im Winter abgebaut?"
ARABIC = "متى تُفتح المكتبة يوم السبت؟"
CODE = re.compile(r"/k/[0-9A-Z]{12}/")


@pytest.fixture
def asked(town) -> Submitted:
    return facade.submit(NewContribution(text=OPEN, proven=True))


def _enlarge(page: Page) -> None:
    """Text at twice its size, as phones and browsers offer it."""
    page.evaluate(
        "async () => { document.documentElement.style.fontSize = '200%'; await document.fonts.ready }"
    )
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"], page.url


def test_a_phone_at_double_size_asks_and_reads(asked: Submitted, page: Page, axe, picture):
    page.goto("/")
    _enlarge(page)
    picture(page, "double-home")
    page.goto("/fragen/neu/")
    _enlarge(page)
    page.get_by_label("Was möchten Sie fragen oder sagen?").fill("Wann wird der Weg zum Bahnhof gestreut?")
    picture(page, "double-ask")
    page.get_by_role("button", name="Absenden").click()
    page.wait_for_url(CODE)
    _enlarge(page)
    code = page.locator(".code-print")
    expect(code).to_be_visible()
    box = code.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    picture(page, "double-receipt")
    page.goto(asked.url)
    _enlarge(page)
    expect(page.get_by_role("button", name="Ich auch")).to_be_visible()
    axe(page)
    picture(page, "double-question")


def test_by_ear_the_way_to_the_receipt_is_told(town, page: Page):
    """What a screen reader is told, in the order it is told."""
    page.goto("/")
    expect(page.get_by_role("banner")).to_match_aria_snapshot("""
      - banner:
        - link "soesmart"
        - group: "Sprache: Deutsch"
        - navigation "Bereiche"
    """)
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
      - main:
        - heading "Soest" [level=1]
        - search:
          - textbox "Was möchten Sie wissen?"
          - button "Fragen"
        - region "Offene Fragen":
          - heading "Offene Fragen" [level=2]
    """)
    page.goto("/fragen/neu/")
    form = page.locator("form.ask-form")
    expect(form).to_match_aria_snapshot("""
      - text: Was möchten Sie fragen oder sagen?
      - textbox "Was möchten Sie fragen oder sagen?"
      - group "Was ist es?":
        - radio "Eine Frage" [checked]
        - 'radio "Ein Problem: etwas stimmt nicht"'
        - radio "Eine Idee"
    """)
    expect(page.get_by_label("Was möchten Sie fragen oder sagen?")).to_have_accessible_description(
        re.compile("So, wie Sie es einem Nachbarn sagen würden")
    )
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=20_000)  # a puzzle is solved before
    expect(page.get_by_role("alert")).to_match_aria_snapshot("""
      - alert:
        - heading "Bitte sehen Sie noch einmal hin" [level=2]
        - list:
          - listitem:
            - link /Was möchten Sie fragen oder sagen/
    """)
    field = page.get_by_label("Was möchten Sie fragen oder sagen?")
    assert field.get_attribute("aria-invalid") == "true"
    field.fill(OPEN)
    page.get_by_role("button", name="Absenden").click()
    page.wait_for_url(CODE)
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
      - main:
        - heading "Ihre Frage ist angekommen" [level=1]
        - region "Wie es jetzt weitergeht":
          - heading "Wie es jetzt weitergeht" [level=2]
          - list:
            - listitem:
              - paragraph:
                - strong: Ihr Text ist gespeichert
        - region "Ihr Code":
          - heading "Ihr Code" [level=2]
          - paragraph: /[0-9A-Z-]{14}/
          - img "QR-Code mit der Adresse dieser Seite"
    """)


def test_from_right_to_left_in_arabic(town, open_page: Callable[..., Page], both_lights):
    page = open_page(locale="ar")
    page.goto("/")
    page.get_by_role("complementary", name="العربية").get_by_role("link").click()  # offered, not forced
    page.wait_for_url(re.compile("/ar/"))
    both_lights(page, "arabic-home")
    page.goto("/ar/fragen/neu/")
    page.get_by_label("ماذا تريد أن تسأل أو تقول؟").fill(ARABIC)
    both_lights(page, "arabic-ask")
    page.get_by_role("button", name="إرسال").click()
    page.wait_for_url(CODE)
    assert "/ar/k/" in page.url
    expect(page.get_by_role("heading", level=1)).to_have_text("وصل سؤالك")
    both_lights(page, "arabic-receipt")
    page.get_by_role("link", name="إلى الصفحة العامة").click()
    assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == [
        "ar",
        "rtl",
    ]
    expect(page.get_by_role("heading", level=1)).to_have_text(ARABIC)
    desk = open_page(viewport=DESK, locale="ar")
    desk.goto(page.url)
    for shown, name in ((page, ""), (desk, "arabic-question")):
        both_lights(shown, name)
        width = shown.viewport_size["width"]
        assert shown.evaluate("() => document.documentElement.scrollWidth") <= width
    page.goto(page.url.replace("/ar/", "/"))  # and on a German page it still says what it is
    assert page.get_by_role("heading", level=1).get_attribute("lang") == "ar"


def test_without_javascript_nothing_is_missing(asked: Submitted, open_page: Callable[..., Page], picture):
    page = open_page(java_script_enabled=False)
    page.goto("/fragen/")
    page.get_by_role("searchbox").or_(page.get_by_label("In den Fragen suchen")).first.fill("Bänke")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=OPEN).click()  # search, read
    page.get_by_role("button", name="Ich auch").click()  # support
    expect(page.get_by_text("Danke, Sie zählen mit.")).to_be_visible()
    picture(page, "no-script-supported")
    page.goto("/fragen/neu/")
    page.get_by_label("Was möchten Sie fragen oder sagen?").fill("Wann wird der Weg zum Bahnhof gestreut?")
    page.get_by_role("button", name="Absenden").click()  # ask
    page.wait_for_url(CODE)
    page.get_by_label("Ihre E-Mail-Adresse").fill("anna@example.org")
    page.get_by_role("button", name="Adresse eintragen").click()  # follow
    expect(page.get_by_text("Wir haben Ihnen eine Mail geschickt.")).to_be_visible()
    picture(page, "no-script-following")
    page.goto("/barrierefreiheit/melden/")
    page.get_by_label("Was geht nicht?").fill("Der Knopf ist unsichtbar.")
    page.get_by_role("button", name="Absenden").click()
    page.wait_for_url(CODE)


@pytest.mark.parametrize("language", ["", "/ar", "/uk", "/tr"])
def test_statement_and_report_are_accessible(town, page: Page, both_lights, language: str):
    for path in ("/barrierefreiheit/", "/barrierefreiheit/melden/", "/wissen/"):
        page.goto(language + path)
        both_lights(page)
    page.goto(f"{language}/orte/ostoennen/")
    both_lights(page, f"place{language.replace('/', '-')}")


def test_what_has_focus_is_seen_and_large_enough(asked: Submitted, page: Page):
    """Every stop of the Tab key is on the screen, not covered, outlined, 24 px large or part of a text."""
    page.goto(asked.url)
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
            if (e === document.body) return null;
            const over = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
            return {
                name: e.outerHTML.slice(0, 80),
                clear: !over || e.contains(over) || over.contains(e),
                inside: r.bottom > 0 && r.top < innerHeight,
                ring: parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none',
                large: Math.min(r.width, r.height) >= 24 || s.display === 'inline',
            };
        }""")
        if found is None:
            break
        seen += 1
        assert found["clear"] and found["inside"] and found["ring"] and found["large"], found
    assert seen > 10
