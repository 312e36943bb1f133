# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from soesmart.portal import barriers, embedding, health, install, offline, receipts, views
from soesmart.portal.signs import serving

urlpatterns = [
    path("", views.home, name="home"),
    path("frag/", views.answers, name="answers"),
    path("k/", receipts.code, name="code"),
    path("k/<str:code>/", receipts.receipt, name="receipt"),
    path("k/<str:code>/<str:step>/", receipts.receipt, name="receipt-step"),
    path("einbetten/", embedding.page, name="embedding"),
    path("einbetten/frage/", embedding.box, name="embed-frage"),
    path("papier/", views.paper, name="paper"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("barrierefreiheit/melden/", barriers.report, name="barrier"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("datenschutz/verzeichnis/", views.privacy_papers, name="privacy-papers"),
    path("impressum/", views.imprint, name="imprint"),
    path("gesund/", health.health, name="health"),
    path("gebaerden/<slug:page>.<slug:suffix>", serving.file, name="sign-video"),
    path("thema.css", views.style_sheet, name="style"),
    path("app.webmanifest", install.manifest, name="manifest"),
    path("sw.js", offline.worker, name="worker"),
    path("ohne-netz/", offline.page, name="offline"),
]
