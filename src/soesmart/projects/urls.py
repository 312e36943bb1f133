# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.projects.views import files, joining, overviews, pages, team

_patterns = [
    path("projekte/", pages.listed, name="list"),
    path("projekte/tafel/", overviews.board, name="board"),
    path("projekte/karte/", overviews.on_map, name="map"),
    path("projekte/zeit/", overviews.timeline, name="timeline"),
    path("projekte/davon/", overviews.benefits, name="benefits"),
    path("projekte/rat/", overviews.portfolio, name="portfolio"),
    path("projekte/daten/", files.page, name="files"),
    path("projekte/daten/<str:name>", files.data, name="data"),
    path("projekte/termine.ics", files.days, name="days"),
    path("projekte/mitmachen/", joining.page, name="join"),
    path("projekte/mitmachen/<slug:slug>/", joining.apply, name="apply"),
    path("projekte/<slug:slug>/", pages.project, name="project"),
    path("projekte/<slug:slug>/rat/", pages.council, name="council"),
    path("projekte/<slug:slug>/termine.ics", files.days, name="project-days"),
    path("team/projekte/", team.desk, name="team"),
    path("team/projekte/neu/", team.new, name="team-new"),
    path("team/projekte/aufruf/", team.call, name="team-call"),
    path("team/projekte/aufruf/<slug:slug>/schliessen/", team.close_call, name="team-call-close"),
    path("team/projekte/bewerbung/<uuid:key>/", team.application, name="team-application"),
    path("team/projekte/<slug:slug>/", team.edit, name="team-edit"),
    path("team/projekte/<slug:slug>/stand/", team.status, name="team-status"),
    path("team/projekte/<slug:slug>/oeffentlich/", team.publish, name="team-publish"),
]
urlpatterns = [path("", include((_patterns, "projects")))]
