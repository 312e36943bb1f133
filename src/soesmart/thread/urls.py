# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.thread import team_views, views

_patterns = [
    path("faden/", views.whole, name="whole"),
    path("team/faden/", team_views.gaps, name="gaps"),
    path("team/faden/<str:kind>/<uuid:key>/", team_views.node, name="node"),
    path("team/faden/<str:kind>/<uuid:key>/verbinden/", team_views.link, name="link"),
    path("team/faden/<str:kind>/<uuid:key>/loesen/", team_views.unlink, name="unlink"),
]

urlpatterns = [path("", include((_patterns, "thread")))]
