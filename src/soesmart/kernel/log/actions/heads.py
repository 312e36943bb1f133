# SPDX-License-Identifier: EUPL-1.2
from django.db import transaction

from soesmart.kernel.clock import now
from soesmart.kernel.log.actions.keys import read_key
from soesmart.kernel.log.actions.origins import current_origin
from soesmart.kernel.log.engine import tiles
from soesmart.kernel.log.engine.checkpoint import checkpoint_text
from soesmart.kernel.log.engine.note import sign
from soesmart.kernel.log.models import Head, Origin
from soesmart.kernel.log.rows import load_tiles


@transaction.atomic
def sign_head() -> str:
    """Sign size and root of the tree as it stands; returns the note. Nothing new, no new head."""
    return signed_head(current_origin())


def signed_head(origin: Origin) -> str:
    """The head over all of a tree. The caller holds its lock and a transaction."""
    known = Head.objects.filter(origin=origin, size=origin.size).first()
    if known:
        return known.note
    whole, at = (0, origin.size), now()
    root = tiles.hash_of(whole, load_tiles(origin.pk, tiles.needed([whole])))
    note = sign(checkpoint_text(origin.name, origin.size, root, at), read_key(origin.name))
    Head.objects.create(origin=origin, size=origin.size, at=at, note=note)
    return note
