# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_rate_limits():
    cache.clear()
