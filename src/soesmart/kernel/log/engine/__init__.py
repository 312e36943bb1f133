# SPDX-License-Identifier: EUPL-1.2
"""Merkle tree, leaves and signed heads of a transparency log; usable without the rest of the house."""
