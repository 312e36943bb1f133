# SPDX-License-Identifier: EUPL-1.2
from base64 import b64encode

from django.conf import settings
from django.db import transaction

from soesmart.kernel.clock import now
from soesmart.kernel.ids import new_code
from soesmart.kernel.log.actions.appending import append
from soesmart.kernel.log.actions.keys import create_key
from soesmart.kernel.log.actions.staging import entry
from soesmart.kernel.log.engine import tiles
from soesmart.kernel.log.engine.checkpoint import read_checkpoint
from soesmart.kernel.log.models import Origin
from soesmart.kernel.log.rows import load_tiles

KIND = "log.origin"


class NotTheSameLog(ValueError):
    """A saved head does not fit the log that was restored."""


def current_origin() -> Origin:
    """The tree that grows now, locked until the transaction ends; the first call begins one."""
    return Origin.objects.select_for_update().order_by("-number").first() or _begin(None)


@transaction.atomic
def start_origin(previous: str = "") -> str:
    """Begin a new tree with a new key whose first leaf names the old one; returns its name.

    For a restored town: the old key stays with the old machine, and what the old log received after the
    backup must not look as if it had never been. `previous` is the last saved head of the old log, if
    there is one: it must fit what was restored.
    """
    old = Origin.objects.select_for_update().order_by("-number").first()
    if previous:
        _require_fit(previous, old)
    return _begin(old).name


def _begin(old: Origin | None) -> Origin:
    name = f"soesmart-{settings.SOESMART['town.ags']}-{new_code(7).lower()}"
    origin = Origin.objects.create(
        number=old.number + 1 if old else 1,
        name=name,
        public_key=create_key(name),
        started=now(),
        first=old.first + old.size if old else 0,
    )
    named = {"origin": old.name, "size": old.size, "root": _root(old, old.size)} if old else None
    public = {"origin": name, "key": origin.public_key, "previous": named}
    append(origin, [entry(KIND, name, origin.number, public)])
    return origin


def _require_fit(note: str, old: Origin | None) -> None:
    head = read_checkpoint(note)
    if old is None or head.origin != old.name:
        raise NotTheSameLog(f"The head is of log {head.origin}, here is {old.name if old else 'none'}.")
    if head.size > old.size:
        raise NotTheSameLog(
            f"The head counts {head.size} entries, only {old.size} are here: a later backup exists."
        )
    if b64encode(head.root).decode("ascii") != _root(old, head.size):
        raise NotTheSameLog(f"The first {head.size} entries are not those the head was made for.")


def _root(origin: Origin, size: int) -> str:
    whole = (0, size)
    root = tiles.hash_of(whole, load_tiles(origin.pk, tiles.needed([whole])))
    return b64encode(root).decode("ascii")
