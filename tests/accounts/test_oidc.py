# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

from soesmart.conf.login import login, oidc_origins
from soesmart.kernel.settings import BadSetting

BUNDID = {
    "name": "BundID",
    "server_url": "https://keycloak.example.org/realms/stadt",
    "client_id": "soesmart",
    "client_secret": "geheim",
}


def _own(**oidc) -> dict:
    return {"https": True, "town.name": "Soest", "oidc": oidc}


def test_a_provider_is_one_table_of_settings():
    (app,) = login(_own(bundid=BUNDID))["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert app["provider_id"] == "bundid" and app["secret"] == "geheim"
    assert app["settings"]["server_url"] == BUNDID["server_url"]


def test_the_sign_in_form_may_lead_to_the_provider_and_nowhere_else():
    assert oidc_origins(_own(bundid=BUNDID)) == ["https://keycloak.example.org"]


def test_what_is_missing_is_named():
    with pytest.raises(BadSetting, match=r"oidc\.bundid.*client_secret"):
        login(_own(bundid={**BUNDID, "client_secret": ""}))


@pytest.mark.django_db
def test_the_page_offers_the_provider_and_asks_before_leaving(settings):
    settings.SOCIALACCOUNT_PROVIDERS = login(_own(bundid=BUNDID))["SOCIALACCOUNT_PROVIDERS"]
    page = Client().get("/anmelden/").content.decode()
    assert "BundID" in page and "/anmelden/oidc/bundid/login/" in page
    ask = Client().get("/anmelden/oidc/bundid/login/?process=login")
    assert ask.status_code == 200 and not ask.cookies
    assert Client().get("/anmelden/oidc/unbekannt/login/").status_code == 404
