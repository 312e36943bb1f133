# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.projects.views import pages

_patterns = [
    path("projekte/", pages.listed, name="list"),
    path("projekte/<slug:slug>/", pages.project, name="project"),
]
urlpatterns = [path("", include((_patterns, "projects")))]
