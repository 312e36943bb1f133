# SPDX-License-Identifier: EUPL-1.2
"""Keeps anonymous writing open to people and dull for machines: docs/adr/0004-anonymous-writes.md."""
