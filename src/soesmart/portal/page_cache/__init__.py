# SPDX-License-Identifier: EUPL-1.2
"""Anonymous pages are made once per content version: docs/adr/0005-page-cache.md."""
