# SPDX-License-Identifier: EUPL-1.2
"""A whole town in one file, independent of the database it stood in (DESIGN, decision 13).

    snapshot.zip
      tables/<app.Model>.jsonl   one row per line, keys sorted, times in UTC
      media/…                    uploaded files
      soesmart.toml              settings without secrets
      snapshot.json              versions, migrations, rows and hashes of all of it

Not in it: keys (they travel apart), sessions, what is rebuilt from the other tables.
"""
