# SPDX-License-Identifier: EUPL-1.2
"""Six languages: where each is spoken, and what a page says when it cannot."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.utils import translation
from django.utils.translation import override

from soesmart.ask import facade
from soesmart.ask.types import NewContribution
from soesmart.portal.languages import JOURNEYS_ONLY, is_german_only, offered
from soesmart.portal.templatetags.portal import ltr, written_in
from tools.workshop.messages import PACKAGE, catalogue_of, entries

TOWN = ("de", "de-simple", "en", "uk", "ar", "tr")
ARABIC = "متى تُفتح المكتبة يوم السبت؟"


@pytest.mark.parametrize(
    ("accepts", "language"),
    [
        ("", ""),
        ("de-DE,de;q=0.9,en;q=0.8", ""),
        ("uk-UA,uk;q=0.9,en;q=0.8,de;q=0.7", "uk"),
        ("ar", "ar"),
        ("fr-FR,fr;q=0.9,en;q=0.8,de;q=0.7", "en"),
        ("de;q=0.1, tr;q=0.9", "tr"),
        ("*", ""),
        ("uk;q=much,de", ""),
        ("xx," * 500, ""),
    ],
)
def test_what_a_browser_is_offered(accepts, language):
    assert offered(accepts, "de", TOWN) == language


def test_a_wish_is_offered_never_followed(db):
    response = Client().get("/", headers={"accept-language": "uk"})
    page = response.content.decode()
    assert response.status_code == 200 and '<html lang="de" dir="ltr">' in page
    assert 'lang="uk" dir="ltr"' in page and 'href="/uk/"' in page and "українською" in page
    assert "Accept-Language" in response["Vary"]
    assert "українською" not in Client().get("/").content.decode()  # nor out of the page cache
    assert "language-notice" not in Client().get("/en/", headers={"accept-language": "uk"}).content.decode()


@pytest.mark.parametrize(("tag", "direction"), [("uk", "ltr"), ("ar", "rtl"), ("tr", "ltr")])
def test_a_page_says_its_language_and_direction(tag, direction, db):
    response = Client().get(f"/{tag}/fragen/neu/")
    assert f'<html lang="{tag}" dir="{direction}">' in response.content.decode()
    assert response["Content-Language"] == tag
    assert f'action="/{tag}/fragen/neu/"' in response.content.decode()


def test_a_page_beside_the_journeys_says_that_it_is_german(db):
    page = Client().get("/ar/anmelden/").content.decode()
    assert '<html lang="de" dir="ltr">' in page
    assert 'lang="ar" dir="rtl"' in page and "بالألمانية فقط" in page
    assert 'href="/ar/impressum/"' in page  # the way back stays in their language
    assert "language-notice" not in Client().get("/en/anmelden/").content.decode()


def test_words_of_residents_carry_language_and_direction(db):
    asked = facade.submit(NewContribution(text=ARABIC, language="ar", proven=True))
    page = Client().get(asked.url).content.decode()
    assert f'<h1 lang="ar" dir="auto">{ARABIC}</h1>' in page
    page = Client().get(f"/ar{asked.url}").content.decode()
    assert f'<h1 dir="auto">{ARABIC}</h1>' in page
    with override("ar"):
        assert written_in("de") == ' lang="de" dir="auto"'


def test_codes_keep_their_order_and_stay_harmless():
    assert ltr("<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>' and ltr("") == ""


def _addresses() -> list[str]:
    """Every page without a parameter that the journeys may lead to."""
    routes = {"/" + key for key in _flat(get_resolver().url_patterns)}
    return sorted(r for r in routes if "<" not in r and "(" not in r and not is_german_only(r))


def _flat(patterns, before: str = ""):
    for pattern in patterns:
        here = before + str(pattern.pattern)
        yield from _flat(pattern.url_patterns, here) if hasattr(pattern, "url_patterns") else [here]


@pytest.mark.parametrize("language", sorted(JOURNEYS_ONLY))
def test_no_page_of_the_journeys_falls_back_to_german(language, db, monkeypatch):
    """Every text a page asks for, recorded: the pages decide what must be translated, not a list of files."""
    asked = facade.submit(NewContribution(text=ARABIC, language="ar", proven=True))
    german = entries(catalogue_of(PACKAGE, "en")).keys()
    known = entries(catalogue_of(PACKAGE, language)).keys()
    missing: dict[str, str] = {}
    trans = translation._trans  # where Django's gettext looks on every call

    def heard(real):
        def called(message, *rest):
            if translation.get_language() == language and message in german and message not in known:
                missing[message] = path
            return real(message, *rest)

        return called

    for name in ("gettext", "ngettext"):
        monkeypatch.setattr(trans, name, heard(getattr(trans, name)))
    own = f"/k/{asked.code}/"
    details = [asked.url, f"{asked.url}kommentar/", f"{asked.url}melden/", own, f"{own}zuruecknehmen/"]
    assert set(settings.SOESMART["languages"]) == set(TOWN)
    for path in [*_addresses(), *details, "/frag/?q=Kirmes", "/nirgends/", "/k/7K3M-Q9TD-W2XA/"]:
        Client().get(f"/{language}{path}")
    Client().post(f"/{language}/fragen/neu/", {"text": "", "place": "Nirgendwo"})
    assert missing == {}
