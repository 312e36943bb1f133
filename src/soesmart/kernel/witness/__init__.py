# SPDX-License-Identifier: EUPL-1.2
"""Other towns co-sign the heads of this town's log, and this town theirs (docs/adr/0062)."""
