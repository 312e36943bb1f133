# SPDX-License-Identifier: EUPL-1.2
"""What every interface for programs shares: one form of error, limits, strict JSON."""
