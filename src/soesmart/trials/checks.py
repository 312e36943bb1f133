# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator

from soesmart.kernel.room import Finding
from soesmart.trials.actions.analysing import again
from soesmart.trials.engine import analysis
from soesmart.trials.models import Analysis


def recomputed() -> Iterator[Finding]:
    """Every published result that this version of the code made comes out the same again."""
    same = other = 0
    for row in Analysis.objects.filter(state="done").iterator():
        told = row.told or {}
        if told.get("code") != analysis.code_of(told["method"]):
            other += 1
        elif again(row.pk):
            same += 1
        else:
            yield Finding(False, f"Ergebnis {row.pk}: neu gerechnet kommt etwas anderes heraus.")
    yield Finding(True, f"{same} Ergebnisse neu gerechnet: gleich. {other} stammen von früheren Fassungen.")
