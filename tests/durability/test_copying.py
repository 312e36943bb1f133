# SPDX-License-Identifier: EUPL-1.2
"""Two towns on two ports: one publishes a project, the other copies it from its address."""

from pathlib import Path

import soesmart
from tests.durability.town import Town
from tests.durability.town import soesmart as run

PROJECTS = Path(soesmart.__file__).parent / "towns" / "musterstadt" / "projects.toml"


def test_a_town_copies_from_another_by_address_and_by_file(town, in_a_folder, tmp_path):
    here, there = town, in_a_folder("there")
    here.run("import", "projects", PROJECTS)
    here.serve()
    try:
        address = f"http://127.0.0.1:{here.port}/staedte/projekt/rufbus-am-abend.soesmart.txt"
        told = there.run("import", "project", address)
        assert "1 were created" in told and "rufbus-am-abend" in told
        assert "1 unchanged" in there.run("import", "project", address)
    finally:
        here.end()
    file = tmp_path / "muell.soesmart.txt"
    here.run("export", "project", "muell-app", file)
    assert "1 were created" in there.run("import", "project", file)
    file.write_text(file.read_text("utf-8").replace("650000", "65000"), "utf-8")
    refused = run("import", "project", file, "--data", there.folder, **there.environment)
    assert refused.returncode == 1 and "Unterschrift" in refused.stderr
    _seen(there)


def _seen(there: Town) -> None:
    """The copy shows where it came from."""
    import urllib.request

    there.serve()
    try:
        address = f"http://127.0.0.1:{there.port}/projekte/rufbus-am-abend/"
        with urllib.request.urlopen(address, timeout=60) as answer:
            page = answer.read().decode()
        assert "Abgeschaut von Probestadt" in page and "Idee" in page
    finally:
        there.end()
