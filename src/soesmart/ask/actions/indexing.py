# SPDX-License-Identifier: EUPL-1.2
"""The derived table of search: written with the text, rebuilt after a restore."""

from soesmart.ask.models import Contribution, Gram, Vector
from soesmart.kernel.folding import fold, grams


def index(row: Contribution) -> None:
    """Fold and index what the row says; an empty text leaves nothing behind."""
    row.folded = fold(f"{row.title} {row.text} {row.place_name}") if row.text else ""
    Contribution.objects.filter(pk=row.pk).update(folded=row.folded)
    Gram.objects.filter(contribution=row).delete()
    Vector.objects.filter(contribution=row).delete()
    Gram.objects.bulk_create(_rows(row.pk, row.folded))


def _rows(key: int, folded: str) -> list[Gram]:
    return [Gram(gram=gram, contribution_id=key) for gram in sorted(grams(folded))]


def rebuild() -> None:
    """Make the whole index again from the stored texts."""
    Gram.objects.all().delete()
    last = 0
    while True:  # in portions of their own: one open cursor would keep SQLite's log from being folded back
        texts = Contribution.objects.filter(pk__gt=last).exclude(folded="").order_by("pk")
        portion = list(texts.values_list("pk", "folded")[:500])
        if not portion:
            return
        Gram.objects.bulk_create([gram for key, folded in portion for gram in _rows(key, folded)])
        last = portion[-1][0]
