# SPDX-License-Identifier: EUPL-1.2
"""Many people at once, each thread with a connection of its own. As a program: on a new SQLite town."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

PEOPLE = 8


def crowd(each: int) -> dict[str, int]:
    """Everybody asks, sends a shared form twice over, comments and supports; what was acknowledged."""
    from django.db import connection

    from soesmart.ask import facade
    from soesmart.ask.types import NewComment, NewContribution

    well = facade.submit(NewContribution(text="Wo ist der Brunnen?", proven=True)).id
    shared = [uuid4() for _ in range(each)]
    voters = [uuid4() for _ in range(each)]

    def one(person: int) -> tuple[set[UUID], int, int]:
        try:
            mine, comments, added = set(), 0, 0
            for turn in range(each):
                mine.add(facade.submit(NewContribution(text=f"Frage {person} {turn}", proven=True)).id)
                mine.add(
                    facade.submit(
                        NewContribution(text=f"Gemeinsam {turn}", token=shared[turn], proven=True)
                    ).id
                )
                comments += bool(facade.comment(well, NewComment(text=f"Ja {person}", proven=True)).id)
                added += facade.support(well, voters[turn]).added
            return mine, comments, added
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        done = list(pool.map(one, range(PEOPLE)))
    return {
        "questions": len(set().union(*(mine for mine, _c, _a in done))),
        "comments": sum(comments for _m, comments, _a in done),
        "supports": sum(added for _m, _c, added in done),
    }


def stored() -> dict[str, int]:
    from soesmart.ask.models import Comment, Contribution, Support

    return {
        "questions": Contribution.objects.count() - 1,
        "comments": Comment.objects.count(),
        "supports": Support.objects.count(),
    }


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps([crowd(int(sys.argv[1])), stored()]))
