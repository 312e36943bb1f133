# SPDX-License-Identifier: EUPL-1.2
"""Every test run gets a data folder of its own, before Django's settings are read."""

import os
import tempfile

os.environ["SOESMART_DATA"] = tempfile.mkdtemp(prefix="soesmart-test-")
