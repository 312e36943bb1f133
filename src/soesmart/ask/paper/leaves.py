# SPDX-License-Identifier: EUPL-1.2
"""What the transparency log keeps: that cards were printed. What is written on them is `ask`'s to log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from soesmart.ask.paper.models import Batch
from soesmart.kernel.log.actions import stage
from soesmart.kernel.room import Json

KIND = "paper.batch"


def _public(batch: Batch) -> dict[str, str | int]:
    return {
        "at": batch.at.isoformat(),
        "format": batch.format,
        "language": batch.language,
        "number": batch.number,
    }


def record(batch: Batch) -> None:
    stage(KIND, str(batch.public_id), batch.version, _public(batch))


def public_now(subjects: Sequence[str]) -> Mapping[str, Json]:
    rows = Batch.objects.filter(public_id__in=[UUID(subject) for subject in subjects])
    return {str(row.public_id): _public(row) for row in rows}
