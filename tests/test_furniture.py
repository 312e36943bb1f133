# SPDX-License-Identifier: EUPL-1.2
from django.test import Client


def test_home_page_answers():
    response = Client().get("/")
    assert response.status_code == 200
