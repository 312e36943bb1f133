# SPDX-License-Identifier: EUPL-1.2
"""Where there is no network: nothing written is lost, nothing arrives twice, nothing personal is kept."""

import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from soesmart.ask import facade
from soesmart.ask.models import Contribution
from soesmart.ask.types import NewContribution

TEXT = "Wer mäht den Weg hinter der Schule in Ampen?"
NO_NET = ("net::ERR_", "Failed to load resource")
KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found.push(new URL(request.url).pathname);
    return found;
}"""


@pytest.fixture
def device(town, open_page) -> Page:
    """A phone whose browser has taken the town along."""
    page = open_page(service_workers="allow", expected=NO_NET)
    page.goto("/")
    _taken_along(page)
    return page


def _taken_along(page: Page) -> None:
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    _until(page, "navigator.serviceWorker.controller")


def _until(page: Page, condition: str) -> None:
    """Playwright's own waiting takes any promise for a yes."""
    page.evaluate(f"async () => {{ while (!({condition})) await new Promise((go) => setTimeout(go, 20)); }}")


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "weg.jpg"
    Image.new("RGB", (60, 40), "green").save(path)
    return path


def _arrived():
    """The example town brings questions of its own along."""
    return Contribution.objects.filter(participant__isnull=False)


def _write(page: Page, photo=None) -> None:
    if photo:
        page.get_by_label("Foto (freiwillig)", exact=True).set_input_files(photo)
    page.get_by_label("Was möchten Sie fragen oder sagen?").fill(TEXT)


def test_written_without_a_network_sent_once_when_it_is_back(device: Page, photo, axe, picture):
    device.context.set_offline(True)
    device.goto("/fragen/neu/")
    expect(device.get_by_role("heading", level=1)).to_have_text("Ohne Netz schreiben")
    axe(device)
    _write(device, photo)
    device.get_by_role("button", name="Auf diesem Gerät behalten").click()
    expect(device.get_by_text("Wartet auf diesem Gerät auf das Netz")).to_be_visible()
    picture(device, "draft-waits")
    axe(device)

    device.reload()
    expect(device.get_by_text(TEXT)).to_be_visible()
    device.context.set_offline(False)
    expect(device.get_by_text("Gesendet", exact=True)).to_be_visible()
    row = _arrived().get()
    assert (row.text, row.state, row.photo.state) == (TEXT, "new", "waiting")
    device.get_by_role("link", name="Zum Beleg mit Ihrem Code").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Ihre Frage ist angekommen")


def test_an_answer_lost_on_the_way_leads_to_no_double(device: Page):
    device.goto("/fragen/neu/")
    _write(device)
    lost = []

    def lose(route, request):
        """The town gets it, the device never hears of it."""
        if request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0))
            route.abort()
        else:
            route.continue_()

    # Past the worker: Playwright sees only what a page asks for itself.
    device.route(re.compile("/fragen/neu/"), lose)
    device.evaluate(
        """async () => {
            const { put } = await import('/static/ask/draft-store.js');
            const { sendAll } = await import('/static/ask/draft-send.js');
            await put({ id: crypto.randomUUID(), state: 'waiting', home: '/', at: Date.now(),
                        values: { text: 'Wer mäht den Weg hinter der Schule in Ampen?', kind: 'question' } });
            try { await sendAll(); } catch { await sendAll(); }
        }"""
    )
    assert _arrived().count() == 1


def test_what_the_device_keeps_is_the_same_for_everybody(device: Page):
    asked = facade.submit(NewContribution(text=TEXT, proven=True))
    for path in ("/fragen/", asked.url, f"/k/{asked.code}/", "/anmelden/", "/fragen/neu/"):
        device.goto(path)
    pages = {path for path in device.evaluate(KEPT) if not path.startswith(("/static/", "/thema.css"))}
    assert pages == {"/ohne-netz/", "/fragen/entwurf/"}
    device.context.set_offline(True)
    device.goto(f"/k/{asked.code}/")
    expect(device.get_by_role("heading", level=1)).to_have_text("Gerade ist kein Netz da")


def test_another_language_is_taken_along_when_it_is_read(device: Page):
    device.goto("/en/")
    _until(device, "await caches.match('/en/fragen/entwurf/')")
    device.context.set_offline(True)
    device.goto("/en/fragen/neu/")
    expect(device.locator("html")).to_have_attribute("lang", "en")


def test_a_shared_photo_becomes_a_draft_on_the_device(device: Page):
    device.evaluate(
        """() => {
            const form = document.createElement('form');
            const to = '/fragen/teilen/', enctype = 'multipart/form-data';
            Object.assign(form, { method: 'post', action: to, enctype });
            const input = (values) => Object.assign(document.createElement('input'), values);
            const text = input({ name: 'text', value: 'Die Bank ist kaputt' });
            const photo = input({ name: 'photo', type: 'file' });
            const files = new DataTransfer();
            files.items.add(new File(['x'], 'bank.jpg', { type: 'image/jpeg' }));
            photo.files = files.files;
            form.append(text, photo);
            document.body.append(form);
            form.submit();
        }"""
    )
    device.wait_for_url(re.compile(r"/fragen/neu/\?entwurf="))
    expect(device.get_by_label("Was möchten Sie fragen oder sagen?")).to_have_value("Die Bank ist kaputt")
    assert device.evaluate("() => document.querySelector('[name=photo]').files[0].name") == "bank.jpg"
    assert not _arrived().exists()


def test_what_is_sent_or_deleted_leaves_the_device(town, page: Page, picture):
    count = "async () => (await (await import('/static/ask/draft-store.js')).all()).length"
    page.goto("/fragen/neu/?foto=1")
    picture(page, "ask-photo-first")
    _write(page)
    expect(page.get_by_text("liegt nur auf diesem Gerät")).to_be_visible()
    page.get_by_role("button", name="Entwurf löschen").click()
    expect(page.get_by_text("Der Entwurf ist gelöscht.")).to_be_visible()
    assert page.evaluate(count) == 0
    _write(page)
    expect(page.get_by_text("liegt nur auf diesem Gerät")).to_be_visible()
    page.goto("/fragen/neu/")
    page.get_by_role("button", name="Weiterschreiben").click()
    expect(page.get_by_label("Was möchten Sie fragen oder sagen?")).to_have_value(TEXT)
    page.get_by_role("button", name="Absenden").click()
    page.wait_for_url(re.compile(r"/k/[0-9A-Z]{12}/$"))
    _until(page, f"(await ({count})()) === 0")


def test_switched_off_it_clears_up(device: Page, settings):
    settings.SOESMART = {**settings.SOESMART, "offline": False}
    device.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    _until(device, "(await navigator.serviceWorker.getRegistrations()).length === 0")
    assert device.evaluate(KEPT) == []


@pytest.mark.parametrize("script", [True, False])
def test_the_exercise_stores_nothing_and_hands_its_text_over(
    town, open_page: Callable[..., Page], axe, picture, script: bool
):
    page = open_page(java_script_enabled=script)
    page.goto("/fragen/neu/")
    page.get_by_role("link", name=re.compile("Erst einmal üben")).click()
    expect(page.get_by_text("Das ist eine Übung")).to_be_visible()
    page.get_by_label("Was möchten Sie fragen oder sagen?").fill(TEXT)
    page.get_by_label("Wo ist das?").fill("Bielefeld")
    page.get_by_role("button", name="Zur Übung absenden").click()
    expect(page.get_by_text("Das ist eine Übung")).to_be_visible()
    expect(page.locator(".error-summary")).to_contain_text("Diesen Ort kennen wir hier nicht")
    page.get_by_label("Wo ist das?").fill("Ampen")
    if script:
        axe(page)
        picture(page, "practice-form")
    page.get_by_role("button", name="Zur Übung absenden").click()
    expect(page.get_by_text("Das ist eine Übung")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Übung: So sieht Ihr Beleg aus")
    if script:
        axe(page)
        picture(page, "practice-receipt")
    assert not _arrived().exists()
    page.get_by_role("button", name="Jetzt wirklich fragen").click()
    expect(page.get_by_label("Was möchten Sie fragen oder sagen?")).to_have_value(TEXT)
    expect(page.get_by_label("Wo ist das?")).to_have_value("Ampen")
    page.get_by_role("button", name="Absenden").click()
    page.wait_for_url(re.compile(r"/k/[0-9A-Z]{12}/"))
    assert _arrived().get().place == "ampen"
