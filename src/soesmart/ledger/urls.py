# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.ledger.views import files, pages, recorded, team

_patterns = [
    path("geld/", pages.money, name="money"),
    path("geld/orte/", pages.places, name="places"),
    path("geld/haushalte/", pages.budgets, name="budgets"),
    path("geld/buchungen.csv", pages.data_csv, name="csv"),
    path("geld/fiscal-data-package.zip", pages.data_package, name="package"),
    path("geld/oc4ids.json", pages.oc4ids, name="oc4ids"),
    path("geld/nachpruefen.zip", files.published, name="published"),
    path("geld/buchung/<uuid:key>/", pages.entry, name="entry"),
    path("geld/team/", team.home, name="team"),
    path("geld/team/antrag/", team.application, name="application"),
    path("geld/team/pruefung.zip", files.audit, name="audit"),
    path("geld/team/vorschlag/<uuid:key>/", team.proposal, name="proposal"),
    path("geld/team/vorschlag/<uuid:key>/entscheiden/", team.decide, name="decide"),
    path("geld/team/<slug:slug>/zahlungen/", team.payments, name="payments"),
    path("geld/team/<slug:slug>/buchung/", team.entry, name="new-entry"),
    path("geld/team/<slug:slug>/auftraege/", recorded.contracts, name="contracts"),
    path("geld/team/<slug:slug>/inventar/", recorded.items, name="items"),
    path("geld/team/<slug:slug>/buecher.beancount", files.books, name="books"),
    path("geld/team/<slug:slug>/<slug:name>.<slug:form>", files.report, name="report"),
    path("geld/<slug:slug>/", pages.grant, name="grant"),
    path("geld/<slug:slug>/buchungen/", pages.entries, name="entries"),
    path("geld/<slug:slug>/rat/", pages.council, name="council"),
]
urlpatterns = [path("", include((_patterns, "ledger")))]
