# SPDX-License-Identifier: EUPL-1.2
"""Writing to the transparency log. `stage` belongs into the transaction of the action it records."""

from soesmart.kernel.log.actions.heads import sign_head
from soesmart.kernel.log.actions.origins import NotTheSameLog, start_origin
from soesmart.kernel.log.actions.sequencing import integrate
from soesmart.kernel.log.actions.staging import Undeclared, erase, made_ready, sealed, stage, stage_all

__all__ = [
    "NotTheSameLog",
    "Undeclared",
    "erase",
    "integrate",
    "made_ready",
    "sealed",
    "sign_head",
    "stage",
    "stage_all",
    "start_origin",
]
