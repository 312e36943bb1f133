# SPDX-License-Identifier: EUPL-1.2
"""The commands in the how-to are run as they stand there."""

import re
import shlex
import signal

import pytest

from tests.durability.town import ROOT, Town, soesmart

PAGE = ROOT / "docs" / "how-to" / "start-your-own-town.md"


@pytest.fixture
def page():
    return PAGE.read_text("utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def test_start_your_own_town(page, tmp_path, empty_database):
    [places] = blocks(page, "csv")
    (tmp_path / "places.csv").write_text(places, "utf-8")
    town = Town(tmp_path / "town", empty_database)
    for line in "".join(blocks(page, "sh")).splitlines():
        words = shlex.split(line)
        assert words[:2] == ["./run", "soesmart"]
        if words[2] in {"serve", "worker"}:
            continue  # they do not end; served below
        # The page's relative names, in this test's folder.
        here = [str(tmp_path / word) if word == "town" or word.endswith(".csv") else word for word in words]
        done = soesmart(*here[2:], **town.environment)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert "Ausdorf" in (tmp_path / "my-places.csv").read_text("utf-8")
    town.serve()
    town.end(signal.SIGTERM)
