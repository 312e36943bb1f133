# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.thread import views

_patterns = [
    path("faden/", views.whole, name="whole"),
    path("team/faden/", views.gaps, name="gaps"),
    path("team/faden/<str:kind>/<uuid:key>/", views.node, name="node"),
    path("team/faden/<str:kind>/<uuid:key>/verbinden/", views.link, name="link"),
    path("team/faden/<str:kind>/<uuid:key>/loesen/", views.unlink, name="unlink"),
]

urlpatterns = [path("", include((_patterns, "thread")))]
