# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from soesmart.places import views

urlpatterns = [
    path("orte/", views.places, name="places"),
    path("orte/<slug:slug>/", views.place, name="place"),
]
