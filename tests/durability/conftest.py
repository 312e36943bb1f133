# SPDX-License-Identifier: EUPL-1.2
import os
import secrets
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.durability.town import Town


@pytest.fixture
def empty_database() -> Iterator[str]:
    """Address of an empty database on the PostgreSQL of this run, or "" for SQLite."""
    server = os.environ.get("SOESMART_DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"durability_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",), "without fsync this proves nothing"
        connection.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def town(tmp_path: Path, empty_database: str) -> Iterator[Town]:
    made = Town(tmp_path / "a town", empty_database)
    made.found()
    yield made
    made.end(signal.SIGKILL)
