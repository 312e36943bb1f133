# SPDX-License-Identifier: EUPL-1.2
"""Static files as they are served: named by content, packed ahead, collected once."""

import json
import os
import subprocess
import sys

import pytest

SCRIPT = """
import django, json
django.setup()
from django.templatetags.static import static
from django.test import Client
from soesmart.portal import storage
first, second = storage.collect(), storage.collect()
address = static("vendor/htmx/htmx.min.js")
response = Client(headers={"host": "localhost", "accept-encoding": "gzip"}).get(address)
print(json.dumps([first, second, address, response["Cache-Control"], response["Content-Encoding"]]))
"""


@pytest.mark.slow
def test_files_are_collected_once_named_by_content_and_kept_for_ever(tmp_path):
    environment = os.environ | {"SOESMART_DATA": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    first, second, address, control, encoding = json.loads(run.stdout.splitlines()[-1])
    assert (first, second) == (True, False)
    assert address.startswith("/static/vendor/htmx/htmx.min.")
    assert address != "/static/vendor/htmx/htmx.min.js"
    assert "immutable" in control
    assert encoding == "gzip"
