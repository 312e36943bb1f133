# SPDX-License-Identifier: EUPL-1.2
"""Tables out of files: CSV in any letters, Excel, JSON, GeoJSON. What a column means is up to the room."""
