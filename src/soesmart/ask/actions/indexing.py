# SPDX-License-Identifier: EUPL-1.2
"""The derived table of search: written with the text, rebuilt after a restore."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction

from soesmart.ask.models import Contribution, Gram, Vector
from soesmart.kernel.folding import fold, grams

T = TypeVar("T")
_ROOMY_KB = -65_536  # SQLite counts pages where it is positive


def index(row: Contribution) -> None:
    """Fold and index what a stored row says by now; an empty text leaves nothing behind."""
    fold_words(row)
    Contribution.objects.filter(pk=row.pk).update(folded=row.folded)
    Gram.objects.filter(contribution=row).delete()
    Vector.objects.filter(contribution=row).delete()
    index_new(row)


def fold_words(row: Contribution) -> None:
    row.folded = fold(f"{row.title} {row.text} {row.place_name}") if row.text else ""


def index_new(row: Contribution) -> None:
    """Index a row that was just stored with its folded words: one statement, whatever their number."""
    pieces = sorted(grams(row.folded))
    sqlite = connection.vendor == "sqlite"
    each = "value, %s FROM json_each(%s)" if sqlite else "value, %s FROM unnest(%s::text[]) AS value"
    with connection.cursor() as cursor:
        cursor.execute(_insert(f"SELECT {each}"), (row.pk, json.dumps(pieces) if sqlite else pieces))


def _insert(rows: str) -> str:
    table, gram, key = map(connection.ops.quote_name, (Gram._meta.db_table, "gram", "contribution_id"))
    return f"INSERT INTO {table} ({gram}, {key}) {rows}"


def batched(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """In portions of `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


@contextmanager
def roomy() -> Iterator[None]:
    """For indexing very many: their index does not fit into the 2 MB SQLite keeps in memory by itself."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = {_ROOMY_KB}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {int(before)}")


def index_many(rows: Sequence[tuple[int, str]], *, fresh: bool = False) -> None:
    """Index folded texts by their key; `fresh` rows have no grams yet."""
    with transaction.atomic():
        if not fresh:
            keys = [key for key, _folded in rows]
            Gram.objects.filter(contribution__in=keys).delete()
            Vector.objects.filter(contribution__in=keys).delete()
        _insert_grams(rows)


def _insert_grams(rows: Sequence[tuple[int, str]]) -> None:
    """One statement a gram, which the database takes apart: a hundred bound rows each take longer.

    In the order of the grams, for so each page of the index by gram is written once a portion; in the order
    of the texts nearly every page is, for nearly every text.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for pk, folded in rows:
        for gram in grams(folded):
            holders[gram].append(pk)
    sqlite = connection.vendor == "sqlite"
    each = "value FROM json_each(%s)" if sqlite else "unnest(%s::bigint[])"
    packed = [(gram, json.dumps(holders[gram]) if sqlite else holders[gram]) for gram in sorted(holders)]
    with connection.cursor() as cursor:
        cursor.executemany(_insert(f"SELECT %s, {each}"), packed)


@roomy()
def rebuild() -> None:
    """Make the whole index again from the stored texts."""
    Gram.objects.all().delete()
    last = 0
    while True:  # in portions of their own: one open cursor would keep SQLite's log from being folded back
        texts = Contribution.objects.filter(pk__gt=last).exclude(folded="").order_by("pk")
        portion = list(texts.values_list("pk", "folded")[:500])
        if not portion:
            return
        index_many(portion, fresh=True)
        last = portion[-1][0]
