# SPDX-License-Identifier: EUPL-1.2
"""Typed settings: default < file (`soesmart.toml` in the data folder) < environment (`SOESMART_…`).

Rooms declare theirs in `room.py`; `docs/reference/settings.md` documents every one, a test holds that.
"""

import difflib
import json
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FILE_NAME = "soesmart.toml"
_PREFIX = "SOESMART_"

SettingType = Literal["text", "number", "yes/no", "list", "table"]
_PYTHON: Mapping[SettingType, type] = {
    "text": str,
    "number": int,
    "yes/no": bool,
    "list": list,
    "table": dict,
}


class BadSetting(ValueError):
    """A setting is unknown, of the wrong type or out of bounds; the message names place and remedy."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: dotted name, type, default, meaning; a number also has a least and perhaps a largest."""

    name: str
    type: SettingType
    default: Any
    meaning: str
    secret: bool = False
    least: int = 0
    most: int | None = None

    @property
    def environment(self) -> str:
        return _PREFIX + self.name.upper().replace(".", "_")


class Settings(Mapping[str, Any]):
    """The values in force; remembers where each came from."""

    def __init__(self, values: Mapping[str, Any], origins: Mapping[str, str]) -> None:
        self._values, self._origins = dict(values), dict(origins)

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def origin(self, name: str) -> str:
        """ "default", the file's path, or the environment variable."""
        return self._origins[name]


def load(
    declared: Iterable[Setting],
    folder: Path,
    environment: Mapping[str, str] = os.environ,
    *,
    lenient: bool = False,
) -> Settings:
    """Read all layers for the `declared` settings; raises BadSetting on the first mistake.

    `lenient` passes over unknown names: needed once, to learn which further rooms declare some.
    """
    known = {setting.name: setting for setting in declared}
    values = {name: setting.default for name, setting in known.items()}
    origins = dict.fromkeys(known, "default")
    path = folder / FILE_NAME
    for name, value in _flat(_read(path), known):
        if lenient and name not in known:
            continue
        setting = _find(name, known, f"{path}")
        values[name], origins[name] = _checked(setting, value, f"{path}"), str(path)
    variables = {setting.environment: setting for setting in known.values()}
    for variable in sorted(v for v in environment if v.startswith(_PREFIX)):
        if variable in _RUNNER_VARIABLES or (lenient and variable not in variables):
            continue
        setting = _find(variable, variables, "environment")
        values[setting.name] = _checked(setting, _from_text(setting, environment[variable]), variable)
        origins[setting.name] = variable
    return Settings(values, origins)


_RUNNER_VARIABLES = frozenset({"SOESMART_DATA", "SOESMART_SHARED", "SOESMART_VENV"})


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path}: not readable as TOML in UTF-8: {error}") from error


def _flat(
    table: Mapping[str, Any], known: Mapping[str, Setting], prefix: str = ""
) -> Iterable[tuple[str, Any]]:
    for key, value in table.items():
        name = f"{prefix}{key}"
        whole = name in known and known[name].type == "table"
        if isinstance(value, dict) and not whole:
            yield from _flat(value, known, f"{name}.")
        else:
            yield name, value


def _find(name: str, known: Mapping[str, Setting], place: str) -> Setting:
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    raise BadSetting(f'{place}: there is no setting "{name}". Did you mean "{near[0]}"?')


def _from_text(setting: Setting, text: str) -> Any:
    if setting.type == "text":
        return text
    if setting.type == "list" and not text.lstrip().startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    if setting.type == "yes/no":
        return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(
            text.lower(), text
        )
    try:
        return json.loads(text)
    except ValueError:
        return text


def _checked(setting: Setting, value: Any, place: str) -> Any:
    if type(value) is not _PYTHON[setting.type]:
        raise BadSetting(f'{place}: "{setting.name}" must be of type {setting.type}, found {value!r}.')
    if type(value) is int and not fits(setting, value):
        raise BadSetting(f'{place}: "{setting.name}" must be {bounds(setting)}, found {value}.')
    return value


def fits(setting: Setting, value: int) -> bool:
    """Whether the house can work with this number."""
    return setting.least <= value and (setting.most is None or value <= setting.most)


def bounds(setting: Setting) -> str:
    """The numbers that are possible, in words."""
    upward = f"{setting.least} or more"
    return upward if setting.most is None else f"from {setting.least} to {setting.most}"
