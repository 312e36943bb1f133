# SPDX-License-Identifier: EUPL-1.2
"""The ballot box: codes, what a valid ballot is, and the hashes that make it checkable. No Django, no I/O."""
