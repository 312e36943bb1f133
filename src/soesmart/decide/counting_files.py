# SPDX-License-Identifier: EUPL-1.2
"""Files of ballots → printed results."""

import json
import sys
from argparse import Namespace
from dataclasses import replace

from soesmart.decide.engine import pb
from soesmart.decide.engine.counting import count
from soesmart.decide.engine.headers import described, rule_of


def count_files(words: Namespace) -> int:
    """Counts each file; 1 when one could not be read."""
    failed = 0
    for path in words.files:
        try:
            election = pb.read(path.read_bytes())
        except pb.BadFile as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed = 1
            continue
        rule, warnings = rule_of(election)
        chosen = {key: getattr(words, key) for key in ("utility", "completion") if getattr(words, key)}
        if words.rule:
            chosen["method"] = words.rule
        rule = replace(rule, seed=words.seed, **chosen)
        result = count(election, rule)
        ids = [election.projects[p].id for p in result.winners]
        if words.json:
            print(json.dumps({"file": str(path), "rule": described(rule), "winners": ids}))
        else:
            print(f"{path.name}: {described(rule)}: {', '.join(ids)} ({result.runs} runs)")
            print(*warnings, *election.notes, sep="\n")
    return failed
