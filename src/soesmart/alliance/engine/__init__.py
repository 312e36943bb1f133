# SPDX-License-Identifier: EUPL-1.2
"""Letters between towns: signed, readable, checked before they are believed. No Django, no I/O."""
