# SPDX-License-Identifier: EUPL-1.2
"""Scripts that run in the environment of the oracles (requirements/oracles.txt), as subprocesses."""
