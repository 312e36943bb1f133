# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.revisions import views

_patterns = [
    path("fassungen/", views.desk, name="desk"),
    path("fassungen/<uuid:key>/", views.detail, name="detail"),
    path("fassungen/<uuid:key>/entscheiden/", views.deciding, name="decide"),
    path("fassungen/<uuid:key>/zusammenfuehren/", views.resolving, name="resolve"),
    path("fassungen/verlauf/<str:kind>/<uuid:key>/", views.history, name="history"),
]
urlpatterns = [path("", include((_patterns, "revisions")))]
