# SPDX-License-Identifier: EUPL-1.2
"""An empty town of one's own; whatever is not given is asked for."""

import argparse
import re
import shutil
import sys
from pathlib import Path

from soesmart.command import settings_file
from soesmart.command.errors import UserError
from soesmart.command.folder import data_folder, require_empty
from soesmart.command.problems import told

STATES = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]
UNKNOWN_AGS = "00000000"
TO_FILL_IN = (
    "town.tagline",
    "town.phone",
    "town.email",
    "town.address",
    "hosts",
    "public_url",
    "https",
    "mail_url",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", help="name of the town")
    parser.add_argument("--state", help=f"state, one of {' '.join(STATES)}; decides the public holidays")
    parser.add_argument(
        "--places", type=Path, metavar="CSV", help="list of places with the columns name, kind"
    )
    parser.add_argument("--ags", help="official municipality key, eight digits")
    parser.add_argument("--email", help="mail address of the first person of the team")


def run(words: argparse.Namespace) -> int:
    folder = data_folder()
    require_empty(folder)
    name = (words.name or _ask("Name of the town", "--name")).strip()
    state = _state(words.state or _ask(f"State ({' '.join(STATES)})", "--state"))
    places = words.places or Path(_ask("File with the places (CSV with the columns name, kind)", "--places"))
    ags = _ags(words.ags or _ask("Municipality key (AGS), eight digits; Enter if unknown", "", UNKNOWN_AGS))
    email = words.email or _ask("Mail address of the first person of the team; Enter for none", "", "")
    if not name:
        raise UserError("a town needs a name: --name Musterstadt")
    if not places.is_file():
        raise UserError(f"{places} is not there, or is not a file. A first line and one place are enough.")
    before = {path.name for path in folder.iterdir()}
    try:
        _build(folder, {"town.name": name, "town.state": state, "town.ags": ags}, places, email)
    except BaseException:
        for path in folder.iterdir():
            if path.name not in before:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    print(f"\n{name} is ready in {folder}.")
    print(f"Open it:          soesmart serve --data {folder}")
    print(f"Jobs and mails:   soesmart worker --data {folder}")
    print(f"Phone, address and more: fill in {folder / 'soesmart.toml'}, then start again.")
    return 0


def _build(folder: Path, values: dict[str, str], places: Path, email: str) -> None:
    from soesmart.command.setup import migrate, start
    from soesmart.conf.house import HOUSE

    file = folder / "soesmart.toml"
    file.touch(mode=0o600)
    file.write_text(settings_file.text(values, HOUSE, hints=TO_FILL_IN), "utf-8")
    start()
    migrate()
    from soesmart.kernel import registry  # inline: the rooms are read with the settings

    report = registry.importers()["places"].run(places)
    if report.problems:
        raise UserError(
            f"the list of places has mistakes; nothing was made.\n{told(places, report.problems)}"
        )
    print(f"{report.created} places.")
    if email:
        _first_of_the_team(email)


def _first_of_the_team(email: str) -> None:
    from soesmart.accounts import facade as accounts  # inline: models need the app registry

    try:
        accounts.add_account(email, "team", "", "Erste Person des Teams")
    except accounts.Refused as refused:
        raise UserError(f"{email}: {refused}") from refused
    print(f"{email} belongs to the team. Sign in under /anmelden/ or: {accounts.sign_in_link(email)}")


def _state(text: str) -> str:
    code = text.strip().upper().removeprefix("DE-")
    if code not in STATES:
        raise UserError(f'"{text}" is no state. Use one of {" ".join(STATES)}.')
    return code


def _ags(text: str) -> str:
    if not re.fullmatch(r"\d{8}", text.strip()):
        raise UserError(f'"{text}" is no municipality key: eight digits, like 05974040 for Soest.')
    return text.strip()


def _ask(question: str, option: str, default: str | None = None) -> str:
    """Ask at a terminal; elsewhere name the option that is missing, or take the default."""
    if not sys.stdin.isatty():
        if default is None:
            raise UserError(f"{option} is missing. Everything that is needed: soesmart init --help")
        return default
    while True:
        answer = input(f"{question}: ").strip()
        if answer or default is not None:
            return answer or str(default)
