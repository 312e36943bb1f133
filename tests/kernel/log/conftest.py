# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.kernel.room import LogKind, Room


@pytest.fixture(autouse=True)
def declared_kinds(settings):
    """A room of the tests' own, so that they depend on no other."""
    room = Room("notes", "notes", log_kinds=(LogKind("note", "a note"),))
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS, room)
