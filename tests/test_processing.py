# SPDX-License-Identifier: EUPL-1.2
"""Whoever stores something about people says why, on what ground, how long and for whom."""

import pytest

from soesmart.kernel import registry
from soesmart.portal.papers import covers, personal_fields

ROOMS = [pytest.param(room, id=room.name) for room in registry.rooms()]


@pytest.mark.parametrize("room", ROOMS)
def test_every_personal_field_has_a_purpose(room):
    missing = sorted(
        name for name in personal_fields(room) if not any(covers(one, name) for one in room.processings)
    )
    assert not missing, (
        f"{room.app}: add these to the `fields` of a Processing among the room's `processings` (with "
        f"purpose, legal ground, retention, recipients): {', '.join(missing)}"
    )


@pytest.mark.parametrize("room", ROOMS)
def test_declarations_are_complete_and_cover_something(room):
    stored = {*personal_fields(room), *room.impersonal_fields}
    for one in room.processings:
        said = (one.name, one.people, one.purpose, one.basis, one.kept, one.recipients)
        assert all(words.strip() for words in said), f"{room.app}: {one.name} leaves something empty"
        assert "Art." in one.basis, f"{room.app}: {one.name} names no legal ground"
        for pattern in one.fields:
            assert any(covers(one, name) for name in stored), f"{room.app}: {pattern} covers no field"
