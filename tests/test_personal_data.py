# SPDX-License-Identifier: EUPL-1.2
"""Every field of every room is declared: personal (a shredder deletes it) or about nobody."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import AutoField

from soesmart.kernel import registry
from soesmart.kernel.room import Room

ROOMS = [pytest.param(room, id=room.name) for room in registry.rooms()]


def _stored(room: Room, *, counted_keys: bool = True) -> Iterator[str]:
    """The room's model fields."""
    (config,) = (config for config in apps.get_app_configs() if config.name == room.app)
    for model in config.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if counted_keys or not (field.primary_key and isinstance(field, AutoField)):
                yield f"{model.__name__}.{field.name}"


def _personal(room: Room) -> list[str]:
    return [*(name for shredder in room.shredders for name in shredder.fields), *room.personal_otherwise]


@pytest.mark.parametrize("room", ROOMS)
def test_every_field_is_declared(room):
    # A counted key says nothing by itself.
    missing = sorted(
        set(_stored(room, counted_keys=False)) - set(_personal(room)) - set(room.impersonal_fields)
    )
    assert not missing, (
        f"{room.app}.room must say of each of these whether it is about a person: in `fields` of a Shredder "
        f"that exports and deletes it, in `personal_otherwise` or in `impersonal_fields`: "
        + ", ".join(missing)
    )


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_declared_exists(room):
    gone = sorted({*_personal(room), *room.impersonal_fields} - set(_stored(room)))
    assert not gone, f"{room.app}.room declares fields that no model has: {', '.join(gone)}"


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_both(room):
    both = sorted(set(_personal(room)) & set(room.impersonal_fields))
    assert not both, f"{room.app}.room calls these personal and impersonal: {', '.join(both)}"


def test_shredders_have_names_of_their_own():
    names = [shredder.name for shredder in registry.shredders()]
    assert len(names) == len(set(names))
