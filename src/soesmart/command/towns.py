# SPDX-License-Identifier: EUPL-1.2
"""Moving a town into an empty data folder: settings, keys, database, and the files importers know."""

import os
import shutil
from pathlib import Path

from soesmart.command.errors import UserError
from soesmart.command.problems import told

TOWNS = Path(__file__).parent.parent / "towns"
BUILDING = ".building"
"""Lies in the folder until everything is there; a start that finds it begins again."""


def move_in(town: Path, folder: Path) -> None:
    """Make the example town `town` in `folder`, which becomes a complete data folder or says why not."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BUILDING).touch()
    if (town / "town.toml").exists():
        shutil.copyfile(town / "town.toml", folder / "soesmart.toml")
    os.environ["SOESMART_DATA"] = str(folder)
    from soesmart.command.setup import migrate, start

    start()
    migrate()
    load(town)


def load(town: Path) -> None:
    """Every file of the town's folder through the importer that names it, ground rooms first.

    What names things of other rooms comes last.
    """
    from soesmart.kernel import registry

    for importer in registry.importers().values():
        file = town / importer.file_name
        if not importer.file_name or not file.exists():
            continue
        report = importer.run(file)
        if report.problems:
            raise UserError(f"{file} cannot be used:\n{told(file, report.problems)}")


def finished(folder: Path) -> None:
    (folder / BUILDING).unlink(missing_ok=True)
