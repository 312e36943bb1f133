# SPDX-License-Identifier: EUPL-1.2
<<<<<<< HEAD
"""Files that offices save (CSV in any of their encodings, Excel) as headings and numbered rows of text."""
=======
"""Tables out of files: CSV in any letters, Excel, JSON, GeoJSON. What a column means is up to the room."""
>>>>>>> room/strategy
