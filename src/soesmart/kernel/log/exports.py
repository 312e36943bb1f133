# SPDX-License-Identifier: EUPL-1.2
"""The whole log as a file that anybody can verify without a database (format: engine/file.py)."""

import json
from pathlib import Path

from django.db import transaction

from soesmart.kernel.log.models import Head, Leaf, Origin
from soesmart.kernel.log.rows import leaf_bytes


def write(path: Path) -> int:
    """Write all trees; returns the number of entries."""
    count = 0
    with transaction.atomic(), path.open("wb") as file:
        for tree in Origin.objects.order_by("number"):
            notes = Head.objects.filter(origin=tree, size__lte=tree.size).order_by("size")
            header = {
                "origin": tree.name,
                "key": tree.public_key,
                "size": tree.size,
                "heads": list(notes.values_list("note", flat=True)),
            }
            file.write(json.dumps(header, ensure_ascii=False).encode("utf-8") + b"\n")
            leaves = Leaf.objects.filter(number__gte=tree.first, number__lt=tree.first + tree.size)
            for leaf in leaves.order_by("number").iterator(2000):
                file.write(leaf_bytes(leaf) + b"\n")
                count += 1
    return count
