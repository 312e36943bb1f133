# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.accounts import views

urlpatterns = [
    path("anmelden/", include("allauth.urls")),
    path("kontakt/<str:token>/", views.contact, name="contact"),
]
