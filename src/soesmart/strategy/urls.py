# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.strategy.views import breaking, public, reports, team

_patterns = [
    path("ziele/", public.ladder, name="ladder"),
    path("ziele/bericht/", reports.report, name="report"),
    path("ziele/bericht/<int:year>/", reports.report, name="report_year"),
    path("ziele/bericht/<int:year>.pdf", reports.report_pdf, name="report_pdf"),
    path("ziele/fassungen/", reports.versions, name="versions"),
    path("ziele/fassungen/neu/", reports.new_version, name="new_version"),
    path("ziele/fassungen/<slug:slug>/", reports.version, name="version"),
    path("ziele/fassungen/<slug:slug>/<slug:other>/", reports.version, name="compare"),
    path("ziele/andere-staedte/", reports.others, name="others"),
    path("ziele/grosse-fragen/", breaking.big, name="big"),
    path("ziele/grosse-fragen/neu/", breaking.opening, name="open_breakdown"),
    path("ziele/grosse-fragen/<str:code>/", breaking.breakdown, name="breakdown"),
    path("ziele/grosse-fragen/<str:code>/wand/", breaking.wall, name="wall"),
    path("ziele/grosse-fragen/<str:code>/karte/", breaking.enter, name="enter"),
    path("ziele/grosse-fragen/<str:code>/entscheiden/", breaking.deciding, name="decide_breakdown"),
    path("ziele/neu/", team.goal, name="new_goal"),
    path("ziele/kennzahl/neu/", team.indicator, name="new_indicator"),
    path("ziele/kennzahl/<slug:slug>/", public.indicator, name="indicator"),
    path("ziele/kennzahl/<slug:slug>.csv", public.values_csv, name="values_csv"),
    path("ziele/kennzahl/<slug:slug>/aendern/", team.indicator, name="edit_indicator"),
    path("ziele/kennzahl/<slug:slug>/zahl/", team.measure, name="measure"),
    path("ziele/<slug:slug>/", public.goal, name="goal"),
    path("ziele/<slug:slug>/aendern/", team.goal, name="edit_goal"),
]
urlpatterns = [path("", include((_patterns, "strategy")))]
