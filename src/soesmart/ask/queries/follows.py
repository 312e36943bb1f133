# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Collection
from uuid import UUID

from soesmart.ask.actions.following import by_token, token_of
from soesmart.ask.models import Follow
from soesmart.ask.types_following import FollowRow


def followed(token: str) -> FollowRow:
    """What the token in a mail stands for; raises NotFound."""
    return _row(by_token(token))


def follows_of(participants: Collection[UUID]) -> tuple[FollowRow, ...]:
    """What these participants follow, newest first."""
    rows = Follow.objects.filter(participant__in=participants).select_related("contribution")
    return tuple(_row(row) for row in rows.order_by("-since", "-pk"))


def _row(row: Follow) -> FollowRow:
    return FollowRow(
        token=token_of(row),
        address=row.address,
        title=row.title,
        since=row.since,
        is_list=row.contribution is None,
        by_account=not row.alone,
    )
