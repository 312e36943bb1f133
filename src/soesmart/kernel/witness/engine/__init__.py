# SPDX-License-Identifier: EUPL-1.2
"""Cosignatures and the witness protocol of C2SP, as pure functions."""
