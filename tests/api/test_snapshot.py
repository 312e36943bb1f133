# SPDX-License-Identifier: EUPL-1.2
"""The API is a promise to programs we do not know: nobody changes it by accident."""

import json
import os
from pathlib import Path

from soesmart.conf.api import api

SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_the_api_is_as_written_down():
    now = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_OPENAPI"):
        SNAPSHOT.write_text(now, "utf-8")
    assert now == SNAPSHOT.read_text("utf-8"), (
        "The API changed. Adding is fine: UPDATE_OPENAPI=1 pytest tests/api/test_snapshot.py, and look "
        "at the difference. Removing or renaming breaks other people's programs: that needs /api/v2/."
    )
