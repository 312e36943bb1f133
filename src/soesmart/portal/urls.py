# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from soesmart.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("impressum/", views.imprint, name="imprint"),
    path("thema.css", views.style_sheet, name="style"),
    path("app.webmanifest", views.manifest, name="manifest"),
]
