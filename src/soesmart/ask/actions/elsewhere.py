# SPDX-License-Identifier: EUPL-1.2
"""The part of preparing that other processes begin with: it must import before Django is set up there."""

import pickle
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soesmart.ask.engine.incoming.records import Incoming


def prepare_elsewhere(given: "tuple[bytes, Sequence[Incoming], Sequence[str]]") -> bytes:
    """Packed rows of one portion; `given` holds the packed preparer, the portion and its short keys."""
    import django  # inline: a fresh process has no app registry yet
    from django.apps import apps

    if not apps.ready:
        django.setup()
    preparer, portion, shorts = given
    packed: bytes = pickle.loads(preparer).packed(portion, shorts)  # noqa: S301  from our own process
    return packed
