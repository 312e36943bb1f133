# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from soesmart.places import views

urlpatterns = [
    path("orte/", views.places, name="places"),
    path("orte/plakate/", views.posters, name="posters"),
    path("orte/<slug:slug>/", views.place, name="place"),
    path("orte/<slug:slug>/plakat/", views.poster, name="poster"),
]
