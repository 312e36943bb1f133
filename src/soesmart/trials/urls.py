# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.trials.views import pages, planner, results, team

_patterns = [
    path("versuche/", pages.listed, name="list"),
    path("versuche/wie-wir-messen/", pages.method, name="method"),
    path("versuche/auslosen/", planner.planner, name="planner"),
    path("versuche/auslosen/<uuid:key>/", planner.drawn, name="drawn"),
    path("versuche/neu/", team.new, name="new"),
    path("versuche/<slug:slug>/", pages.trial, name="trial"),
    path("versuche/<slug:slug>/glauben/", pages.believe, name="believe"),
    path("versuche/<slug:slug>/plan/", team.plan, name="plan"),
    path("versuche/<slug:slug>/daten/", team.data, name="data"),
    path("versuche/<slug:slug>/summen/", team.sums, name="sums"),
    path("versuche/<slug:slug>/pruefen/", team.settle, name="settle"),
    path("versuche/<slug:slug>/auswerten/", team.analyse, name="analyse"),
    path("versuche/<slug:slug>/auswertung/<uuid:key>/", team.progress, name="progress"),
    path("versuche/<slug:slug>/entscheidung/", team.decision, name="decision"),
    path("versuche/<slug:slug>/lehre/", team.lesson, name="lesson"),
    path("versuche/<slug:slug>/ergebnis/<uuid:key>/", results.result, name="result"),
    path("versuche/<slug:slug>/ergebnis/<uuid:key>.csv", results.table, name="result-csv"),
    path("versuche/<slug:slug>/ergebnis/<uuid:key>.summen.json", results.sums, name="result-sums"),
]
urlpatterns = [path("", include((_patterns, "trials")))]
