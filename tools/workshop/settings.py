# SPDX-License-Identifier: EUPL-1.2
"""`python -m tools.workshop settings` writes docs/reference/settings.md from what the rooms declare."""

import json
import os
import tempfile
from pathlib import Path

from soesmart.kernel.settings import bounds

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
_HEAD = """<!-- SPDX-License-Identifier: EUPL-1.2 -->
# Settings

A setting comes from three places; the later one wins: its default, the file `soesmart.toml` in the town's
data folder, an environment variable. An unknown name, a wrong type or a number out of its bounds is
refused with the place and the remedy.

In the file, the dots of a name are tables: `town.name` is `name` under `[town]`. In the environment, lists
are words with commas or JSON, yes/no is `yes` or `no`, tables are JSON.

`SOESMART_DATA` names the data folder itself; it cannot stand in the file.

*Made by `python -m tools.workshop settings`; do not edit.*
"""


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
    with tempfile.TemporaryDirectory(prefix="soesmart-settings-") as folder:
        os.environ["SOESMART_DATA"] = folder
        PAGE.write_text(page(), "utf-8")
    print(f"written: {PAGE}")
    return 0


def page() -> str:
    """The page as it must be now."""
    from soesmart.conf.house import HOUSE
    from soesmart.conf.rooms import ROOMS

    parts = [_HEAD, _table("The house", HOUSE)]
    parts += [_table(f"Room {room.name}", room.settings) for room in ROOMS if room.settings]
    return "\n".join(parts)


def _table(title: str, declared) -> str:
    rows = [f"## {title}", "", "| name | type | default | meaning | environment |", "|---|---|---|---|---|"]
    for setting in declared:
        meaning = setting.meaning + (" *(secret)*" if setting.secret else "")
        default = f"`{json.dumps(setting.default, ensure_ascii=False)}`"
        kind = f"number, {bounds(setting)}" if setting.type == "number" else setting.type
        cells = (f"`{setting.name}`", kind, default, meaning, f"`{setting.environment}`")
        rows.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    return "\n".join([*rows, ""])
