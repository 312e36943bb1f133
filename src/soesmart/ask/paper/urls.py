# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.ask.paper.views import desk, printing, typing

_patterns = [
    path("team/papier/", desk.desk, name="desk"),
    path("team/papier/drucken/", printing.order, name="print"),
    path("team/papier/stapel/", desk.upload, name="upload"),
    path("team/papier/stapel/<uuid:key>/anhalten/", desk.stop, name="stop"),
    path("team/papier/code/", desk.arrive, name="arrive"),
    path("team/papier/tippen/", typing.following, name="next"),
    path("team/papier/karte/<uuid:key>/", typing.card, name="card"),
    path("team/papier/bild/<uuid:key>/", desk.picture, name="picture"),
    path("team/papier/bild/<uuid:key>/<slug:field>/", desk.picture, name="field"),
]
urlpatterns = [path("", include((_patterns, "paper")))]
