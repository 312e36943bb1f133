# SPDX-License-Identifier: EUPL-1.2
"""A running town and a real browser for journeys.

`page` fails a test when anything is asked of another address, when the console shows an error (also every
breach of the content security policy) or when a script breaks. `axe(page)` fails on violations and on
contrast that axe could not decide: black on black is "incomplete" to it, not wrong. Pictures for the eye are
taken when asked for: `PICTURES=1 ./run test tests/journeys` leaves them in build/pictures.
"""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

import soesmart
from soesmart.kernel import registry
from soesmart.kernel.settings import FILE_NAME, load
from soesmart.ledger import triggers
from soesmart.portal.page_cache import middleware
from soesmart.portal.queries import warm
from tests.journeys.axe import check, check_in_both_lights

TOWNS = Path(soesmart.__file__).parent / "towns"
PICTURES = Path(__file__).parents[2] / "build" / "pictures"
SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
IN_README = frozenset({"journey-answer", "journey-receipt", "frage-1280-light", "fragen-360-dark"})
"""Drawn anew for the README by `README_PICTURES=1 ./run test tests/journeys`."""
PICTURED = any(os.environ.get(name) for name in ("PICTURES", "README_PICTURES"))
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    arguments = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        # Playwright's own loop runs in this thread; Django would take the tests for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = play.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=arguments)
        yield opened
        opened.close()


def load_town(name: str) -> None:
    """What `soesmart demo` loads: every file of the town's folder that some room imports."""
    for importer in registry.importers().values():
        path = TOWNS / name / importer.file_name
        if importer.file_name and path.exists():
            report = importer.run(path)
            assert not report.problems, report.problems


@pytest.fixture(autouse=True)
def _no_page_of_another_test(monkeypatch) -> None:
    """The server outlives a test, and the next town counts its versions anew: no old page may fit."""
    stamp, test = middleware._stamp, object()
    monkeypatch.setattr(middleware, "_stamp", lambda version: (test, stamp(version)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory) -> None:
    """A file, as a served town has: in memory all threads would share one connection and its locks."""
    kept = settings.DATABASES["default"]
    if kept["ENGINE"].endswith("sqlite3"):
        kept["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "soesmart.sqlite3")


@pytest.fixture(scope="package", autouse=True)
def _emptied_at_once(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """After a test SQLite takes back the pages it began with: a flush takes a third of a second."""
    if connection.vendor != "sqlite":
        yield
        return
    empty = sqlite3.connect(tmp_path_factory.mktemp("empty") / "soesmart.sqlite3")

    def take_back(_test: TransactionTestCase) -> None:
        connection.ensure_connection()
        empty.backup(connection.connection)

    with contextlib.closing(empty), pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            connection.connection.backup(empty)
        patch.setattr(TransactionTestCase, "_fixture_teardown", take_back)
        yield


@pytest.fixture(scope="session")
def furnished(tmp_path_factory) -> Callable[[str], None]:
    """Load a town into the empty database; the second time SQLite takes the pages of the first."""
    folder = tmp_path_factory.mktemp("towns")

    def furnish(name: str) -> None:
        if connection.vendor != "sqlite":
            load_town(name)
            return
        copy = folder / f"{name}.sqlite3"
        known = copy.exists()
        if not known:
            load_town(name)
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(copy)) as kept:
            source, target = (kept, connection.connection) if known else (connection.connection, kept)
            source.backup(target)

    return furnish


@pytest.fixture
def move_in(live_server, settings, tmp_path, furnished) -> Iterator[Callable[[str], str]]:
    """Load a town's folder as `soesmart demo` does, settings too; returns the served address."""

    def move(name: str) -> str:
        shutil.copy(TOWNS / name / "town.toml", tmp_path / FILE_NAME)
        settings.SOESMART = load(settings.SOESMART_SETTINGS, tmp_path)
        furnished(name)
        return live_server.url

    yield move
    if connection.vendor != "sqlite":
        _let_go()


def _let_go() -> None:
    """The ledger refuses to be emptied: its guards go before the rows do, and come back after that."""
    with connection.cursor() as cursor:
        for name in triggers.wanted():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {triggers.TABLE}")


@pytest.fixture
def town(move_in) -> str:
    """The address of a served town with Soest's published facts and places."""
    return move_in("soest")


@pytest.fixture
def asked_before(town) -> str:
    """The town as its server starts: rooms have their indexes, so no answer comes too late to be shown."""
    warm()
    return town


@pytest.fixture
def sandbox(move_in) -> str:
    """The address of a served Musterstadt, where everything is an example."""
    return move_in("musterstadt")


class Watch:
    """Everything that must not happen on a page."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home, self.seen = home, []
        # Listening only: a route would switch the browser's cache off.
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"script error: {error.error}"))
        self.expected: tuple[str, ...] = ()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.seen.append(f"request to another address: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in self.expected):
            self.seen.append(f"console: {message.text}")


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own: `open_page(viewport=DESK, color_scheme="dark")`.

    Whatever Playwright's `new_context` takes; `expected=("404",)` allows console errors with these words.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_(expected: tuple[str, ...] = (), **options) -> Page:
        # The worker for places without a network has journeys of its own; elsewhere it would only take time.
        defaults = {
            "viewport": PHONE,
            "locale": "de-DE",
            "base_url": live_server.url,
            "service_workers": "block",
        }
        context = browser.new_context(**(defaults | options))
        context.set_default_timeout(10_000)
        watch = Watch(context, live_server.url)
        watch.expected = expected
        opened.append((context, watch))
        return context.new_page()

    yield open_
    for context, _ in opened:
        context.close()
    assert [line for _, watch in opened for line in watch.seen] == []


@pytest.fixture
def page(open_page) -> Page:
    """A phone, 360 px wide, light."""
    return open_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    return check


@pytest.fixture
def picture() -> Callable[..., None]:
    """Keep a screenshot under build/pictures for the eye and for the README, in a run that asks for it."""

    def take(page: Page, name: str, full_page: bool = True) -> None:
        if not PICTURED:
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path, full_page=full_page)
        if os.environ.get("README_PICTURES") and name in IN_README:
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            with Image.open(path) as image:
                image.save(SCREENSHOTS / f"{name}.webp", quality=80)

    return take


@pytest.fixture
def both_lights(picture) -> Callable[..., None]:
    """`axe` by day and by night on one document, which is light before and after it; with pictures."""

    def look(page: Page, name: str = "") -> None:
        check_in_both_lights(page)
        for scheme in ("dark", "light") if name and PICTURED else ():
            page.emulate_media(color_scheme=scheme)
            picture(page, f"{name}-{scheme}")

    return look
