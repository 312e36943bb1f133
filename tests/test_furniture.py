# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client


@pytest.mark.django_db
def test_home_page_answers():
    response = Client().get("/")
    assert response.status_code == 200
