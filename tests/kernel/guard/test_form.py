# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import Client, RequestFactory

from soesmart.kernel import personal
from soesmart.kernel.guard import puzzle
from soesmart.kernel.guard.forms import GuardedForm

PAGE = Template('{% load guard %}<form method="post">{% guard_fields "ask.new" %}</form>')


class QuestionForm(GuardedForm):
    purpose = "ask.new"
    text = forms.CharField()


def rendered(request) -> dict[str, str]:
    html = PAGE.render(Context({"request": request}))
    return dict(re.findall(r'name="([\w-]+)" value="([^"]*)"', html))


def test_page_and_form_fit_together_and_no_cookie_is_set():
    request = RequestFactory().get("/")
    fields = rendered(request)
    assert fields.keys() == {"guard-token", "guard-solution", "homepage"}
    assert personal.is_kept_out(request)
    assert "CSRF_COOKIE" not in request.META
    assert QuestionForm(fields | {"text": "Wann wird der Radweg fertig?"}).is_valid()


def test_with_a_session_the_csrf_token_comes_along():
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert rendered(request)["csrfmiddlewaretoken"]


def test_a_stale_token_is_one_error_of_the_form_and_the_text_stays():
    form = QuestionForm({"guard-token": "old", "text": "Wann?"})
    assert form.non_field_errors()
    assert form["text"].value() == "Wann?"


@pytest.mark.django_db
def test_the_challenge_of_the_api_opens_the_form():
    answer = Client().get("/api/v1/challenge?purpose=ask.new")
    assert answer.headers["Cache-Control"] == "no-store"
    challenge = answer.json()
    assert challenge["pieces"] == puzzle.PIECES
    assert QuestionForm({"guard-token": challenge["challenge"], "text": "Wann?"}).is_valid()
