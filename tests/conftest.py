# SPDX-License-Identifier: EUPL-1.2
"""Marks that follow from what a test uses, and the shared example data."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import validate_django_db
from whitenoise.middleware import WhiteNoiseMiddleware

from soesmart.facts import answers
from soesmart.kernel import newest
from soesmart.portal import answering
from tests import once

# How long one example takes says more about the machine than about the code; benches measure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).parents[1]
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_serialized_rollback", "live_server"})
COMMITTING = frozenset({"transactional_db", "django_db_reset_sequences", "live_server"})
FOLDER_MARKS = {"journeys": "journey", "durability": "durability"}
_truncate = PostgresOperations.sql_flush


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    items[:] = once.grouped(items)
    _mark(items)
    yield
    # pytest-django has put them in its order. Long ones at the end leave one process alone with them.
    items.sort(key=turn)


def turn(item: pytest.Item) -> int:
    """Towns of their own first, so one process founds them; then the database, long tests, short ones."""
    order = ("durability", "contract", "slow")
    return next((at for at, mark in enumerate(order) if item.get_closest_marker(mark)), len(order))


def _mark(items: list[pytest.Item]) -> None:
    """Whatever touches the database is a contract: it must hold on SQLite and on PostgreSQL."""
    for item in items:
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if folder in FOLDER_MARKS:
            item.add_marker(FOLDER_MARKS[folder])
        if folder == "durability" and not item.get_closest_marker("postgres"):
            item.add_marker("contract")
        fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if fixtures or item.get_closest_marker("django_db"):
            item.add_marker("contract")


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once() -> Iterator[None]:
    """Every test client is a server of its own to WhiteNoise, which would walk all folders again."""
    listed: dict[str, dict[str, Any]] = {}
    walk = WhiteNoiseMiddleware.add_files_from_finders

    def take(server: WhiteNoiseMiddleware) -> None:
        collected, server.files = server.files, listed.get(server.static_prefix, {})
        if not server.files:
            walk(server)
            listed[server.static_prefix] = server.files
        server.files = collected | server.files

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", take)
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    newest.forget()
    yield
    # Threads hold connections and read; soon the database is empty, or gone.
    answering.close_pool()
    with answers._building:
        pass


def _by_rows(
    operations: BaseDatabaseOperations, style: object, tables: list[str], **wishes: bool
) -> list[str]:
    """Empties what holds a few rows: TRUNCATE makes a thousand new files, which takes half a second."""
    if not tables or any(wishes.values()):
        return _truncate(operations, style, tables, **wishes)
    deletes = (f"DELETE FROM {operations.quote_name(table)};" for table in tables)  # noqa: S608  our own tables
    return [" ".join(("SET LOCAL session_replication_role = replica;", *deletes))]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            _prepare_postgresql()
    yield
    PostgresOperations.sql_flush = _truncate
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            _let_threads_go()


def _prepare_postgresql() -> None:
    connection.ensure_connection()
    if connection.connection.info.parameter_status("is_superuser") == "on":
        PostgresOperations.sql_flush = _by_rows
    with connection.cursor() as cursor:
        # Nobody pulls the plug here; towns of their own in tests/durability keep waiting for the disk.
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off")
    connection.close()


def _let_threads_go() -> None:
    """PostgreSQL does not drop a database while a thread that has ended still holds its connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def _django_db_helper(_once: None, _django_db_helper: None) -> None:
    """pytest-django's, which begins the test's own transaction: inside that of the data loaded once."""


@pytest.fixture
def _once(
    request: pytest.FixtureRequest, _data_goes_at_the_end: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        once.prepare(request, transactional=_is_transactional(request))


@pytest.fixture(scope="session")
def _data_goes_at_the_end(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        once.roll_back()


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    mark = request.node.get_closest_marker("django_db")
    options = validate_django_db(mark) if mark else (False, False)
    return any(options[:2]) or not COMMITTING.isdisjoint(request.fixturenames)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; without it tests skip, in CI they fail."""
    folder = Path(os.environ.get("SOESMART_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        message = f"the shared data folder {folder} is missing (set SOESMART_SHARED to where it is)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder
