# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.mobility import views, views_jobs, views_plan, views_team

_patterns = [
    path("unterwegs/", views.home, name="home"),
    path("unterwegs/heim/", views.homeward, name="homeward"),
    path("unterwegs/heim.csv", views.homeward_csv, name="homeward_csv"),
    path("unterwegs/heim.geojson", views.homeward_geojson, name="homeward_geojson"),
    path("unterwegs/erreichbar/", views.reachable, name="reach"),
    path("unterwegs/erreichbar.csv", views.reachable_csv, name="reach_csv"),
    path("unterwegs/erreichbar.geojson", views.reachable_geojson, name="reach_geojson"),
    path("unterwegs/was-waere-wenn/", views_plan.whatif, name="whatif"),
    path("unterwegs/was-waere-wenn/halte.json", views_plan.stops, name="stops"),
    path("unterwegs/was-waere-wenn/<uuid:key>/", views_team.proposal, name="proposal"),
    path("unterwegs/rechnung/<uuid:key>/", views_jobs.job, name="job"),
    path("unterwegs/rechnung/<uuid:key>/anhalten/", views_jobs.stop, name="stop"),
    path("unterwegs/rechnung/<uuid:key>/behalten/", views_jobs.keep, name="keep"),
    path("unterwegs/fahrplan/", views_team.desk, name="desk"),
    path("unterwegs/fahrplan/laden/", views_team.load, name="load"),
    path("unterwegs/fahrplan/<uuid:key>/entscheiden/", views_team.decide, name="decide"),
    path("unterwegs/fahrplan/berichtigung/", views_team.rule, name="rule"),
    path("unterwegs/fahrplan/berichtigung/<uuid:key>/beenden/", views_team.end_rule, name="end_rule"),
]
urlpatterns = [path("", include((_patterns, "mobility")))]
