# SPDX-License-Identifier: EUPL-1.2
import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from soesmart.kernel import registry
from soesmart.kernel.clock import now
from soesmart.kernel.ids import uuid7
from soesmart.kernel.log.engine.leaf import SALT_BYTES, canonical, commitment
from soesmart.kernel.log.models import Leaf, Pending
from soesmart.kernel.many import insert_ready, ready
from soesmart.kernel.room import Json

_SEALED = ("ticket", "kind", "subject", "version", "at", "public", "commitment", "personal", "salt")


class Undeclared(LookupError):
    """No room declares this kind of leaf."""


def stage(kind: str, subject: str, version: int, public: Json, personal: Json | None = None) -> None:
    """Record a change of public state; it becomes a leaf when the sequencer runs next.

    Everything that a person could want deleted later belongs into `personal`, words included:
    `public` stays for ever.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("stage() belongs into the transaction of the action")
    entry(kind, subject, version, public, personal).save(force_insert=True)


def sealed(
    kind: str, subject: str, version: int, public: Json, personal: Json | None = None
) -> tuple[Any, ...]:
    """An entry dated now as a row of `_SEALED`: prepared before a long transaction, staged in it."""
    if kind not in registry.log_kinds():
        raise Undeclared(f'Declare LogKind("{kind}", "…") among the log_kinds of the room.')
    if len(kind) > 64 or not 0 < len(subject) <= 200:
        raise ValueError(f"kind and subject of a leaf must be short names, not {kind!r}, {subject!r}")
    salt = b"" if personal is None else secrets.token_bytes(SALT_BYTES)
    payload = "" if personal is None else canonical(personal)
    committed = "" if personal is None else commitment(salt, payload)
    return uuid7(), kind, subject, version, now(), canonical(public), committed, payload, salt


def made_ready(rows: Sequence[tuple[Any, ...]]) -> list[Sequence[Any]]:
    """Sealed entries as the database has them."""
    return ready(Pending, _SEALED, rows)


def stage_all(rows: Sequence[Sequence[Any]]) -> None:
    """`stage` for thousands of sealed entries that were made ready."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("stage_all() belongs into the transaction of the action")
    insert_ready(Pending, _SEALED, rows)


def entry(kind: str, subject: str, version: int, public: Json, personal: Json | None = None) -> Pending:
    """An entry dated now, not stored yet."""
    return Pending(**dict(zip(_SEALED, sealed(kind, subject, version, public, personal), strict=True)))


@transaction.atomic
def erase(kind: str, subject: str) -> int:
    """Forget what the entries about `subject` said in person; returns how many entries had something.

    Salt and payload go, the commitment stays: the tree still verifies and nobody can guess the words.
    Pending rows come first: the sequencer locks them, so whatever it has just moved is a leaf by then.
    """
    return sum(
        model.objects.filter(kind=kind, subject=subject).exclude(salt=b"").update(personal="", salt=b"")
        for model in (Pending, Leaf)
    )
