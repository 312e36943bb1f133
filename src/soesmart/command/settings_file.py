# SPDX-License-Identifier: EUPL-1.2
"""Writing `soesmart.toml`: what a town chose, each line with its meaning."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from soesmart.kernel.settings import Setting


def text(values: Mapping[str, Any], declared: Iterable[Setting], *, hints: Iterable[str] = ()) -> str:
    """TOML for `values`; settings named in `hints` are shown commented out, ready to be filled in."""
    known = {setting.name: setting for setting in declared}
    shown = {*values, *hints}
    top = [_entry(known[name], name, values) for name in known if name in shown and "." not in name]
    tables: dict[str, list[str]] = {}
    for name in known:
        if name in shown and "." in name:
            table, _, key = name.rpartition(".")
            tables.setdefault(table, []).append(_entry(known[name], key, values))
    head = "# Every setting is explained in docs/reference/settings.md.\n"
    body = "\n".join(top) + "".join(f"\n[{table}]\n" + "\n".join(rows) for table, rows in tables.items())
    return head + "\n" + body


def _entry(setting: Setting, key: str, values: Mapping[str, Any]) -> str:
    given = setting.name in values
    value = values[setting.name] if given else setting.default
    return f"# {setting.meaning}\n{'' if given else '# '}{key} = {_toml(value)}\n"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def without_secrets() -> str:
    """The settings file of the running town, secrets left out."""
    from django.conf import settings

    from soesmart.kernel.settings import FILE_NAME

    file = str(settings.DATA / FILE_NAME)
    values = {
        setting.name: settings.SOESMART[setting.name]
        for setting in settings.SOESMART_SETTINGS
        if settings.SOESMART.origin(setting.name) == file and not setting.secret
    }
    return text(values, settings.SOESMART_SETTINGS)
