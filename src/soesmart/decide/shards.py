# SPDX-License-Identifier: EUPL-1.2
"""Large files of ballots, read in shards over the executor port. The same election comes out."""

from collections.abc import Sequence

from soesmart.decide.engine import pb
from soesmart.decide.engine.pb_votes import Part, PartVotes, read_part
from soesmart.decide.engine.types import Election
from soesmart.kernel.executor import executor, fan_out


def read_in_shards(raw: bytes, where: str, workers: int | None = None) -> Election:
    """The election in a file; `where` as the setting `executor`: processes, threads, dask://host:port."""

    def spread(parts: Sequence[Part]) -> list[PartVotes]:
        with executor(where, workers) as pool:
            return list(fan_out(pool, read_part, parts))

    return pb.read(raw, spread)
