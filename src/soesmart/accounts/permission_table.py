# SPDX-License-Identifier: EUPL-1.2
"""Roles × actions as a page, made from what the rooms declare."""

from soesmart.accounts.types import ROLES, WITHOUT_SECOND_FACTOR
from soesmart.kernel import registry

_HEAD = """\
# Who may what

Made by `soesmart export permissions docs/reference/permissions.md` from the `permissions` of all rooms;
a test holds it. `guest` is everybody, `resident` whoever is signed in; all other roles are granted,
everywhere or for one scope such as `department:tiefbau`. Roles marked * count only
in a session with a second factor.
"""


def document() -> str:
    """The whole page as Markdown."""
    marked = [role if role in WITHOUT_SECOND_FACTOR else f"{role} *" for role in ROLES]
    lines = [
        f"| action | meaning | {' | '.join(marked)} |",
        f"|---|---|{'|'.join([':-:'] * len(ROLES))}|",
    ]
    for action, permission in sorted(registry.permissions().items()):
        cells = ("×" if role in permission.roles else "" for role in ROLES)
        lines.append(f"| `{action}` | {permission.meaning} | {' | '.join(cells)} |")
    return "\n".join([_HEAD, *lines, ""])
