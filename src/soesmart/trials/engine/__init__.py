# SPDX-License-Identifier: EUPL-1.2
"""Did it help? Estimators for town-sized series that say so when the data cannot tell. A library on its own."""
