# SPDX-License-Identifier: EUPL-1.2
import json

from tools.workshop.benches.report import Anchor, Result, tell


def test_last_line_is_one_json_object_and_a_missed_goal_fails(capsys):
    anchor = Anchor("adhocracy+", 10.0, "recorded (source, 2026)")
    results = [
        Result("list", 400.0, "requests/s", 200, "higher", anchor),
        Result("list: p95", 130.0, "ms", 120),
        Result("size", 3.0, "kB"),
    ]
    assert tell("portal", results) == 1
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["bench"] == "portal"
    assert [row["ok"] for row in told["results"]] == [True, False, True]
    assert told["results"][0]["ratio"] == 40
    assert told["results"][0]["against"] == {"name": "adhocracy+", "value": 10.0, "basis": anchor.basis}
    assert tell("portal", results[:1]) == 0
