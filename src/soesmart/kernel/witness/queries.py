# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator

from django.conf import settings

from soesmart.kernel.log.models import Head
from soesmart.kernel.room import Finding
from soesmart.kernel.witness.models import Cosignature


def cosigned_notes() -> tuple[str, ...]:
    """Every head of this town's log that somebody co-signed, with all cosignatures, oldest first."""
    lines: dict[tuple[str, int], list[str]] = {}
    for row in Cosignature.objects.order_by("size", "witness"):
        lines.setdefault((row.origin, row.size), []).append(row.line)
    heads = Head.objects.filter(size__in={size for _origin, size in lines}).select_related("origin")
    notes = {(head.origin.name, head.size): head.note for head in heads.order_by("origin__number", "size")}
    return tuple(
        f"{note.rstrip()}\n" + "\n".join(lines[key]) + "\n" for key, note in notes.items() if key in lines
    )


def witnesses() -> tuple[str, ...]:
    """Public keys of everybody who ever co-signed."""
    return tuple(Cosignature.objects.order_by("witness").values_list("witness", flat=True).distinct())


def findings() -> Iterator[Finding]:
    """Whether the witnesses that are asked keep up."""
    asked = settings.SOESMART["witness.ask"]
    if not asked:
        yield Finding(True, "no witness is asked (setting witness.ask)")
    newest = Head.objects.order_by("-origin__number", "-size").select_related("origin").first()
    for named in asked:
        key = named.strip().partition(" ")[2]
        row = Cosignature.objects.filter(witness=key).order_by("-at").first()
        if row is None:
            yield Finding(False, f"{key.partition('+')[0]} has not co-signed anything yet")
        elif newest and (row.origin, row.size) != (newest.origin.name, newest.size):
            yield Finding(True, f"{row.witness.partition('+')[0]} last co-signed at {row.size} entries")
        else:
            yield Finding(True, f"{row.witness.partition('+')[0]} co-signed the newest head")
