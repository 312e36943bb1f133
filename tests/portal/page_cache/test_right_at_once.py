# SPDX-License-Identifier: EUPL-1.2
"""What one process writes, every process shows at the next request."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from soesmart.kernel import registry
from soesmart.kernel.log.actions import stage
from soesmart.portal.page_cache.middleware import PageCacheMiddleware


@pytest.mark.django_db
def test_a_write_is_on_the_page_at_once_in_every_process():
    words = ["Ampen"]
    processes = [PageCacheMiddleware(lambda request: HttpResponse(" ".join(words))) for _ in range(2)]

    def pages() -> list[str]:
        return [get(RequestFactory().get("/")).content.decode() for get in processes]

    assert pages() == ["Ampen"] * 2
    words.append("Deiringsen")
    assert pages() == ["Ampen"] * 2  # really from the cache
    with transaction.atomic():
        stage(sorted(registry.log_kinds())[0], "test", 1, {"text": "new"})
    assert pages() == ["Ampen Deiringsen"] * 2
