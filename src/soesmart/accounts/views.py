# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.accounts.actions.contacts import confirm_contact, forget_contact_by


def contact(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail. Only a press of the button confirms: link checkers do not."""
    done = ""
    if request.method == "POST":
        if "forget" in request.POST:
            done = "forgotten" if forget_contact_by(token) else "unknown"
        else:
            done = "confirmed" if confirm_contact(token) else "unknown"
    return render(request, "accounts/contact.html", {"done": done})
