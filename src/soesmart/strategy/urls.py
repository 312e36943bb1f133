# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.strategy import views

_patterns = [
    path("ziele/", views.ladder, name="ladder"),
    path("ziele/kennzahl/<slug:slug>/", views.indicator, name="indicator"),
    path("ziele/<slug:slug>/", views.goal, name="goal"),
]
urlpatterns = [path("", include((_patterns, "strategy")))]
