# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.db import transaction

from soesmart.kernel.log.actions import stage
from soesmart.kernel.room import LogKind, Room


@pytest.fixture(autouse=True)
def current(settings):
    """A room of the tests' own, so that they depend on no other; holds what it says of its subjects."""
    state: dict[str, dict[str, object]] = {}

    def tell(subjects):
        return {subject: state[subject] for subject in subjects if subject in state}

    kinds = (LogKind("note", "a note", current=tell),)
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS, Room("notes", "notes", log_kinds=kinds))
    return state


@pytest.fixture
def fill():
    """Stages a number of notes about one subject."""

    def stage_notes(count, subject="a"):
        with transaction.atomic():
            for version in range(count):
                stage("note", subject, version, {"n": version}, {"text": f"Text {version}"})

    return stage_notes
