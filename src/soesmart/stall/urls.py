# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.stall import views

_patterns = [
    path("stand/", views.desk, name="desk"),
    path("stand/tafel/", views.board, name="board"),
    path("stand/oeffnen/", views.opening, name="open"),
    path("stand/<uuid:key>/sperren/", views.closing, name="close"),
    path("stand/eintrag/<uuid:key>/", views.settling, name="settle"),
]
urlpatterns = [path("", include((_patterns, "stall")))]
