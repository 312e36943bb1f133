# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.ask.paper.views import printing

_patterns = [
    path("team/papier/drucken/", printing.order, name="print"),
]
urlpatterns = [path("", include((_patterns, "paper")))]
