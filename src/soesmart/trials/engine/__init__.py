# SPDX-License-Identifier: EUPL-1.2
"""Did it help? Estimators for a town that say so when the data cannot tell. A library on its own."""
