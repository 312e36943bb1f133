# SPDX-License-Identifier: EUPL-1.2
"""A tablet at the market: online once, then many people without a network, then home."""

import pytest
from playwright.sync_api import Page, expect

from soesmart.accounts.facade import open_receipt
from soesmart.ask.models import Contribution
from soesmart.stall.models import Entry
from tests.journeys.conftest import DESK
from tests.people import signed_in

TEXTS = (
    "Wann kommt der Brunnen am Vreithof wieder?",
    "Der Weg zum Friedhof ist dunkel.",
    "Чому немає лавок?",
)
NO_NET = ("net::ERR_", "Failed to load resource")
EVERYTHING = """async () => {
    const found = [];
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((go) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => go(opening.result);
        });
        for (const store of database.objectStoreNames) {
            const asked = database.transaction(store).objectStore(store).getAll();
            await new Promise((go) => { asked.onsuccess = go; });
            found.push(JSON.stringify(asked.result));
        }
        database.close();
    }
    return found.join() + JSON.stringify({ ...localStorage, ...sessionStorage });
}"""
ENTRIES = """async () => {
    const { some } = await import('/static/stall/store.js');
    return some(100);
}"""


@pytest.fixture
def tablet(town, open_page, settings, tmp_path) -> Page:
    settings.DATA = tmp_path
    page = open_page(viewport=DESK, service_workers="allow", expected=NO_NET)
    session = signed_in("stall", second_factor=False).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": town}])
    page.goto("/stand/")
    page.get_by_label("Wie heißt der Stand?").fill("Marktplatz 21.11.")
    page.get_by_role("button", name="Stand auf diesem Tablet öffnen").click()
    page.wait_for_url("**/stand/tafel/", timeout=30_000)
    expect(page.get_by_role("heading", name="Marktplatz 21.11.")).to_be_visible()
    return page


def _take(page: Page, text: str) -> str:
    page.get_by_label("Was möchten Sie fragen oder sagen?").fill(text)
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_role("heading", name="Aufgenommen. Das ist der Beleg.")).to_be_visible()
    return page.locator("[data-part=code]").inner_text()


def _next(page: Page) -> None:
    page.get_by_role("button", name="Nächste Person").click()


def _counts(page: Page, collected: int, delivered: int) -> None:
    expect(page.locator("[data-part=collected]")).to_have_text(str(collected))
    expect(page.locator("[data-part=delivered]")).to_have_text(str(delivered))


def _arrived() -> list[str]:
    return sorted(Contribution.objects.filter(text__in=TEXTS).values_list("text", flat=True))


def test_a_market_day_without_a_network(tablet: Page, axe, picture):
    tablet.context.set_offline(True)
    tablet.reload()
    expect(tablet.get_by_role("heading", name="Marktplatz 21.11.")).to_be_visible()
    axe(tablet)
    picture(tablet, "stall-form")
    tablet.get_by_label("Wo ist das?").select_option(label="Ampen")
    first = _take(tablet, TEXTS[0])
    expect(tablet.get_by_role("img", name="QR-Code mit der Adresse des Belegs")).to_be_visible()
    axe(tablet)
    picture(tablet, "stall-slip")

    tablet.reload()  # the browser dies while the slip is shown
    expect(tablet.locator("[data-part=code]")).to_have_text(first)
    _next(tablet)
    tablet.get_by_label("In welcher Sprache ist der Text?").select_option("uk")
    _take(tablet, TEXTS[2])
    _next(tablet)
    _counts(tablet, 2, 0)
    kept = tablet.evaluate(EVERYTHING)
    assert "epk" in kept and not any(word in kept for text in TEXTS for word in text.split() if len(word) > 4)
    assert first.replace("-", "") not in kept
    copies = tablet.evaluate(ENTRIES)

    tablet.context.set_offline(False)
    _counts(tablet, 2, 2)
    assert tablet.evaluate(ENTRIES) == []
    assert _arrived() == sorted([TEXTS[0], TEXTS[2]])
    row = Contribution.objects.get(text=TEXTS[0])
    assert (open_receipt(first).object_id, row.place) == (row.public_id, "ampen")
    assert Contribution.objects.get(text=TEXTS[2]).language == "uk"

    _bring_again(tablet, copies)  # as if every answer had been lost
    assert len(_arrived()) == Entry.objects.count() == 2


def _bring_again(page: Page, copies: list) -> None:
    page.evaluate(
        """async (copies) => {
            const { keep, state } = await import('/static/stall/store.js');
            const { deliver } = await import('/static/stall/deliver.js');
            for (const copy of copies) await keep(copy, null);
            const { stall } = await state();
            await Promise.all([deliver(stall), deliver(stall)]);
        }""",
        copies,
    )


def test_a_full_tablet_keeps_the_text_on_the_screen(tablet: Page):
    tablet.context.set_offline(True)
    tablet.evaluate(
        """() => {
            IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError'); };
        }"""
    )
    tablet.get_by_label("Was möchten Sie fragen oder sagen?").fill(TEXTS[1])
    tablet.get_by_role("button", name="Aufnehmen").click()
    expect(tablet.get_by_text("Der Speicher des Tablets ist voll.")).to_be_visible()
    expect(tablet.get_by_label("Was möchten Sie fragen oder sagen?")).to_have_value(TEXTS[1])


def test_a_closed_stall_loses_nothing_and_says_what_to_do(tablet: Page, town, open_page):
    tablet.context.set_offline(True)
    _take(tablet, TEXTS[1])
    _next(tablet)
    office = open_page(viewport=DESK)
    session = signed_in("team").cookies["sessionid"].value
    office.context.add_cookies([{"name": "sessionid", "value": session, "url": town}])
    office.goto("/stand/")
    office.get_by_role("button", name="Sperren").click()
    tablet.context.set_offline(False)
    expect(tablet.get_by_text("Nichts ist verloren")).to_be_visible()
    assert not _arrived()

    tablet.goto("/stand/")
    tablet.get_by_label("Wie heißt der Stand?").fill("Marktplatz, Nachmittag")
    tablet.get_by_role("button", name="Stand auf diesem Tablet öffnen").click()
    expect(tablet.get_by_role("heading", name="Marktplatz, Nachmittag")).to_be_visible(timeout=30_000)
    _counts(tablet, 0, 1)
    assert _arrived() == [TEXTS[1]]
