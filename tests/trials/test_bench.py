# SPDX-License-Identifier: EUPL-1.2
"""The bench of this room: groups can be named, and are told one by one; the last line is the whole."""

import json
from pathlib import Path

import pytest

from tools.workshop.benches.trials import bench


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, shared: Path) -> None:
    monkeypatch.setattr(bench, "known_answers", lambda: iter([bench.Result("known", 0.0, "%", 0.1)]))
    monkeypatch.setattr(bench, "usual", lambda total: [bench.Result("usual", 30.0, "%")])
    monkeypatch.setattr(bench, "_speed", lambda: [bench.Result("fast", 0.1, "s", 1.0)])


def test_a_group_that_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["single", "doubles"]) == 2
    assert "not doubles" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_named_groups_are_told_when_done_and_end_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["family", "--only=rollout"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split(":")[0] for line in lines if line.endswith("s of CPU")} == {"family", "rollout"}
    told = json.loads(lines[-1])["results"]
    # Whichever was done first, the whole stands in the order that was asked for.
    assert [row["what"].split(":")[0] for row in told] == [
        "known",
        "family",
        *["rollout"] * 8,
        "usual",
        "fast",
    ]
