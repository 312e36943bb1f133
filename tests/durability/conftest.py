# SPDX-License-Identifier: EUPL-1.2
import contextlib
import os
import secrets
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.durability.town import Town


def _server() -> str:
    """The PostgreSQL of this run, or "" for SQLite."""
    return os.environ.get("SOESMART_DATABASE_URL", "")


@contextlib.contextmanager
def _database(template: str = "template1") -> Iterator[str]:
    name = f"durability_{secrets.token_hex(6)}"
    with psycopg.connect(_server(), autocommit=True) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",), "without fsync this proves nothing"
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlunsplit(urlsplit(_server())._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(_server(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def a_database() -> contextlib.AbstractContextManager[str]:
    """Address of an empty database on the PostgreSQL of this run, or "" for SQLite."""
    return _database() if _server() else contextlib.nullcontext("")


@pytest.fixture
def empty_database() -> Iterator[str]:
    with a_database() as url:
        yield url


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town just founded that nobody serves: each test gets a copy, founding takes seconds."""
    with a_database() as url:
        made = Town(tmp_path_factory.mktemp("founded") / "town", url)
        made.found()
        made.collect()
        yield made


@pytest.fixture
def town(tmp_path: Path, founded: Town) -> Iterator[Town]:
    folder = shutil.copytree(founded.folder, tmp_path / "a town")
    template = urlsplit(founded.url).path.lstrip("/")
    with _database(template) if template else contextlib.nullcontext("") as url:
        made = Town(folder, url)
        yield made
        made.end(signal.SIGKILL)


@pytest.fixture
def in_a_folder(tmp_path: Path, founded: Town) -> Iterator[Callable[[str], Town]]:
    """More towns for one test, each with keys of its own, all on SQLite whatever the run has."""
    made = []

    def another(name: str) -> Town:
        town = Town(tmp_path / name / "town")
        town.folder.parent.mkdir()
        town.found()
        shutil.copytree(founded.folder / "static", town.folder / "static", dirs_exist_ok=True)
        made.append(town)
        return town

    yield another
    for town in made:
        town.end(signal.SIGKILL)
