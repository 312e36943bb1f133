# SPDX-License-Identifier: EUPL-1.2
"""Files that offices save (CSV in any of their encodings, Excel) as headings and numbered rows of text."""
