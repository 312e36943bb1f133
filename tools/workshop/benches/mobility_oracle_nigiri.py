# SPDX-License-Identifier: EUPL-1.2
"""As a program of the oracles' environment: pynigiri answers questions from a file.

`python mobility_oracle_nigiri.py FEED.zip 2022-06-13 QUESTIONS.json ANSWERS.json`. Questions: [from, to,
minutes since Monday 00:00 UTC]. Answers: earliest arrival in the same minutes, null for none within a day.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pynigiri as nigiri  # type: ignore[import-not-found]


def main(feed: str, monday: str, questions: str, answers: str) -> None:
    config = nigiri.LoaderConfig()
    config.link_stop_distance = 0
    start = datetime.fromisoformat(monday).replace(tzinfo=UTC)
    days = [(start + timedelta(days=step)).date().isoformat() for step in (-2, 9)]
    table = nigiri.load_timetable([nigiri.TimetableSource("x", feed, config)], *days)
    base = int(start.timestamp()) // 60
    asked = json.loads(Path(questions).read_text("utf-8"))
    found = [_earliest(table, origin, target, base + minute, base) for origin, target, minute in asked]
    Path(answers).write_text(json.dumps(found), "utf-8")


def _earliest(table: Any, origin: str, target: str, moment: int, base: int) -> int | None:
    query = nigiri.Query()
    query.start_time = moment
    query.start = [nigiri.Offset(table.find_location(origin), 0)]
    query.destination = [nigiri.Offset(table.find_location(target), 0)]
    query.start_match_mode = query.dest_match_mode = nigiri.EXACT
    query.max_transfers = 12
    return min((_minute(journey.arrival_time) - base for journey in nigiri.route(table, query)), default=None)


def _minute(moment: Any) -> int:
    """However this version tells a moment: minutes since 1970."""
    if isinstance(moment, datetime):
        return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()) // 60
    return int(moment.count() if hasattr(moment, "count") else moment)


if __name__ == "__main__":
    main(*sys.argv[1:])
