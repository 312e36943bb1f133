# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.alliance import views

_patterns = [
    path("staedte/", views.page, name="towns"),
    path("staedte/projekte.json", views.shared, name="shared"),
    path("staedte/projekt/<slug:slug>.soesmart.txt", views.letter, name="letter"),
    path("staedte/projekt/<uuid:key>/", views.letter_of, name="letter-of"),
    path("staedte/vorlage/<slug:slug>.soesmart.txt", views.origin, name="origin"),
    path("staedte/abschauen/", views.take, name="take"),
]
urlpatterns = [path("", include((_patterns, "alliance")))]
