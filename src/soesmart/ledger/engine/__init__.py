# SPDX-License-Identifier: EUPL-1.2
"""Books of a grant as pure functions: entries in whole cents in, sums and reports out."""
