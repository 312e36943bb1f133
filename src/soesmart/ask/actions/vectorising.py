# SPDX-License-Identifier: EUPL-1.2
"""Vectors of what was written, made in the background: nobody waits for the model when sending a text."""

import numpy as np

from soesmart.ask import meaning
from soesmart.ask.models import Contribution, Vector

_PORTION = 50
_AT_ONCE = 1_000
"""Most texts of one run, so that the worker gets to its other work."""


def make_missing(most: int = _AT_ONCE) -> int:
    """Embed texts that have no vector of the present model yet, newest first; how many."""
    if not meaning.is_wanted():
        return 0
    Vector.objects.exclude(model=meaning.MODEL).delete()
    done = 0
    while done < most:
        rows = Contribution.objects.filter(vector=None).exclude(folded="").order_by("-pk")
        portion = list(rows.values_list("pk", "title", "text", "version")[:_PORTION])
        vectors = meaning.embed_texts([_said(title, text) for _pk, title, text, _v in portion])
        if not portion or vectors is None:
            return done
        still = Contribution.objects.filter(pk__in=[pk for pk, *_rest in portion])
        versions = dict(still.values_list("pk", "version"))
        Vector.objects.bulk_create(
            [
                Vector(contribution_id=pk, model=meaning.MODEL, data=vector.astype(np.float16).tobytes())
                for (pk, _title, _text, version), vector in zip(portion, vectors, strict=True)
                if versions.get(pk)
                == version  # changed or withdrawn meanwhile: nothing of the old text stays
            ],
            ignore_conflicts=True,
        )
        done += len(portion)
    return done


def _said(title: str, text: str) -> str:
    """The title once: it is often the beginning of the text."""
    return text if text.startswith(title.rstrip("…")) else f"{title}\n{text}"


def forget_all() -> None:
    """After a restore: the next runs make them anew."""
    Vector.objects.all().delete()
