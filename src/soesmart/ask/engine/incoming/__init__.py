# SPDX-License-Identifier: EUPL-1.2
"""Reading other systems' exports: bytes → table → guessed mapping → records with problems by line."""
