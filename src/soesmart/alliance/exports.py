# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

from soesmart.alliance.actions.letters import signed


def export_project(path: Path, slug: str) -> int:
    """One project as a signed file. Raises LookupError where there is no such public project."""
    text = signed(slug)
    if text is None:
        raise LookupError(f'There is no public project "{slug}". Its name stands at the end of its address.')
    path.write_text(text, "utf-8")
    return 1
