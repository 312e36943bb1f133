# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from soesmart.facts import views

urlpatterns = [
    path("hintergruende/", views.background, name="background"),
    path("wissen/", views.facts, name="facts"),
    path("wissen/<slug:slug>/", views.fact, name="fact"),
]
