# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.accounts.facade import Actor, Held, create_participant
from soesmart.places.actions import enter_places
from soesmart.places.facade import Place, by_slug


@pytest.fixture(scope="session")
def team() -> Actor:
    return Actor(account_id=1, grants=(Held("guest"), Held("resident"), Held("team")))


@pytest.fixture
def person(db):
    """A new participant with each call."""
    return create_participant


@pytest.fixture
def ampen(db) -> Place:
    enter_places([{"slug": "ampen", "name": "Ampen", "kind": "village", "lat": 51.55, "lon": 8.05}])
    return by_slug("ampen")
